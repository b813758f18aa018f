"""What is selected in a turn, across paragraphs, code and tables, whether widgets exist or not."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from gui.qt.text_pane import TextPane
from gui.views.transcript.pane_menu import pane_menu
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.turn_column import TurnColumn
from gui.views.transcript.turn_excerpts import turn_excerpts
from gui.views.transcript.turn_places import (
    END,
    START,
    Place,
    Stretch,
    length_of,
    panes_of,
    path_of,
    turn_of,
)
from gui.views.transcript.turn_viewport import TurnViewport

TICK = 30
"""Milliseconds between two steps of scrolling while the pointer is beyond an edge."""

_MOVING = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})


class TurnSelection(QObject):
    """Of one turn at a time. Within a single pane, Qt's own selection is left as it is."""

    def __init__(self, column: TurnColumn, viewport: TurnViewport, around: Surroundings) -> None:
        super().__init__(viewport)
        self._column = column
        self._viewport = viewport
        self._around = around
        self._turn_id = ""
        self._anchor = START
        self._focus = START
        self._dragged = False  # a button is held down that was pressed in a pane
        self._pointer = QPoint()
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(TICK)
        self._scrolling.timeout.connect(self._scroll)
        column.pane_selector = self

    @property
    def is_wide(self) -> bool:
        """Whether more than one pane is selected, or could be."""
        return bool(self._turn_id) and self._anchor.path != self._focus.path

    @property
    def turn(self) -> TurnBlock | None:
        """The turn that it is in, if it exists."""
        found = (b for b in self._column.blocks if b.turn is not None)
        return next((b for b in found if b.turn is not None and b.turn.id == self._turn_id), None)

    def select_all(self, turn: TurnBlock) -> None:
        """All of a turn, also what is made later."""
        if turn.turn is not None:
            self.clear()
            self._turn_id = turn.turn.id
            self._anchor, self._focus = START, END
            self.refresh()

    def clear(self) -> bool:
        """Whether there was something to clear that is wider than a pane."""
        was_wide, turn = self.is_wide, self.turn
        self._turn_id = ""
        self._dragged = False
        self._scrolling.stop()
        if turn is not None:
            for pane in panes_of(turn):
                _select(pane, 0, 0)
        return was_wide and turn is not None

    def refresh(self) -> None:
        """Mark what has been made or written anew; free where nothing wide is selected."""
        turn = self.turn if self.is_wide else None
        if turn is None:
            return
        stretch = self._stretch()
        for pane in panes_of(turn):
            _select(pane, *stretch.in_pane(path_of(pane, turn), length_of(pane)))

    def copy(self, *, as_markdown: bool = False) -> None:
        turn = self.turn
        if turn is None or turn.turn is None:
            return
        stretch = self._stretch()
        outlet = self._around.outlet
        if stretch.is_whole and as_markdown and turn.turn.text:
            outlet.copy(turn.turn.text)
        else:
            outlet.excerpts.start(turn_excerpts(turn, stretch), as_markdown=as_markdown)

    # What panes tell

    def press(self, pane: TextPane, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        turn = turn_of(pane)
        place = self._place_in(pane, event.position().toPoint())
        if place is None or turn is None or turn.turn is None:
            return False
        extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if extends and turn.turn.id == self._turn_id and place.path != self._anchor.path:
            self._focus, self._dragged = place, True
            self.refresh()
            return True
        chosen = pane.textCursor()
        held = place.position in range(chosen.selectionStart(), chosen.selectionEnd())
        if held and not self.is_wide:
            return False  # it is taken to be dropped elsewhere
        self.clear()
        self._turn_id = turn.turn.id
        self._anchor = self._focus = place
        self._dragged = True
        return False

    def move(self, pane: TextPane, event: QMouseEvent) -> bool:
        if not self._dragged or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        self._pointer = event.globalPosition().toPoint()
        beyond = self._beyond()
        inside = 0 <= event.position().y() < pane.height()
        if inside and not beyond and not self.is_wide:
            return False
        if beyond and not self._scrolling.isActive():
            self._scrolling.start()
        elif not beyond:
            self._scrolling.stop()
        self._extend()
        return True

    def release(self, pane: TextPane) -> None:
        self._scrolling.stop()
        if self._dragged and not self.is_wide and (turn := turn_of(pane)) is not None:
            path, cursor = path_of(pane, turn), pane.textCursor()
            self._anchor = Place(path, cursor.anchor())
            self._focus = Place(path, cursor.position())
        self._dragged = False

    def take_key(self, event: QKeyEvent) -> bool:
        """Copy and Select all; the keys that move in a text end a selection of several."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            turn = turn_of(QApplication.focusWidget())
            if turn is not None:
                self.select_all(turn)
            return turn is not None
        if not self.is_wide:
            return False
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return True
        if event.key() == Qt.Key.Key_Escape:
            return self.clear()
        if event.key() in _MOVING:
            self.clear()
        return False

    def show_menu(self, pane: TextPane, event: QContextMenuEvent) -> bool:
        pane_menu(pane, self, self._around.outlet, event.pos()).popup(event.globalPos())
        return True

    # How far it goes

    def _stretch(self) -> Stretch:
        return Stretch(min(self._anchor, self._focus), max(self._anchor, self._focus))

    def _place_in(self, pane: TextPane, at: QPoint) -> Place | None:
        turn = turn_of(pane)
        if turn is None:
            return None
        return Place(path_of(pane, turn), pane.cursorForPosition(at).position())

    def _extend(self) -> None:
        """Up to where the pointer is: between two panes, to the end of the upper one."""
        turn = self.turn
        if turn is None:
            return
        panes = panes_of(turn)
        low = [pane for pane in panes if pane.mapFromGlobal(self._pointer).y() >= 0]
        if not panes:
            return
        pane = low[-1] if low else panes[0]
        at = pane.mapFromGlobal(self._pointer)
        path = path_of(pane, turn)
        if not low:
            place = Place(path, 0)
        elif at.y() >= pane.height():
            place = Place(path, length_of(pane))
        else:
            place = self._place_in(pane, at) or self._focus
        was_wide, self._focus = self.is_wide, place
        if self.is_wide or was_wide:
            self._mark(turn)
        elif pane is not None:
            _select(pane, self._anchor.position, place.position)

    def _mark(self, turn: TurnBlock) -> None:
        stretch = self._stretch()
        for pane in panes_of(turn):
            _select(pane, *stretch.in_pane(path_of(pane, turn), length_of(pane)))

    def _beyond(self) -> int:
        """How far the pointer is above the upper edge, which is negative, or below the lower."""
        room = self._viewport.viewport()
        y = room.mapFromGlobal(self._pointer).y()
        return min(0, y) or max(0, y - room.height() + 1)

    def _scroll(self) -> None:
        """Faster the farther the pointer is from the edge."""
        beyond = self._beyond()
        bar = self._viewport.verticalScrollBar()
        if not beyond or not self._dragged:
            self._scrolling.stop()
            return
        step = max(1, min(abs(beyond), self._viewport.height()) // 2)
        bar.setValue(bar.value() + (step if beyond > 0 else -step))
        self._extend()


def _select(pane: TextPane, start: int, end: int) -> None:
    cursor = pane.textCursor()
    if (cursor.anchor(), cursor.position()) == (start, end):
        return
    if start == end and not cursor.hasSelection():
        return
    last = length_of(pane)
    cursor.setPosition(min(start, last))
    cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
    pane.setTextCursor(cursor)
