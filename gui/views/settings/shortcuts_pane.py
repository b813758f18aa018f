"""The shortcuts page: every action with its keys, to be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel

from gui.qt.phrases import labelled
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.views.settings.pane import Card, Pane, words

translate = QCoreApplication.translate

Shortcuts = Callable[[], Sequence[tuple[str, str]]]
"""Gives each action's title and its keys, both as they are shown."""


class ShortcutsPane(Pane):
    """Reads the actions whenever it is shown, so that it is never behind the table."""

    def __init__(self, theme: Theme, shortcuts: Shortcuts) -> None:
        super().__init__(theme)
        self._shortcuts = shortcuts
        self._card = Card(theme)
        self.body.addWidget(self._card)
        self.retranslate()

    def retranslate(self) -> None:
        self.say(
            translate("Settings", "Shortcuts"),
            translate("Settings", "Everything can be reached with the keyboard."),
        )
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        self._card.clear()
        for title, keys in self._shortcuts():
            if keys:
                self._card.add_row(self._row(title, keys))

    def _row(self, title: str, keys: str) -> ReflowRow:
        row = ReflowRow(spacing=self.theme_now.px("space_4"))
        row.add(words(title), stretch=1)
        cap = QLabel(keys)
        cap.setProperty("role", "key")
        cap.setTextFormat(Qt.TextFormat.PlainText)
        cap.setAccessibleName(labelled(title, keys))
        row.add(cap, align=Qt.AlignmentFlag.AlignVCenter)
        return row
