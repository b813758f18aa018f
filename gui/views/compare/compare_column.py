"""One of several answers that are given at the same time: who, how it goes on, stop or keep."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from gui.model.turn import Turn, TurnMark, TurnState
from gui.qt.theme import ThemeSwitch
from gui.views.compare.candidate import Candidate
from gui.views.transcript.fold import elided_label, quiet_label
from gui.views.transcript.view import TranscriptView

translate = QCoreApplication.translate


class CompareColumn(QFrame):
    stop_wanted = Signal(str)  # the turn's id
    keep_wanted = Signal(str)

    def __init__(self, turn: Turn, who: Candidate, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("compareColumn")
        self.turn = turn
        self.who = who
        px = theme.theme.px
        self._name = elided_label("text", role="name")
        self._name.setObjectName("compareName")
        self._name.setText(who.name)
        self._state = quiet_label("faint")
        self.transcript = TranscriptView(theme=theme)
        self.stop, self.keep = QPushButton(), QPushButton()
        self.stop.setObjectName("compareStopButton")
        self.keep.setObjectName("compareKeepButton")
        self.stop.clicked.connect(self._stop)
        self.keep.clicked.connect(self._keep)
        head = QHBoxLayout()
        head.setContentsMargins(px("edge"), px("space_2"), px("edge"), 0)
        head.setSpacing(px("space_2"))
        head.addWidget(self._name, 1)
        head.addWidget(self._state)
        foot = QHBoxLayout()
        foot.setContentsMargins(px("edge"), px("space_2"), px("edge"), px("space_2"))
        foot.addStretch(1)
        foot.addWidget(self.stop)
        foot.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.transcript, 1)
        column.addLayout(foot)
        self.transcript.show_transcript((TurnMark.of(turn),), (turn,))
        self._follow()
        self.retranslate()

    def show_turn(self, turn: Turn) -> None:
        ended = turn.state is not self.turn.state
        self.turn = turn
        self.transcript.apply_turn(turn)
        if ended:
            self._follow()

    def set_named(self, *, named: bool) -> None:
        """Whether it says whose answer it is; a tab may do so in its place."""
        self._name.setVisible(named)

    def retranslate(self) -> None:
        self.setAccessibleName(self.who.name)
        self.stop.setText(translate("Compare", "Stop"))
        stop = translate("Compare", "Stop the answer of {name}").format(name=self.who.name)
        self.stop.setAccessibleName(stop)
        self.keep.setText(translate("Compare", "Keep this one"))
        keep = translate("Compare", "Keep the answer of {name}").format(name=self.who.name)
        self.keep.setAccessibleName(keep)
        self._follow()

    def _follow(self) -> None:
        running = self.turn.state is TurnState.RUNNING
        self.stop.setVisible(running)
        self.keep.setVisible(not running)
        self._state.setText(translate("Compare", "running") if running else "")

    def _stop(self) -> None:
        self.stop_wanted.emit(self.turn.id)

    def _keep(self) -> None:
        self.keep_wanted.emit(self.turn.id)
