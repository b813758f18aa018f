"""A provider and its key, and the address of one without a name: enough to start with."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.model.endpoint import Endpoint
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
from gui.views.settings.provider_draft import Draft, Fault, split_address
from gui.views.settings.trial_result import TrialResult

translate = QCoreApplication.translate

OWN_SERVER = ("keyAddress", "keyModel")
"""The fields of a provider that is not known by name."""


class KeyForm(QWidget):
    """`save_asked` after a look at the fields; the work is done by its owner.

    After a failed test the key can be saved all the same (`save_anyway_asked`), since a
    server may merely be down. Another provider is another matter: what was said about the one
    before is taken back, and its test is of no more use (`test_outdated`).
    """

    save_asked = Signal()
    save_anyway_asked = Signal()
    test_outdated = Signal()
    cancelled = Signal()

    def __init__(self, presets: tuple[Preset, ...], theme: Theme) -> None:
        """The last of `presets` is for any other address."""
        super().__init__()
        self.setObjectName("keyForm")
        self._presets = presets
        self._preset = presets[0]
        self._place: KeyPlace | None = None
        self._busy = False
        self._rows = {field.id: FieldRow(field, theme) for field in self._fields()}
        self._kept = words("", role="small")
        self._result = TrialResult(theme)
        self._save, self._anyway, self._cancel = (QPushButton() for _ in range(3))
        self._arrange(theme)
        self._rows["keyProvider"].show_value(self._preset.id)
        self._rows["keyProvider"].changed.connect(self._take_provider)
        self._save.clicked.connect(self._ask_to_save)
        self._anyway.clicked.connect(self.save_anyway_asked)
        self._cancel.clicked.connect(self.cancelled)
        for row in self._rows.values():
            control = row.control
            line = control.line if isinstance(control, SecretLine) else control
            if isinstance(line, QLineEdit):
                line.returnPressed.connect(self._ask_to_save)
        self.retranslate()

    @property
    def preset(self) -> Preset:
        return self._preset

    @property
    def endpoint(self) -> Endpoint:
        """The provider as typed; one at an address of its own is called by that address."""
        made = self.preset.endpoint()
        if not self._is_other:
            return made
        typed = self._draft.applied_to(made)
        parts = split_address(typed.base_url)
        return replace(typed, name=parts.netloc if parts and parts.netloc else made.name)

    @property
    def key(self) -> str:
        return str(self._rows["keyLine"].value).strip()

    def begin(self) -> None:
        first = "keyAddress" if self._is_other else "keyLine"
        self._rows[first].control.setFocus()

    def show_place(self, place: KeyPlace) -> None:
        """Say where the key will lie, once that is known."""
        self._place = place
        self.retranslate()

    def ask_for_model(self) -> None:
        """Say that the server told of no model, and that one must be named."""
        self._result.clear()
        self._rows["keyModel"].show_problem(
            translate("Welcome", "This server lists no models. Enter the name of one.")
        )
        self._rows["keyModel"].control.setFocus()

    def show_busy(self, *, busy: bool) -> None:
        self._busy = busy
        if busy:
            self._result.show_busy()
        else:
            self._result.clear()
        self._anyway.hide()
        self.retranslate()

    def show_report(self, report: EndpointReport) -> None:
        self._result.show_report(report)
        self._anyway.setVisible(report.problem is not None)

    def show_problem(self, problem: Problem) -> None:
        self._result.show_problem(problem)

    def retranslate(self) -> None:
        for field in self._fields():
            self._rows[field.id].describe(field)
        self._kept.setText(place_sentence(self._place) if self._place else "")
        for name in OWN_SERVER:
            self._rows[name].setVisible(self._is_other)
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
        faults = self._draft.faults()
        for name, row in (("key", "keyLine"), ("address", "keyAddress"), ("models", "keyModel")):
            fault = faults.get(name)
            if fault is Fault.MODELS_MISSING:  # the test fetches the list
                fault = None
            self._rows[row].show_problem(fault_words(fault) if fault else "")
            if fault:
                self._rows[row].control.setFocus()
        if not faults.keys() & {"key", "address"} and not self._busy:
            self.save_asked.emit()

    @property
    def _is_other(self) -> bool:
        """Whether it is one at any address: the last preset, which has none of its own."""
        return self.preset is self._presets[-1]

    @property
    def _draft(self) -> Draft:
        other = self._is_other
        return Draft(
            name=self.preset.name,
            address=str(self._rows["keyAddress"].value) if other else "",
            key=self.key,
            models=str(self._rows["keyModel"].value) if other else "",
            needs_address=other,
            needs_key=not other,
        )

    def _take_provider(self, chosen: object) -> None:
        self._preset = next(preset for preset in self._presets if preset.id == chosen)
        for row in self._rows.values():
            row.show_problem("")
        self._result.clear()
        self._anyway.hide()
        self.retranslate()
        self.test_outdated.emit()

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
            buttons.add(button, align=Qt.AlignmentFlag.AlignVCenter)
        buttons.fill()
        for widget in (*self._rows.values(), self._kept, self._result):
            column.addWidget(widget)
        column.addWidget(self._anyway, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(buttons)

    def _fields(self) -> tuple[Field, ...]:
        *named, other = self._presets
        choices = tuple((preset.id, preset.name) for preset in named)
        provider = Field(
            id="keyProvider",
            kind=FieldKind.CHOICE,
            title=translate("Welcome", "Provider"),
            choices=(*choices, (other.id, translate("Welcome", "Other (OpenAI-compatible)…"))),
            below=True,
        )
        address = Field(
            id="keyAddress",
            kind=FieldKind.TEXT,
            title=translate("Welcome", "Address"),
            placeholder="https://",
        )
        model = Field(
            id="keyModel",
            kind=FieldKind.TEXT,
            title=translate("Welcome", "Model"),
            placeholder=translate("Welcome", "The first that it lists"),
        )
        key = Field(
            id="keyLine",
            kind=FieldKind.SECRET,
            title=translate("Welcome", "API key"),
            placeholder=self._key_hint(),
        )
        return provider, address, key, model

    def _key_hint(self) -> str:
        if self._is_other:
            return translate("Welcome", "Only if it asks for one")
        return translate("Welcome", "Paste the key here")


def place_sentence(place: KeyPlace) -> str:
    """Where the key will lie."""
    if place is KeyPlace.KEYRING:
        return translate("Welcome", "Kept in the system keyring, never in a file.")
    return translate(
        "Welcome",
        "This computer has no system keyring: the key is kept for this run only. "
        "The settings offer a file instead.",
    )
