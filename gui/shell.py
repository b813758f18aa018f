"""What is on the screen first: settings, theme, language, and the main window, still empty."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time

from PySide6.QtWidgets import QApplication

from gui.qt.first_paint import FirstPaint
from gui.qt.theme import ThemeSwitch
from gui.qt.translation import Translation
from gui.services.folders import Folders
from gui.services.setting import LANGUAGE, TEXT_SIZE, THEME
from gui.services.settings import Settings
from gui.views.main_window import MainWindow, WindowMemory

log = logging.getLogger(__name__)

GEOMETRY = "window.geometry"
PAINT_LIMIT = 2.0  # seconds to wait for the first paint before work goes on without it


class Shell:
    """Imports as little as it can: the rest of the program is imported behind its window."""

    def __init__(self, app: QApplication, folders: Folders) -> None:
        self.settings = Settings(folders.settings)
        self.theme = ThemeSwitch(
            app, choice=self.settings.get(THEME), scale=self.settings.get(TEXT_SIZE)
        )
        self.translation = Translation(app, choice=self.settings.get(LANGUAGE))
        memory = WindowMemory(load=self._load_geometry, save=self._save_geometry)
        self.window = MainWindow(theme=self.theme, memory=memory)
        self._forget_settings = self.settings.subscribe(self._apply_setting)

    async def show(self) -> None:
        """Return once the window is on the screen. Keys typed from now on are not lost."""
        painted = asyncio.Event()
        FirstPaint(self.window, painted.set)
        self.window.show()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PAINT_LIMIT):
                await painted.wait()
        log.info("window shown at %.3f", time.time())

    def close(self) -> None:
        self._forget_settings()
        self.window.deleteLater()

    def _load_geometry(self) -> bytes:
        stored = self.settings.section(GEOMETRY)
        try:
            return bytes.fromhex(stored) if isinstance(stored, str) else b""
        except ValueError:
            return b""

    def _save_geometry(self, geometry: bytes) -> None:
        self.settings.set_section(GEOMETRY, geometry.hex())

    def _apply_setting(self, name: str) -> None:
        if name in (THEME.id, TEXT_SIZE.id):
            self.theme.choose(choice=self.settings.get(THEME), scale=self.settings.get(TEXT_SIZE))
        elif name == LANGUAGE.id:
            self.translation.choose(self.settings.get(LANGUAGE))
