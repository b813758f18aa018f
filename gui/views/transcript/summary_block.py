"""An agent's message that only repeats what its tools gave: one line, with how it begins."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.turn import Part, SummaryPart
from gui.views.transcript.block import Block
from gui.views.transcript.fold_line import FoldLine
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.text_block import TextBlock

translate = QCoreApplication.translate

_BEGINNING = 120


class SummaryBlock(FoldLine):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, "summaryBlock")
        self._part = SummaryPart(source="", text="")

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, SummaryPart):
            return False
        self._part = part
        self.refresh()
        return True

    def words(self) -> str:
        beginning = " ".join(self._part.text[: 4 * _BEGINNING].split())[:_BEGINNING]
        return translate("Transcript", "Result: {words}").format(words=beginning)

    def new_body(self) -> Block:
        return TextBlock(self._around)

    def fill(self, body: Block) -> None:
        if isinstance(body, TextBlock):
            body.show_text(self._part.text, growing=False)
            body.touch()
