"""A few words in a label; where they are many, how they begin and a button to all of them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton

from gui.model.excerpt import excerpt
from gui.views.transcript.block import Block, BlockColumn
from gui.views.transcript.label_block import LabelBlock
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class BriefBlock(BlockColumn):
    """`words` is what can be seen of them."""

    def __init__(self, around: Surroundings, *, shade: str = "muted", role: str = "small") -> None:
        super().__init__()
        self._around = around
        self._text = ""
        self.words = ""
        self._label = LabelBlock(shade=shade, role=role)
        self._more = _More()
        self._more.button.clicked.connect(self._open)
        self._more.hide()
        self.append(self._label)
        self.append(self._more)
        self._more.hide()

    def say(self, text: str) -> None:
        self._text = text
        found = excerpt(text)
        self.words = found.text if found.whole else f"{found.text}…"
        self._label.say(self.words)
        self._more.button.setText(translate("Transcript", "Show all"))
        self._more.setVisible(not found.whole)
        self.touch()

    def _open(self) -> None:
        from gui.views.output_view import open_output

        open_output(translate("Transcript", "Text"), self._text, self._around, self)


class _More(Block):
    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton(self)
        self.button.setObjectName("showAllButton")
        self.button.setProperty("inline", "true")

    def _arrange(self, width: int) -> int:
        size = self.button.sizeHint()
        self.button.setGeometry(0, 0, min(width, size.width()), size.height())
        return size.height()
