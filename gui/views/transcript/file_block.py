"""A file that went with a message: its name and size on one line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.turn import FilePart, Part
from gui.views.file_words import size_text
from gui.views.transcript.block import BlockColumn, Way, painted_by_style, way_down
from gui.views.transcript.brief_block import BriefBlock
from gui.views.transcript.passages import Spot
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class FileBlock(BlockColumn):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("fileBlock")
        painted_by_style(self)
        self._part: FilePart | None = None
        self._words = BriefBlock(around, shade="text")
        self.append(self._words)

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, FilePart):
            return False
        self._part = part
        name = part.name or translate("Transcript", "File")
        self._words.say(f"{name} · {size_text(part.size)}")
        self.setAccessibleName(f"{name}, {size_text(part.size)}")
        self.touch()
        return True

    def way(self, spot: Spot) -> Way | None:
        del spot
        return way_down(self, self._words)

    def restyle(self) -> None:
        super().restyle()
        if self._part is not None:
            self.show_part(self._part)
