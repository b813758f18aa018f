"""A server that stops or does not start is told of once; the notice leads to it or restarts it."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QPushButton

from gui.engine.mcp.pool import McpPool
from gui.model.mcp_report import McpState
from gui.model.mcp_server import McpServer
from gui.views.mcp_notice import McpNotice
from gui.views.settings.settings_page import SettingsPage
from tests.mcp_servers.house import plain
from tests.views.open_window import Desk, open_desk
from tests.views.settings.bench import Bench, is_shown, open_bench, says
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


@dataclass(frozen=True, kw_only=True)
class Scene:
    desk: Desk
    bench: Bench
    pool: McpPool

    def notice(self) -> str:
        shown = self.desk.workspace.notices.notice
        return shown.text if shown else ""

    def click(self, name: str) -> None:
        button = self.desk.find(QPushButton, name)
        assert isinstance(button, QPushButton)
        button.click()

    async def ask(self) -> None:
        """As a chat does that uses all servers."""
        ids = tuple(server.id for server in self.bench.servers.list())
        await self.pool.ready_bench(lambda: ids).workbench.list_tools()

    def add(self, server: McpServer) -> McpServer:
        return self.bench.servers.add(server)


@asynccontextmanager
async def open_scene(app: QApplication, folder: Path) -> AsyncIterator[Scene]:
    async with (
        open_bench(app, folder / "bench") as bench,
        open_desk(app, folder, settings=lambda: SettingsPage(bench.parts)) as desk,
    ):
        told: list[BaseException] = []
        notice = McpNotice(workspace=desk.workspace, on_error=told.append)
        pool = await bench.parts.mcp.runner()
        assert isinstance(pool, McpPool)
        notice.follow(pool)
        yield Scene(desk=desk, bench=bench, pool=pool)
        notice.close()
        assert not told


def test_a_death_is_told_and_restart_brings_it_back(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_scene(qapp, tmp_path) as scene:
            server = scene.add(plain(name="Weather"))
            await scene.ask()
            assert not scene.notice()
            await scene.pool.bench([server.id])[0].workbench.call_tool("die")
            await until(scene.notice)
            assert scene.notice() == (
                "The MCP server Weather stopped. The server was running and ended (exit code 3)."
            )
            scene.click("noticeOther")
            await until(lambda: scene.notice() == "The MCP server Weather runs again.")
            assert scene.pool.status(server.id).state is McpState.READY

    run(story())


def test_one_that_does_not_start_is_shown_by_its_doctor(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_scene(qapp, tmp_path) as scene:
            scene.add(plain(name="Other"))
            server = scene.add(replace(plain(name="Files"), command="no-such-program"))
            await scene.ask()
            assert scene.notice() == (
                "The MCP server Files did not start. "
                "There is no program “no-such-program” on this computer."
            )
            scene.click("noticeAction")
            page = scene.desk.window
            await until(lambda: is_shown(page, "mcpDetails"))
            assert says(page, "Files")
            assert says(page, "✕ Find the program")
            await scene.ask()
            assert not scene.notice()
            scene.bench.servers.update(replace(server, command=sys.executable))
            await scene.ask()
            assert scene.pool.status(server.id).state is McpState.READY

    run(story())


def test_a_notice_goes_when_its_server_runs_again(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_scene(qapp, tmp_path) as scene:
            server = scene.add(plain("crash", name="Weather"))
            await scene.ask()
            assert "did not start" in scene.notice()
            scene.click("noticeOther")
            await until(lambda: not scene.notice())
            await until(lambda: "did not start" in scene.notice())
            scene.bench.servers.update(replace(plain(name="Weather"), id=server.id))
            await scene.ask()
            assert not scene.notice()

    run(story())
