"""The button that lets the agent that speaks finish, and then ends the team."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton

translate = QCoreApplication.translate


class StopAfterButton(QPushButton):
    """Says after a click that it was heard, until the next answer."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stopAfterTurnButton")
        self.setProperty("inline", "true")
        self.clicked.connect(self._take)

    def offer(self) -> None:
        """Another answer begins, or has ended."""
        self.setEnabled(True)
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(
            translate("Composer", "Stop after this turn")
            if self.isEnabled()
            else translate("Composer", "Stops after this turn")
        )

    def _take(self) -> None:
        self.setEnabled(False)
        self.retranslate()
        self.wanted.emit()
