"""How an answer ended when it was not done: a card for a failure, a line for a stop."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMargins, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from gui.model.problem import Problem, ProblemKind
from gui.model.turn import Turn, TurnState
from gui.views.problem_text import leads_to_settings, problem_text
from gui.views.transcript.block import BlockColumn, LaidOutBlock, painted_by_style
from gui.views.transcript.fold import FoldButton, quiet_label
from gui.views.transcript.label_block import LabelBlock
from gui.views.transcript.plain_block import PlainBlock
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class FailureCard(BlockColumn):
    """One sentence, what to do, Retry, the way to the settings, and the details folded."""

    retry_clicked = Signal()
    settings_wanted = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._outlet = around.outlet
        self.setObjectName("failureCard")
        painted_by_style(self)
        self._problem = Problem(kind=ProblemKind.UNEXPECTED)
        side, gap = around.theme.px("space_4"), around.theme.px("space_2")
        self.margins = QMargins(side, side - gap // 2, side, side - gap // 2)
        self._sentence = LabelBlock(role="name")
        self._next_step = LabelBlock(shade="muted")
        self._buttons = _Buttons(around)
        self._details = PlainBlock(around, code=True)
        self._details.hide()
        self.append(self._sentence)
        self.append(self._next_step, gap=gap // 2)
        self.append(self._buttons, gap=gap)
        self.append(self._details, gap=gap)
        self._details.hide()
        self._buttons.retry.clicked.connect(self.retry_clicked)
        self._buttons.settings.clicked.connect(self.settings_wanted)
        self._buttons.sum_up.clicked.connect(self._outlet.summary_wanted)
        self._buttons.limits.clicked.connect(self._outlet.limits_wanted)
        self._buttons.details.toggled.connect(self._fold)

    def show_problem(self, problem: Problem) -> None:
        self._problem = problem
        text = problem_text(problem)
        self._sentence.say(text.sentence)
        self._next_step.say(text.next_step)
        self._buttons.retranslate()
        self._buttons.settings.setVisible(leads_to_settings(problem))
        self._buttons.sum_up.setVisible(problem.kind is ProblemKind.CONTEXT_TOO_LONG)
        self._buttons.limits.setVisible(problem.kind is ProblemKind.LIMIT_REACHED)
        self._buttons.details.setVisible(bool(problem.detail))
        self.setAccessibleName(f"{text.sentence} {text.next_step}")
        self.touch()

    def restyle(self) -> None:
        super().restyle()
        self.show_problem(self._problem)

    def _fold(self, unfolded: bool) -> None:
        self._details.show_text(self._problem.detail)
        self._details.setVisible(unfolded)
        self.touch()


class _Buttons(LaidOutBlock):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.retry = QPushButton()
        self.retry.setObjectName("retryButton")
        self.settings = QPushButton()
        self.settings.setObjectName("openSettingsButton")
        self.sum_up, self.limits = QPushButton(), QPushButton()
        self.sum_up.setObjectName("sumUpButton")
        self.limits.setObjectName("raiseLimitButton")
        self.details = FoldButton()
        self.details.setObjectName("detailsToggle")
        self._details_label = quiet_label()
        side = around.theme.px("space_2")
        self.details.line.setContentsMargins(side, 0, side, 0)
        self.details.line.setSpacing(around.theme.px("space_1"))
        self.details.line.addWidget(self.details.arrow)
        self.details.line.addWidget(self._details_label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(side)
        for button in (self.retry, self.settings, self.sum_up, self.limits, self.details):
            row.addWidget(button)
        row.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.retry.setText(translate("Transcript", "Retry"))
        self.settings.setText(translate("Transcript", "Open settings"))
        self.sum_up.setText(translate("Transcript", "Sum up earlier messages…"))
        self.limits.setText(translate("Transcript", "Raise the limit…"))
        self._details_label.setText(translate("Transcript", "Details"))
        self.details.setAccessibleName(self._details_label.text())


class EndedLine(LaidOutBlock):
    """Stopped by the user, or interrupted by the end of the program: no failure of anybody."""

    retry_clicked = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("endedLine")
        self._state = TurnState.STOPPED
        self._label = quiet_label()
        self.retry = QPushButton()
        self.retry.setObjectName("retryButton")
        self.retry.setProperty("inline", "true")
        self.retry.clicked.connect(self.retry_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(around.theme.px("space_2"))
        row.addWidget(self._label)
        row.addWidget(self.retry)
        row.addStretch(1)

    def show_end(self, turn: Turn) -> None:
        self._state = turn.state
        self.restyle()

    def restyle(self) -> None:
        if self._state is TurnState.STOPPED:
            words = translate("Transcript", "Stopped")
        else:
            words = translate("Transcript", "Interrupted before the end")
        self._label.setText(words)
        self.setAccessibleName(words)
        self.retry.setText(translate("Transcript", "Retry"))
        self.touch()
