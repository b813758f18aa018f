"""One program per data folder: a lock file decides, a socket raises the first one's window."""

from __future__ import annotations

import errno
import getpass
import hashlib
import sys
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

ENTER_LIMIT_MS = 12_000
"""How long a later program waits; one that closes lets go within ten seconds."""

ANSWER_LIMIT_MS = 3000
"""How long the first program may take to answer once it is connected."""

RETRY_MS = 100
LONGEST_SOCKET_PATH = 100
"""Bytes; the system's own limit is 104 or 108."""

RAISE = b"raise\n"
RAISED = b"raised\n"


class Entry(Enum):
    """How a start came out."""

    FIRST = auto()  # the folder is ours
    RAISED = auto()  # another program holds it, and has raised its window
    REFUSED = auto()  # another program holds it, and does not answer


class SingleInstance(QObject):
    """Holds the data folder for this process; `raise_requested` when a second program asks."""

    raise_requested = Signal()

    def __init__(self, data_folder: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(data_folder / "parley.lock"))
        self._lock.setStaleLockTime(0)  # stale only when its process is gone
        self._name = _socket_name(data_folder)
        self._server: QLocalServer | None = None

    def enter(self) -> Entry:
        """Take the folder, or have the program that holds it raise its window.

        A program that is just closing no longer answers, but lets go within its own limit:
        until then this waits. Raises PermissionError when the folder cannot be locked at all.
        """
        deadline = QDeadlineTimer(ENTER_LIMIT_MS)
        while not self._take_lock():
            if self._ask_to_raise():
                return Entry.RAISED
            if deadline.hasExpired():
                return Entry.REFUSED
            QThread.msleep(RETRY_MS)
        return Entry.FIRST

    def listen(self) -> None:
        """Answer later programs of the same user.

        To be called once the window is up, since it loads Qt's network part.
        """
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._greet)
        QLocalServer.removeServer(self._name)  # of a crashed program: the lock is ours
        server.listen(self._name)
        self._server = server

    def stop_listening(self) -> None:
        """Be raised no more: the window is closing."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _take_lock(self) -> bool:
        if self._lock.tryLock(0):
            return True
        if self._lock.error() is QLockFile.LockError.LockFailedError:
            return False
        message = f"it cannot be locked ({self._lock.fileName()})"
        raise PermissionError(errno.EACCES, message)

    def _ask_to_raise(self) -> bool:
        """One try; False when nobody answers."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(RETRY_MS):
            return False
        socket.write(RAISE)
        socket.flush()
        if not socket.waitForReadyRead(ANSWER_LIMIT_MS):
            return False
        return bytes(socket.readAll().data()) == RAISED

    def release(self) -> None:
        self.stop_listening()
        self._lock.unlock()

    def _greet(self) -> None:
        if self._server is None:
            return
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(partial(self._answer, socket))
        socket.disconnected.connect(socket.deleteLater)

    def _answer(self, socket: QLocalSocket) -> None:
        # Whatever a stranger writes, the most it can do is raise the window.
        if bytes(socket.read(len(RAISE)).data()) == RAISE:
            socket.write(RAISED)
            socket.flush()
            self.raise_requested.emit()
        socket.disconnectFromServer()


def _socket_name(data_folder: Path) -> str:
    """The socket lies in the data folder where its path is short enough, else where Qt puts it."""
    path = data_folder.resolve() / "parley.sock"
    if sys.platform != "win32" and len(bytes(path)) <= LONGEST_SOCKET_PATH:
        return str(path)
    owner = f"{getpass.getuser()}:{data_folder.resolve()}"
    return f"parley-{hashlib.sha256(owner.encode()).hexdigest()[:20]}"
