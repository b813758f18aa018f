"""The bytes that model servers stream: OpenAI's, Anthropic's and Ollama's shapes."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator
from typing import Any

from tests.model_behaviours import Behaviour

JsonObject = dict[str, Any]

CUT = b"cut"
STALL = b"stall"


def events(protocol: str, behaviour: Behaviour, model: str) -> Iterator[bytes]:
    """The bytes of a streamed reply, event by event; CUT and STALL stand for themselves."""
    count = 0
    make = {"openai": _openai_events, "anthropic": _anthropic_events, "ollama": _ollama_events}
    for is_text, event in make[protocol](behaviour, model):
        if is_text and count == behaviour.after:
            match behaviour.then:
                case "cut":
                    yield CUT
                    return
                case "cut_clean":
                    return
                case "stall":
                    yield STALL
                    return
                case "malformed":
                    yield _broken(protocol)
                case "error":
                    yield _error_event(protocol, behaviour)
                    return
        count += is_text
        yield event


def pieces(text: str, count: int) -> list[str]:
    """`text` in `count` fragments, or in fewer where it is too short."""
    if not text or count <= 0:
        return []
    count = min(count, len(text))
    size, more = divmod(len(text), count)
    cuts = [0]
    for index in range(count):
        cuts.append(cuts[-1] + size + (index < more))
    return [text[a:b] for a, b in itertools.pairwise(cuts)]


def _sse(value: JsonObject, *, event: str = "") -> bytes:
    head = f"event: {event}\n" if event else ""
    return f"{head}data: {json.dumps(value, ensure_ascii=False)}\n\n".encode()


def _openai_events(b: Behaviour, model: str) -> Iterator[tuple[bool, bytes]]:
    def chunk(delta: JsonObject, finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _sse(_openai_base(model) | {"choices": [choice]})

    yield False, chunk({"role": "assistant", "content": ""})
    for piece in pieces(b.thoughts, 4):
        yield False, chunk({"reasoning_content": piece, "content": None})
    for piece in pieces(b.text, b.fragments):
        yield True, chunk({"content": piece})
    for index, (name, arguments) in enumerate(b.tool_calls):
        function = {"name": name, "arguments": ""}
        call_id = b.call_ids[index] if b.call_ids else f"call_{index}"
        call = {"index": index, "id": call_id, "type": "function", "function": function}
        yield False, chunk({"tool_calls": [call]})
        for piece in pieces(arguments, 3):
            yield False, chunk({"tool_calls": [{"index": index, "function": {"arguments": piece}}]})
    yield False, chunk({}, b.finish)
    if b.usage:
        yield False, _sse(_openai_base(model) | {"choices": [], "usage": _openai_usage(b)})
    yield False, b"data: [DONE]\n\n"


def _openai_base(model: str) -> JsonObject:
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": model}


def _openai_usage(b: Behaviour) -> dict[str, int]:
    prompt, completion = b.usage or (0, 0)
    total = prompt + completion
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": total}


_ANTHROPIC_REASONS = {"stop": "end_turn", "tool_calls": "tool_use", "length": "max_tokens"}


def _anthropic_events(b: Behaviour, model: str) -> Iterator[tuple[bool, bytes]]:
    prompt, completion = b.usage or (0, 0)

    def event(kind: str, **content: object) -> bytes:
        return _sse({"type": kind, **content}, event=kind)

    def delta(index: int, **content: object) -> bytes:
        return event("content_block_delta", index=index, delta=content)

    message: JsonObject = {
        "id": "m1",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [],
    }
    message |= {"stop_reason": None, "stop_sequence": None}
    message["usage"] = {"input_tokens": prompt, "output_tokens": 0}
    yield False, event("message_start", message=message)
    yield False, event("ping")
    index = 0
    if b.thoughts:
        block: JsonObject = {"type": "thinking", "thinking": "", "signature": ""}
        yield False, event("content_block_start", index=index, content_block=block)
        for piece in pieces(b.thoughts, 4):
            yield False, delta(index, type="thinking_delta", thinking=piece)
        yield False, delta(index, type="signature_delta", signature="abc")
        yield False, event("content_block_stop", index=index)
        index += 1
    if b.text:
        block = {"type": "text", "text": ""}
        yield False, event("content_block_start", index=index, content_block=block)
        for piece in pieces(b.text, b.fragments):
            yield True, delta(index, type="text_delta", text=piece)
        yield False, event("content_block_stop", index=index)
        index += 1
    for name, arguments in b.tool_calls:
        block = {"type": "tool_use", "id": f"toolu_{index}", "name": name, "input": {}}
        yield False, event("content_block_start", index=index, content_block=block)
        for piece in pieces(arguments, 3):
            yield False, delta(index, type="input_json_delta", partial_json=piece)
        yield False, event("content_block_stop", index=index)
        index += 1
    reason = _ANTHROPIC_REASONS.get(b.finish, "refusal")
    ending = {"stop_reason": reason, "stop_sequence": None}
    yield False, event("message_delta", delta=ending, usage={"output_tokens": completion})
    yield False, event("message_stop")


def _ollama_events(b: Behaviour, model: str) -> Iterator[tuple[bool, bytes]]:
    def line(message: JsonObject, **more: object) -> bytes:
        at = f"2026-01-01T00:00:00.{time.monotonic_ns() % 10**9:09d}Z"
        value = {"model": model, "created_at": at, "message": {"role": "assistant", **message}}
        return (json.dumps({**value, "done": False, **more}, ensure_ascii=False) + "\n").encode()

    for piece in pieces(b.thoughts, 4):
        yield False, line({"content": "", "thinking": piece})
    for piece in pieces(b.text, b.fragments):
        yield True, line({"content": piece})
    if b.tool_calls:
        calls = [
            {"function": {"name": name, "arguments": json.loads(arguments)}}
            for name, arguments in b.tool_calls
        ]
        yield False, line({"content": "", "tool_calls": calls})
    prompt, completion = b.usage or (0, 0)
    ending = {"done": True, "done_reason": b.finish}
    yield False, line({"content": ""}, **ending, prompt_eval_count=prompt, eval_count=completion)


def _broken(protocol: str) -> bytes:
    return b'{"model": "x", "message": {\n' if protocol == "ollama" else _BROKEN_SSE[protocol]


_BROKEN_SSE = {
    "openai": b'data: {"id": "c1", "choices": [{"index": 0, "delta": {"content"\n\n',
    "anthropic": b'event: content_block_delta\ndata: {"type": "content_block_delta", "del\n\n',
}


def _error_event(protocol: str, b: Behaviour) -> bytes:
    match protocol:
        case "openai":
            return _sse({"error": b.error})
        case "anthropic":
            return _sse({"type": "error", "error": b.error}, event="error")
        case _:
            return (json.dumps({"error": b.error["message"]}) + "\n").encode()


def whole(protocol: str, b: Behaviour, model: str) -> JsonObject:
    prompt, completion = b.usage or (0, 0)
    message: JsonObject = {"role": "assistant", "content": b.text}
    match protocol:
        case "openai":
            choice = {"index": 0, "message": message, "finish_reason": b.finish}
            base = _openai_base(model) | {"object": "chat.completion"}
            return base | {"choices": [choice], "usage": _openai_usage(b)}
        case "anthropic":
            return {
                "id": "m1",
                "type": "message",
                "role": "assistant",
                "model": model,
                "content": [{"type": "text", "text": b.text}],
                "stop_reason": _ANTHROPIC_REASONS.get(b.finish, "refusal"),
                "stop_sequence": None,
                "usage": {"input_tokens": prompt, "output_tokens": completion},
            }
        case _:
            ending = {"done": True, "done_reason": b.finish}
            counts = {"prompt_eval_count": prompt, "eval_count": completion}
            return {"model": model, "message": message, **ending, **counts}


def listing(models: tuple[str, ...], *, anthropic: bool) -> JsonObject:
    if not anthropic:
        return {"object": "list", "data": [{"id": name, "object": "model"} for name in models]}
    made = "2026-01-01T00:00:00Z"
    data = [{"type": "model", "id": n, "display_name": n, "created_at": made} for n in models]
    return {"data": data, "has_more": False, "first_id": None, "last_id": None}
