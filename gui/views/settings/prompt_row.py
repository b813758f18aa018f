"""One saved prompt in the settings: its name and beginning, and how it is changed or removed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.qt.elided_label import ElidedLabel
from gui.qt.phrases import labelled
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.services.saved_prompts import SavedPrompt
from gui.views.settings.pane import words
from gui.views.settings.prompt_editor import PromptEditor

translate = QCoreApplication.translate

_BEGINNING = 200


class PromptRow(QWidget):
    edited = Signal(str, str)  # name, text
    removed = Signal()
    left = Signal()  # without a change

    def __init__(self, prompt: SavedPrompt, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(f"prompt-{prompt.id}")
        self.prompt = prompt
        self._name, self._beginning = words(prompt.name, role="fieldTitle"), ElidedLabel()
        self._beginning.setProperty("role", "small")
        self._beginning.setText(" ".join(prompt.text[:_BEGINNING].split()))
        said = QWidget()
        lines = QVBoxLayout(said)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px("space_1"))
        lines.addWidget(self._name)
        lines.addWidget(self._beginning)
        self._edit, self._remove = _button("promptEditButton"), _button("promptRemoveButton")
        self._question = words("")
        self._really, self._keep = _button("promptRemoveConfirm"), _button("promptKeepButton")
        self._shown = _row(theme, said, self._edit, self._remove)
        self._asking = _row(theme, self._question, self._really, self._keep)
        self._editor = PromptEditor(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._shown, self._asking, self._editor):
            column.addWidget(part)
        self._edit.clicked.connect(self._begin)
        self._remove.clicked.connect(self._ask)
        self._really.clicked.connect(self._on_remove)
        self._keep.clicked.connect(self._go_back)
        self._editor.saved.connect(self._finish)
        self._editor.left.connect(self._go_back)
        self._turn_to(self._shown)
        self.retranslate()

    @property
    def busy(self) -> bool:
        """Whether the user is in the middle of something here."""
        return self._shown.isHidden()

    def retranslate(self) -> None:
        name = self.prompt.name
        self._edit.setText(translate("Prompts", "Edit…"))
        self._remove.setText(translate("Prompts", "Remove"))
        question = translate("Prompts", "Remove the prompt “{name}” for good?")
        self._question.setText(question.format(name=name))
        self._really.setText(translate("Prompts", "Remove"))
        self._keep.setText(translate("Prompts", "Keep"))
        for button in (self._edit, self._remove, self._really, self._keep):
            button.setAccessibleName(labelled(button.text(), name))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _begin(self) -> None:
        self._turn_to(self._editor)
        self._editor.begin(self.prompt.name, self.prompt.text)

    def _finish(self, name: str, text: str) -> None:
        self._turn_to(self._shown)
        self.edited.emit(name, text)

    def _ask(self) -> None:
        self._turn_to(self._asking)
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove(self) -> None:
        self._turn_to(self._shown)
        self.removed.emit()

    def _go_back(self) -> None:
        asked = not self._asking.isHidden()
        self._turn_to(self._shown)
        (self._remove if asked else self._edit).setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()

    def _turn_to(self, shown: QWidget) -> None:
        for part in (self._shown, self._asking, self._editor):
            part.setVisible(part is shown)


def _row(theme: Theme, first: QWidget, *buttons: QPushButton) -> QWidget:
    holder = QWidget()
    beside = QHBoxLayout(holder)
    beside.setContentsMargins(0, 0, 0, 0)
    beside.setSpacing(theme.px("space_1"))
    for button in buttons:
        beside.addWidget(button)
    row = ReflowRow(spacing=theme.px("space_3"))
    row.add(first, stretch=1)
    row.add(holder, align=Qt.AlignmentFlag.AlignVCenter)
    return row


def _button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setProperty("quiet", True)
    return button
