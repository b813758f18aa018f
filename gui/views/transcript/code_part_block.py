"""A message with code that is to be run, and the how manieth attempt it is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.turn import CodePart, Part
from gui.views.transcript.block import BlockColumn, Way, way_down
from gui.views.transcript.label_block import LabelBlock
from gui.views.transcript.passages import Spot
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.text_block import TextBlock

translate = QCoreApplication.translate


class CodePartBlock(BlockColumn):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("codePartBlock")
        self._attempt = 0
        self._label = LabelBlock(shade="muted", role="small")
        self._text = TextBlock(around)
        self.append(self._label)
        self.append(self._text, gap=around.theme.px("space_1"))

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, CodePart):
            return False
        self._attempt = part.attempt
        self._text.show_text(part.text, growing=False)
        self._say()
        return True

    def way(self, spot: Spot) -> Way | None:
        del spot
        return way_down(self, self._text)

    def restyle(self) -> None:
        super().restyle()
        self._say()

    def _say(self) -> None:
        again = translate("Transcript", "Code, attempt {number}").format(number=self._attempt + 1)
        self._label.say(again)
        self._label.setVisible(self._attempt > 0)
        self.setAccessibleName(again if self._attempt else translate("Transcript", "Code to run"))
        self.touch()
