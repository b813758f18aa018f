"""The icon in the tray: Parley's own, or its outline where panels have one colour, and a dot."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from gui.qt.icons import app_icon, icon
from gui.qt.theme import Theme, load_theme

SIZES = (16, 22, 24, 32, 48, 64)
"""Pixels; panels take the next one, and scale it badly where there is none."""

DOT_PART = 0.44
"""How much of the icon's width the dot takes: less cannot be seen at 16 pixels."""

RIM_PART = 0.06
DARK_PANELS = frozenset({"gnome", "unity", "pantheon", "budgie"})
"""Desktops whose panel is dark in both colour schemes."""

FOLLOWING_PANELS = frozenset({"kde", "lxqt"})
"""Desktops whose panel has the colours of the windows."""


def tray_icon(*, dot: bool, environ: Mapping[str, str] = os.environ) -> QIcon:
    """For the panel of this desktop, whatever the window's own theme is."""
    dark = _panel_is_dark(environ)
    theme = load_theme(dark=dark is not False)
    plain = app_icon() if dark is None else icon("parley-symbolic", theme.color("text"))
    found = _dotted(plain, theme) if dot else plain
    found.setIsMask(sys.platform == "darwin")
    return found


def _panel_is_dark(environ: Mapping[str, str]) -> bool | None:
    """None where it is anybody's guess: Parley's own icon can be seen on every panel."""
    desktops = {name.lower() for name in environ.get("XDG_CURRENT_DESKTOP", "").split(":")}
    if desktops & DARK_PANELS:
        return True
    scheme = QGuiApplication.styleHints().colorScheme()
    follows = sys.platform == "darwin" or bool(desktops & FOLLOWING_PANELS)
    if not follows or scheme is Qt.ColorScheme.Unknown:
        return None
    return scheme is Qt.ColorScheme.Dark


def _dotted(plain: QIcon, theme: Theme) -> QIcon:
    found = QIcon()
    for size in SIZES:
        drawn = QPixmap(plain.pixmap(size, size))
        drawn.setDevicePixelRatio(1.0)
        _draw_dot(drawn, theme)
        found.addPixmap(drawn)
    return found


def _draw_dot(drawn: QPixmap, theme: Theme) -> None:
    """In the upper right corner, with a rim cut out around it so that it stands apart."""
    width = drawn.width()
    across = width * DOT_PART
    place = QRectF(width - across, 0, across, across)
    rim = max(1.0, width * RIM_PART)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setBrush(theme.color("warn"))
    painter.drawEllipse(place.adjusted(-rim, -rim, rim, rim))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.drawEllipse(place)
    painter.end()
