"""A thin rule with words where one agent hands over to another."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui.model.turn import HandoffPart, Part
from gui.views.transcript.block import PartBlock
from gui.views.transcript.fold import elided_label
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class HandoffRule(PartBlock):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("handoffRule")
        self._part: HandoffPart | None = None
        self._label = elided_label("faint")
        row = QHBoxLayout(self)
        above = around.theme.px("space_2")
        row.setContentsMargins(0, above, 0, above)
        row.setSpacing(around.theme.px("space_3"))
        row.addWidget(_hairline(), 1)
        row.addWidget(self._label)
        row.addWidget(_hairline(), 1)

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, HandoffPart):
            return False
        self._part = part
        words = translate("Transcript", "{source} handed off to {target}")
        self._label.setText(words.format(source=part.source, target=part.target))
        self._label.setToolTip(part.text)
        self.setAccessibleName(self._label.text())
        self.touch()
        return True

    def restyle(self) -> None:
        if self._part is not None:
            self.show_part(self._part)


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("hairline", "true")
    return line
