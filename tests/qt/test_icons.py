"""Icons: every drawing can be drawn, in the colour asked for."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from gui.qt.icons import APP_ICON_SIZES, app_icon, icon
from gui.resources import resource

OWN_COLOURS = ("parley", "parley-16", "parley-22", "parley-24", "check-dark", "check-light")
NAMES = sorted(
    path.stem for path in resource("icons").glob("*.svg") if path.stem not in OWN_COLOURS
)


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_takes_the_colour(qapp: QApplication, name: str) -> None:
    picture = icon(name, QColor("#ff0000"), 32).pixmap(32, 32).toImage()
    pixels = [
        picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())
    ]
    solid = [color for color in pixels if color.alpha() == 255]
    assert solid
    assert {color.name() for color in solid} == {"#ff0000"}


def test_the_app_icon_has_every_size(qapp: QApplication) -> None:
    assert {size.width() for size in app_icon().availableSizes()} == set(APP_ICON_SIZES)


@pytest.mark.parametrize("size", [16, 22, 24])
def test_the_app_icon_has_drawings_of_its_own_where_it_is_small(
    qapp: QApplication, size: int
) -> None:
    fitted = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    fitted.fill(0)
    painter = QPainter(fitted)
    QSvgRenderer(str(resource("icons", f"parley-{size}.svg"))).render(painter)
    painter.end()
    shown = app_icon().pixmap(size, size).toImage().convertToFormat(fitted.format())
    assert shown == fitted
