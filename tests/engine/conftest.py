"""Fixtures of the engine's tests: a server that misbehaves as told, and an engine."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import pytest

from gui.engine.autogen_engine import AutoGenEngine, EngineOptions
from gui.engine.children import Child
from gui.engine.code_executors import ExecutorWants
from gui.engine.retry_wait import RetryPolicy
from gui.engine.tools.code_executor import ChildCodeExecutor
from gui.engine.tools.code_runner import CodeRunner
from gui.engine.tools.surroundings import ToolOptions
from gui.engine.tools.work_folder import WorkFolder
from gui.model.plan import ConversationPlan
from gui.services.child_process import ChildPlan
from gui.services.child_table import ChildTable
from tests.model_servers import ModelServer


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(strict=True) as running:
        yield running


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AutoGenEngine]:
    """It runs code on this computer, in children that end with it."""
    table = ChildTable(tmp_path / "logs")

    async def start(
        name: str, command: tuple[str, ...], environment: Mapping[str, str], folder: Path | None
    ) -> Child:
        plan = ChildPlan(name=name, command=command, environment=environment, folder=folder)
        return await table.start(plan)

    def executors(wants: ExecutorWants, plan: ConversationPlan) -> ChildCodeExecutor:
        options = ToolOptions(python=sys.executable)
        runner = CodeRunner(WorkFolder(Path(plan.folder or tmp_path)), start, options)
        return ChildCodeExecutor(runner, seconds=wants.timeout)

    quick = RetryPolicy(first=0.02, server_first=0.02)
    built = AutoGenEngine(options=EngineOptions(retries=quick, executors=executors))
    yield built
    await built.close()
    await table.end_all()
