"""The guards of the test suite itself: they see what they are there for."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests import leaks, loopback_guard
from tests.waiting import until

Drive = Callable[[Coroutine[Any, Any, object]], object]


def test_looking_up_a_foreign_name_is_stopped_and_noted() -> None:
    with pytest.raises(loopback_guard.BeyondLoopbackError):
        socket.getaddrinfo("example.org", 443)
    assert loopback_guard.take_attempts() == ("socket.getaddrinfo example.org",)


def test_connecting_to_a_foreign_address_is_stopped_and_noted() -> None:
    with socket.socket() as client, pytest.raises(loopback_guard.BeyondLoopbackError):
        client.connect(("192.0.2.1", 443))
    assert loopback_guard.take_attempts() == ("socket.connect 192.0.2.1",)


def test_a_reserved_name_does_not_resolve_and_is_no_attempt() -> None:
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("nowhere.invalid", 443)
    assert loopback_guard.take_attempts() == ()


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_a_thread_left_behind_is_found() -> None:
    before = leaks.take_census()
    enough = threading.Event()
    thread = threading.Thread(target=enough.wait, name="left-behind", daemon=True)
    thread.start()
    assert "left-behind" in "".join(leaks.find_leaks(before, grace=0.0))
    enough.set()
    thread.join()


def test_a_child_process_left_behind_is_found() -> None:
    before = leaks.take_census()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert str(child.pid) in "".join(leaks.find_leaks(before, grace=0.0))


def test_a_running_timer_and_a_window_left_behind_are_found(qapp: QApplication) -> None:
    before = leaks.take_census()
    window = QWidget()
    timer = QTimer()
    timer.start(60_000)
    found = "".join(leaks.find_leaks(before, grace=0.0))
    assert "active timer" in found
    assert "top-level widget" in found
    timer.stop()
    window.deleteLater()


async def test_a_task_left_behind_is_found() -> None:
    task = asyncio.get_running_loop().create_task(asyncio.sleep(60), name="left-behind")
    before = leaks.take_census()
    leaks.note_tasks(asyncio.get_running_loop())
    assert "left-behind" in "".join(leaks.find_leaks(before, grace=0.0))
    task.cancel()


def test_a_coroutine_runs_on_the_qt_loop(run: Drive) -> None:
    async def wait_for_a_timer() -> str:
        fired: list[bool] = []
        QTimer.singleShot(0, lambda: fired.append(True))
        await until(lambda: fired)
        return "fired"

    assert run(wait_for_a_timer()) == "fired"
