"""A main window on screens of the test's making: prints where it comes to be.

`python -m tests.views.placed_window STEP…` on the platform that QT_QPA_PLATFORM names. A step is
`restore=HEX`, `place=X,Y,W,H`, `maximise`, `fullscreen`, `normal` or `save`; one line of JSON tells
the rest.
"""

from __future__ import annotations

import asyncio
import json
import sys

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.qt.event_loop import QtEventLoop
from gui.qt.theme import ThemeSwitch
from gui.views.main_window import MainWindow, WindowMemory
from tests.views.open_window import destroy

SETTLED = 0.6  # seconds: longer than the window waits for its desktop


def rectangle(rect: QRect) -> list[int]:
    return [rect.x(), rect.y(), rect.width(), rect.height()]


async def take(window: MainWindow, step: str) -> None:
    verb, _, value = step.partition("=")
    match verb:
        case "place":
            window.setGeometry(*(int(part) for part in value.split(",")))
        case "maximise":
            window.showMaximized()
        case "fullscreen":
            window.showFullScreen()
        case "normal":
            window.showNormal()
    await asyncio.sleep(SETTLED)


async def main(app: QApplication, steps: list[str]) -> None:
    known = [step.partition("=")[2] for step in steps if step.startswith("restore=")]
    saved: list[bytes] = []
    theme = ThemeSwitch(app, choice="light")
    memory = WindowMemory(load=lambda: bytes.fromhex(known[0]) if known else b"", save=saved.append)
    window = MainWindow(theme=theme, memory=memory)
    window.show()
    await asyncio.sleep(SETTLED)
    for step in steps:
        await take(window, step)
    told = {
        "frame": rectangle(window.frameGeometry()),
        "maximised": window.isMaximized(),
        "full": window.isFullScreen(),
        "screens": [rectangle(screen.availableGeometry()) for screen in app.screens()],
    }
    window.close()
    told["saved"] = saved[-1].hex()
    print(json.dumps(told))  # noqa: T201
    window.hide()
    destroy(window)
    destroy(theme)


if __name__ == "__main__":
    application = QApplication([])
    QGuiApplication.setQuitOnLastWindowClosed(False)
    loop = QtEventLoop(application)
    with loop:
        loop.run_until_complete(main(application, sys.argv[1:]))
