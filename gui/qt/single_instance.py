"""One program per data folder: a lock file decides, a socket raises the first one's window."""

from __future__ import annotations

import getpass
import hashlib
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

ANSWER_LIMIT_MS = 5000
"""How long the first program may take to answer; it may still be starting."""

RETRY_MS = 50
LONGEST_SOCKET_PATH = 100
"""Bytes; the system's own limit is 104 or 108."""

RAISE = b"raise\n"
RAISED = b"raised\n"


class SingleInstance(QObject):
    """Holds the data folder for this process; `raise_requested` when a second program asks."""

    raise_requested = Signal()

    def __init__(self, data_folder: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(data_folder / "parley.lock"))
        self._lock.setStaleLockTime(0)  # stale only when its process is gone
        self._name = _socket_name(data_folder)
        self._server: QLocalServer | None = None

    def acquire(self) -> bool:
        """Take the folder; False when another process holds it.

        Raises PermissionError when the folder cannot be locked at all.
        """
        if self._lock.tryLock(0):
            return True
        if self._lock.error() is QLockFile.LockError.LockFailedError:
            return False
        message = f"The folder cannot be locked: {self._lock.fileName()}"
        raise PermissionError(message)

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

    def ask_to_raise(self) -> bool:
        """Have the one that holds the folder raise its window; False when it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        deadline = QDeadlineTimer(ANSWER_LIMIT_MS)
        while not deadline.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(RETRY_MS):
                socket.write(RAISE)
                socket.flush()
                if socket.waitForReadyRead(deadline.remainingTime()):
                    return bytes(socket.readAll().data()) == RAISED
            QThread.msleep(RETRY_MS)
        return False

    def release(self) -> None:
        if self._server is not None:
            self._server.deleteLater()
            self._server = None
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
