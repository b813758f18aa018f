"""The texts of a turn as its reader sees them, in order, whether or not widgets show them now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from gui.model.markdown_blocks import MarkdownSplit, SettledBlock, dedented, normalised
from gui.model.search_words import SearchWords
from gui.model.turn import (
    CodePart,
    ExecutionPart,
    FilePart,
    HandoffPart,
    ImagePart,
    MemoryPart,
    Part,
    QuestionPart,
    Role,
    StructuredPart,
    SummaryPart,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    Turn,
)
from gui.qt.markdown_seen import seen_in
from gui.qt.markdown_slices import block_tokens, definitions, table_tokens

if TYPE_CHECKING:
    from markdown_it.token import Token

    from gui.qt.markdown_document import References

SCANNED_AT_ONCE = 20_000
PIECE = 8_000
"""Characters of plain text or code that are one passage, about."""

LONGEST_DATA = 200_000
"""Characters of JSON that is read to know its letters where it has their numbers."""


class Spot(NamedTuple):
    """A place in a turn: in which of its parts, in which text of that part, how far in it.

    `start` counts characters of the text's source, in Markdown up to the block that the spot
    is in; `inner` those of the code, or of the rows, where the block is a fence or a table.
    """

    part: int
    text: int = 0
    start: int = 0
    inner: int = 0


class Stretch(NamedTuple):
    """The spots from `begin` to before `end`."""

    begin: Spot
    end: Spot


def text_of(spot: Spot) -> Stretch:
    """All of the text that `spot` is in."""
    return Stretch(Spot(spot.part, spot.text), Spot(spot.part, spot.text + 1))


@dataclass(frozen=True, kw_only=True)
class Passage:
    """What stands from one spot on, up to the next passage."""

    spot: Spot

    def texts(self) -> tuple[str, ...]:
        """What is read, a text for each paragraph or cell; no words go on from one to the next."""
        raise NotImplementedError

    def spots(self, words: SearchWords) -> list[Spot]:
        """One for each match, in order; those of one place may be equal."""
        return [self.spot for text in self.texts() for _ in words.spans(text)]


@dataclass(frozen=True, kw_only=True)
class PlainPassage(Passage):
    """Text that is shown as it is: where a match stands in it is known exactly."""

    text: str
    in_code: bool = False

    def texts(self) -> tuple[str, ...]:
        return (self.text,)

    def spots(self, words: SearchWords) -> list[Spot]:
        at = self.spot
        if self.in_code:
            return [at._replace(inner=at.inner + start) for start, _ in words.spans(self.text)]
        return [at._replace(start=at.start + start) for start, _ in words.spans(self.text)]


@dataclass(frozen=True, kw_only=True)
class MarkedPassage(Passage):
    """Some Markdown, which is only parsed where it matters."""

    source: str
    parse: Callable[[], list[Token]]

    def texts(self) -> tuple[str, ...]:
        return tuple(seen_in(self.parse()))

    def spots(self, words: SearchWords) -> list[Spot]:
        return super().spots(words) if words.may_show_in(self.source) else []


Passages = Iterator[Passage | None]
"""None is a place to take a breath: nothing was found in a while. No step takes long."""


def passages_of(turn: Turn) -> Passages:
    """All passages of a turn, from its beginning to its end."""
    if turn.role is Role.USER:
        yield from _plain(turn.text, Spot(0))
        return
    for index, part in enumerate(turn.parts):
        yield from part_passages(part, index)


def part_passages(part: Part, index: int) -> Passages:
    """Those of one part of an answer, which is its part number `index`."""
    if isinstance(part, TextPart | ThoughtPart | SummaryPart | CodePart):
        yield from _marked(part.text, Spot(index))
        return
    if isinstance(part, StructuredPart):
        yield from _marked(part.words, Spot(index))
        yield from _plain(readable(part.text), Spot(index, 1))
        return
    for number, text in enumerate(_plain_texts(part)):
        yield from _plain(text, Spot(index, number))


def _plain_texts(part: Part) -> tuple[str, ...]:
    match part:
        case ToolCallPart():
            return part.name, readable(part.arguments), readable(part.result)
        case ExecutionPart():
            return (part.output,)
        case MemoryPart():
            return part.memories
        case HandoffPart():
            return part.text, part.context
        case QuestionPart():
            return part.text, part.answer or ""
        case ImagePart() | FilePart():
            return (part.name,)
        case _:
            return (part.text,)


def readable(text: str) -> str:
    """JSON with its letters, where it has been written with their numbers."""
    if "\\u" not in text or len(text) > LONGEST_DATA:
        return text
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except (ValueError, RecursionError):
        return text


def _plain(text: str, at: Spot, *, in_code: bool = False) -> Passages:
    start = 0
    while start < len(text):
        end = _piece_end(text, start)
        spot = at._replace(inner=start) if in_code else at._replace(start=start)
        yield PlainPassage(spot=spot, text=text[start:end], in_code=in_code)
        start = end


def _piece_end(text: str, start: int) -> int:
    """Where a piece ends: with a line, or else a word, if there is one."""
    limit = start + PIECE
    if limit >= len(text):
        return len(text)
    for mark in ("\n", " "):
        if found := text.rfind(mark, start, limit) + 1:
            return found
    return limit


def _marked(source: str, at: Spot) -> Passages:
    text = normalised(source)
    split = MarkdownSplit()
    split.take(text)
    blocks: list[SettledBlock] = []
    while split.behind:
        blocks += split.advance(SCANNED_AT_ONCE)
        yield None
    blocks += split.ending()
    known: References = {}
    definitions(text, blocks, known)
    for block in blocks:
        spot = at._replace(start=block.start)
        if block.fence is not None:
            code = dedented(text[block.fence.body : block.body_end], block.fence.indent)
            yield from _plain(code.removesuffix("\n"), spot, in_code=True)
        elif block.table is not None:
            yield from _rows(text, block, spot, known)
        else:
            yield _prose(text, block, spot, known)


def _prose(text: str, block: SettledBlock, spot: Spot, known: References) -> Passage:
    source = text[block.start : block.end]
    return MarkedPassage(spot=spot, source=source, parse=partial(block_tokens, text, block, known))


def _rows(text: str, block: SettledBlock, spot: Spot, known: References) -> Passages:
    """The head of a table, then each row."""
    table = block.table
    if table is None:
        return
    head = text[table.start : table.body]
    yield MarkedPassage(spot=spot, source=head, parse=partial(table_tokens, head, "", known))
    start = table.body
    while start < block.end:
        end = text.find("\n", start, block.end) + 1 or block.end
        row = text[start:end]
        yield MarkedPassage(
            spot=spot._replace(inner=start - table.body),
            source=row,
            parse=partial(_row_tokens, head, row, known),
        )
        start = end


def _row_tokens(head: str, row: str, known: References) -> list[Token]:
    return without_head(table_tokens(head, row, known))


def without_head(tokens: Iterable[Token]) -> list[Token]:
    """The tokens of a table but those of its head."""
    found: list[Token] = []
    in_head = False
    for token in tokens:
        if token.type in ("thead_open", "thead_close"):
            in_head = token.nesting > 0
        elif not in_head:
            found.append(token)
    return found
