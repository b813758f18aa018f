"""Which way of having a global shortcut fits the desktop that Parley runs on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from gui.model.global_shortcut import GlobalShortcut, Press, ShortcutState
from gui.qt.task_scope import TaskScope

translate = QCoreApplication.translate


class Way(Enum):
    """The value is the module behind it, to be imported before it is made."""

    X11 = "gui.qt.x11_shortcut"
    PORTAL = "gui.services.portal_shortcut"
    WINDOWS = "gui.qt.windows_shortcut"
    MAC = "gui.qt.mac_shortcut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Who is told: of presses, and of a state that nobody asked for."""

    pressed: Callable[[Press], None]
    changed: Callable[[ShortcutState], None]


def way_here(
    *, platform: str = sys.platform, environ: Mapping[str, str] = os.environ
) -> Way | None:
    """None for a screen that is none, as in tests.

    A program on Xwayland is told of keys only while one like it has the focus, so that under
    Wayland only the portal will do.
    """
    if platform == "win32":
        return Way.WINDOWS
    if platform == "darwin":
        return Way.MAC
    screen = QGuiApplication.platformName()
    if screen.startswith("wayland"):
        return Way.PORTAL
    if screen == "xcb":
        return Way.PORTAL if environ.get("WAYLAND_DISPLAY") else Way.X11
    return None


def make_shortcut(way: Way, hearing: Hearing, tasks: TaskScope) -> GlobalShortcut:
    """Quick where the way's module has been imported; its libraries take their time."""
    match way:
        case Way.X11:
            from gui.qt.x11_shortcut import X11Shortcut

            return X11Shortcut(pressed=hearing.pressed, changed=hearing.changed, tasks=tasks)
        case Way.PORTAL:
            from gui.services.portal_shortcut import PortalShortcut

            return PortalShortcut(
                description=translate("QuickAsk", "Ask Parley a quick question"),
                pressed=hearing.pressed,
                changed=hearing.changed,
            )
        case Way.WINDOWS:
            from gui.qt.windows_shortcut import WindowsShortcut

            return WindowsShortcut(pressed=hearing.pressed)
        case Way.MAC:
            from gui.qt.mac_shortcut import MacShortcut

            return MacShortcut(pressed=hearing.pressed)
