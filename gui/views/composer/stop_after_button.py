"""Asks a team to end once whoever speaks is done, and says that it was asked."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton

translate = QCoreApplication.translate


class StopAfterButton(QPushButton):
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stopAfterTurnButton")
        self.setProperty("inline", "true")
        self.clicked.connect(self._ask)
        self.hide()

    def begin(self) -> None:
        """Another answer begins or has ended: it may be asked again."""
        self.setEnabled(True)
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(
            translate("Composer", "Stop after this turn")
            if self.isEnabled()
            else translate("Composer", "Stops after this turn")
        )

    def _ask(self) -> None:
        self.setEnabled(False)
        self.retranslate()
        self.wanted.emit()
