"""The prompts that the user has saved: each can be changed and removed, and new ones written."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.services.saved_prompts import MOST, SavedPrompt
from gui.views.settings.pane import Card, words
from gui.views.settings.parts import SettingsParts
from gui.views.settings.prompt_editor import PromptEditor
from gui.views.settings.prompt_row import PromptRow

translate = QCoreApplication.translate


class PromptList(QWidget):
    """A prompt that is saved in a chat meanwhile appears here, unless a row is being changed."""

    def __init__(self, parts: SettingsParts) -> None:
        super().__init__()
        self.setObjectName("promptList")
        self._theme = theme = parts.theme.theme
        self._prompts = parts.prompts
        self._rows: list[PromptRow] = []
        self._title, self._note = words("", role="strong"), words("", role="small")
        self._card, self._new_card = Card(theme), Card(theme)
        self._editor = PromptEditor(theme)
        self._add = QPushButton()
        self._add.setObjectName("promptAddButton")
        self._new_card.add_row(self._editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px("space_3"), 0, 0)
        column.setSpacing(theme.px("space_3"))
        for widget in (self._title, self._note, self._card, self._new_card):
            column.addWidget(widget)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._new_card.hide()
        self._add.clicked.connect(self._begin)
        self._editor.saved.connect(self._keep)
        self._editor.left.connect(self._leave)
        self.destroyed.connect(parts.prompts.subscribe(self._show))
        self.retranslate()
        self._show()

    def retranslate(self) -> None:
        self._title.setText(translate("Prompts", "Saved prompts"))
        self._add.setText(translate("Prompts", "New prompt…"))
        self._say_note()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show(self) -> None:
        kept = self._prompts.list()
        self._add.setEnabled(len(kept) < MOST)
        self._say_note()
        if any(row.busy for row in self._rows) or [row.prompt for row in self._rows] == [*kept]:
            return
        had_focus = any(row.isAncestorOf(self.focusWidget() or self) for row in self._rows)
        self._card.clear()
        self._rows = [self._row(prompt) for prompt in kept]
        self._card.setVisible(bool(kept))
        if had_focus:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, prompt: SavedPrompt) -> PromptRow:
        row = PromptRow(prompt, self._theme)
        row.edited.connect(partial(self._prompts.edit, prompt.id))
        row.removed.connect(partial(self._prompts.remove, prompt.id))
        row.left.connect(self._show)
        self._card.add_row(row)
        return row

    def _begin(self) -> None:
        self._new_card.show()
        self._add.hide()
        self._editor.begin()

    def _keep(self, name: str, text: str) -> None:
        self._leave()
        self._prompts.add(name, text)

    def _leave(self) -> None:
        self._new_card.hide()
        self._add.show()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_note(self) -> None:
        note = translate("Prompts", "Type / in an empty box to choose one of them.")
        if len(self._prompts.list()) >= MOST:
            note = translate("Prompts", "There is no room for more than {count}; remove one first.")
        self._note.setText(note.format(count=MOST))
