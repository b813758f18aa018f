"""The field over the list of chats: what to keep in it, once the typing rests."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from gui.qt.key_hint import KeyHint
from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate

REST_MS = 150


class SearchEdit(QLineEdit):
    query_changed = Signal(str)
    left_downwards = Signal()
    everything_wanted = Signal(str)  # by Enter: look for the words everywhere

    def __init__(self, *, theme: ThemeSwitch, keys: str) -> None:
        super().__init__()
        self.setObjectName("searchEdit")
        self.setClearButtonEnabled(False)
        px = theme.theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, px("space_3"), 0)
        self._hint = KeyHint(keys)
        row.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._say_query)
        self.textChanged.connect(self._on_text)
        self.returnPressed.connect(self._ask_for_everything)
        self.retranslate()

    @property
    def query(self) -> str:
        return self.text().strip()

    def retranslate(self) -> None:
        self.setPlaceholderText(translate("SearchEdit", "Search everything"))
        self.setAccessibleName(translate("SearchEdit", "Search everything"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
            return
        super().keyPressEvent(event)

    def _on_text(self, text: str) -> None:
        self._hint.setVisible(not text)
        self._rest.start()

    def _ask_for_everything(self) -> None:
        self._say_query()
        self.everything_wanted.emit(self.query)

    def _say_query(self) -> None:
        self._rest.stop()
        self.query_changed.emit(self.query)
