"""Brings a window of the running program to the front, with the leave that the desktop gave."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

TOKEN = "XDG_ACTIVATION_TOKEN"
"""Where Qt looks for it on Wayland, once for each time a window asks for the focus."""

STARTUP_ID = "DESKTOP_STARTUP_ID"


def own_token() -> str:
    """What the desktop gave this process when it started it, or ""."""
    return os.environ.get(TOKEN) or os.environ.get(STARTUP_ID, "")


def bring_to_front(window: QWidget, token: str = "") -> None:
    """Show `window`, out of the tray or the task bar if need be, and give it the focus.

    `token` is the activation token of whoever asks: a desktop with Wayland raises nothing else.
    """
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    needed = bool(token) and QGuiApplication.platformName().startswith("wayland")
    if needed:
        os.environ[TOKEN] = token
    window.activateWindow()
    if needed:
        os.environ.pop(TOKEN, None)  # it counts once, and is not for child processes
