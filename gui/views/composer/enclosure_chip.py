"""One file or picture that goes with the next message: what it is, its size, and a way out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent

from gui.model.enclosure import Enclosure
from gui.model.picture_size import is_sent_smaller
from gui.model.turn import ImagePart
from gui.qt.icon_button import IconButton
from gui.qt.image_reading import read_image
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.views.file_card import FileCard

translate = QCoreApplication.translate

ReadAttachment = Callable[[str], Awaitable[bytes | None]]
"""The bytes of a picture by its digest; None where there are none."""

_SHARPEST = 6
"""So many pixels of a picture are kept for one of its tile's, whose middle it fills."""


class EnclosureChip(FileCard):
    """A click or Enter shows what is sent of it, Delete leaves it out."""

    remove_wanted = Signal(str)  # the id of the enclosure
    preview_wanted = Signal(object)  # Enclosed

    def __init__(
        self, enclosure: Enclosure, *, theme: ThemeSwitch, read: ReadAttachment | None = None
    ) -> None:
        pictured = isinstance(enclosure.part, ImagePart)
        super().__init__(lambda: theme.theme, drawing="picture" if pictured else "file")
        self.setObjectName("enclosureChip")
        self._enclosure = enclosure
        self._side = theme.theme.px("file_tile")
        self.offer_click()
        self.clicked.connect(self._on_click)
        self.remove = IconButton("close", theme=theme)
        self.remove.setObjectName("removeEnclosureButton")
        self.remove.clicked.connect(self._on_remove)
        self.row.addWidget(self.remove)
        right = theme.theme.px("space_1")
        margins = self.row.contentsMargins()
        self.row.setContentsMargins(margins.left(), margins.top(), right, margins.bottom())
        self.retranslate()
        if pictured and read is not None:
            self._tasks = TaskScope(self, self._leave_drawing)
            self._tasks.start("read", self._show_picture(read))

    def retranslate(self) -> None:
        part = self._enclosure.part
        title = translate("Composer", "Picture")
        self.show_file(part.name, self._enclosure.size, title=title, more=self._sent_smaller())
        self.setAccessibleDescription(translate("Composer", "Shows what is sent"))
        name = part.name or title
        self.remove.say(translate("Composer", "Do not send {name}").format(name=name))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._on_remove()
        else:
            super().keyPressEvent(event)

    def _sent_smaller(self) -> str:
        part = self._enclosure.part
        if not isinstance(part, ImagePart) or not is_sent_smaller(part.width, part.height):
            return ""
        return translate("Composer", "sent smaller")

    def _on_click(self) -> None:
        self.preview_wanted.emit(self._enclosure.part)

    async def _show_picture(self, read: ReadAttachment) -> None:
        data = self._enclosure.part.data or await read(self._enclosure.part.digest) or b""
        most = QSize(self._side, self._side) * _SHARPEST
        work = partial(read_image, data, fit=most)
        image = await asyncio.get_running_loop().run_in_executor(None, work)
        self.tile.show_picture(image)

    def _leave_drawing(self, error: BaseException) -> None:
        del error  # the log of the store has it

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self._enclosure.id)
