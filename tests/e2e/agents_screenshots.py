"""Pictures of the agents page: `python -m tests.e2e.agents_screenshots`, offscreen too."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from gui.qt.event_loop import QtEventLoop
from gui.qt.theme import ThemeSwitch
from gui.qt.translation import Translation
from gui.services.team_library import TeamLibrary
from gui.views.agents.tool_offers import tool_offers
from gui.views.agents.trust_preview import TrustPreview
from tests.e2e.screenshots import FOLDER, LOOKS, Look
from tests.model.teams import Json, agent
from tests.views.agents.shelf import Bench, make_bench
from tests.views.agents.test_agent_import import code_tool, foreign, server_bench
from tests.views.open_window import destroy
from tests.waiting import until

SIZE = (1180, 820)
SHOWN = {
    "agents-flow": "shipped.research-graph",
    "agents-swarm": "shipped.triage-desk",
    "agents-member": "shipped.planner-coder-reviewer",
}


async def shoot(app: QApplication, look: Look, folder: Path) -> None:
    theme = ThemeSwitch(app, choice=look.theme)
    library = TeamLibrary(folder, language=lambda: look.language)
    library.duplicate("shipped.writer-and-critic")
    bench = make_bench(theme, library, tools=tool_offers)
    bench.page.resize(*SIZE)
    bench.page.show()
    await taken(bench.page, f"agents-{look.name}")
    for name, team_id in SHOWN.items():
        bench.page.edit(team_id)
        editor = bench.page.editor
        assert editor is not None
        if name == "agents-member":
            editor.open_component("/config/participants/1")
        await taken(bench.page, f"{name}-{look.name}")
    bench.page.close_editor()
    await shoot_import(bench, look)
    destroy(bench.page)
    destroy(theme)


async def shoot_import(bench: Bench, look: Look) -> None:
    several: list[Json] = [
        agent("helper"),
        agent("analyst", tools=[code_tool()]),
        agent("clock", workbench=[server_bench()]),
        foreign(),
    ]
    bench.page.offer_import(json.dumps(several))
    await until(lambda: bench.page.findChildren(TrustPreview))
    preview = bench.page.findChildren(TrustPreview)[0]
    await taken(preview, f"agents-import-{look.name}")
    preview.reject()
    await until(lambda: not bench.page.findChildren(TrustPreview))


async def taken(widget: QWidget, name: str) -> None:
    await asyncio.sleep(0.3)  # layouts settle, and the dialog's window opens
    widget.grab().save(str(FOLDER / f"{name}.png"))


async def shoot_all(app: QApplication) -> None:
    for look in (LOOKS[0], LOOKS[3]):
        Translation(app, choice=look.language)
        with tempfile.TemporaryDirectory() as folder:
            await shoot(app, look, Path(folder))


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
