"""What the search is given of a turn, from its rows: the words, and the facts to filter by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gui.model.search_text import APART, fold, words_of
from gui.model.turn import (
    CodePart,
    ExecutionPart,
    FilePart,
    ImagePart,
    Part,
    Role,
    TextPart,
    ToolCallPart,
    ToolState,
    TurnState,
)
from gui.services.part_rows import part_of
from gui.services.part_texts import texts_of
from gui.services.row_mapping import Row, text_in

_GAP = f" {APART} "

FENCES = ("```", "~~~")

Document = tuple[str, str]
"""As the columns `body` and `facts` of the index hold it."""


def document_of(about: Row, parts: Sequence[Row]) -> Document:
    """`about` is (role, agent, model, state); the parts are in the order of PART_COLUMNS.

    The same rows always give the same document: it is taken out of the index by saying it again.
    """
    role, agent, model, state = map(text_in, about)
    body: list[str] = []
    facts: dict[str, None] = dict.fromkeys(_named("model", model))
    if role != Role.USER:
        facts |= dict.fromkeys(_named("agent", agent))
    if state == TurnState.FAILED:
        facts["haserror"] = None
    for row in parts:
        part = part_of(row)
        body += (_indexed(text) for text in texts_of(part) if text)
        facts |= dict.fromkeys(_facts_of(part, role))
    return _GAP.join(body), " ".join(facts)


def _indexed(text: str) -> str:
    """The tokenizer of the index does by itself what folding does to ASCII."""
    return text if text.isascii() and "\0" not in text else fold(text)


def _facts_of(part: Part, role: str) -> Iterable[str]:
    if role != Role.USER:
        yield from _named("agent", part.source)
    match part:
        case ToolCallPart():
            yield from _named("tool", part.name)
            if part.state is ToolState.FAILED:
                yield "haserror"
        case ExecutionPart():
            yield "hascode"
            if part.exit_code:
                yield "haserror"
        case CodePart():
            yield "hascode"
        case ImagePart():
            yield "hasimage"
        case FilePart():
            yield "hasfile"
        case TextPart() if any(fence in part.text for fence in FENCES):
            yield "hascode"
        case _:
            pass


def _named(fact: str, name: str) -> list[str]:
    return [fact + word for word in words_of(name)]
