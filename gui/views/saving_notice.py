"""The last thing seen when closing takes a moment: what is still being saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate


class SavingNotice(QFrame):
    """A window of its own, since the main one is hidden by then; it cannot be closed by hand."""

    def __init__(self, *, theme: ThemeSwitch) -> None:
        flags = (
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        super().__init__(None, flags)
        self.setObjectName("savingNotice")
        self.setWindowTitle("Parley")
        px = theme.theme.px
        column = QVBoxLayout(self)
        pad = px("space_5")
        column.setContentsMargins(pad, px("space_4"), pad, px("space_4"))
        column.setSpacing(px("space_1"))
        self._title = QLabel()
        self._title.setProperty("role", "subheading")
        self._list = QLabel()
        self._list.setProperty("muted", True)
        self._list.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self._title)
        column.addWidget(self._list)

    def show_waiting(self, what: Sequence[str]) -> None:
        """Say what is waited for; the words come ready to show."""
        self._title.setText(translate("SavingNotice", "Saving…"))
        self._list.setText("\n".join(what))
        self._list.setVisible(bool(what))
        self.adjustSize()
        self.show()
