"""Fixtures of the tools' tests: a folder of a chat, and children that Parley itself starts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from gui.engine.children import Child, StartChild
from gui.services.child_process import ChildPlan
from gui.services.child_table import ChildTable


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[StartChild]:
    table = ChildTable(tmp_path / "logs")

    async def started(
        name: str, command: tuple[str, ...], environment: Mapping[str, str], folder: Path | None
    ) -> Child:
        plan = ChildPlan(name=name, command=command, environment=environment, folder=folder)
        return await table.start(plan)

    yield started
    assert table.living == ()
    await table.end_all()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Not there yet, as at the beginning of a chat; what lies beside it is not for tools."""
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "chat"
