"""What a test of a provider showed: one line, and on failure what to do and the server's words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.model.plan import EndpointReport
from gui.model.problem import Problem
from gui.qt.theme import Theme
from gui.views.problem_text import problem_text
from gui.views.settings.pane import show_state, words
from gui.views.settings.provider_words import models_counted, report_line

translate = QCoreApplication.translate

Outcome = EndpointReport | Problem | None


class TrialResult(QWidget):
    """Shows one outcome at a time; `models_taken` when the user wants the listed models."""

    models_taken = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("testResult")
        self._problem: Problem | None = None
        self._report: EndpointReport | None = None
        self._busy = False
        self._offered: tuple[str, ...] = ()
        self._line = words("", role="status")
        self._line.setObjectName("testStatus")
        self._advice = words("", role="small")
        self._detail = words("", role="path")
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._fold = QPushButton()
        self._fold.setObjectName("testDetailsButton")
        self._fold.setCheckable(True)
        self._fold.setProperty("quiet", True)
        self._fold.toggled.connect(self.retranslate)
        self._take = QPushButton()
        self._take.setObjectName("takeModelsButton")
        self._take.clicked.connect(self._hand_over)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_1"))
        for widget in (self._line, self._advice):
            column.addWidget(widget)
        for button in (self._fold, self._take):
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        column.insertWidget(3, self._detail)
        self.retranslate()

    def show_busy(self) -> None:
        self._set(busy=True)

    def show_report(self, report: EndpointReport) -> None:
        if report.problem is not None:
            self._set(problem=report.problem)
        else:
            self._set(report=report)

    def show_problem(self, problem: Problem) -> None:
        self._set(problem=problem)

    def clear(self) -> None:
        self._set()

    def offer_models(self, models: tuple[str, ...]) -> None:
        """Offer to take over `models`; none takes the offer back."""
        self._offered = models
        self.retranslate()

    def retranslate(self) -> None:
        problem, report = self._problem, self._report
        if self._busy:
            show_state(self._line, translate("Models", "Sending one short request…"), "busy")
        elif problem is not None:
            show_state(self._line, problem_text(problem).sentence, "bad")
        else:
            show_state(self._line, report_line(report) if report else "", "ok")
        self._advice.setText(problem_text(problem).next_step if problem else "")
        self._advice.setVisible(bool(self._advice.text()))
        detail = problem.detail if problem else ""
        self._fold.setText(translate("Models", "Details"))
        self._fold.setVisible(bool(detail))
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail) and self._fold.isChecked())
        counted = models_counted(len(self._offered))
        self._take.setText(translate("Models", "Use the list: {models}").format(models=counted))
        self._take.setVisible(bool(self._offered))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _set(
        self,
        *,
        busy: bool = False,
        problem: Problem | None = None,
        report: EndpointReport | None = None,
    ) -> None:
        self._busy, self._problem, self._report = busy, problem, report
        self._offered = ()
        self._fold.setChecked(False)
        self.retranslate()

    def _hand_over(self) -> None:
        models, self._offered = self._offered, ()
        self.retranslate()
        self.models_taken.emit(models)
