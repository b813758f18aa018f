"""A quiet line while an agent is at work and nothing of it can be seen yet."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.views.transcript.label_block import LabelBlock

translate = QCoreApplication.translate


class WorkingLine(LabelBlock):
    """Stands still: nothing moves, so nothing wakes the processor."""

    def __init__(self) -> None:
        super().__init__(shade="faint")
        self.setObjectName("workingLine")
        self.restyle()

    def restyle(self) -> None:
        self.say(translate("Transcript", "Working…"))
