"""One provider in the list: where it is, how its key is kept, what the last test showed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.model.endpoint import Endpoint
from gui.model.plan import EndpointReport
from gui.model.problem import ProblemKind
from gui.qt.phrases import labelled
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.views.problem_text import problem_text
from gui.views.settings.pane import restyle, show_state, words
from gui.views.settings.provider_words import key_words, place_words, report_line
from gui.views.settings.providers import KeyNote

translate = QCoreApplication.translate

MENDED_BY_EDITING = frozenset(
    {
        ProblemKind.KEY_MISSING,
        ProblemKind.KEY_REFUSED,
        ProblemKind.MODEL_NOT_FOUND,
        ProblemKind.MODEL_UNKNOWN,
        ProblemKind.ADDRESS_NOT_FOUND,
        ProblemKind.NAME_NOT_RESOLVED,
    }
)
"""Problems that another key, address or model cures: then Edit is called Fix."""


@dataclass(frozen=True, kw_only=True)
class ProviderFacts:
    """What a row shows; `key` and `report` are None until they are known."""

    endpoint: Endpoint
    key: KeyNote | None = None
    report: EndpointReport | None = None
    testing: bool = False


class ProviderRow(QWidget):
    """Shows the facts it is given and reports what the user asks for."""

    test_asked = Signal()
    test_cancelled = Signal()
    edit_asked = Signal()
    remove_confirmed = Signal()

    def __init__(self, facts: ProviderFacts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"provider-{facts.endpoint.id}")
        self._facts = facts
        self._name = words("", role="strong")
        self._place = words("", role="small")
        self._status = words("", role="status")
        self._test = _button("testButton")
        self._edit = _button("editButton", quiet=True)
        self._remove = _button("removeButton", quiet=True)
        self._question = words("")
        self._really = _button("removeConfirmButton")
        self._keep = _button("removeCancelButton", quiet=True)
        self._actions = _beside(theme, self._test, self._edit, self._remove)
        self._confirm = _beside(theme, self._really, self._keep)
        self._told = words("", role="status")
        self._advice = words("", role="small")
        self._arrange(theme)
        self._connect()
        self.show_facts(facts)

    def show_facts(self, facts: ProviderFacts) -> None:
        self._facts = facts
        self.retranslate()

    def retranslate(self) -> None:
        name = self._facts.endpoint.name
        self._name.setText(name)
        endpoint = self._facts.endpoint
        where = (place_words(endpoint), key_words(endpoint, self._facts.key))
        self._place.setText(" · ".join(part for part in where if part))
        self._question.setText(translate("Models", "Remove {name} and its key?").format(name=name))
        self._really.setText(translate("Models", "Remove"))
        self._keep.setText(translate("Models", "Keep"))
        self._remove.setText(translate("Models", "Remove"))
        self._edit.setText(translate("Models", "Fix…") if self._mendable else _edit_word())
        restyle(self._edit, "quiet", on=not self._mendable)
        cancel = translate("Models", "Cancel")
        self._test.setText(cancel if self._facts.testing else translate("Models", "Test"))
        for button in self.findChildren(QPushButton):
            button.setAccessibleName(labelled(button.text(), name))
        self._show_status()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def _mendable(self) -> bool:
        report = self._facts.report
        failed = report.problem if report and not self._facts.testing else None
        return failed is not None and failed.kind in MENDED_BY_EDITING

    def _show_status(self) -> None:
        report, testing = self._facts.report, self._facts.testing
        problem = None if testing or report is None else report.problem
        line, state = ("", "")
        if testing:
            line, state = translate("Models", "Testing…"), "busy"
        elif report is not None and problem is None:
            line, state = report_line(report), "ok"
        show_state(self._status, line, state)
        show_state(self._told, problem_text(problem).sentence if problem else "", "bad")
        self._advice.setText(problem_text(problem).next_step if problem else "")
        self._advice.setVisible(bool(self._advice.text()))

    def _arrange(self, theme: Theme) -> None:
        who = ReflowRow(spacing=theme.px("space_3"))
        who.add(self._name, comfort=self._name_width)
        who.add(self._place, stretch=1)
        middle = Qt.AlignmentFlag.AlignVCenter
        line = ReflowRow(spacing=theme.px("space_3"))
        line.add(who, stretch=1)
        line.add(self._status, align=middle)
        line.add(self._question, align=middle)
        line.add(self._actions, align=middle)
        line.add(self._confirm, align=middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_1"))
        for widget in (line, self._told, self._advice):
            column.addWidget(widget)
        self._ask_removal(asked=False)

    def _name_width(self) -> int:
        """Of the name on one line: it breaks only where it has a line of its own."""
        return self._name.fontMetrics().horizontalAdvance(self._name.text())

    def _connect(self) -> None:
        self._test.clicked.connect(self._test_or_cancel)
        self._edit.clicked.connect(self.edit_asked)
        self._remove.clicked.connect(self._begin_removal)
        self._keep.clicked.connect(self._keep_it)
        self._really.clicked.connect(self.remove_confirmed)

    def _test_or_cancel(self) -> None:
        (self.test_cancelled if self._facts.testing else self.test_asked).emit()

    def _begin_removal(self) -> None:
        self._ask_removal(asked=True)
        self._keep.setFocus()

    def _keep_it(self) -> None:
        self._ask_removal(asked=False)
        self._remove.setFocus()

    def _ask_removal(self, *, asked: bool) -> None:
        for widget in (self._question, self._confirm):
            widget.setVisible(asked)
        self._actions.setVisible(not asked)
        self._status.setVisible(not asked and bool(self._status.text()))


def _edit_word() -> str:
    return translate("Models", "Edit…")


def _button(name: str, *, quiet: bool = False) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setProperty("quiet", quiet)
    return button


def _beside(theme: Theme, *buttons: QPushButton) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px("space_1"))
    for button in buttons:
        row.addWidget(button)
    return holder
