"""Who speaks: an agent's initial in its colour, its name, and when."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.views.transcript.block import Block
from gui.views.transcript.fold import elided_label, quiet_label
from gui.views.transcript.surroundings import Surroundings


class SpeakerHeader(Block):
    def __init__(self, around: Surroundings, name: str) -> None:
        super().__init__()
        self.setObjectName("speakerHeader")
        self.name = name
        self._name = elided_label("text", role="name")
        self._name.setText(name)
        self._when = quiet_label("faint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(around.theme.px("space_2"))
        row.addWidget(_Avatar(around, name))
        row.addSpacing(around.theme.px("space_1"))
        row.addWidget(self._name)
        row.addWidget(self._when)
        row.addStretch(1)
        self.setAccessibleName(name)

    def say_when(self, words: str) -> None:
        self._when.setText(words)


class _Avatar(QWidget):
    def __init__(self, around: Surroundings, name: str) -> None:
        super().__init__()
        self._around = around
        self._name = name
        side = around.theme.px("avatar")
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self._around.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.agent_color(self._name))
        radius = theme.px("radius")
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setPen(theme.color("on_accent"))
        painter.setFont(theme.font("small", bold=True))
        initial = self._name[:1].upper()
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, initial)
        painter.end()
