"""A message that is data: its sentence, if it has one, and the data as a tree."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.turn import Part, StructuredPart
from gui.views.transcript.block import BlockColumn, Way, way_down
from gui.views.transcript.output_block import OutputBlock
from gui.views.transcript.passages import Spot, text_of
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.text_block import TextBlock

translate = QCoreApplication.translate


class StructuredBlock(BlockColumn):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("structuredBlock")
        self._part: StructuredPart | None = None
        self._words = TextBlock(around)
        self._data = OutputBlock(around)
        self.append(self._words)
        self.append(self._data, gap=around.theme.px("space_2"))

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, StructuredPart):
            return False
        self._part = part
        self._words.show_text(part.words, growing=False)
        self._words.setVisible(bool(part.words))
        name = part.type_name or translate("Transcript", "Data")
        self._data.say(name, name)
        self._data.show_text(part.text)
        self.setAccessibleName(translate("Transcript", "Data: {name}").format(name=name))
        self.touch()
        return True

    def way(self, spot: Spot) -> Way | None:
        return way_down(self, self._data if spot.text else self._words, text_of(spot))

    def restyle(self) -> None:
        super().restyle()
        if self._part is not None:
            self.show_part(self._part)
