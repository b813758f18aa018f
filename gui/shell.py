"""What is on the screen first: settings, theme, language, and the main window, still empty."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from gui.qt.first_paint import FirstPaint
from gui.qt.theme import ThemeSwitch
from gui.qt.translation import Translation
from gui.qt.window_place import screens_key
from gui.services.folders import Folders
from gui.services.setting import LANGUAGE, TEXT_SIZE, THEME, TRAY
from gui.services.settings import Json, Settings
from gui.views.main_window import MainWindow, WindowMemory

log = logging.getLogger(__name__)

GEOMETRY = "window.geometry"
PLACES = "window.places"
LOOKS = frozenset({THEME.id, TEXT_SIZE.id, LANGUAGE.id, GEOMETRY, PLACES})
"""What of the settings stays when everything is deleted."""

MOST_PLACES = 8
PAINT_LIMIT = 2.0  # seconds to wait for the first paint before work goes on without it
TRAY_LIMIT = 15.0  # seconds for a tray to come; at login, that of the desktop may be late too


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
        self.tray_there: Callable[[], bool] = lambda: False
        """Whether Parley can be reached by its tray; set by whoever makes one."""
        self._waiting_for_tray: asyncio.TimerHandle | None = None
        self._forget_settings = self.settings.subscribe(self._apply_setting)

    async def show(self, *, hidden: bool = False, tray_limit: float = TRAY_LIMIT) -> None:
        """Return once the window is on the screen. Keys typed from now on are not lost.

        `hidden`: at once, without a window; where no tray comes in time, it comes minimised.
        """
        if hidden:
            self._stay_hidden(tray_limit)
            return
        painted = asyncio.Event()
        FirstPaint(self.window, painted.set)
        self.window.show()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PAINT_LIMIT):
                await painted.wait()
        log.info("window shown at %.3f", time.time())

    def close(self) -> None:
        self._forget_settings()
        if self._waiting_for_tray is not None:
            self._waiting_for_tray.cancel()
        self.window.deleteLater()

    def _stay_hidden(self, tray_limit: float) -> None:
        if not self.settings.get(TRAY):
            self._minimise()
            return
        loop = asyncio.get_running_loop()
        self._waiting_for_tray = loop.call_later(tray_limit, self._minimise)
        log.info("window kept hidden")

    def _minimise(self) -> None:
        """Unless the window was asked for meanwhile, or can be by the tray."""
        if not self.window.isVisible() and not self.tray_there():
            self.window.showMinimized()
            log.info("window minimised")

    def _load_geometry(self) -> bytes:
        """The place among these screens, else the last one among any."""
        stored = self._places().get(screens_key(), self.settings.section(GEOMETRY))
        try:
            return bytes.fromhex(stored) if isinstance(stored, str) else b""
        except ValueError:
            return b""

    def _save_geometry(self, geometry: bytes) -> None:
        self.settings.set_section(GEOMETRY, geometry.hex())
        others = self._places()
        others.pop(screens_key(), None)
        latest: list[Json] = [[key, place] for key, place in others.items()]
        latest.insert(0, [screens_key(), geometry.hex()])
        self.settings.set_section(PLACES, latest[:MOST_PLACES])

    def _places(self) -> dict[str, str]:
        """Where the window was, by the arrangement of the screens; the latest first."""
        match self.settings.section(PLACES):
            case list(pairs):
                known = [pair for pair in pairs if isinstance(pair, list) and len(pair) == 2]
                return {str(key): str(place) for key, place in known}
            case _:
                return {}

    def _apply_setting(self, name: str) -> None:
        if name in (THEME.id, TEXT_SIZE.id):
            self.theme.choose(choice=self.settings.get(THEME), scale=self.settings.get(TEXT_SIZE))
        elif name == LANGUAGE.id:
            self.translation.choose(self.settings.get(LANGUAGE))
