"""A line of a list in a form: what it is, and small buttons for what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gui.qt.icon_button import IconButton
from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate


class ListLine(QWidget):
    def __init__(self, name: str, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("listLine")
        self.name = name
        self._theme = theme
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.theme.px("space_1"))

    def add_link(self, text: str, run: Callable[[], None], *, name: str, said: str) -> None:
        """The line's own words as a button that opens what they mean."""
        button = QPushButton(text)
        button.setObjectName(name)
        button.setProperty("line", True)
        button.setAccessibleName(said)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(run)
        self.row.addWidget(button, 1)

    def add_button(
        self, drawing: str, words: str, run: Callable[[], None], *, enabled: bool = True
    ) -> IconButton:
        """`words` say what it does, for the tool tip; a screen reader hears of what line, too."""
        button = IconButton(drawing, theme=self._theme)
        button.setObjectName(f"{drawing}Button")
        button.say(words)
        said = translate("Agents", "{verb}: {name}").format(verb=words, name=self.name)
        button.setAccessibleName(said)
        button.setEnabled(enabled)
        button.clicked.connect(run)
        self.row.addWidget(button)
        return button
