"""A turn as a document tells it: what was said, what is folded, what happened, and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from gui.model.turn import (
    CodePart,
    CompactionPart,
    Enclosed,
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
    Turn,
    TurnState,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWords:
    """The words around what was said; those with a name in braces take it."""

    user: str = "You"
    agent: str = "Assistant"
    thoughts: str = "Thoughts"
    tool: str = "Tool: {name}"
    arguments: str = "Arguments"
    result: str = "Result"
    reason: str = "Reason"
    output: str = "Output"
    code_run: str = "Code was run, exit code {code}"
    memories: str = "Remembered"
    data: str = "Data"
    summary: str = "Summary of earlier messages"
    handoff: str = "{source} hands over to {target}"
    speaker: str = "{target} speaks next"
    end: str = "The run ended: {text}"
    question: str = "Question"
    answer: str = "Answer"
    picture: str = "Picture"
    file: str = "File"
    missing: str = "its content is lost"
    stopped: str = "Stopped by the user"
    failed: str = "Failed"
    interrupted: str = "Interrupted"
    page: str = "Page {page}"
    version: str = "version {number} of {count}"
    other_version: str = "Other version {number} of {count}"
    later: str = "What followed before going back ({number} of {count})"


@dataclass(frozen=True, slots=True)
class Said:
    """Markdown."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One line beside what was said, as plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that is shown as it is; `language` is what a fence would be marked with."""

    label: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Folded:
    """What most readers pass over."""

    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Attached:
    part: Enclosed


Piece = Said | Happened | Folded | Attached


def speaker_of(turn: Turn, words: DocumentWords) -> str:
    if turn.role is Role.USER:
        return words.user
    return turn.agent or words.agent


def pieces_of(turn: Turn, words: DocumentWords) -> Iterator[Piece]:
    """Everything in the turn, in its order; an agent's name comes where the agent changes."""
    speaker = turn.agent
    for part in turn.parts:
        if turn.role is Role.AGENT and part.source not in (speaker, ""):
            speaker = part.source
            if speaker != speaker_of(turn, words):
                yield Happened(speaker)
        yield from _pieces(part, words)
    ending = _ending(turn, words)
    if ending:
        yield Happened(ending)


def _ending(turn: Turn, words: DocumentWords) -> str:
    match turn.state:
        case TurnState.STOPPED:
            return words.stopped
        case TurnState.FAILED:
            return words.failed
        case TurnState.INTERRUPTED:
            return words.interrupted
        case TurnState.RUNNING | TurnState.DONE:
            return ""
        case _:
            assert_never(turn.state)


def _pieces(part: Part, words: DocumentWords) -> Iterator[Piece]:
    match part:
        case TextPart() | CodePart() | SummaryPart():
            yield Said(part.text)
        case ImagePart() | FilePart():
            yield Attached(part)
        case ThoughtPart():
            yield Folded(words.thoughts, (Passage("", part.text),))
        case ToolCallPart():
            yield Folded(words.tool.format(name=part.name), tuple(_call(part, words)))
        case ExecutionPart():
            title = words.code_run.format(code=part.exit_code)
            yield Folded(title, (Passage(words.output, part.output),))
        case MemoryPart():
            memories = tuple(Passage("", memory) for memory in part.memories)
            yield Folded(words.memories, memories)
        case StructuredPart():
            if part.words:
                yield Said(part.words)
            title = part.type_name or words.data
            yield Folded(title, (Passage("", part.text, "json"),))
        case CompactionPart():
            yield Folded(words.summary, (Passage("", part.text),))
        case _:
            yield from _happenings(part, words)


def _happenings(
    part: HandoffPart | SpeakerPart | StopPart | QuestionPart | NoticePart, words: DocumentWords
) -> Iterator[Piece]:
    match part:
        case HandoffPart():
            yield from _handoff(part, words)
        case SpeakerPart():
            if part.target:
                yield Happened(words.speaker.format(target=part.target))
            if part.text:
                yield Folded(words.thoughts, (Passage("", part.text),))
        case StopPart():
            yield Happened(words.end.format(text=part.text))
        case QuestionPart():
            yield Happened(f"{words.question}: {part.text}")
            if part.answer is not None:
                yield Happened(f"{words.answer}: {part.answer}")
        case NoticePart():
            yield Happened(part.text)
        case _:
            assert_never(part)


def _handoff(part: HandoffPart, words: DocumentWords) -> Iterator[Piece]:
    yield Happened(words.handoff.format(source=part.source, target=part.target))
    if part.text:
        yield Said(part.text)
    if part.context:
        yield Folded(words.data, (Passage("", part.context),))


def _call(part: ToolCallPart, words: DocumentWords) -> Iterator[Passage]:
    if part.arguments:
        yield Passage(words.arguments, part.arguments, "json")
    if part.verdict is not None and part.verdict.reason:
        yield Passage(words.reason, part.verdict.reason)
    if part.result:
        yield Passage(words.result, part.result)
