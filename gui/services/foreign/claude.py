"""Chats as Claude's export has them.

`conversations.json` is an array of conversations, each with `uuid`, `name`, `created_at` and
`updated_at` (ISO 8601) and `chat_messages`: `uuid`, `sender` (human or assistant), `created_at`,
`text` (older exports keep all there), `content`, `attachments` (`file_name` and
`extracted_content`, the text of the file) and `files` (`file_name`; the export does not have
them). Blocks of `content`:

    text         text
    thinking     thinking, start_timestamp, stop_timestamp
    tool_use     id, name, input
    tool_result  tool_use_id, name, content (a text, or blocks with `text`), is_error

Newer exports tell the tree: `parent_message_uuid` (zeros for none) in each message, and some
`current_leaf_message_uuid`. Without it, each message follows the one before.
"""

from __future__ import annotations

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
from gui.services.foreign.json_fields import fields_in, id_in, items_in, moment_in, text_in
from gui.services.foreign.message_tree import message_tree
from gui.services.json_pieces import json_text

NAME = "Claude"

_QUIET = frozenset({"token_budget", "flag"})
"""Blocks that say nothing to a reader."""


def is_claude(record: Mapping[str, object]) -> bool:
    return isinstance(record.get("chat_messages"), list)


def claude_chat(record: Mapping[str, object]) -> ForeignChat:
    """Raises BadChatError."""
    messages = record.get("chat_messages")
    if not isinstance(messages, list):
        raise BadChatError(Flaw.NO_CHAT)
    losses: Counter[Loss] = Counter()
    tree = message_tree(
        list(_messages(messages, losses)), id_in(record.get("current_leaf_message_uuid"))
    )
    losses[Loss.LINK] += tree.mended
    return ForeignChat(
        source=Source.CLAUDE,
        original_id=text_in(record.get("uuid")),
        title=text_in(record.get("name")),
        created_at=moment_in(record.get("created_at")),
        updated_at=moment_in(record.get("updated_at")),
        messages=tree.messages,
        head_id=tree.head_id,
        pinned=record.get("is_starred") is True,
        losses=+losses,
    )


def _messages(records: list[object], losses: Counter[Loss]) -> Iterator[ForeignMessage]:
    has_tree = any("parent_message_uuid" in fields_in(record) for record in records)
    before: str | None = None
    for number, item in enumerate(records):
        record = fields_in(item)
        name = text_in(record.get("uuid")) or f"message {number}"
        is_user = record.get("sender") in ("human", "user")
        model = "" if is_user else text_in(record.get("model"))
        yield ForeignMessage(
            id=name,
            parent_id=id_in(record.get("parent_message_uuid")) if has_tree else before,
            role=Role.USER if is_user else Role.AGENT,
            parts=tuple(_parts(record, USER if is_user else NAME, losses)),
            created_at=moment_in(record.get("created_at")),
            agent="" if is_user else NAME,
            model=model,
        )
        before = name


def _parts(record: dict[str, object], speaker: str, losses: Counter[Loss]) -> Iterator[ForeignPart]:
    blocks = [fields_in(block) for block in items_in(record.get("content"))]
    told = [part for block in blocks for part in _block(block, speaker, losses)]
    text = text_in(record.get("text"))
    if text.strip() and not any(isinstance(part, TextPart) for part in told):
        told.append(TextPart(source=speaker, text=text))
    yield from told
    for item in items_in(record.get("attachments")):
        file = fields_in(item)
        content = text_in(file.get("extracted_content"))
        yield ForeignFile(
            source=speaker,
            name=text_in(file.get("file_name")) or "pasted.txt",
            data=content.encode("utf-8", "replace"),
        )
    for item in items_in(record.get("files")):
        file = fields_in(item)
        name = text_in(file.get("file_name"))
        yield ForeignFile(source=speaker, name=name, entry=text_in(file.get("file_uuid")) or name)


def _block(block: dict[str, object], speaker: str, losses: Counter[Loss]) -> Iterator[ForeignPart]:
    match text_in(block.get("type")):
        case "text" if text_in(block.get("text")).strip():
            yield TextPart(source=speaker, text=text_in(block.get("text")))
        case "text":
            return
        case "thinking":
            yield from _thought(block, speaker)
        case "tool_use":
            yield ToolCallPart(
                source=speaker,
                call_id=text_in(block.get("id")) or text_in(block.get("name")),
                name=text_in(block.get("name")) or "tool",
                arguments=json_text(fields_in(block.get("input"))),
                state=ToolState.DONE,
            )
        case "tool_result":
            yield ToolOutput(
                source=speaker,
                name=text_in(block.get("tool_use_id")) or text_in(block.get("name")) or "tool",
                text=_result(block.get("content")),
                failed=block.get("is_error") is True,
            )
        case kind if kind not in _QUIET:
            words = text_in(block.get("text")) or text_in(block.get("content"))
            if words:
                yield NoticePart(source=speaker, text=words, kind=kind)
            else:
                losses[Loss.UNKNOWN] += 1


def _thought(block: dict[str, object], speaker: str) -> Iterator[ForeignPart]:
    words = text_in(block.get("thinking")) or text_in(block.get("text"))
    if not words.strip():
        return
    start = moment_in(block.get("start_timestamp"))
    stop = moment_in(block.get("stop_timestamp"))
    yield ThoughtPart(
        source=speaker,
        text=words,
        started_at=(start or 0) / 1000,
        seconds=max(0, stop - start) / 1000 if start and stop else None,
    )


def _result(content: object) -> str:
    if isinstance(content, str):
        return content
    texts = []
    for item in items_in(content):
        record = fields_in(item)
        told = [text_in(record.get(name)) for name in ("title", "url", "text")]
        texts.append("\n".join(words for words in told if words))
    return "\n\n".join(text for text in texts if text)
