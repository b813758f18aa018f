"""The shapes of the streams that model servers send: OpenAI, Anthropic and Ollama."""

from __future__ import annotations

from gui.engine.delta_merger import JsonObject, StreamShape, TextPlace
from gui.model.endpoint import Protocol

_OPENAI_TEXTS = ("content", "reasoning_content", "reasoning")
_OPENAI_PLAIN = {*_OPENAI_TEXTS, "role"}
_ANTHROPIC_TEXTS = {"text_delta": "text", "thinking_delta": "thinking"}
_OLLAMA_TEXTS = ("content", "thinking")


def _openai_choice(event: JsonObject) -> JsonObject | None:
    choices = event.get("choices")
    if not isinstance(choices, list) or len(choices) != 1 or not isinstance(choices[0], dict):
        return None
    return choices[0]


def _only_text(holder: JsonObject, keys: tuple[str, ...]) -> TextPlace | None:
    filled = [key for key in keys if holder.get(key)]
    if len(filled) != 1 or not isinstance(holder[filled[0]], str):
        return None
    return TextPlace(holder, filled[0])


def _openai_place(event: JsonObject) -> TextPlace | None:
    choice = _openai_choice(event)
    if choice is None or event.get("usage") or choice.get("finish_reason"):
        return None
    delta = choice.get("delta")
    if choice.get("logprobs") or not isinstance(delta, dict):
        return None
    if any(value is not None for key, value in delta.items() if key not in _OPENAI_PLAIN):
        return None
    return _only_text(delta, _OPENAI_TEXTS)


def _openai_finished(event: JsonObject) -> bool:
    if event.get("error"):
        return True
    choices = event.get("choices")
    return isinstance(choices, list) and any(
        isinstance(choice, dict) and choice.get("finish_reason") for choice in choices
    )


def _anthropic_place(event: JsonObject) -> TextPlace | None:
    delta = event.get("delta")
    if event.get("type") != "content_block_delta" or not isinstance(delta, dict):
        return None
    key = _ANTHROPIC_TEXTS.get(str(delta.get("type")))
    return _only_text(delta, (key,)) if key else None


def _anthropic_finished(event: JsonObject) -> bool:
    if event.get("type") == "message_delta":
        delta = event.get("delta")
        return isinstance(delta, dict) and bool(delta.get("stop_reason"))
    return event.get("type") in ("message_stop", "error")


def _ollama_place(event: JsonObject) -> TextPlace | None:
    message = event.get("message")
    if event.get("done") or not isinstance(message, dict) or message.get("tool_calls"):
        return None
    return _only_text(message, _OLLAMA_TEXTS)


SHAPES: dict[Protocol, StreamShape] = {
    Protocol.OPENAI: StreamShape(
        events=True,
        place=_openai_place,
        finished=_openai_finished,
        recognised=lambda event: "choices" in event,
        volatile=("obfuscation",),
    ),
    Protocol.ANTHROPIC: StreamShape(
        events=True,
        place=_anthropic_place,
        finished=_anthropic_finished,
        recognised=lambda event: event.get("type") == "message_start",
    ),
    Protocol.OLLAMA: StreamShape(
        events=False,
        place=_ollama_place,
        finished=lambda event: bool(event.get("done") or event.get("error")),
        recognised=lambda event: "message" in event,
        volatile=("created_at",),
    ),
}
