"""A chat as messages of AutoGen: a JSON list that its `MessageFactory` makes objects of."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import assert_never

from gui.model.file_kind import FileKind, kind_of
from gui.model.turn import (
    CodePart,
    CompactionPart,
    ExecutionPart,
    FilePart,
    HandoffPart,
    ImagePart,
    MemoryPart,
    NoticePart,
    Part,
    QuestionPart,
    Role,
    SpeakerPart,
    StopPart,
    StructuredPart,
    SummaryPart,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    Turn,
)
from gui.services.chat_branches import branch_of
from gui.services.json_pieces import json_text
from gui.services.row_mapping import storable
from gui.services.whole_chats import WholeChat

SUFFIX = ".json"

Fields = dict[str, object]

_USER, _AGENT = "user", "assistant"
_ERRORS = (ToolState.FAILED, ToolState.DENIED, ToolState.CANCELLED)


def message_pieces(chat: WholeChat) -> Iterator[str]:
    """The branch that is being read, one message on each line.

    `type` names the class of `autogen_agentchat.messages`. What no class is there for becomes
    a TextMessage whose `metadata` says under `parley` what it was.
    """
    yield "["
    between = "\n"
    for turn in branch_of(chat).turns:
        for message in messages_of(turn):
            yield between + storable(json_text(message))
            between = ",\n"
    yield "\n]\n"


def messages_of(turn: Turn) -> Iterator[Fields]:
    for number, part in enumerate(turn.parts):
        source = _USER if turn.role is Role.USER else part.source or turn.agent or _AGENT
        for place, message in enumerate(_messages(part)):
            yield {
                "id": f"{turn.id}-{number}-{place}",
                "source": source,
                "models_usage": None,
                "metadata": {},
                "created_at": datetime.fromtimestamp(turn.created_at / 1000, UTC).isoformat(),
                **message,
            }


def _messages(part: Part) -> Iterator[Fields]:
    match part:
        case TextPart():
            yield _text(part.text)
        case SummaryPart():
            yield {"type": "ToolCallSummaryMessage", "content": part.text, **_NO_CALLS}
        case ThoughtPart():
            yield {"type": "ThoughtEvent", "content": part.text}
        case ToolCallPart():
            yield from _call(part)
        case CodePart() | ExecutionPart():
            yield _code(part)
        case ImagePart() | FilePart() | StructuredPart() | MemoryPart() | CompactionPart():
            yield _contents(part)
        case _:
            yield from _happenings(part)


def _contents(
    part: ImagePart | FilePart | StructuredPart | MemoryPart | CompactionPart,
) -> Fields:
    match part:
        case ImagePart():
            return _picture(part)
        case FilePart():
            return _other(part.name, "file")
        case StructuredPart():
            return _other(part.text, "data")
        case CompactionPart():
            return _other(part.text, "summary")
        case MemoryPart():
            contents = [
                {"content": memory, "mime_type": "text/plain", "metadata": None}
                for memory in part.memories
            ]
            return {"type": "MemoryQueryEvent", "content": contents}
        case _:
            assert_never(part)


def _happenings(
    part: HandoffPart | SpeakerPart | StopPart | QuestionPart | NoticePart,
) -> Iterator[Fields]:
    match part:
        case HandoffPart():
            yield {
                "type": "HandoffMessage",
                "content": part.text,
                "target": part.target,
                "context": [],
            }
        case SpeakerPart():
            targets = [part.target] if part.target else []
            yield {"type": "SelectSpeakerEvent", "content": targets}
        case StopPart():
            yield {"type": "StopMessage", "content": part.text}
        case QuestionPart():
            yield _other(part.text, "question")
            if part.answer is not None:
                yield {**_text(part.answer), "source": _USER}
        case NoticePart():
            yield _other(part.text, "notice")
        case _:
            assert_never(part)


_NO_CALLS: Fields = {"tool_calls": [], "results": []}


def _text(content: str) -> Fields:
    return {"type": "TextMessage", "content": content}


def _other(content: str, what: str) -> Fields:
    return {**_text(content), "metadata": {"parley": what}}


def _call(part: ToolCallPart) -> Iterator[Fields]:
    call = {"id": part.call_id, "name": part.name, "arguments": part.arguments}
    yield {"type": "ToolCallRequestEvent", "content": [call]}
    result = {
        "call_id": part.call_id,
        "name": part.name,
        "content": part.result,
        "is_error": part.state in _ERRORS,
    }
    yield {"type": "ToolCallExecutionEvent", "content": [result]}


def _picture(part: ImagePart) -> Fields:
    """AutoGen opens pictures as it loads them, so what is none comes as its name."""
    kind, _ = kind_of(part.data)
    if kind is not FileKind.PICTURE:
        return _other(part.name, "picture")
    return {
        "type": "MultiModalMessage",
        "content": [part.name, {"data": base64.b64encode(part.data).decode()}],
    }


def _code(part: CodePart | ExecutionPart) -> Fields:
    if isinstance(part, CodePart):
        said: Fields = {"type": "CodeGenerationEvent", "content": part.text, "code_blocks": []}
    else:
        result = {"exit_code": part.exit_code, "output": part.output}
        said = {"type": "CodeExecutionEvent", "result": result}
    return {**said, "retry_attempt": part.attempt}
