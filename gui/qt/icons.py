"""Icons: the drawings of `resources/icons`, in a colour of the theme, sharp at every scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.resources import resource

DENSITIES = (1, 2, 3)
"""Every icon is drawn for these device pixel ratios; Qt picks, and scales down between them."""

APP_ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256)


def icon(name: str, color: QColor, size: int = 16) -> QIcon:
    """The drawing `name` (without ".svg") in `color`, `size` device-independent pixels wide."""
    renderer = QSvgRenderer(_drawing(name, color.name()))
    found = QIcon()
    for density in DENSITIES:
        found.addPixmap(_pixmap(renderer, size * density))
    return found


def pixmap(name: str, color: QColor, *, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The same as one picture, for labels and painters; `ratio` is the widget's pixel ratio."""
    drawn = _pixmap(QSvgRenderer(_drawing(name, color.name())), round(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def app_icon() -> QIcon:
    """Parley's own icon, in its own colours; small sizes have drawings made for them."""
    scalable = QSvgRenderer(str(resource("icons", "parley.svg")))
    found = QIcon()
    for size in APP_ICON_SIZES:
        fitted = resource("icons", f"parley-{size}.svg")
        renderer = QSvgRenderer(str(fitted)) if fitted.is_file() else scalable
        found.addPixmap(_pixmap(renderer, size))
    return found


def _pixmap(renderer: QSvgRenderer, width: int) -> QPixmap:
    drawn = QPixmap(QSize(width, width))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, width, width))
    painter.end()
    return drawn


def _drawing(name: str, color: str) -> QByteArray:
    return QByteArray(_source(name).replace("currentColor", color).encode())


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
