"""Who speaks: an agent's initial in its colour, its name, and when."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.views.transcript.block import LaidOutBlock
from gui.views.transcript.fold import elided_label, quiet_label
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

ASSISTANT = "assistant"
"""The name of the agent that answers by itself; its colour is the first one."""
GUIDE = "guide"


def shown_name(name: str) -> str:
    """What an agent is called in the window: built-in ones have a name in every language."""
    if name == ASSISTANT:
        return translate("Transcript", "Assistant")
    if name == GUIDE:
        return translate("Transcript", "Guide")
    return name


class SpeakerHeader(LaidOutBlock):
    def __init__(self, around: Surroundings, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("speakerHeader")
        self.name = name
        self._name = elided_label("text", role="name", parent=self)
        self._when = quiet_label("faint", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(around.theme.px("space_2"))
        row.addWidget(_Avatar(around, name, self))
        row.addSpacing(around.theme.px("space_1"))
        row.addWidget(self._name)
        row.addWidget(self._when)
        row.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        shown = shown_name(self.name)
        self._name.setText(shown)
        self.setAccessibleName(shown)

    def say_when(self, words: str) -> None:
        self._when.setText(words)


class _Avatar(QWidget):
    def __init__(self, around: Surroundings, name: str, parent: QWidget) -> None:
        super().__init__(parent)
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
        order = 0 if self._name in (ASSISTANT, GUIDE) else None
        painter.setBrush(theme.agent_color(self._name, order))
        radius = theme.px("radius")
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setPen(theme.color("on_accent"))
        painter.setFont(theme.font("small", bold=True))
        initial = shown_name(self._name)[:1].upper()
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, initial)
        painter.end()
