"""A later start hands its wishes to the first one, whatever strangers write to the socket."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.model.wishes import ANSWER, LONGEST_LINE, Wishes, is_answer, line_of
from gui.qt.single_instance import LISTEN_LIMIT_MS, Entry, SingleInstance

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gui.model.wishes import Wishes
from gui.qt.single_instance import SingleInstance
app = QCoreApplication([])
wishes = Wishes(open=tuple(sys.argv[2:]), quick_ask=True, token="token-1")
print(SingleInstance(Path(sys.argv[1])).enter(wishes).name)
"""


class Asked:
    """Keeps what was asked."""

    def __init__(self, instance: SingleInstance) -> None:
        self.wishes: list[Wishes] = []
        instance.asked.connect(self.wishes.append)


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Iterator[SingleInstance]:
    instance = SingleInstance(tmp_path)
    assert instance.enter(Wishes()) is Entry.FIRST
    instance.listen()
    yield instance
    instance.release()


@pytest.fixture
def asked(first: SingleInstance) -> Asked:
    return Asked(first)


def written(qtbot: QtBot, folder: Path, *pieces: bytes) -> bytes:
    """What is answered to a stranger."""
    socket = QLocalSocket()
    socket.connectToServer(str(folder / "parley.sock"))
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.ConnectedState)
    for piece in pieces:
        socket.write(piece)
        socket.flush()
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    return bytes(socket.readAll().data())


def test_a_second_process_hands_over_what_it_was_asked(
    qtbot: QtBot, asked: Asked, tmp_path: Path
) -> None:
    opened = ("/tmp/聊天 1.parley", "parley://new?text=a%20b")
    second = subprocess.Popen(
        [sys.executable, "-c", SECOND, str(tmp_path), *opened],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    qtbot.waitUntil(lambda: bool(asked.wishes), timeout=20_000)
    out, _ = second.communicate(timeout=20)
    assert out.strip() == "HANDED_OVER"
    assert asked.wishes == [Wishes(open=opened, quick_ask=True, token="token-1")]


@pytest.mark.parametrize(
    "line",
    [
        b"raise\n",
        b"\n",
        b"{}\n",
        b"\xff\xfe\x00\n",
        b'{"v":1,"raise":false}\n',
        b'{"v":2,"raise":false,"open":["/etc/passwd"],"quick_ask":false,"token":""}\n',
        json.dumps({"v": 1, "raise": False, "open": [7], "quick_ask": False, "token": ""}).encode()
        + b"\n",
        b"[" * 100_000 + b"\n",
        b"x" * (LONGEST_LINE + 5000),
    ],
    ids=range(9),
)
def test_whatever_a_stranger_writes_only_raises_the_window(
    qtbot: QtBot, asked: Asked, tmp_path: Path, line: bytes
) -> None:
    assert written(qtbot, tmp_path, line) == ANSWER
    assert asked.wishes == [Wishes()]


def test_a_line_may_come_in_pieces(qtbot: QtBot, asked: Asked, tmp_path: Path) -> None:
    wishes = Wishes(open=("/" + "a" * 50_000,))
    line = line_of(wishes)
    pieces = (line[:10], line[10:30_000], line[30_000:] + b"more that nobody reads\n")
    assert is_answer(written(qtbot, tmp_path, *pieces))
    assert asked.wishes == [wishes]


def test_who_says_nothing_is_sent_away(qtbot: QtBot, asked: Asked, tmp_path: Path) -> None:
    socket = QLocalSocket()
    socket.connectToServer(str(tmp_path / "parley.sock"))
    with qtbot.waitSignal(socket.disconnected, timeout=2 * LISTEN_LIMIT_MS):
        socket.write(b"never a whole line")
    assert asked.wishes == []


def test_the_socket_is_for_this_user_only(first: SingleInstance, tmp_path: Path) -> None:
    assert (tmp_path / "parley.sock").stat().st_mode & 0o077 == 0


def test_a_folder_that_was_left_is_taken_over(first: SingleInstance, tmp_path: Path) -> None:
    first.release()
    second = SingleInstance(tmp_path)
    assert second.enter(Wishes()) is Entry.FIRST
    second.release()
