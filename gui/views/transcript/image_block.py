"""A picture of an answer: its place is kept from the start; it is read on another thread."""

from __future__ import annotations

import asyncio
from functools import partial

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)

from gui.model.turn import ImagePart, Part
from gui.qt.image_reading import read_image
from gui.qt.task_scope import TaskScope
from gui.views.transcript.block import PartBlock
from gui.views.transcript.file_menu import show_file_menu
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

_SHARPEST = 2
"""So many pixels of the picture are kept for one of the column's."""


class ImageBlock(PartBlock):
    """At most as wide as the column; a click or Enter shows all of it in a window of its own."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("imageBlock")
        self.most = "image_most_height"
        """The token that says how high it may be."""
        self._around = around
        self._part = ImagePart(source="", digest="", media_type="")
        self._image: QImage | None = None
        self._data = b""
        self._asked = False
        self._lost = False
        self._tasks = TaskScope(self, self._failed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def image(self) -> QImage | None:
        """The picture, once it is there."""
        return self._image

    @property
    def is_lost(self) -> bool:
        """Whether there is no picture, or none that can be shown."""
        return self._lost

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, ImagePart):
            return False
        if part.digest != self._part.digest:
            self._image, self._data, self._asked, self._lost = None, b"", False, False
        self._part = part
        self.restyle()
        return True

    def restyle(self) -> None:
        name = self._part.name or translate("Transcript", "Picture")
        if self._part.width and self._part.height:
            name = f"{name}, {self._part.width} × {self._part.height}"
        if self._lost:
            lost = translate("Transcript", "{name}: it cannot be shown")
            name = lost.format(name=name)
        self.setAccessibleName(name)
        self.setToolTip(self._part.name)
        self.touch()
        self.update()

    def open(self) -> None:
        """Show it in a window of its own."""
        if self._data and self._image is not None:
            from gui.views.image_view import ImageView

            view = ImageView(self._part, self._data, self._around, self.window())
            view.open_wanted.connect(self._around.outlet.file_open_wanted)
            view.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        self._ask()
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        theme = self._around.theme
        frame = QRectF(self._place())
        path = QPainterPath()
        path.addRoundedRect(frame, theme.px("radius"), theme.px("radius"))
        if self._image is None:
            painter.fillPath(path, theme.color("code"))
            painter.setPen(theme.color("muted"))
            words = translate("Transcript", "This picture cannot be shown") if self._lost else ""
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, words)
        else:
            painter.setClipPath(path)
            painter.drawImage(_fitted(self._image.size(), self._place()), self._image)
            painter.setClipping(False)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2 * theme.px("hairline")))
            edge = theme.px("hairline")
            painter.drawRoundedRect(
                frame.adjusted(edge, edge, -edge, -edge), theme.px("radius"), theme.px("radius")
            )
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self._place().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        show_file_menu(self, self._part, self._around.outlet, event)

    def ideal_width(self, widest: int) -> int:
        return self._size(widest).width()

    def _arrange(self, width: int) -> int:
        return self._size(width).height()

    def _place(self) -> QRect:
        size = self._size(self.width())
        return QRect(0, 0, size.width(), size.height())

    def _size(self, width: int) -> QSize:
        """What the part says counts, so that nothing moves when the picture is there."""
        px = self._around.theme.px
        told = QSize(self._part.width, self._part.height)
        if told.isEmpty():
            told = QSize(px("image_width"), px("image_height"))
        room = QSize(max(1, width), px(self.most))
        if told.width() > room.width() or told.height() > room.height():
            told = told.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        least = px("image_least")
        return told.expandedTo(QSize(least, least)).boundedTo(room)

    def _ask(self) -> None:
        if not self._asked and self._around.outlet.read_attachment is not None:
            self._asked = True
            self._tasks.start("read", self._read())

    async def _read(self) -> None:
        reader = self._around.outlet.read_attachment
        data = self._part.data
        if not data and reader is not None:
            data = await reader(self._part.digest) or b""
        theme = self._around.theme
        most = QSize(theme.px("column_width"), theme.px("image_most_height")) * _SHARPEST
        work = partial(read_image, data, fit=most)
        image = await asyncio.get_running_loop().run_in_executor(None, work)
        self._data, self._image, self._lost = data, image, image is None
        self.restyle()

    def _failed(self, error: BaseException) -> None:
        del error  # the log of the store has it
        self._lost = True
        self.restyle()


def _fitted(size: QSize, place: QRect) -> QRect:
    """The whole picture in the middle of its place, though it may have other proportions."""
    fitted = QRect(place)
    fitted.setSize(size.scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio))
    fitted.moveCenter(place.center())
    return fitted
