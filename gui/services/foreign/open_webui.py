"""Chats as Open WebUI's export has them.

An array of chats, each with `id`, `title`, `created_at` and `updated_at` (Unix seconds),
`archived`, `pinned` and `chat`: `title`, and `history` with `messages` by id and `currentId` (older
exports: `messages` as an array). A message has `id`, `parentId`, `childrenIds`, `role` (user or
assistant), `content`, `model`, `timestamp` (seconds), `files` (`type` image with a `url` that is a
data address; others with `name` and `file.data.content`, their text), and newer ones `output`: what
the answer is made of, as items of a `type`:

    reasoning             content: pieces with `text`; duration (seconds)
    function_call         call_id, name, arguments (JSON as a text)
    function_call_output  call_id, output: pieces with `text`
    message               content: pieces with `text`

Without `output`, thoughts and calls stand in `content`, as `<details type="reasoning">` and
`<details type="tool_calls" id name arguments result>`, their attributes written as HTML.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape

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
from gui.services.foreign.message_tree import message_tree, with_outputs

_BEGIN = re.compile(r"<details\b([^<>]{0,200000})>[^\S\n]*\n?")
_END = "</details>"
_SUMMARY = re.compile(r"\s*<summary>[^<]{0,1000}</summary>\s*")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_DATA = re.compile(r"data:[\w/+.-]{0,100};base64,")


def is_open_webui(record: Mapping[str, object]) -> bool:
    chat = fields_in(record.get("chat"))
    return isinstance(chat.get("history"), dict) or isinstance(chat.get("messages"), list)


def open_webui_chat(record: Mapping[str, object]) -> ForeignChat:
    """Raises BadChatError."""
    chat = fields_in(record.get("chat"))
    history = fields_in(chat.get("history"))
    messages = history.get("messages")
    losses: Counter[Loss] = Counter()
    if isinstance(messages, dict) and messages:
        told = [_message(name, fields_in(messages[name]), losses) for name in messages]
    elif isinstance(chat.get("messages"), list):
        told = list(_in_a_row(items_in(chat.get("messages")), losses))
    else:
        raise BadChatError(Flaw.EMPTY if isinstance(messages, dict) else Flaw.NO_CHAT)
    tree = message_tree(told, id_in(history.get("currentId")))
    losses[Loss.LINK] += tree.mended
    return ForeignChat(
        source=Source.OPEN_WEBUI,
        original_id=text_in(record.get("id")) or text_in(chat.get("id")),
        title=text_in(record.get("title")) or text_in(chat.get("title")),
        created_at=moment_in(record.get("created_at")) or moment_in(chat.get("timestamp")),
        updated_at=moment_in(record.get("updated_at")),
        messages=tree.messages,
        head_id=tree.head_id,
        archived=record.get("archived") is True,
        pinned=record.get("pinned") is True,
        losses=+losses,
    )


def _in_a_row(records: list[object], losses: Counter[Loss]) -> Iterator[ForeignMessage]:
    before: str | None = None
    for number, item in enumerate(records):
        record = fields_in(item)
        name = text_in(record.get("id")) or f"message {number}"
        parent = record.get("parentId", before)
        yield _message(name, {**record, "parentId": parent}, losses)
        before = name


def _message(name: str, record: dict[str, object], losses: Counter[Loss]) -> ForeignMessage:
    role = text_in(record.get("role"))
    is_user = role == "user"
    model = "" if is_user else text_in(record.get("model"))
    speaker = USER if is_user else text_in(record.get("modelName")) or model or "assistant"
    parts: list[ForeignPart] = []
    if role in ("user", "assistant"):
        parts = with_outputs(list(_parts(record, speaker, losses)))
    return ForeignMessage(
        id=name,
        parent_id=id_in(record.get("parentId")),
        role=Role.USER if is_user else Role.AGENT,
        parts=tuple(parts),
        created_at=moment_in(record.get("timestamp")),
        agent="" if is_user else speaker,
        model=model,
    )


def _parts(record: dict[str, object], speaker: str, losses: Counter[Loss]) -> Iterator[ForeignPart]:
    output = items_in(record.get("output"))
    content = record.get("content")
    if output:
        for item in output:
            yield from _output(fields_in(item), speaker, losses)
    elif isinstance(content, str):
        yield from content_parts(content, speaker) if speaker != USER else _said(content, USER)
    else:
        yield from _said(_joined(content), speaker)
    for item in items_in(record.get("files")):
        yield from _file(fields_in(item), speaker)
    error = fields_in(record.get("error")).get("content")
    if isinstance(error, str) and error:
        yield NoticePart(source=speaker, text=error)


def _output(item: dict[str, object], speaker: str, losses: Counter[Loss]) -> Iterator[ForeignPart]:
    match text_in(item.get("type")):
        case "reasoning":
            words = _joined(item.get("content")) or _joined(item.get("summary"))
            if words:
                yield _thought(words, speaker, item.get("duration"), item.get("started_at"))
        case "message":
            yield from _said(_joined(item.get("content")), speaker)
        case "function_call":
            yield _call(
                speaker,
                call_id=text_in(item.get("call_id")),
                name=text_in(item.get("name")),
                arguments=text_in(item.get("arguments")),
            )
        case "function_call_output":
            text = _joined(item.get("output"))
            yield ToolOutput(source=speaker, name=text_in(item.get("call_id")) or "tool", text=text)
        case _:
            losses[Loss.UNKNOWN] += 1


def content_parts(content: str, speaker: str) -> Iterator[ForeignPart]:
    """The text of an answer, with the thoughts and calls that are folded into it."""
    place = 0
    for begin in _BEGIN.finditer(content):
        if begin.start() < place:
            continue
        given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(begin[1])}
        kind = given.get("type")
        end = content.find(_END, begin.end())
        if kind not in ("reasoning", "tool_calls", "code_interpreter") or end < 0:
            continue
        yield from _said(content[place : begin.start()], speaker)
        place = end + len(_END)
        inside = _SUMMARY.sub("", content[begin.end() : end], count=1)
        if kind == "tool_calls" and "name" in given:
            arguments, result = given.get("arguments", ""), given.get("result", "")
            yield _call(
                speaker,
                call_id=given.get("id", ""),
                name=given["name"],
                arguments=arguments,
                result=result or unescape(inside).strip(),
            )
        elif kind == "tool_calls":
            yield ToolOutput(source=speaker, name="tool", text=unescape(inside).strip())
        elif words := _unquoted(unescape(inside)):
            yield _thought(words, speaker, given.get("duration"), None)
    yield from _said(content[place:], speaker)


def _said(text: str, speaker: str) -> Iterator[ForeignPart]:
    if text.strip():
        yield TextPart(source=speaker, text=text.strip("\n"))


def _thought(words: str, speaker: str, duration: object, started: object) -> ThoughtPart:
    if isinstance(duration, str):
        duration = float(duration) if duration.isdecimal() and len(duration) < 9 else None
    return ThoughtPart(
        source=speaker,
        text=words,
        started_at=(moment_in(started) or 0) / 1000,
        seconds=float(duration) if isinstance(duration, int | float) else None,
    )


def _call(
    speaker: str, *, call_id: str, name: str, arguments: str, result: str = ""
) -> ToolCallPart:
    return ToolCallPart(
        source=speaker,
        call_id=call_id or name,
        name=name or "tool",
        arguments=arguments or "{}",
        state=ToolState.DONE,
        result=result,
    )


def _file(file: dict[str, object], speaker: str) -> Iterator[ForeignPart]:
    name = text_in(file.get("name"))
    url = text_in(file.get("url"))
    known = _DATA.match(url[:200])
    text = text_in(fields_in(fields_in(fields_in(file.get("file")).get("data"))).get("content"))
    if known:
        try:
            data = base64.b64decode(url[known.end() :], validate=True)
        except (binascii.Error, ValueError):
            data = b""
        yield ForeignFile(source=speaker, name=name, entry=name or "picture", data=data)
    elif text:
        data = text.encode("utf-8", "replace")
        yield ForeignFile(source=speaker, name=name or "file.txt", data=data)
    else:
        yield ForeignFile(source=speaker, name=name, entry=name or url[:100] or "file")


def _joined(pieces: object) -> str:
    """The texts of pieces, or the one text that stands in their place."""
    if isinstance(pieces, str):
        return pieces
    texts = (text_in(fields_in(piece).get("text")) for piece in items_in(pieces))
    return "\n\n".join(text for text in texts if text)


def _unquoted(text: str) -> str:
    """Thoughts stand there as a quotation."""
    lines = text.strip().split("\n")
    return "\n".join(re.sub(r"^> ?", "", line) for line in lines).strip()
