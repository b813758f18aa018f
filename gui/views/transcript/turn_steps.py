"""Goes from turn to turn by keyboard: shows one, gives it the focus, and a ring to see it by."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from gui.qt.theme import ThemeSwitch
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.turn_places import turn_of
from gui.views.transcript.view import TranscriptView


class TurnSteps(QObject):
    """A turn that is not there yet has the focus as soon as it is."""

    def __init__(self, view: TranscriptView, theme: ThemeSwitch) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._wanted = ""  # the turn that is on its way
        self._ring: _Ring | None = None
        view.drawn.connect(self._arrive)
        view.destroyed.connect(self.deleteLater)

    def step(self, by: int) -> None:
        """To the turn before or after the one that has the focus, or that is being read."""
        slices = self._view.column.slices
        if not slices:
            return
        index = max(0, min(self._from(by) + by, len(slices) - 1))
        self._wanted = slices[index].mark.id
        self._view.reveal_turn(self._wanted)
        self._arrive()

    def _from(self, by: int) -> int:
        column = self._view.column
        focused = turn_of(QApplication.focusWidget())
        if self._wanted and (index := column.index_of(self._wanted)) is not None:
            return index
        if focused is not None and focused.turn is not None:
            index = column.index_of(focused.turn.id)
            if index is not None and column.isAncestorOf(focused):
                return index
        viewport = self._view.viewport
        if viewport.top >= viewport.bottom_top:
            return len(column.slices) - (by > 0)
        at = column.index_at(viewport.top + self._theme.theme.px("edge"))
        return at + (by < 0) - (by > 0)

    def _arrive(self) -> None:
        index = self._view.column.index_of(self._wanted) if self._wanted else None
        if index is None:
            return
        block = self._view.column.slices[index].block
        if isinstance(block, TurnBlock):
            self._wanted = ""
            block.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if self._ring is None:
                self._ring = _Ring(self._view.column, self._theme)
            self._ring.go_around(block)


class _Ring(QWidget):
    """Around the turn that has the focus itself, as long as it has it."""

    def __init__(self, column: QWidget, theme: ThemeSwitch) -> None:
        super().__init__(column)
        self.setObjectName("turnFocusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._turn: QWidget | None = None
        self.hide()

    def go_around(self, turn: QWidget) -> None:
        if self._turn is not None:
            self._turn.removeEventFilter(self)
        self._turn = turn
        turn.destroyed.connect(self._forget)
        turn.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Move | QEvent.Type.Resize:
                self._fit()
            case QEvent.Type.FocusIn:
                self.show()
            case QEvent.Type.FocusOut | QEvent.Type.Hide:
                self.hide()
            case _:
                pass
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self._theme.theme, QPainter(self)
        line = 2 * theme.px("hairline")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent"), line))
        inside = self.rect().adjusted(line // 2, line // 2, -line // 2, -line // 2)
        painter.drawRoundedRect(inside, theme.px("radius"), theme.px("radius"))
        painter.end()

    def _fit(self) -> None:
        if self._turn is not None:
            room = self._theme.theme.px("space_2")
            self.setGeometry(self._turn.geometry().adjusted(-room, -room, room, room))

    def _forget(self, gone: QObject | None = None) -> None:
        del gone
        self._turn = None
        self.hide()
