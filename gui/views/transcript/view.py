"""The transcript: follows what streams in, keeps the line being read, and never works for long."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from gui.model.turn import Role, Turn, TurnState
from gui.qt.theme import ThemeSwitch
from gui.views.transcript.announcement import announce
from gui.views.transcript.jump_button import JumpButton
from gui.views.transcript.reading_position import ReadingPosition, reading_position
from gui.views.transcript.render_pace import SLICE, pause_after
from gui.views.transcript.surroundings import Look, Outlet, Surroundings
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.turn_column import TurnColumn
from gui.views.transcript.versions import Siblings, Versions

translate = QCoreApplication.translate


class TranscriptView(QWidget):
    """Shows one chat. Turns are values; all drawing is put off to a timer and done in slices."""

    retry_requested = Signal(str)
    sibling_wanted = Signal(str)
    settings_wanted = Signal()
    link_activated = Signal(str)
    copied = Signal()
    grown = Signal(int)  # the height that all of it would need

    def __init__(self, *, theme: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transcript")
        outlet = Outlet(self)
        outlet.retry_requested.connect(self.retry_requested)
        outlet.sibling_wanted.connect(self.sibling_wanted)
        outlet.settings_wanted.connect(self.settings_wanted)
        outlet.link_activated.connect(self.link_activated)
        outlet.copied.connect(self.copied)
        self._theme = theme
        self.versions = Versions(self)
        self._around = Surroundings(look=Look(theme), outlet=outlet, versions=self.versions)
        self._column = TurnColumn(self._around)
        self._scroll = _Scroll(self._column)
        self._jump = JumpButton(self, theme)
        self._jump.clicked.connect(self.jump_to_latest)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._work)
        self._rested_at = 0.0  # when drawing what streams may go on
        self._following = True
        self._moving = False
        self._has_news = False
        self._column.resized.connect(self._lay_out)
        self._scroll.resized.connect(self._lay_out)
        self._scroll.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.changed.connect(self._restyle)
        self.setAccessibleName(translate("Transcript", "Conversation"))

    @property
    def turn_blocks(self) -> tuple[TurnBlock, ...]:
        """The turns that exist as widgets, oldest first."""
        return self._column.blocks

    @property
    def is_settled(self) -> bool:
        """Whether everything that was handed over has been drawn."""
        return not self._timer.isActive()

    @property
    def is_following(self) -> bool:
        return self._following

    def show_transcript(self, turns: tuple[Turn, ...], siblings: Siblings | None = None) -> None:
        """Show a chat, or another branch of the one that is shown."""
        if not turns or turns[0].session_id != self._column.session_id:
            self.clear()
        self._column.set_turns(turns)
        self.versions.show(siblings or {})
        self._wake(0.0)

    def apply_turn(self, turn: Turn) -> None:
        """Show a new or changed turn of this chat; may be called for every event."""
        if self._column.session_id not in (None, turn.session_id):
            return
        before = self._column.turn(turn.id)
        if self._column.put_turn(turn) and turn.role is Role.USER:
            self._following = True  # who has just written wants to see the answer
        self._has_news = not self._following
        if before is not None and before.state is TurnState.RUNNING:
            announce(self, turn)
        self._wake(self._rested_at - perf_counter())

    def clear(self) -> None:
        self._column.set_turns(())
        self._following, self._has_news = True, False
        self._lay_out()

    def jump_to_latest(self) -> None:
        self._following, self._has_news = True, False
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()
        self._wake(0.0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self._scroll.verticalScrollBar().setValue(0)
        elif event.key() == Qt.Key.Key_End:
            self.jump_to_latest()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(translate("Transcript", "Conversation"))
            self._restyle()

    def _wake(self, seconds: float) -> None:
        if self.isVisible() and not self._timer.isActive():
            self._timer.start(max(0, round(seconds * 1000)))

    def _work(self) -> None:
        """One slice: changed turns first, then their text, then turns that are still missing."""
        start = perf_counter()
        until = start + SLICE
        position = self._position()
        self._moving = True
        self._column.apply_changes()
        drawn = self._column.advance(until)
        opening = False
        while drawn and perf_counter() < until:
            block = self._column.build_next()
            if block is None:
                break
            opening = True
            drawn = block.advance(until)
        self._moving = False
        self._lay_out(position)
        self._fill_page()
        work = perf_counter() - start
        self._rested_at = start + work + pause_after(work)
        if not self._column.is_built:
            self._wake(0.0)
        elif not drawn:
            self._wake(0.0 if opening else pause_after(work))

    def _fill_page(self) -> None:
        near = self._scroll.verticalScrollBar().value() < self._scroll.viewport().height()
        if near and self._column.is_built and self._column.has_older:
            self._column.add_page()

    def _position(self) -> ReadingPosition | None:
        """What is being read; None where the end is followed."""
        if self._following:
            return None
        top = self._scroll.verticalScrollBar().value()
        turn = self._column.turn_at(top)
        return None if turn is None else reading_position(self._column, top, turn)

    def _lay_out(self, position: ReadingPosition | None = None) -> None:
        if self._moving:
            return
        position = position or self._position()
        self._moving = True
        bar = self._scroll.verticalScrollBar()
        width = self._scroll.viewport().width()
        self._column.resize(width, self._column.lay_out(width))
        self.grown.emit(self._column.height())
        self._scroll.settle()
        if self._following:
            bar.setValue(bar.maximum())
        elif position is not None and (top := position.top_in(self._column)) is not None:
            bar.setValue(top)
        self._moving = False
        self._show_jump()

    def _scrolled(self) -> None:
        if self._moving:
            return
        bar = self._scroll.verticalScrollBar()
        self._following = bar.value() >= bar.maximum() - self._theme.theme.px("space_2")
        self._has_news = self._has_news and not self._following
        self._show_jump()
        if bar.value() < self._scroll.viewport().height() and self._column.has_older:
            self._wake(0.0)

    def _show_jump(self) -> None:
        self._jump.offer(wanted=not self._following, news=self._has_news)

    def _restyle(self) -> None:
        position = self._position()
        self._moving = True
        self._jump.retranslate()
        self._column.restyle()
        self._moving = False
        self._lay_out(position)
        self._wake(0.0)


class _ScrollBar(QScrollBar):
    """Keeps its place, so that nothing moves when it is needed; until then it is not seen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class _Scroll(QScrollArea):
    """Scrolls the column, whose size is set by the view and by nobody else."""

    resized = Signal()

    def __init__(self, column: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = _ScrollBar(Qt.Orientation.Vertical)
        self.setVerticalScrollBar(bar)
        # The same on the left, so that the column stands right above the composer.
        self.setViewportMargins(bar.sizeHint().width(), 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def settle(self) -> None:
        """Let the scroll bar know the column's height now, and not with the next event."""
        super().resizeEvent(QResizeEvent(self.size(), self.size()))
