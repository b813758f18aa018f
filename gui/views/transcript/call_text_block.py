"""One text of a call that is to be allowed: coloured as code, its beginning first, then all."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMargins
from PySide6.QtWidgets import QPushButton

from gui.model.call_texts import CallText
from gui.model.excerpt import LINES, excerpt
from gui.views.transcript.block import Block, BlockColumn, painted_by_style
from gui.views.transcript.code_lines import CodeLines
from gui.views.transcript.label_block import LabelBlock
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

TOLD_LINES = 4
"""Lines of a text that is shown in another way already."""


class CallTextBlock(BlockColumn):
    """Lines are wrapped, so that nothing hides at the right."""

    def __init__(self, around: Surroundings, told: CallText) -> None:
        super().__init__()
        self.setObjectName("callText")
        painted_by_style(self)
        self._told = told
        self._begun = excerpt(told.text, lines=TOLD_LINES if told.told else LINES)
        self._caption = LabelBlock(shade="faint", role="small")
        self._caption.say(told.caption)
        self.lines = CodeLines(around)
        self.lines.set_wrapped(True)
        self.more = _More()
        self.more.button.clicked.connect(self.show_all)
        side, top = around.theme.px("space_3"), around.theme.px("space_2")
        self.margins = QMargins(side, top, side, top)
        self.append(self._caption)
        self.append(self.lines)
        self.append(self.more, gap=around.theme.px("space_1"))
        self._caption.setVisible(bool(told.caption))
        self._show(self._begun.text)
        self.more.setVisible(not self._begun.whole)
        self.retranslate()

    @property
    def shown(self) -> str:
        """What of the text can be read now."""
        return self.lines.code

    def show_all(self) -> None:
        self.more.hide()
        self._show(self._told.text)

    def restyle(self) -> None:
        self.retranslate()
        super().restyle()

    def retranslate(self) -> None:
        words = translate("Transcript", "Show all {count} lines")
        self.more.button.setText(words.format(count=f"{self._told.text.count(chr(10)) + 1:,}"))
        name = translate("Transcript", "Code: {language}")
        self.lines.name = self._told.caption or name.format(language=self._told.language)
        self.setAccessibleName(self.lines.name)

    def _show(self, text: str) -> None:
        self.lines.show_code(text, self._told.language, complete=True)
        self.touch()


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
