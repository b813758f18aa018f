"""An answer's text as it grows: slices that are settled, of which only the near ones are drawn."""

from __future__ import annotations

from bisect import bisect_right
from time import perf_counter

from PySide6.QtWidgets import QWidget

from gui.model.growing_text import GrowingText
from gui.model.markdown_blocks import MarkdownSplit, SettledBlock
from gui.model.turn import Part, TextPart
from gui.qt.markdown_document import References
from gui.qt.markdown_slices import definitions
from gui.views.transcript.block import Block, Way
from gui.views.transcript.passages import Spot, Stretch
from gui.views.transcript.sliced_column import SlicedColumn, way_to
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.text_slice import TextKind, TextSlice, kind_of, new_block

SCANNED_AT_ONCE = 8_000
"""Characters between two looks at the clock."""


class TextBlock(SlicedColumn[TextSlice]):
    """Markdown as a column of prose, code and tables.

    Where the text cannot change any more it is kept as ranges; a slice that comes near is
    drawn from its range. What is still open is the tail: the last slice shows it.
    """

    def __init__(
        self, around: Surroundings, *, faded: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("textBlock")
        self._around = around
        self._faded = faded
        self._growing_text = GrowingText()
        self._text = ""
        self._growing = True
        self._stale = False
        self._ended = False  # whether the tail is drawn as what it finally is
        self.split = MarkdownSplit()
        self.known: References = {}
        self._open: TextSlice | None = None  # shows the tail
        self._dirty: dict[TextSlice, None] = {}  # are to be drawn again

    @property
    def markdown(self) -> str:
        return self._text

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, TextPart):
            return False
        self.show_text(part.text, growing=part.open)
        return True

    def show_text(self, text: str, *, growing: bool) -> None:
        """Takes effect with the next `advance`."""
        self._text = self._growing_text.set(text)
        self._growing = growing
        self._stale = True

    def advance(self, until: float) -> bool:
        if self._stale and not self._take_text(until):
            return False
        return self._draw_changed(until) and super().advance(until)

    def restyle(self) -> None:
        for piece in self.slices:
            piece.gap = self._gap(continues=piece.continues)
            if piece.block is not None and piece.kind is TextKind.PROSE:
                piece.written = 0
                self._dirty[piece] = None
        super().restyle()

    def way(self, spot: Spot) -> Way | None:
        if self._stale or not self.slices:
            return Way(None, 0)
        starts = [piece.start_in(self.split) for piece in self.slices]
        index = max(0, bisect_right(starts, spot.start) - 1)
        behind = starts[index + 1] if index + 1 < len(starts) else len(self.split.text) + 1
        here = spot._replace(start=starts[index], inner=0)
        return way_to(self, index, Stretch(here, spot._replace(start=behind, inner=0)))

    def make(self, piece: TextSlice) -> Block:
        block = new_block(piece.kind, self._around, faded=self._faded, parent=self)
        piece.written = 0
        piece.draw(block, self.split, self.known)
        return block

    def estimate(self, piece: TextSlice, width: int) -> int:
        return piece.estimate(self.split.text, self._around.theme, width)

    def _take_text(self, until: float) -> bool:
        """Scan what has come, in slices of time; then draw the tail as it is now."""
        if (self._ended or not self._growing) and not self.split.grows_into(self._text):
            self._begin_anew()
        try:
            self.split.take(self._text)
        except ValueError:
            self._begin_anew()
            self.split.take(self._text)
        self._drop_ending()
        while self.split.behind:
            self._settle(self.split.advance(SCANNED_AT_ONCE))
            if perf_counter() > until:
                return False
        if self._growing:
            self._show_tail()
        else:
            self._settle(self.split.ending(), final=True)
            self._ended = True
        self._stale = False
        return True

    def _begin_anew(self) -> None:
        """The text is another one; what stays of it may keep its widgets."""
        self.split = MarkdownSplit()
        self.known = {}
        self._open = None
        self._ended = False
        self._dirty.clear()
        self.remove_slices(0)

    def _drop_ending(self) -> None:
        """A text that had ended goes on: what its tail was is open again."""
        if not self._ended:
            return
        self._ended = False
        start = self.split.tail_start
        while self.slices and self.slices[-1].drop_from(start):
            if self.slices[-1].blocks:
                self._dirty[self.slices[-1]] = None
                break
            self.remove_slices(len(self.slices) - 1)

    def _settle(self, blocks: tuple[SettledBlock, ...], *, final: bool = False) -> None:
        self._note_definitions(blocks)
        for block in blocks:
            if kind_of(block) is TextKind.PROSE and self._is_blank(block):
                continue
            piece = self._slice_for(kind_of(block), block)
            piece.add(block, final=final)
            self._dirty[piece] = None
            if piece is self._open:
                self._open, piece.has_tail = None, False
        if blocks or final:
            self._close_open()

    def _is_blank(self, block: SettledBlock) -> bool:
        return self.split.text[block.start : block.end].isspace()

    def _note_definitions(self, blocks: tuple[SettledBlock, ...]) -> None:
        before = _count(self.known)
        definitions(self.split.text, blocks, self.known)
        if _count(self.known) != before:  # what was drawn before may have links now
            for piece in self.live:
                if piece.kind is TextKind.PROSE and piece.may_refer(self.split.text):
                    piece.written = 0
                    self._dirty[piece] = None

    def _slice_for(self, kind: TextKind, block: SettledBlock) -> TextSlice:
        """The slice that `block` belongs to: the open one, the last one with room, or a new one."""
        last = self.slices[-1] if self.slices else None
        if last is not None and last is self._open and last.kind is not kind and not last.blocks:
            self._close_open()
            last = self.slices[-1] if self.slices else None
        if last is not None and last.takes(kind, is_open=last is self._open):
            return last
        piece = TextSlice(kind, gap=self._gap(continues=block.continues))
        piece.continues = block.continues
        self.append_slice(piece)
        return piece

    def _gap(self, *, continues: bool) -> int:
        return self._around.theme.px("item_gap" if continues else "paragraph_gap")

    def _show_tail(self) -> None:
        split = self.split
        if split.open_fence is not None:
            kind = TextKind.CODE
        elif split.open_table is not None:
            kind = TextKind.TABLE
        else:
            kind = TextKind.PROSE
        if kind is TextKind.PROSE and not split.tail.strip():
            self._close_open()
            return
        piece = self._slice_for(kind, SettledBlock(start=split.tail_start, end=split.tail_start))
        if self._open is not piece:
            self._close_open()
        self._open = piece
        piece.has_tail = True
        self._dirty[piece] = None

    def _close_open(self) -> None:
        """No slice shows the tail any more."""
        piece, self._open = self._open, None
        if piece is None:
            return
        piece.has_tail = False
        if piece.blocks:
            self._dirty[piece] = None
        else:
            self._dirty.pop(piece, None)
            self.remove_slices(piece.index, piece.index + 1)

    def _draw_changed(self, until: float) -> bool:
        """Each slice once, whatever happened to it; those without a widget have another height."""
        while self._dirty:
            piece = next(iter(self._dirty))
            del self._dirty[piece]
            if piece.index >= len(self.slices) or self.slices[piece.index] is not piece:
                continue
            if piece.block is None:
                self.forget_height(piece)
                continue
            piece.draw(piece.block, self.split, self.known)
            if perf_counter() > until:
                return not self._dirty
        return True


def _count(known: References) -> int:
    found = known.get("references")
    return len(found) if isinstance(found, dict) else 0
