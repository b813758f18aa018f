"""Chats as LibreChat exports them, one in a file.

An object with `conversationId`, `title`, `options` (`model`), and `messages` (older:
`messagesTree`), which stand in a row and name their parents, or, where `recursive` is true, hold
what follows them in `children`. A message has `messageId`, `parentMessageId` (zeros for none),
`isCreatedByUser`, `sender`, `text`, `model`, `createdAt` (ISO 8601), `unfinished`, `error`, `files`
(`filename`; the export does not have them) and, where it is made of several parts, `content`, of a
`type`:

    text       text (a text, or an object with `value`)
    think      think
    tool_call  tool_call: id, name, args (JSON), output
    image_file, image_url, error
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from gui.model.turn import (
    NoticePart,
    Role,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    TurnState,
)
from gui.services.foreign.foreign_chat import (
    MOST_MESSAGES,
    USER,
    BadChatError,
    Flaw,
    ForeignChat,
    ForeignFile,
    ForeignMessage,
    ForeignPart,
    Loss,
    Source,
)
from gui.services.foreign.json_fields import fields_in, id_in, items_in, moment_in, text_in
from gui.services.foreign.message_tree import message_tree
from gui.services.json_pieces import json_text


def is_librechat(record: Mapping[str, object]) -> bool:
    return isinstance(record.get("conversationId"), str) and any(
        isinstance(record.get(name), list) for name in ("messages", "messagesTree")
    )


def librechat_chat(record: Mapping[str, object]) -> ForeignChat:
    """Raises BadChatError."""
    messages = record.get("messages") or record.get("messagesTree")
    if not isinstance(messages, list):
        raise BadChatError(Flaw.NO_CHAT)
    losses: Counter[Loss] = Counter()
    told = [_message(fields, parent, losses) for fields, parent in _flat(messages, record)]
    tree = message_tree(told, None)
    losses[Loss.LINK] += tree.mended
    moments = [message.created_at for message in told if message.created_at is not None]
    return ForeignChat(
        source=Source.LIBRECHAT,
        original_id=text_in(record.get("conversationId")),
        title=text_in(record.get("title")),
        created_at=min(moments, default=None),
        updated_at=max(moments, default=None),
        messages=tree.messages,
        head_id=tree.head_id,
        losses=+losses,
    )


def _flat(
    messages: list[object], record: Mapping[str, object]
) -> Iterator[tuple[dict[str, object], str | None]]:
    """Each message with its parent, those that hold others before them."""
    in_a_row = not record.get("recursive") and not any(
        "parentMessageId" in fields_in(item) for item in messages
    )
    waiting = [(item, None) for item in reversed(messages)]
    stack: list[tuple[object, str | None]] = list(waiting)
    number = 0
    before: str | None = None
    while stack:
        item, above = stack.pop()
        fields = fields_in(item)
        number += 1
        if number > MOST_MESSAGES:
            raise BadChatError(Flaw.TOO_LARGE)
        name = text_in(fields.get("messageId")) or f"message {number}"
        parent = above or (before if in_a_row else id_in(fields.get("parentMessageId")))
        yield {**fields, "messageId": name}, parent
        before = name
        stack.extend((child, name) for child in reversed(items_in(fields.get("children"))))


def _message(
    fields: dict[str, object], parent: str | None, losses: Counter[Loss]
) -> ForeignMessage:
    is_user = fields.get("isCreatedByUser") is True
    name = text_in(fields.get("sender")) or text_in(fields.get("model")) or "assistant"
    stopped = fields.get("unfinished") is True
    return ForeignMessage(
        id=text_in(fields.get("messageId")),
        parent_id=parent,
        role=Role.USER if is_user else Role.AGENT,
        parts=tuple(_parts(fields, USER if is_user else name, losses)),
        created_at=moment_in(fields.get("createdAt")),
        agent="" if is_user else name,
        model="" if is_user else text_in(fields.get("model")),
        state=TurnState.INTERRUPTED if stopped and not is_user else TurnState.DONE,
    )


def _parts(fields: dict[str, object], speaker: str, losses: Counter[Loss]) -> Iterator[ForeignPart]:
    text = text_in(fields.get("text"))
    told = [
        part
        for item in items_in(fields.get("content"))
        for part in _piece(fields_in(item), speaker, losses)
    ]
    if text.strip() and not any(isinstance(part, TextPart) for part in told):
        if fields.get("error") is True:
            told.append(NoticePart(source=speaker, text=text))
        else:
            told.append(TextPart(source=speaker, text=text))
    yield from told
    for item in items_in(fields.get("files")):
        file = fields_in(item)
        name = text_in(file.get("filename"))
        yield ForeignFile(source=speaker, name=name, entry=text_in(file.get("file_id")) or name)


def _piece(piece: dict[str, object], speaker: str, losses: Counter[Loss]) -> Iterator[ForeignPart]:
    kind = text_in(piece.get("type"))
    match kind:
        case "text" | "think":
            held = piece.get(kind)
            words = text_in(held) or text_in(fields_in(held).get("value"))
            if words.strip() and kind == "text":
                yield TextPart(source=speaker, text=words)
            elif words.strip():
                yield ThoughtPart(source=speaker, text=words)
        case "tool_call":
            yield _call(fields_in(piece.get("tool_call")), speaker)
        case "image_file":
            file = fields_in(piece.get("image_file"))
            name = text_in(file.get("filename"))
            entry = text_in(file.get("file_id")) or name or "picture"
            yield ForeignFile(source=speaker, name=name, entry=entry)
        case "error":
            words = text_in(piece.get("error")) or text_in(piece.get("text"))
            if words:
                yield NoticePart(source=speaker, text=words)
        case _:
            losses[Loss.UNKNOWN] += 1


def _call(call: dict[str, object], speaker: str) -> ToolCallPart:
    function = fields_in(call.get("function"))
    name = text_in(call.get("name")) or text_in(function.get("name")) or "tool"
    arguments = call.get("args", function.get("arguments"))
    output = call.get("output", function.get("output"))
    return ToolCallPart(
        source=speaker,
        call_id=text_in(call.get("id")) or name,
        name=name,
        arguments=arguments if isinstance(arguments, str) else json_text(fields_in(arguments)),
        state=ToolState.DONE,
        result=output if isinstance(output, str) else "" if output is None else json_text(output),
    )
