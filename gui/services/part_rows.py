"""Between parts of a turn and their rows; tolerant of what damage left in a row."""

from __future__ import annotations

import json
from typing import assert_never

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
    SpeakerPart,
    StopPart,
    StructuredPart,
    SummaryPart,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
)
from gui.services.gate_rows import facts_of_call, gate_facts, verdict_of_call
from gui.services.row_mapping import (
    Facts,
    Row,
    facts_in,
    member_in,
    number_in,
    storable,
    text_in,
)

PART_COLUMNS = "turn_id, position, kind, source, text, data"

_LARGEST = (1 << 53) - 1
"""Every reader of JSON has whole numbers up to this one."""


def part_row(turn_id: str, position: int, part: Part) -> Row:
    """In the order of PART_COLUMNS: the text plain, everything else as JSON."""
    kind, text, facts = _kind_text_and_facts(part)
    return (turn_id, position, kind, storable(part.source), storable(text), json.dumps(facts))


def part_of(row: Row) -> Part:
    """From PART_COLUMNS; a kind that is not known becomes a notice with the same text."""
    _, _, kind, source_value, text_value, data = row
    source, text, facts = text_in(source_value), text_in(text_value), facts_in(data)
    match kind:
        case "text" | "thought" | "summary" | "code" | "compaction":
            return _words_of(text_in(kind), source, text, facts)
        case "tool" | "run":
            return _work_of(text_in(kind), source, text, facts)
        case "image" | "file" | "data" | "memory":
            return _contents_of(text_in(kind), source, text, facts)
        case _:
            return _happening_of(text_in(kind), source, text, facts)


def _words_of(kind: str, source: str, text: str, facts: Facts) -> Part:
    match kind:
        case "thought":
            return ThoughtPart(
                source=source,
                text=text,
                started_at=number_in(facts.get("started_at")) or 0.0,
                seconds=number_in(facts.get("seconds")),
                open=bool(facts.get("open")),
            )
        case "compaction":
            return CompactionPart(source=source, text=text, kept=_count(facts.get("kept")))
        case "summary":
            return SummaryPart(source=source, text=text)
        case "code":
            return CodePart(source=source, text=text, attempt=_count(facts.get("attempt")))
        case _:
            return TextPart(source=source, text=text, open=bool(facts.get("open")))


def _work_of(kind: str, source: str, text: str, facts: Facts) -> Part:
    if kind == "run":
        return ExecutionPart(
            source=source,
            output=text,
            exit_code=_signed(facts.get("exit_code")),
            attempt=_count(facts.get("attempt")),
        )
    return ToolCallPart(
        source=source,
        call_id=text_in(facts.get("call_id")),
        name=text_in(facts.get("name")),
        arguments=text_in(facts.get("arguments")),
        state=member_in(ToolState, facts.get("state"), ToolState.CANCELLED),
        result=text,
        started_at=number_in(facts.get("started_at")) or 0.0,
        asked_at=number_in(facts.get("asked_at")) or 0.0,
        seconds=number_in(facts.get("seconds")),
        facts=facts_of_call(facts),
        verdict=verdict_of_call(facts),
    )


def _contents_of(kind: str, source: str, text: str, facts: Facts) -> Part:
    match kind:
        case "image":
            return ImagePart(
                source=source,
                digest=text_in(facts.get("digest")),
                media_type=text_in(facts.get("media_type")),
                width=_count(facts.get("width")),
                height=_count(facts.get("height")),
                name=text,
            )
        case "file":
            return FilePart(
                source=source,
                digest=text_in(facts.get("digest")),
                media_type=text_in(facts.get("media_type")),
                name=text,
                size=_count(facts.get("size")),
            )
        case "data":
            return StructuredPart(
                source=source,
                text=text,
                type_name=text_in(facts.get("type")),
                words=text_in(facts.get("words")),
            )
        case _:
            return MemoryPart(source=source, memories=_cut(text, text_in(facts.get("lengths"))))


def _happening_of(kind: str, source: str, text: str, facts: Facts) -> Part:
    match kind:
        case "handoff":
            return HandoffPart(
                source=source,
                target=text_in(facts.get("target")),
                text=text,
                context=text_in(facts.get("context")),
            )
        case "speaker":
            return SpeakerPart(source=source, target=text_in(facts.get("target")), text=text)
        case "stop":
            return StopPart(source=source, text=text)
        case "question":
            answer = facts.get("answer")
            return QuestionPart(
                source=source,
                request_id=text_in(facts.get("request_id")),
                text=text,
                answer=None if answer is None else text_in(answer),
            )
        case "notice":
            return NoticePart(source=source, text=text, kind=text_in(facts.get("origin")))
        case _:
            return NoticePart(source=source, text=text, kind=kind)


def _kind_text_and_facts(part: Part) -> tuple[str, str, Facts]:
    match part:
        case TextPart():
            return "text", part.text, {"open": True} if part.open else {}
        case ThoughtPart():
            return "thought", part.text, _facts(part, "started_at", "seconds", "open")
        case SummaryPart():
            return "summary", part.text, {}
        case CompactionPart():
            return "compaction", part.text, _facts(part, "kept")
        case CodePart():
            return "code", part.text, _facts(part, "attempt")
        case ToolCallPart():
            names = ("call_id", "name", "arguments", "state", "started_at", "asked_at", "seconds")
            return "tool", part.result, _facts(part, *names) | gate_facts(part)
        case ExecutionPart():
            code = str(part.exit_code)
            return "run", part.output, {"exit_code": code, **_facts(part, "attempt")}
        case ImagePart() | FilePart() | StructuredPart() | MemoryPart():
            return _contents(part)
        case _:
            return _happening(part)


def _contents(
    part: ImagePart | FilePart | StructuredPart | MemoryPart,
) -> tuple[str, str, Facts]:
    match part:
        case ImagePart():
            return "image", part.name, _facts(part, "digest", "media_type", "width", "height")
        case FilePart():
            return "file", part.name, _facts(part, "digest", "media_type", "size")
        case StructuredPart():
            return "data", part.text, {"type": part.type_name, "words": part.words}
        case MemoryPart():
            return "memory", *_joined(part.memories)
        case _:
            assert_never(part)


def _happening(
    part: HandoffPart | SpeakerPart | StopPart | QuestionPart | NoticePart,
) -> tuple[str, str, Facts]:
    match part:
        case HandoffPart():
            context: Facts = {"context": part.context} if part.context else {}
            return "handoff", part.text, {"target": part.target, **context}
        case SpeakerPart():
            return "speaker", part.text, {"target": part.target}
        case StopPart():
            return "stop", part.text, {}
        case QuestionPart():
            return "question", part.text, _facts(part, "request_id", "answer")
        case NoticePart():
            return "notice", part.text, {"origin": part.kind} if part.kind else {}
        case _:
            assert_never(part)


def _facts(part: Part, *names: str) -> Facts:
    return {name: getattr(part, name) for name in names}


def _joined(memories: tuple[str, ...]) -> tuple[str, Facts]:
    """One text that can be read and searched, and how long each of its pieces is."""
    pieces = [storable(memory) for memory in memories]
    return "\n\n".join(pieces), {"lengths": " ".join(str(len(piece)) for piece in pieces)}


def _cut(text: str, lengths: str) -> tuple[str, ...]:
    """The pieces of `text`; where the lengths cannot be theirs, all of it as one."""
    sizes = [int(size) for size in lengths.split() if size.isdecimal() and len(size) < 16]
    if sum(sizes) + 2 * max(0, len(sizes) - 1) != len(text):
        return (text,)
    pieces = []
    start = 0
    for size in sizes:
        pieces.append(text[start : start + size])
        start += size + 2
    return tuple(pieces)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return min(max(value, 0), _LARGEST)


def _signed(value: object) -> int:
    """An exit code, which may be below zero and is kept as a text for that."""
    try:
        return int(text_in(value)[:16])
    except ValueError:
        return 0
