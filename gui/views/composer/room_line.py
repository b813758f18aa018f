"""A quiet line above the box: the chat nearly fills what its model takes, and what helps."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.qt.icon_button import IconButton
from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate


class RoomLine(QWidget):
    summary_wanted = Signal()
    dismissed = Signal()

    def __init__(self, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("roomLine")
        self.setMaximumWidth(theme.theme.px("column_width"))
        self._words = QLabel()
        self._words.setProperty("muted", True)
        self._words.setWordWrap(True)
        self._sum_up = QPushButton()
        self._sum_up.setObjectName("roomSumUpButton")
        self._sum_up.setProperty("inline", "true")
        self._sum_up.clicked.connect(self.summary_wanted)
        self._close = IconButton("close", theme=theme)
        self._close.setObjectName("roomCloseButton")
        self._close.clicked.connect(self.dismissed)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.theme.px("space_4"), 0, 0, 0)
        row.setSpacing(theme.theme.px("space_2"))
        row.addWidget(self._words, 1)
        row.addWidget(self._sum_up)
        row.addWidget(self._close)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self._words.setText(
            translate("Composer", "This chat soon fills all that its model can be sent.")
        )
        self._sum_up.setText(translate("Composer", "Sum up earlier messages…"))
        self._close.say(translate("Composer", "Dismiss"))
