"""One program per data folder: two locks decide, a socket takes later ones' wishes to it."""

from __future__ import annotations

import errno
import getpass
import hashlib
import logging
import sys
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, QTimer, Signal

from gui.model.wishes import ANSWER, LONGEST_LINE, Wishes, is_answer, line_of, wishes_of
from gui.qt.folder_hold import FolderHold

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

ENTER_LIMIT_MS = 12_000
"""How long a later program waits; one that closes lets go within ten seconds."""

ANSWER_LIMIT_MS = 3000
"""How long the first program may take to answer once it is connected."""

RETRY_MS = 100
LONGEST_SOCKET_PATH = 100
"""Bytes; the system's own limit is 104 or 108."""

LISTEN_LIMIT_MS = 3000
"""How long a later program may take to say what it wants."""


class Entry(Enum):
    """How a start came out."""

    FIRST = auto()  # the folder is ours
    HANDED_OVER = auto()  # another program holds it, and has taken our wishes
    REFUSED = auto()  # another program holds it, and does not answer


class SingleInstance(QObject):
    """Holds the data folder for this process; `asked` when a later program wants something."""

    asked = Signal(object)  # Wishes

    def __init__(self, data_folder: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(data_folder / "parley.lock"))
        self._lock.setStaleLockTime(0)  # stale only when its process is gone
        self._hold = FolderHold(data_folder)
        self._name = _socket_name(data_folder)
        self._server: QLocalServer | None = None

    def enter(self, wishes: Wishes) -> Entry:
        """Take the folder, or hand `wishes` over to the program that holds it.

        A program that is just closing no longer answers, but lets go within its own limit:
        until then this waits. Raises PermissionError when the folder cannot be locked at all.
        """
        deadline = QDeadlineTimer(ENTER_LIMIT_MS)
        while not (self._hold.take() and self._take_lock()):
            if self._hand_over(wishes):
                return Entry.HANDED_OVER
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
        if not server.listen(self._name):
            log.warning("later starts cannot be heard: %s", server.errorString())
        self._server = server

    def stop_listening(self) -> None:
        """Take no more wishes: the window is closing."""
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

    def _hand_over(self, wishes: Wishes) -> bool:
        """One try; False when nobody answers."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(RETRY_MS):
            return False
        _let_others_come_to_the_front()
        socket.write(line_of(wishes))
        deadline = QDeadlineTimer(ANSWER_LIMIT_MS)
        while not socket.canReadLine():
            if not socket.waitForReadyRead(int(deadline.remainingTime())):
                return False
        return is_answer(bytes(socket.readLine(LONGEST_LINE).data()))

    def release(self) -> None:
        self.stop_listening()
        self._lock.unlock()
        self._hold.release()

    def _greet(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.setReadBufferSize(LONGEST_LINE + 1)
            socket.readyRead.connect(partial(self._listen, socket))
            socket.disconnected.connect(socket.deleteLater)
            patience = QTimer(socket)
            patience.setSingleShot(True)
            patience.timeout.connect(partial(_send_away, socket))
            patience.start(LISTEN_LIMIT_MS)
            self._listen(socket)

    def _listen(self, socket: QLocalSocket) -> None:
        """Take one line. Whatever a stranger writes, the most it can do is to be shown."""
        if not socket.canReadLine() and socket.bytesAvailable() <= LONGEST_LINE:
            return
        wishes = wishes_of(bytes(socket.readLine(LONGEST_LINE + 1).data()))
        socket.readyRead.disconnect()
        socket.write(ANSWER)
        socket.flush()  # what is asked may keep the event loop busy for longer than they wait
        socket.disconnectFromServer()
        self.asked.emit(wishes)


def _send_away(socket: QLocalSocket) -> None:
    socket.abort()


def _let_others_come_to_the_front() -> None:
    """Windows lets only the program that was just started do so, or whom it allows to."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)


def _socket_name(data_folder: Path) -> str:
    """The socket lies in the data folder where its path is short enough, else where Qt puts it."""
    path = data_folder.resolve() / "parley.sock"
    if sys.platform != "win32" and len(bytes(path)) <= LONGEST_SOCKET_PATH:
        return str(path)
    owner = f"{getpass.getuser()}:{data_folder.resolve()}"
    return f"parley-{hashlib.sha256(owner.encode()).hexdigest()[:20]}"
