"""What an agent remembered before it answered: one line that unfolds to a list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.turn import MemoryPart, Part
from gui.views.transcript.block import Block, BlockColumn, Way, way_down
from gui.views.transcript.fold_line import FoldLine
from gui.views.transcript.passages import Spot, text_of
from gui.views.transcript.plain_block import PlainBlock
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

MOST = 50
"""Memories that are listed one by one."""


class MemoryBlock(FoldLine):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, "memoryBlock")
        self._part = MemoryPart(source="", memories=())

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, MemoryPart):
            return False
        self._part = part
        self.refresh()
        return True

    def words(self) -> str:
        words = translate("Transcript", "Memories used: {count}")
        return words.format(count=len(self._part.memories))

    def way(self, spot: Spot) -> Way | None:
        if not isinstance(self._body, BlockColumn) or self._body.isHidden():
            return None
        number = min(spot.text, MOST)
        row = sum(bool(memory.strip()) for memory in self._part.memories[:number])
        if row >= len(self._body.rows):
            return None
        stretch = text_of(spot) if number < MOST else None
        return way_down(self, self._body.rows[row].block, stretch)

    def new_body(self) -> Block:
        return BlockColumn()

    def fill(self, body: Block) -> None:
        if not isinstance(body, BlockColumn):
            return
        memories = self._part.memories
        listed = (*memories[:MOST], "\n\n".join(memories[MOST:]))
        body.remove_from(0)
        for memory in listed:
            if memory.strip():
                block = PlainBlock(self._around)
                block.show_text(memory)
                block.pane.setAccessibleName(translate("Transcript", "Memory"))
                body.append(block, gap=self._around.theme.px("space_2"))
