"""Icons: every drawing can be drawn, in the colour asked for."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from gui.qt.icons import APP_ICON_SIZES, app_icon, icon
from gui.resources import resource

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg") if path.stem != "parley")


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
