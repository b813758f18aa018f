"""What this computer and its desktop offer; nothing here is wrong, whatever it is."""

from __future__ import annotations

import asyncio
import platform
import sqlite3
import sys
from importlib.metadata import version

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from gui import __version__
from gui.self_test.check import CheckError, CheckWarning, Ground

_SERVICES = {
    "notifications": "org.freedesktop.Notifications",
    "portal": "org.freedesktop.portal.Desktop",
    "tray": "org.kde.StatusNotifierWatcher",
    "secrets": "org.freedesktop.secrets",
}


async def check_versions(ground: Ground) -> str:
    del ground
    packaged = "bundle" if hasattr(sys, "frozen") else "source or package"
    return (
        f"Parley {__version__} ({packaged}), Python {platform.python_version()}, "
        f"PySide6 {PySide6.__version__}, Qt {qVersion()}, SQLite {sqlite3.sqlite_version}, "
        f"AutoGen {version('autogen-agentchat')}"
    )


async def check_system(ground: Ground) -> str:
    del ground
    screen = QGuiApplication.primaryScreen()
    size = screen.size().toTuple() if screen is not None else "no screen"
    shown = f"Qt platform {QGuiApplication.platformName()}, screen {size}"
    return f"{platform.platform()}, {platform.machine()}, {shown}"


async def check_full_text_search(ground: Ground) -> str:
    """The handbook and the search of chats need it, and not every SQLite has it."""
    del ground
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='trigram')")
    except sqlite3.OperationalError as error:
        raise CheckError(f"SQLite has no full-text search: {error}") from error
    finally:
        connection.close()
    return "FTS5 with trigrams"


async def check_local_socket(ground: Ground) -> str:
    """What is opened reaches the Parley that is running through one of these."""
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

    server = QLocalServer()
    name = f"parley-{ground.folder.name}" if sys.platform == "win32" else str(ground.folder / "s")
    if not server.listen(name):
        raise CheckError(server.errorString())
    reached = asyncio.Event()
    server.newConnection.connect(reached.set)
    socket = QLocalSocket()
    socket.connectToServer(name)
    await reached.wait()
    socket.abort()
    server.close()
    return "reached"


async def check_tray(ground: Ground) -> str:
    del ground
    return "there is one" if QSystemTrayIcon.isSystemTrayAvailable() else "none here"


async def check_desktop(ground: Ground) -> str:
    """Which services the desktop offers on its bus."""
    del ground
    from gui.services.desktop_bus import BusError, DesktopBus

    bus = await DesktopBus.open("SESSION")
    if bus is None:
        return "no session bus"
    try:
        there = [word for word, name in _SERVICES.items() if await bus.has_owner(name)]
    except BusError as error:
        raise CheckWarning(f"the bus does not answer: {error}") from error
    finally:
        await bus.close()
    return f"session bus with {', '.join(there) or 'none of our services'}"
