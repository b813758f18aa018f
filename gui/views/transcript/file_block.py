"""A file that went with a message: a card with its name and size, from which it can be saved."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.turn import FilePart, Part
from gui.qt.menus import new_menu
from gui.views.file_card import FileCard
from gui.views.transcript.block import PartBlock
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class FileBlock(PartBlock):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("fileBlock")
        self._around = around
        self._part: FilePart | None = None
        self.card = FileCard(lambda: around.theme)
        self.card.setObjectName("fileCard")
        self.card.setParent(self)
        self.card.offer_click()
        self.card.clicked.connect(self._offer)

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, FilePart):
            return False
        self._part = part
        self.card.show_file(part.name, part.size, title=translate("Transcript", "File"))
        self.setAccessibleName(self.card.accessibleName())
        self.touch()
        return True

    def ideal_width(self, widest: int) -> int:
        return min(widest, self.card.sizeHint().width())

    def restyle(self) -> None:
        super().restyle()
        if self._part is not None:
            self.show_part(self._part)

    def _arrange(self, width: int) -> int:
        height = self.card.sizeHint().height()
        self.card.setGeometry(0, 0, self.ideal_width(width), height)
        return height

    def _offer(self) -> None:
        menu = new_menu(self)
        menu.setObjectName("fileMenu")
        menu.addAction(translate("Transcript", "Save as…")).triggered.connect(self._save)
        menu.popup(self.card.mapToGlobal(self.card.rect().bottomLeft()))

    def _save(self) -> None:
        if self._part is not None:
            self._around.outlet.file_save_wanted.emit(self._part)
