"""A file or a picture as a small card: a tile that shows what it is, its name, its size."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.qt.elided_label import ElidedLabel
from gui.qt.icons import pixmap
from gui.qt.theme import Theme
from gui.views.file_words import size_text

_LONGEST_ENDING = 5


class FileCard(QFrame):
    """`clicked` also by Enter and Space, once it may have the focus."""

    clicked = Signal()

    def __init__(self, theme: Callable[[], Theme], *, drawing: str = "file") -> None:
        super().__init__()
        self.setProperty("fileCard", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self.tile = Tile(theme, drawing)
        self._name, self._detail = ElidedLabel(), ElidedLabel()
        self._name.setProperty("role", "fileName")
        self._detail.setProperty("role", "fileDetail")
        for label in (self._name, self._detail):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        px = theme().px
        self.row = QHBoxLayout(self)
        pad = px("space_1") + 2 * px("hairline")
        self.row.setContentsMargins(pad, pad, px("space_3"), pad)
        self.row.setSpacing(px("space_2"))
        lines = QVBoxLayout()
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(self._name)
        lines.addWidget(self._detail)
        lines.addStretch(1)
        self.row.addWidget(self.tile)
        self.row.addLayout(lines, 1)

    def show_file(self, name: str, size: int, *, title: str, more: str = "") -> None:
        """`title` stands where the file has no name, `more` behind its size."""
        detail = file_detail(name, size)
        detail = f"{detail} · {more}" if more else detail
        self._name.setText(name or title)
        self._detail.setText(detail)
        self.setAccessibleName(f"{name or title}, {detail}")
        self.setToolTip(name)

    def offer_click(self) -> None:
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        wanted = super().sizeHint()
        return QSize(min(wanted.width(), self._theme().px("file_card_width")), wanted.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class Tile(QWidget):
    """A drawing on a soft ground, or the middle of a picture."""

    def __init__(self, theme: Callable[[], Theme], drawing: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._drawing = drawing
        self._image: QImage | None = None
        side = theme().px("file_tile")
        self.setFixedSize(side, side)

    def show_picture(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self._theme()
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        path = QPainterPath()
        radius = theme.px("radius") - theme.px("hairline")
        path.addRoundedRect(QRectF(self.rect()), radius, radius)
        if self._image is None:
            painter.fillPath(path, theme.color("accent_soft"))
            side = theme.px("file_icon")
            drawn = pixmap(
                self._drawing,
                theme.color("accent"),
                size=side,
                ratio=self.devicePixelRatioF(),
            )
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, drawn)
        else:
            painter.setClipPath(path)
            painter.drawImage(self.rect(), self._image, _middle(self._image.size(), self.size()))
        painter.end()


def file_detail(name: str, size: int) -> str:
    """The ending of its name, where that says something, and how large it is."""
    ending = name.rsplit(".", 1)[-1] if "." in name.strip(".") else ""
    said = size_text(size)
    known = 0 < len(ending) <= _LONGEST_ENDING and ending.isalnum()
    return f"{ending.upper()} · {said}" if known else said


def _middle(whole: QSize, place: QSize) -> QRect:
    """The largest part of the picture with the proportions of its place."""
    part = place.scaled(whole, Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (whole.width() - part.width()) // 2, (whole.height() - part.height()) // 2
    return QRect(left, top, part.width(), part.height())
