"""Tells the user what clean-up waits for, once that has taken a moment."""

from __future__ import annotations

import asyncio

from gui.views.main_window import MainWindow
from gui.views.stage_words import stage_words

DELAY = 1.0  # seconds of clean-up before anything is said


class ClosingNotice:
    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._what = ""
        self._shown = False
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(DELAY, self._show)

    def note(self, stage: str) -> None:
        self._what = stage
        if self._shown:
            self._show()

    def end(self) -> None:
        self._timer.cancel()
        self._window.hide_saving()

    def _show(self) -> None:
        self._shown = True
        self._window.show_saving([stage_words(self._what)])
