"""One saved prompt in the settings: its name and beginning, and how it is changed or removed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.qt.elided_label import ElidedLabel
from gui.qt.theme import Theme
from gui.services.saved_prompts import SavedPrompt
from gui.views.settings.kept_row import KeptRow
from gui.views.settings.pane import words
from gui.views.settings.prompt_editor import PromptEditor

translate = QCoreApplication.translate

_BEGINNING = 200


class PromptRow(KeptRow):
    edited = Signal(str, str)  # name, text

    def __init__(self, prompt: SavedPrompt, theme: Theme) -> None:
        self.prompt = prompt
        self._form = PromptEditor(theme)
        super().__init__("prompt", _said(prompt, theme), self._form, theme)
        self.setObjectName(f"prompt-{prompt.id}")
        self._form.saved.connect(self._finish)
        self._form.left.connect(self.go_back)
        self.retranslate()

    def retranslate(self) -> None:
        self._edit.setText(translate("Prompts", "Edit…"))
        self._remove.setText(translate("Prompts", "Remove"))
        question = translate("Prompts", "Remove the prompt “{name}” for good?")
        self._question.setText(question.format(name=self.prompt.name))
        self._really.setText(translate("Prompts", "Remove"))
        self._keep.setText(translate("Prompts", "Keep"))
        self.name_buttons(self.prompt.name)

    def begin_editing(self) -> None:
        self._form.begin(self.prompt.name, self.prompt.text)

    def _finish(self, name: str, text: str) -> None:
        self.show_kept()
        self.edited.emit(name, text)


def _said(prompt: SavedPrompt, theme: Theme) -> QWidget:
    beginning = ElidedLabel()
    beginning.setProperty("role", "small")
    beginning.setText(" ".join(prompt.text[:_BEGINNING].split()))
    said = QWidget()
    lines = QVBoxLayout(said)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(theme.px("space_1"))
    lines.addWidget(words(prompt.name, role="fieldTitle"))
    lines.addWidget(beginning)
    return said
