"""A provider and its key, in three lines: enough to start with."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.model.plan import EndpointReport
from gui.model.problem import Problem
from gui.qt.form import Field, FieldKind, FieldRow
from gui.qt.form_controls import SecretLine
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.services.presets import Preset
from gui.services.secrets import KeyPlace
from gui.views.settings.editor_fields import fault_words
from gui.views.settings.pane import words
from gui.views.settings.provider_draft import Draft
from gui.views.settings.trial_result import TrialResult

translate = QCoreApplication.translate


class KeyForm(QWidget):
    """`save_asked` after a look at the fields; the work is done by its owner.

    After a failed test the key can be saved all the same (`save_anyway_asked`), since a
    server may merely be down.
    """

    save_asked = Signal()
    save_anyway_asked = Signal()
    cancelled = Signal()

    def __init__(self, presets: tuple[Preset, ...], place: KeyPlace, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("keyForm")
        self._presets = presets
        self._place = place
        self._busy = False
        self._provider, self._key = (FieldRow(field, theme) for field in self._fields())
        self._kept = words("", role="small")
        self._result = TrialResult(theme)
        self._save, self._anyway, self._cancel = (QPushButton() for _ in range(3))
        self._arrange(theme)
        self._provider.show_value(presets[0].id)
        self._save.clicked.connect(self._ask_to_save)
        self._anyway.clicked.connect(self.save_anyway_asked)
        self._cancel.clicked.connect(self.cancelled)
        control = self._key.control
        if isinstance(control, SecretLine):
            control.line.returnPressed.connect(self._ask_to_save)
        self.retranslate()

    @property
    def preset(self) -> Preset:
        chosen = self._provider.value
        return next(preset for preset in self._presets if preset.id == chosen)

    @property
    def key(self) -> str:
        return str(self._key.value).strip()

    def begin(self) -> None:
        self._key.control.setFocus()

    def show_busy(self, *, busy: bool) -> None:
        self._busy = busy
        if busy:
            self._result.show_busy()
        self._anyway.hide()
        self.retranslate()

    def show_report(self, report: EndpointReport) -> None:
        self._result.show_report(report)
        self._anyway.setVisible(report.problem is not None)

    def show_problem(self, problem: Problem) -> None:
        self._result.show_problem(problem)

    def retranslate(self) -> None:
        for row, field in zip((self._provider, self._key), self._fields(), strict=True):
            row.describe(field)
        self._kept.setText(place_sentence(self._place))
        self._save.setText(translate("Welcome", "Save and test"))
        self._anyway.setText(translate("Welcome", "Save anyway"))
        self._cancel.setText(translate("Welcome", "Cancel"))
        self._save.setEnabled(not self._busy)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _ask_to_save(self) -> None:
        draft = Draft(name=self.preset.name, address="", key=self.key, needs_key=True)
        fault = draft.faults().get("key")
        self._key.show_problem(fault_words(fault) if fault else "")
        if fault:
            self.begin()
        elif not self._busy:
            self.save_asked.emit()

    def _arrange(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_3"))
        for name, button in (
            ("save", self._save),
            ("anyway", self._anyway),
            ("cancel", self._cancel),
        ):
            button.setObjectName(f"{name}KeyButton")
        self._save.setProperty("accent", True)
        self._cancel.setProperty("quiet", True)
        self._anyway.hide()
        buttons = ReflowRow(spacing=theme.px("space_2"))
        for button in (self._save, self._cancel):
            buttons.add(button, align=Qt.AlignmentFlag.AlignLeft)
        for widget in (self._provider, self._key, self._kept, self._result):
            column.addWidget(widget)
        column.addWidget(self._anyway, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(buttons, alignment=Qt.AlignmentFlag.AlignLeft)

    def _fields(self) -> tuple[Field, Field]:
        choices = tuple((preset.id, preset.name) for preset in self._presets)
        provider = Field(
            id="keyProvider",
            kind=FieldKind.CHOICE,
            title=translate("Welcome", "Provider"),
            choices=choices,
        )
        key = Field(
            id="keyLine",
            kind=FieldKind.SECRET,
            title=translate("Welcome", "API key"),
            placeholder=translate("Welcome", "Paste the key here"),
        )
        return provider, key


def place_sentence(place: KeyPlace) -> str:
    """Where the key will lie."""
    if place is KeyPlace.KEYRING:
        return translate("Welcome", "Kept in the system keyring, never in a file.")
    return translate(
        "Welcome",
        "This computer has no system keyring: the key is kept for this run only. "
        "The settings offer a file instead.",
    )
