"""What an empty chat says: what to do next, and who will answer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate


class EmptyChat(QWidget):
    def __init__(self, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("emptyChat")
        self._model = ""
        px = theme.theme.px
        column = QVBoxLayout(self)
        column.setSpacing(px("space_2"))
        self._title = QLabel()
        self._title.setProperty("role", "heading")
        self._line = QLabel()
        self._line.setProperty("muted", True)
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        column.addStretch(2)
        for label in (self._title, self._line):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(3)
        self.retranslate()

    def show_model(self, name: str) -> None:
        self._model = name
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(translate("EmptyChat", "What would you like to talk about?"))
        self._line.setText(
            translate("EmptyChat", "Write below. {model} answers.").format(model=self._model)
        )
        for label in (self._title, self._line):
            label.setVisible(bool(self._model))  # until a chat is open there is nothing to say

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
