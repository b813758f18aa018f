"""Tasks of a scope have an owner, a name, and an end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject

from gui.qt.task_scope import TaskScope
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, Any]], Any]


async def _wait_forever(ended: list[str], name: str) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        ended.append(name)


def test_starting_a_name_again_replaces_the_task(run: Run) -> None:
    async def work() -> None:
        ended: list[str] = []
        scope = TaskScope(None, lambda error: None)
        scope.start("read", _wait_forever(ended, "first"))
        await asyncio.sleep(0)
        scope.start("read", _wait_forever(ended, "second"))
        await until(lambda: ended == ["first"])
        assert scope.running("read")
        scope.close()
        await until(lambda: ended == ["first", "second"])
        assert not scope.running("read")

    run(work())


def test_a_task_cancelled_before_its_first_step_leaves_nothing(run: Run) -> None:
    async def work() -> None:
        ended: list[str] = []
        scope = TaskScope(None, lambda error: None)
        scope.start("read", _wait_forever(ended, "first"))
        scope.close()
        scope.start("read", _wait_forever(ended, "late"))
        for _ in range(3):
            await asyncio.sleep(0)
        assert ended == []

    run(work())


def test_errors_reach_the_sink_and_cancellation_does_not(run: Run) -> None:
    async def fail() -> None:
        raise OSError("disk gone")

    async def work() -> None:
        errors: list[BaseException] = []
        scope = TaskScope(None, errors.append)
        scope.start("fail", fail())
        scope.start("wait", _wait_forever([], "wait"))
        await until(lambda: errors)
        scope.close()
        await asyncio.sleep(0)
        assert [str(error) for error in errors] == ["disk gone"]

    run(work())


def test_a_scope_ends_with_its_owner(run: Run) -> None:
    async def work() -> None:
        ended: list[str] = []
        owner = QObject()
        scope = TaskScope(owner, lambda error: None)
        scope.start("read", _wait_forever(ended, "first"))
        await asyncio.sleep(0)
        owner.deleteLater()
        await until(lambda: ended == ["first"])

    run(work())
