"""A block of one wrapped label of plain text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.views.transcript.block import LaidOutBlock
from gui.views.transcript.fold import quiet_label
from gui.views.transcript.plain_block import plain_text_flags


class LabelBlock(LaidOutBlock):
    def __init__(
        self, *, shade: str = "text", role: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.label: QLabel = quiet_label(shade, role=role)
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.label.setTextInteractionFlags(plain_text_flags())
        self.label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.label)

    def say(self, words: str) -> None:
        if words != self.label.text():
            self.label.setText(words)
            self.touch()
