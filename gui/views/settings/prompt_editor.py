"""Where the name and the text of a saved prompt are written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.qt.form_controls import Lines
from gui.qt.theme import Theme
from gui.services.saved_prompts import LONGEST, LONGEST_NAME
from gui.views.settings.pane import words
from gui.views.transcript.escape_key import let_escape

translate = QCoreApplication.translate


class PromptEditor(QWidget):
    """Only what can be kept can be saved."""

    saved = Signal(str, str)  # name, text
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("promptEditor")
        self._name, self._text = QLineEdit(), Lines()
        self._name.setObjectName("promptName")
        self._name.setMaxLength(LONGEST_NAME)
        self._text.setObjectName("promptText")
        self._problem = words("", role="problem")
        self._save, self._cancel = QPushButton(), QPushButton()
        self._save.setObjectName("promptSaveButton")
        self._cancel.setObjectName("promptCancelButton")
        self._cancel.setProperty("quiet", True)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px("space_2"))
        for button in (self._save, self._cancel):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_2"))
        for widget in (self._name, self._text, self._problem):
            column.addWidget(widget)
        column.addLayout(buttons)
        self._name.textChanged.connect(self._allow)
        self._text.textChanged.connect(self._allow)
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.left)
        for control in (self._name, self._text, self._save, self._cancel):
            let_escape(control, self.left.emit)
        self.retranslate()
        self._allow()

    def begin(self, name: str = "", text: str = "") -> None:
        self._name.setText(name)
        self._text.setPlainText(text)
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name.selectAll()

    def retranslate(self) -> None:
        for control, said in (
            (self._name, translate("Prompts", "Name")),
            (self._text, translate("Prompts", "Text of the prompt")),
        ):
            control.setPlaceholderText(said)
            control.setAccessibleName(said)
        hint = translate("Prompts", "Text of the prompt. What stands in {{topic}} is asked for.")
        self._text.setPlaceholderText(hint)
        self._save.setText(translate("Prompts", "Save"))
        self._cancel.setText(translate("Prompts", "Cancel"))
        self._say_problem()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _allow(self) -> None:
        text = self._text.toPlainText()
        named = bool(self._name.text().strip())
        self._save.setEnabled(named and bool(text.strip()) and len(text) <= LONGEST)
        self._say_problem()

    def _say_problem(self) -> None:
        long = len(self._text.toPlainText()) > LONGEST
        sentence = translate("Prompts", "A prompt has at most {count} characters.")
        self._problem.setText(sentence.format(count=f"{LONGEST:,}") if long else "")
        self._problem.setVisible(long)

    def _on_save(self) -> None:
        self.saved.emit(self._name.text(), self._text.toPlainText())
