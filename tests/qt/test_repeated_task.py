"""Repeated tasks: one at a time, once more when asked meanwhile, again after a failure."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from gui.qt.repeated_task import RepeatedTask
from gui.qt.task_scope import TaskScope
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def test_asking_while_it_runs_makes_it_run_once_more(run: Run) -> None:
    async def work() -> None:
        errors: list[BaseException] = []
        runs: list[int] = []
        gate = asyncio.Event()

        async def note() -> None:
            runs.append(len(runs))
            await gate.wait()

        scope = TaskScope(None, errors.append)
        task = RepeatedTask(scope, "note", note)
        task.start()
        await until(lambda: runs == [0])
        task.start()
        task.start()
        assert runs == [0]
        gate.set()
        await until(lambda: runs == [0, 1])
        await until(lambda: not scope.running("note"))
        assert errors == []

    run(work())


def test_a_failure_does_not_end_it_for_good(run: Run) -> None:
    async def work() -> None:
        errors: list[BaseException] = []

        async def fail() -> None:
            raise LookupError("gone")

        scope = TaskScope(None, errors.append)
        task = RepeatedTask(scope, "fail", fail)
        task.start()
        await until(lambda: len(errors) == 1)
        task.start()
        await until(lambda: len(errors) == 2)
        await until(lambda: not scope.running("fail"))

    run(work())
