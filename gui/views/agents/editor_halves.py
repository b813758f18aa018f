"""The two halves of the editor: the picture has what it needs, until the user divides them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter


class EditorHalves(QSplitter):
    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._divided = False
        self.splitterMoved.connect(self._note_division)

    def share(self, wanted: int, height: int) -> None:
        """Give the upper half `wanted` of `height`, and at most half of it."""
        if not self._divided:
            upper = min(wanted, height // 2)
            self.setSizes([upper, height - upper])

    def _note_division(self) -> None:
        self._divided = True
