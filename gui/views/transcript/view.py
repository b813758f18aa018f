"""The transcript: follows what streams in, keeps the line being read, and never works for long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.model.turn import Role, Turn, TurnMark, TurnState
from gui.qt.theme import ThemeSwitch
from gui.views.transcript.announcement import announce
from gui.views.transcript.draw_clock import DrawClock
from gui.views.transcript.jump_button import JumpButton
from gui.views.transcript.reader import Reader
from gui.views.transcript.reading_position import ReadingPosition
from gui.views.transcript.render_pace import SLICE
from gui.views.transcript.surroundings import Look, Outlet, Surroundings
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.turn_column import TurnColumn
from gui.views.transcript.turn_selection import TurnSelection
from gui.views.transcript.turn_viewport import TurnViewport
from gui.views.transcript.versions import Siblings, Versions

translate = QCoreApplication.translate


class TranscriptView(QWidget):
    """Shows one chat. Turns are values; all drawing is put off to a timer and done in slices.

    Only what is near the viewport exists as widgets; turns that are near and not known are
    asked for with `turns_wanted`, whose answer is `put_turns`.
    """

    turns_wanted = Signal(object)  # tuple of ids
    retry_requested = Signal(str)
    sibling_wanted = Signal(str)
    settings_wanted = Signal()
    save_wanted = Signal(str, str)  # a text, and the language it is written in or ""
    link_activated = Signal(str)
    copied = Signal()
    grown = Signal(int)  # the height that all of it would need
    drawn = Signal()  # after each step of work, before it is painted

    def __init__(self, *, theme: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transcript")
        outlet = Outlet(self)
        outlet.retry_requested.connect(self.retry_requested)
        outlet.sibling_wanted.connect(self.sibling_wanted)
        outlet.settings_wanted.connect(self.settings_wanted)
        outlet.save_wanted.connect(self.save_wanted)
        outlet.link_activated.connect(self.link_activated)
        outlet.copied.connect(self.copied)
        self._theme = theme
        self.versions = Versions(self)
        self.around = Surroundings(look=Look(theme), outlet=outlet, versions=self.versions)
        self.around.look.math.setParent(self)
        self.column = TurnColumn(self.around)
        self.viewport = TurnViewport(self.column)
        self.selection = TurnSelection(self.column, self.viewport, self.around)
        self.drawn.connect(self.selection.refresh)
        self._jump = JumpButton(self, theme)
        self._jump.clicked.connect(self.jump_to_latest)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.viewport)
        self._clock = DrawClock(self)
        self._clock.timeout.connect(self._work)
        self.reader = Reader(self.column)
        self._moving = False
        self.column.resized.connect(self._lay_out)
        self.viewport.resized.connect(self._lay_out)
        self.viewport.resized.connect(self._clock.hurry)
        self.viewport.scrolled.connect(self._scrolled)
        theme.changed.connect(self._restyle)
        self.setAccessibleName(translate("Transcript", "Conversation"))

    @property
    def turn_blocks(self) -> tuple[TurnBlock, ...]:
        """The turns that exist as widgets, oldest first."""
        return self.column.blocks

    @property
    def is_settled(self) -> bool:
        """Whether everything that is known and near has been drawn."""
        return not self._clock.isActive()

    @property
    def is_following(self) -> bool:
        return self.reader.is_following

    def show_transcript(
        self,
        marks: Sequence[TurnMark],
        turns: Iterable[Turn],
        siblings: Siblings | None = None,
    ) -> None:
        """Show a chat, or another branch of the one that is shown.

        `marks` are all turns of the branch; `turns` the newest of them, or all.
        """
        turns = tuple(turns)
        if not turns or turns[0].session_id != self.column.session_id:
            self.clear()
        self.column.set_turns(marks, turns)
        self.versions.show(siblings or {})
        self._clock.hurry()

    def put_turns(self, turns: Iterable[Turn]) -> None:
        """Take the turns that were asked for."""
        self.column.put_known(turns)
        self._clock.hurry()

    def apply_turn(self, turn: Turn) -> None:
        """Show a new or changed turn of this chat; may be called for every event."""
        if self.column.session_id not in (None, turn.session_id):
            return
        before = self.column.turn(turn.id)
        if self.column.put_turn(turn) and turn.role is Role.USER:
            self.reader.follow()  # who has just written wants to see the answer
        self.reader.note(turn.id)
        if before is not None and before.state is TurnState.RUNNING:
            announce(self, turn)
        self._clock.wake()

    def clear(self) -> None:
        self.column.set_turns((), ())
        self.reader.follow()
        self._lay_out()

    def jump_to_latest(self) -> None:
        self.reader.follow()
        self._lay_out()
        self._clock.hurry()

    def reveal_turn(self, turn_id: str) -> bool:
        """Go to a turn in one step; False where it is not in this branch."""
        if self.column.index_of(turn_id) is None:
            return False
        above = -self._theme.theme.px("edge")
        self.aim(ReadingPosition(turn_id=turn_id, turn_offset=-above))
        return True

    def aim(self, position: ReadingPosition) -> None:
        """Stand at `position`, also while what is above it finds its height."""
        self.reader.aim(position)
        self._lay_out()
        self._clock.hurry()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()
        self._clock.hurry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_End:
            self.jump_to_latest()
        elif not self.viewport.take_key(event.key()):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(translate("Transcript", "Conversation"))
            self._restyle()

    def _work(self) -> None:
        """One slice: changed turns first, then what is near and not there yet."""
        start = perf_counter()
        until = start + SLICE
        position = self.reader.position(self.viewport.top)
        self._moving = True
        self.column.apply_changes()
        while True:
            done = self.column.advance(until)
            moved = self._place(position)  # other things may be near now
            if not (moved and done) or perf_counter() > until:
                break
        self._moving = False
        self._show_jump()
        if unknown := self.column.take_unknown():
            self.turns_wanted.emit(unknown)
        left = moved or not done or not self.column.is_placed
        self._clock.rest(perf_counter() - start, left=left)
        self.drawn.emit()

    def _place(self, position: ReadingPosition | None) -> bool:
        """Lay out what has changed and stand at `position`; whether there was anything to do."""
        if self.column.is_placed:
            return False
        width = self.viewport.viewport().width()
        self.column.resize(width, self.column.height())
        height = self.column.place(width)
        top = None if position is None else position.top_in(self.column)
        if top is None and not self.reader.is_following:
            top = self.viewport.top
        self.viewport.take_height(height, top)
        self.column.show_range(*self.viewport.near)
        self.grown.emit(height)
        return True

    def _lay_out(self) -> None:
        if self._moving:
            return
        position = self.reader.position(self.viewport.top)
        self._moving = True
        self.column.touch()
        self._place(position)
        self._moving = False
        self._show_jump()
        self._clock.wake()

    def _scrolled(self) -> None:
        """Draw what has come near before it is painted."""
        if self._moving:
            return
        self.reader.scroll(at_end=self.viewport.is_at_end(self._theme.theme.px("space_2")))
        self.column.show_range(*self.viewport.near)
        self._show_jump()
        self._clock.awaited = True
        if self._clock.is_rested:
            self._work()
        else:
            self._clock.hurry()

    def _show_jump(self) -> None:
        at_end = self.viewport.is_at_end(self._theme.theme.px("space_2"))
        wanted = not self.is_following and not at_end
        self._jump.offer(wanted=wanted, news=len(self.reader.news))

    def _restyle(self) -> None:
        position = self.reader.position(self.viewport.top)
        self._moving = True
        self._jump.retranslate()
        self.column.restyle()
        self._place(position)
        self._moving = False
        self._clock.hurry()
