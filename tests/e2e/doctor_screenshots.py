"""Pictures of what is said of six broken servers: `python -m tests.e2e.doctor_screenshots`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gui.model.mcp_server import McpServer, Transport
from gui.qt.event_loop import QtEventLoop
from gui.qt.translation import Translation
from gui.views.settings.settings_page import SettingsPage
from tests.e2e.screenshots import FOLDER, LOOKS, Look
from tests.mcp_servers.canned import answering
from tests.mcp_servers.house import PLAIN
from tests.views.open_window import destroy
from tests.views.settings.bench import Bench, click, is_shown, open_bench
from tests.waiting import until

SIZE = (1080, 720)
SETTLE = 0.3
FETCHING = (
    "npm http fetch GET 200 mcp-server-notion 311ms",
    "npm http fetch GET 200 zod 96ms",
    "npm http fetch GET 200 express 124ms",
)


def programs(folder: Path) -> None:
    """Small programs under the names that such servers have."""
    said = "\n".join(f'echo "{line}" >&2' for line in FETCHING)
    plain = f'exec "{sys.executable}" "{PLAIN}"'
    for name, lines in {
        "npx": f"{said}\nexec sleep 60",
        "weather-mcp": f"{plain} crash",
        "notes-mcp": f"{plain} hung",
        "calendar": f"{plain} wrong",
    }.items():
        path = folder / name
        path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        path.chmod(0o755)


def local(name: str, *command: str, limit: float = 20.0) -> McpServer:
    return McpServer(
        id="",
        name=name,
        transport=Transport.STDIO,
        command=command[0],
        args=command[1:],
        start_limit=limit,
    )


@asynccontextmanager
async def broken() -> AsyncIterator[dict[str, McpServer]]:
    async with answering(401, "{}") as address:
        yield {
            "missing": local("Time", "uvx", "mcp-server-time"),
            "download": local("Notion", "npx", "-y", "mcp-server-notion", limit=3.0),
            "crash": local("Weather", "weather-mcp", "--city", "Hangzhou"),
            "hung": local("Notes", "notes-mcp", limit=3.0),
            "unauthorized": McpServer(id="", name="Tickets", transport=Transport.HTTP, url=address),
            "wrong": local("Calendar", "calendar", "--today", limit=3.0),
        }


async def shoot(app: QApplication, look: Look, names: tuple[str, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tools = Path(folder) / "bin"
        tools.mkdir()
        programs(tools)
        environ = {"PATH": f"{tools}:/usr/bin:/bin"}
        async with (
            broken() as servers,
            open_bench(app, Path(folder) / "data", environ=environ) as bench,
        ):
            bench.parts.theme.choose(choice=look.theme, scale=100)
            bench.parts.theme.apply_now()
            for name in names:
                await picture(bench, servers[name], FOLDER / f"doctor-{name}-{look.name}.png")


async def picture(bench: Bench, server: McpServer, path: Path) -> None:
    made = bench.servers.add(server)
    page = SettingsPage(bench.parts)
    page.resize(*SIZE)
    page.show()
    page.show_page("mcp")
    page.show_mcp_server(made.id)
    await until(lambda: is_shown(page, "mcpCheckButton"))
    click(page, "mcpCheckButton")
    runner = await bench.parts.mcp.runner()
    await until(lambda: runner.status(made.id).diagnosis is not None, within=30)
    await asyncio.sleep(SETTLE)
    page.grab().save(str(path))
    await bench.servers.remove(made.id)
    page.hide()
    destroy(page)


async def shoot_all(app: QApplication) -> None:
    everything = ("missing", "download", "crash", "hung", "unauthorized", "wrong")
    for look, names in ((LOOKS[0], everything), (LOOKS[3], ("crash",))):
        Translation(app, choice=look.language)
        await shoot(app, look, names)


def main() -> int:
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    loop = QtEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(shoot_all(app))
    finally:
        loop.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
