"""A quiet line under a chat that was rewound: later messages are kept, and here is the way."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate


class LaterLine(QWidget):
    wanted = Signal()

    def __init__(self, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("laterLine")
        px = theme.theme.px
        self._words = QLabel()
        self._words.setProperty("muted", True)
        self._words.setWordWrap(True)
        self.go = QPushButton()
        self.go.setObjectName("laterButton")
        self.go.setProperty("inline", "true")
        self.go.clicked.connect(self.wanted)
        inner = QWidget()
        inner.setMaximumWidth(px("column_width"))
        row = QHBoxLayout(inner)
        row.setContentsMargins(px("space_4"), 0, px("space_3"), 0)
        row.setSpacing(px("space_2"))
        row.addWidget(self._words, 1)
        row.addWidget(self.go)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(px("space_5"), px("space_1"), px("space_5"), 0)
        whole.addStretch(1)
        whole.addWidget(inner, 1000)
        whole.addStretch(1)
        self.hide()
        self.retranslate()

    def show_way(self, *, free: bool) -> None:
        """`free`: whether another branch can be read now."""
        self.go.setEnabled(free)
        self.show()

    def retranslate(self) -> None:
        self._words.setText(translate("Transcript", "Later messages are kept in another branch."))
        self.go.setText(translate("Transcript", "Go there"))
        self.go.setAccessibleName(translate("Transcript", "Go to the later messages"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
