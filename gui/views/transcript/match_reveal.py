"""Leads the reader to a match: unfolds, scrolls there in one step, and marks it once it exists."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gui.qt.document_matches import Span
from gui.qt.text_pane import TextPane
from gui.views.transcript.block import Block
from gui.views.transcript.code_lines import CodeSlice
from gui.views.transcript.match_marks import MatchMarks
from gui.views.transcript.passages import Spot, Stretch
from gui.views.transcript.prose_block import ProseBlock
from gui.views.transcript.reading_position import ReadingPosition
from gui.views.transcript.sideways_block import SidewaysBlock
from gui.views.transcript.table_rows import RowBlock
from gui.views.transcript.view import TranscriptView
from gui.views.transcript.way_to_spot import Arrival, follow, unfold

_WHOLE = (ProseBlock, CodeSlice, RowBlock)
"""What always shows all of the text that it is for: the matches in it are those that count."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """One of the matches of a turn, which are all in `spots`."""

    turn_id: str
    spots: tuple[Spot, ...]
    number: int

    @property
    def spot(self) -> Spot:
        return self.spots[self.number]

    def of(self, stretch: Stretch | None) -> range:
        """The numbers of the matches in a stretch of the turn."""
        if stretch is None:
            return range(len(self.spots))
        return range(bisect_left(self.spots, stretch.begin), bisect_left(self.spots, stretch.end))


class MatchReveal(QObject):
    """Follows one match until the reader has arrived there, and then keeps it marked."""

    corrected = Signal(object)
    """Match: on the screen, the turn has other matches than it was said to have."""
    lost = Signal(object)
    """Match: it cannot be found on the screen; the `spots` are those that can be."""

    def __init__(self, view: TranscriptView, marks: MatchMarks) -> None:
        super().__init__(view)
        self._view = view
        self._marks = marks
        self._match: Match | None = None
        self._aim: ReadingPosition | None = None
        self._arrived = False

    @property
    def arrived(self) -> bool:
        """Whether there is nothing to wait for."""
        return self._match is None or self._arrived

    def show(self, match: Match) -> None:
        """Lead the reader there."""
        self._match = match
        self._arrived = False
        self._aim = None
        self._marks.set_current(None)
        self.go_on()

    def update(self, match: Match) -> None:
        """The turn has changed, and the match with it; the reader stays where he is."""
        if self._match is not None:
            self._match = match

    def forget(self) -> None:
        self._match = None
        self._marks.set_current(None)

    def go_on(self) -> None:
        """Do what can be done now; to be called again when more has been drawn."""
        match = self._match
        if match is None:
            return
        if self._aim is not None and self._view.reader.aimed_at is not self._aim:
            self._arrived = True  # the reader has gone elsewhere meanwhile
        turn = self._turn(match.turn_id)
        if turn is None:
            self._approach(match)
            return
        if not self._arrived:
            unfold(turn, match.spot)
        arrival = follow(turn, match.spot)
        if not arrival.complete:
            self._approach(match)
        elif arrival.pane is None:
            self._show_framed(match, arrival.block)
        else:
            self._show_marked(match, arrival, arrival.pane)

    def first_below(self, turn_id: str, spots: Sequence[Spot], top: int) -> int:
        """The number of the first match whose line begins at `top` or below; else their count."""
        return bisect_left(range(len(spots)), top, key=lambda n: self._line_top(turn_id, spots, n))

    def _line_top(self, turn_id: str, spots: Sequence[Spot], number: int) -> int:
        column = self._view.column
        index = column.index_of(turn_id)
        turn = self._turn(turn_id)
        if index is None or turn is None:
            return 0
        match = Match(turn_id=turn_id, spots=tuple(spots), number=number)
        arrival = follow(turn, match.spot)
        if (pane := arrival.pane) is not None:
            at = number - match.of(arrival.stretch).start
            spans = self._marks.matches(pane)
            top = pane.mapTo(column, QPoint(0, 0)).y() + column.origin
            return top + (pane.line_top(spans[at].start) if at < len(spans) else pane.height())
        return column.top_of(index) + arrival.top

    def _turn(self, turn_id: str) -> Block | None:
        column = self._view.column
        index = column.index_of(turn_id)
        return None if index is None else column.slices[index].block

    def _room(self) -> int:
        return self._view.viewport.viewport().height()

    def _approach(self, match: Match) -> None:
        """Go to where it will be, so that it comes to exist."""
        if self._aim is None and not self._arrived:
            above = self._room() * 2 // 5
            self._go(
                ReadingPosition(
                    turn_id=match.turn_id, turn_offset=above, spot=match.spot, offset=above
                )
            )

    def _go(self, position: ReadingPosition) -> None:
        self._aim = position
        self._view.aim(position)

    def _show_marked(self, match: Match, arrival: Arrival, pane: TextPane) -> None:
        numbers = match.of(arrival.stretch)
        spans = self._marks.matches(pane)
        if len(spans) != len(numbers) and isinstance(arrival.block, _WHOLE):
            self._correct(match, numbers, len(spans))
            return
        at = match.number - numbers.start
        if at >= len(spans):
            self._show_framed(match, arrival.block)
            return
        self._marks.set_current(pane, at)
        if not self._arrived:
            self._arrived = True
            self._scroll_to(match, pane, spans[at])

    def _correct(self, match: Match, numbers: range, count: int) -> None:
        """What is on the screen is right."""
        before, behind = match.spots[: numbers.start], match.spots[numbers.stop :]
        spot = match.spots[numbers.start] if numbers else match.spot
        spots = (*before, *(spot,) * count, *behind)
        number = min(match.number, numbers.start + max(0, count - 1))
        found = Match(turn_id=match.turn_id, spots=spots, number=number)
        if not count:
            self._match = None
            self.lost.emit(found)
            return
        self._match = found
        self.corrected.emit(found)
        self.go_on()

    def _scroll_to(self, match: Match, pane: TextPane, span: Span) -> None:
        """Into the middle third, and to where it can be seen in what scrolls sideways."""
        column, room = self._view.column, self._room()
        y = pane.mapTo(column, QPoint(0, 0)).y() + column.origin + pane.line_top(span.start)
        if not room // 3 <= y - self._view.viewport.top <= room * 2 // 3:
            above = room * 2 // 5
            self._go(
                ReadingPosition(
                    turn_id=match.turn_id,
                    turn_offset=above,
                    spot=match.spot,
                    pane=pane,
                    position=span.start,
                    offset=above,
                )
            )
        _scroll_sideways(pane, span)

    def _show_framed(self, match: Match, block: Block) -> None:
        """There is no text that could be marked, but a button to it, or a label."""
        buttons = block.findChildren(QPushButton)
        names = ("showMoreButton", "showAllButton")
        more = [b for b in buttons if b.objectName() in names and b.isVisibleTo(block)]
        widget: QWidget = more[0] if more else block
        self._marks.frame(widget)
        if self._arrived:
            return
        self._arrived = True
        column, room = self._view.column, self._room()
        y = widget.mapTo(column, QPoint(0, 0)).y() + column.origin
        index = column.index_of(match.turn_id)
        if index is not None and not room // 3 <= y - self._view.viewport.top <= room * 2 // 3:
            above = room * 2 // 5
            inside = y - column.top_of(index)
            self._go(ReadingPosition(turn_id=match.turn_id, turn_offset=above - inside))


def _scroll_sideways(pane: TextPane, span: Span) -> None:
    document = pane.document()
    left = pane.cursorRect(Span(span.start, span.start).cursor_in(document)).left()
    right = pane.cursorRect(Span(span.end, span.end).cursor_in(document)).right()
    if right <= left:  # it goes on in another line
        right = left + pane.fontMetrics().averageCharWidth()
    more = 2 * pane.fontMetrics().height()
    bar = pane.horizontalScrollBar()
    shown = bar.value()
    if bar.maximum() and not (left >= 0 and right <= pane.viewport().width()):
        bar.setValue(max(0, shown + left - more))
        return
    around = pane.parentWidget()
    while around is not None and not isinstance(around, SidewaysBlock):
        around = around.parentWidget()
    if isinstance(around, SidewaysBlock):
        inside = pane.mapTo(around, QPoint(0, 0)).x() + around.offset
        around.reveal(max(0, inside + left - more), inside + right + more)
