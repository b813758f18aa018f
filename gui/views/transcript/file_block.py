"""A file that went with a message: a card that shows what was sent, and more in its menu."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QContextMenuEvent

from gui.model.turn import FilePart, Part
from gui.views.file_card import FileCard
from gui.views.transcript.block import PartBlock
from gui.views.transcript.file_menu import show_file_menu
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class FileBlock(PartBlock):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("fileBlock")
        self._around = around
        self._part = FilePart(source="", digest="", media_type="", name="", size=0)
        self.card = FileCard(lambda: around.theme)
        self.card.setObjectName("fileCard")
        self.card.setParent(self)
        self.card.offer_click()
        self.card.clicked.connect(self._preview)

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, FilePart):
            return False
        self._part = part
        self.card.show_file(part.name, part.size, title=translate("Transcript", "File"))
        self.setAccessibleName(self.card.accessibleName())
        self.card.setAccessibleDescription(translate("Transcript", "Shows what was sent"))
        self.touch()
        return True

    def ideal_width(self, widest: int) -> int:
        return min(widest, self.card.sizeHint().width())

    def restyle(self) -> None:
        super().restyle()
        if self._part.digest:
            self.show_part(self._part)

    def _arrange(self, width: int) -> int:
        height = self.card.sizeHint().height()
        self.card.setGeometry(0, 0, self.ideal_width(width), height)
        return height

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        show_file_menu(self.card, self._part, self._around.outlet, event)

    def _preview(self) -> None:
        self._around.outlet.file_preview_wanted.emit(self._part)
