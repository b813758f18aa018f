"""Chats as ChatGPT's export has them.

`conversations.json` (newer exports: `conversations-000.json`, `conversations-001.json`, …) is an
array of conversations, each with `conversation_id` (or `id`), `title`, `create_time` and
`update_time` (Unix seconds), `is_archived`, `pinned_time`, `current_node`, and `mapping`: nodes
by id, each with `parent`, `children` and `message` (null for the root). A message has `author`
(`role`: user, assistant, system or tool; `name` of the tool), `recipient` ("all", or the tool that
is called), `create_time`, `weight` (0: not shown), `metadata` (`model_slug`, `attachments`,
`is_visually_hidden_from_conversation`, `finished_duration_sec`) and `content`, of a `content_type`:

    text              parts: texts
    multimodal_text   parts: texts, and image_asset_pointer (`asset_pointer`: "sediment://" or
                      "file-service://" and the id that begins a file's name in the export),
                      audio_transcription (`text`), audio and video pointers
    code              text, language; sent to a tool, or shown
    execution_output  text; also tether_browsing_display (`result`), tether_quote and sonic_webpage
                      (`title`, `url`, `text`), system_error (`name`, `text`)
    thoughts          thoughts: `summary` and `content`
    reasoning_recap   content: how long that took, in words
    user_editable_context, model_editable_context: never shown

One answer is a chain of messages; a branch begins where a node has several children.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from gui.model.turn import NoticePart, Role, TextPart, ThoughtPart, ToolCallPart, ToolState
from gui.services.foreign.foreign_chat import (
    USER,
    BadChatError,
    Flaw,
    ForeignChat,
    ForeignFile,
    ForeignMessage,
    ForeignPart,
    Loss,
    Source,
    ToolOutput,
)
from gui.services.foreign.json_fields import fields_in, items_in, moment_in, text_in
from gui.services.foreign.message_tree import message_tree
from gui.services.json_pieces import json_text

NAME = "ChatGPT"

_CITATION = re.compile("\ue200[^\ue200\ue201]*\ue201")
"""Stands for a source that is listed elsewhere; nothing but ChatGPT can show it."""

_ASSET = re.compile(r"^(?:sediment|file-service)://(file[-_][A-Za-z0-9]+)")
_NEVER_SHOWN = frozenset({"user_editable_context", "model_editable_context"})
_SOUNDS = frozenset(
    {
        "audio_asset_pointer",
        "video_container_asset_pointer",
        "real_time_user_audio_video_asset_pointer",
    }
)


def is_chatgpt(record: Mapping[str, object]) -> bool:
    return isinstance(record.get("mapping"), dict)


def chatgpt_chat(record: Mapping[str, object]) -> ForeignChat:
    """Raises BadChatError."""
    mapping = record.get("mapping")
    if not isinstance(mapping, dict):
        raise BadChatError(Flaw.NO_CHAT)
    losses: Counter[Loss] = Counter()
    parents = _parents(mapping)
    nodes = [_message(name, parents[name], fields_in(mapping[name]), losses) for name in mapping]
    tree = message_tree(nodes, text_in(record.get("current_node")) or None)
    losses[Loss.LINK] += tree.mended
    return ForeignChat(
        source=Source.CHATGPT,
        original_id=text_in(record.get("conversation_id")) or text_in(record.get("id")),
        title=text_in(record.get("title")),
        created_at=moment_in(record.get("create_time")),
        updated_at=moment_in(record.get("update_time")),
        messages=tree.messages,
        head_id=tree.head_id,
        archived=record.get("is_archived") is True,
        pinned=moment_in(record.get("pinned_time")) is not None,
        losses=+losses,
    )


def _parents(mapping: Mapping[str, object]) -> dict[str, str | None]:
    """Where a node does not name its parent, the one counts that names it as a child."""
    named: dict[str, str] = {}
    for name, node in mapping.items():
        for child in items_in(fields_in(node).get("children")):
            named.setdefault(text_in(child), name)
    return {
        name: text_in(fields_in(node).get("parent")) or named.get(name)
        for name, node in mapping.items()
    }


def _message(
    name: str, parent: str | None, node: dict[str, object], losses: Counter[Loss]
) -> ForeignMessage:
    message = fields_in(node.get("message"))
    author = fields_in(message.get("author"))
    metadata = fields_in(message.get("metadata"))
    role = text_in(author.get("role"))
    speaker = USER if role == "user" else NAME
    parts = () if _is_hidden(message, role) else tuple(_parts(message, speaker, losses))
    return ForeignMessage(
        id=name,
        parent_id=parent,
        role=Role.USER if role == "user" else Role.AGENT,
        parts=parts,
        created_at=moment_in(message.get("create_time")),
        agent="" if role == "user" else NAME,
        model="" if role == "user" else text_in(metadata.get("model_slug")),
        goes_on=role != "user",
    )


def _is_hidden(message: dict[str, object], role: str) -> bool:
    if role not in ("user", "assistant", "tool") or message.get("weight") == 0:
        return True
    if fields_in(message.get("metadata")).get("is_visually_hidden_from_conversation"):
        return True
    return fields_in(message.get("content")).get("content_type") in _NEVER_SHOWN


def _parts(
    message: dict[str, object], speaker: str, losses: Counter[Loss]
) -> Iterator[ForeignPart]:
    author = fields_in(message.get("author"))
    content = fields_in(message.get("content"))
    if author.get("role") == "tool":
        yield from _tool_parts(content, text_in(author.get("name")) or "tool", losses)
        return
    recipient = text_in(message.get("recipient"))
    if speaker != USER and recipient not in ("", "all"):
        yield _call(text_in(message.get("id")), recipient, content)
        return
    yield from _said(content, speaker, message, losses)
    pictured = _pictured(content)
    for item in items_in(fields_in(message.get("metadata")).get("attachments")):
        file = fields_in(item)
        entry = text_in(file.get("id"))
        if entry not in pictured:
            yield ForeignFile(source=speaker, name=text_in(file.get("name")), entry=entry)


def _said(
    content: dict[str, object],
    speaker: str,
    message: dict[str, object],
    losses: Counter[Loss],
) -> Iterator[ForeignPart]:
    match text_in(content.get("content_type")):
        case "thoughts":
            yield from _thoughts(content, message)
        case "reasoning_recap":
            yield from _thought(text_in(content.get("content")), message)
        case "code":
            yield _text(speaker, _fenced(content))
        case "text" | "multimodal_text":
            yield from _pieces(content, speaker, losses)
        case other:
            words = _words(content)
            if words:
                yield NoticePart(source=speaker, text=words, kind=other)
            elif content:
                losses[Loss.UNKNOWN] += 1


def _pieces(
    content: dict[str, object], speaker: str, losses: Counter[Loss]
) -> Iterator[ForeignPart]:
    for piece in items_in(content.get("parts")):
        if isinstance(piece, str):
            if piece.strip():
                yield _text(speaker, piece)
            continue
        record = fields_in(piece)
        kind = text_in(record.get("content_type"))
        asset = _asset(record)
        if kind == "image_asset_pointer" and asset:
            yield ForeignFile(source=speaker, name="", entry=asset)
        elif kind == "audio_transcription":
            yield _text(speaker, text_in(record.get("text")))
        else:
            losses[Loss.SOUND if kind in _SOUNDS else Loss.UNKNOWN] += 1


def _tool_parts(
    content: dict[str, object], name: str, losses: Counter[Loss]
) -> Iterator[ForeignPart]:
    kind = text_in(content.get("content_type"))
    words = _words(content)
    if words or kind != "multimodal_text":
        yield ToolOutput(source=NAME, name=name, text=words, failed=kind == "system_error")
    if kind == "multimodal_text":
        pieces = _pieces(content, NAME, losses)
        yield from (piece for piece in pieces if isinstance(piece, ForeignFile))


def _thoughts(content: dict[str, object], message: dict[str, object]) -> Iterator[ForeignPart]:
    texts = []
    for item in items_in(content.get("thoughts")):
        thought = fields_in(item)
        summary, detail = text_in(thought.get("summary")), text_in(thought.get("content"))
        texts.append(
            "\n\n".join(words for words in (summary and f"**{summary}**", detail) if words)
        )
    yield from _thought("\n\n".join(text for text in texts if text), message)


def _thought(words: str, message: dict[str, object]) -> Iterator[ForeignPart]:
    seconds = fields_in(message.get("metadata")).get("finished_duration_sec")
    if words:
        yield ThoughtPart(
            source=NAME,
            text=words,
            started_at=(moment_in(message.get("create_time")) or 0) / 1000,
            seconds=float(seconds) if isinstance(seconds, int | float) else None,
        )


def _call(call_id: str, tool: str, content: dict[str, object]) -> ToolCallPart:
    words = _words(content)
    try:
        is_object = isinstance(json.loads(words), dict)
    except (ValueError, RecursionError):
        is_object = False
    field = "code" if tool == "python" else "input"
    return ToolCallPart(
        source=NAME,
        call_id=call_id,
        name=tool,
        arguments=words if is_object else json_text({field: words}),
        state=ToolState.DONE,
    )


def _words(content: dict[str, object]) -> str:
    """All text of a content, whatever its type."""
    texts = [piece for piece in items_in(content.get("parts")) if isinstance(piece, str)]
    texts += [text_in(content.get(name)) for name in ("title", "url", "text", "result", "content")]
    return _CITATION.sub("", "\n\n".join(text for text in texts if text.strip()))


def _text(speaker: str, text: str) -> TextPart:
    return TextPart(source=speaker, text=_CITATION.sub("", text))


def _fenced(content: dict[str, object]) -> str:
    text = text_in(content.get("text"))
    language = re.sub(r"\W", "", text_in(content.get("language")))
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{'' if language == 'unknown' else language}\n{text}\n{fence}"


def _pictured(content: dict[str, object]) -> set[str]:
    return {_asset(fields_in(piece)) for piece in items_in(content.get("parts"))} - {""}


def _asset(record: dict[str, object]) -> str:
    found = _ASSET.match(text_in(record.get("asset_pointer")))
    return found[1] if found else ""
