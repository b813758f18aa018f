"""An output that is JSON, as a tree that folds: as tall as what is unfolded, up to a bound."""

from __future__ import annotations

from gui.model.shaped_text import Data
from gui.qt.json_tree import JsonTree
from gui.views.transcript.block import Block
from gui.views.transcript.surroundings import Surroundings

ROWS = 20
"""The tree is at most so tall, and scrolls within itself beyond."""


class OutputTree(Block):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("outputTree")
        self._around = around
        self.tree = JsonTree(around.theme, self)
        self.tree.expanded.connect(self.touch)
        self.tree.collapsed.connect(self.touch)

    def show_data(self, data: Data) -> None:
        self.tree.show_data(data.value, open_rows=ROWS)
        self.touch()

    def restyle(self) -> None:
        self.tree.set_theme(self._around.theme)
        self.touch()

    def _arrange(self, width: int) -> int:
        height = self.tree.rows_open(ROWS) * self.tree.row_height()
        self.tree.setGeometry(0, 0, width, height)
        return height
