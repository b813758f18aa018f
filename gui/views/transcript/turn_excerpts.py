"""What is between two places of a turn, to be copied: also what no widget shows now."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextTable

from gui.model.turn import (
    CodePart,
    HandoffPart,
    NoticePart,
    Part,
    QuestionPart,
    StructuredPart,
    TextPart,
)
from gui.model.visible_text import shown_code
from gui.qt.text_pane import TextPane
from gui.views.transcript.agent_turn import AgentTurn
from gui.views.transcript.block import Block, BlockColumn
from gui.views.transcript.code_block import CodeBlock
from gui.views.transcript.code_lines import CodeLines
from gui.views.transcript.excerpt_copy import SLICE, Excerpt, Excerpts
from gui.views.transcript.markdown_excerpts import (
    block_excerpts,
    markdown_excerpts,
    plain_excerpt,
    row_excerpts,
    tail_excerpts,
)
from gui.views.transcript.output_block import OutputBlock
from gui.views.transcript.plain_block import PlainBlock
from gui.views.transcript.prose_block import ProseBlock
from gui.views.transcript.table_block import TableBlock
from gui.views.transcript.table_rows import RowBlock, RowSlice, TableRows
from gui.views.transcript.text_block import TextBlock
from gui.views.transcript.text_slice import TextKind, TextSlice
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.turn_places import END, START, Place, Stretch, length_of
from gui.views.transcript.turn_rows import RowKind, TurnRow


def turn_excerpts(block: TurnBlock, stretch: Stretch) -> Excerpts:
    """What is folded away is left out, as it cannot be seen to be selected."""
    if not isinstance(block, AgentTurn):
        yield from _block(block, stretch)
        return
    for row in block.slices:
        if row.kind is RowKind.PART and row.part is not None and stretch.touches(row.index):
            yield from _row(block, row, row.part, stretch.within(row.index))


def _row(turn: AgentTurn, row: TurnRow, part: Part, stretch: Stretch) -> Excerpts:
    if stretch.is_whole and isinstance(part, TextPart):
        yield from markdown_excerpts(part.text)
        return
    if row.block is not None:
        yield from _block(row.block, stretch)
        return
    if isinstance(part, CodePart):
        yield from markdown_excerpts(part.text)
        return
    if isinstance(part, HandoffPart | NoticePart | QuestionPart | StructuredPart):
        yield plain_excerpt(part.text)
        return
    if not isinstance(part, TextPart):
        return  # folded, as long as nobody has unfolded it, or without words
    made = turn.make(row)
    if made is not None:
        yield from _finished(made)
        yield from _block(made, stretch)
        made.deleteLater()


def _finished(made: Block) -> Excerpts:
    """Have a block of its own know its text, without making widgets for it."""
    made.show_range(0, 0)
    while not made.advance(perf_counter() + SLICE):
        yield None


def _block(block: Block, stretch: Stretch) -> Excerpts:
    match block:
        case TextBlock():
            yield from _text(block, stretch)
        case CodeBlock():
            yield from _code(block.lines, stretch.within(1))
        case TableBlock():
            yield from _table(block.rows, stretch)
        case OutputBlock() if stretch.is_whole:
            yield plain_excerpt(block.text.removesuffix("\n"), as_code=True)
        case PlainBlock() if stretch.is_whole:
            yield plain_excerpt(block.text)
        case _:
            yield from _around(block, stretch)


def _around(block: Block, stretch: Stretch) -> Excerpts:
    """Of a block that only holds others, or a pane."""
    if isinstance(block, BlockColumn):
        for number, row in enumerate(block.rows):
            if not row.block.isHidden() and stretch.touches(number):
                yield from _block(row.block, stretch.within(number))
        return
    pane = getattr(block, "pane", None)
    if isinstance(pane, TextPane):
        yield from _pane(pane, stretch)
        return
    for child in block.findChildren(Block, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not child.isHidden():
            yield from _block(child, stretch)


def _text(block: TextBlock, stretch: Stretch) -> Excerpts:
    for piece in block.slices:
        if stretch.touches(piece.index):
            yield from _text_slice(block, piece, stretch.within(piece.index))


def _text_slice(block: TextBlock, piece: TextSlice, stretch: Stretch) -> Excerpts:
    split, known = block.split, block.known
    if stretch.is_whole and (piece.blocks or piece.kind is TextKind.PROSE):
        for number, excerpt in enumerate(block_excerpts(split.text, piece.blocks, known)):
            goes_on = number == 0 and piece.continues
            if excerpt is not None:
                yield excerpt._replace(continues=excerpt.continues or goes_on)
        if piece.has_tail:
            yield from tail_excerpts(split, known)
        return
    shown = piece.block
    if shown is not None:
        yield from _block(shown, stretch)
        return
    made = block.make(piece)
    yield from _finished(made)
    yield from _block(made, stretch)
    made.deleteLater()


def _code(lines: CodeLines, stretch: Stretch) -> Excerpts:
    found: list[str] = []
    for piece in lines.slices:
        if not stretch.touches(piece.index):
            continue
        words = shown_code(lines.code[piece.start : piece.end])
        inner = stretch.within(piece.index)
        found.append(words if inner.is_whole else _cut(words, inner))
        yield None
    words = "".join(found).removesuffix("\n")
    if words:
        yield plain_excerpt(words, as_code=True)


def _cut(words: str, stretch: Stretch) -> str:
    """Documents count a character beyond the first 65,536 twice."""
    data = words.encode("utf-16-le", "surrogatepass")
    end = len(data) if stretch.end == END else 2 * stretch.end.position
    return data[2 * stretch.begin.position : end].decode("utf-16-le", "replace")


def _table(table: TableRows, stretch: Stretch) -> Excerpts:
    """Whole rows, as they are marked; without the head where that is not marked."""
    rows: list[str] = []
    has_head = False
    for piece in table.slices:
        if stretch.touches(piece.index):
            first, end = _chosen_rows(table, piece, stretch.within(piece.index))
            if piece.index == 0:
                has_head = first == 0
                first, end = max(0, first - 1), end - 1
            rows += table.rows[piece.start : piece.end].splitlines(keepends=True)[first:end]
            yield None
    if not has_head and not rows:
        return
    for excerpt in row_excerpts(table.head, "".join(rows), table.known):
        if excerpt is not None:
            whole = has_head or excerpt.glued
            yield excerpt if whole else _without_head(excerpt, table.head)


def _chosen_rows(table: TableRows, piece: RowSlice, stretch: Stretch) -> tuple[int, int]:
    """From which row of a slice to before which one; the head of the table is a row."""
    end = piece.rows + (piece.index == 0)
    if stretch.is_whole:
        return 0, end
    shown = piece.block
    block = shown if isinstance(shown, RowBlock) else table.make(piece)
    first = 0
    if isinstance(block, RowBlock):
        first = _row_at(block.pane, stretch.begin, 0)
        end = _row_at(block.pane, stretch.end, end - 1) + 1
    if block is not shown:
        block.deleteLater()
    return first, end


def _without_head(excerpt: Excerpt, head: str) -> Excerpt:
    body = excerpt.rich.partition("<tbody>")[2]
    return Excerpt(
        excerpt.plain.partition("\n")[2],
        f"<table><tbody>{body}",
        excerpt.markdown.removeprefix(head),
    )


def _row_at(pane: TextPane, place: Place, otherwise: int) -> int:
    if place in (START, END):
        return otherwise
    frames = pane.document().rootFrame().childFrames()
    table = next((frame for frame in frames if isinstance(frame, QTextTable)), None)
    if table is None:
        return otherwise
    cell = table.cellAt(place.position)
    if cell.isValid():
        return cell.row()
    return 0 if place.position < table.firstPosition() else table.rows() - 1


def _pane(pane: TextPane, stretch: Stretch) -> Excerpts:
    start, end = stretch.in_pane((), length_of(pane))
    if start >= end:
        return
    cursor = QTextCursor(pane.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    chosen = cursor.selection()
    words = chosen.toPlainText().replace("\u200b", "")
    if not isinstance(pane.parentWidget(), ProseBlock):
        yield plain_excerpt(words, as_code=not isinstance(pane.parentWidget(), PlainBlock))
        return
    yield Excerpt(words, _body(chosen.toHtml()), words)


def _body(page: str) -> str:
    """What stands within the page that Qt makes of a selection."""
    inner = page.partition("<!--StartFragment-->")[2].partition("<!--EndFragment-->")[0]
    return f"<p>{inner}</p>" if inner else page
