"""A window in whose composer prompts, servers and agents are at hand, for tests."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from gui.engine.mcp.pool import McpPool
from gui.services.child_table import ChildTable
from gui.services.mcp_offers import McpOffers
from gui.services.mcp_servers import McpServers
from gui.services.saved_prompts import SavedPrompts
from gui.services.secrets import Secrets
from gui.services.settings import Settings
from gui.views.composer.offer_panel import OfferPanel
from gui.views.writing_supply import WritingSupply
from tests.mcp_servers.house import ENVIRON, starting_in
from tests.views.gate_fakes import FakeGate, spec, teams_of
from tests.views.open_window import Desk, open_desk
from tests.waiting import until


@dataclass
class Writing:
    """A window whose composer has prompts and servers."""

    desk: Desk
    prompts: SavedPrompts
    servers: McpServers
    pool: McpPool

    @property
    def panel(self) -> OfferPanel:
        found = self.desk.workspace.chat.findChild(OfferPanel)
        assert isinstance(found, OfferPanel)
        return found

    @property
    def text(self) -> str:
        return self.desk.workspace.chat.composer.text

    def type(self, text: str) -> None:
        QTest.keyClicks(self.desk.workspace.chat.composer.edit, text)

    def paste(self, text: str) -> None:
        self.desk.workspace.chat.composer.edit.insertPlainText(text)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.desk.workspace.chat.composer.edit, key)

    def listed(self) -> list[str]:
        if not self.panel.lists:
            return []
        model = self.panel.list.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def chosen(self) -> str:
        offer = self.panel.list.chosen
        return "" if offer is None else offer.title

    def choose(self, title: str) -> None:
        """Go down to a line and take it."""
        assert title in self.listed()
        while self.chosen() != title:
            self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)

    def fill(self, name: str, text: str) -> None:
        line = self.panel.findChild(QLineEdit, f"offerLine-{name}")
        assert line is not None
        line.selectAll()
        QTest.keyClicks(line, text)

    def accept(self) -> None:
        button = self.panel.findChild(QPushButton, "offerFormAccept")
        assert button is not None
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def team(*names: str, servers: tuple[str, ...] = ()) -> str:
    agent = "autogen_agentchat.agents.AssistantAgent"
    members = [
        {"provider": agent, "config": {"name": name}, "parley": {"servers": list(servers)}}
        for name in names
    ]
    return json.dumps(
        {"provider": "autogen_agentchat.teams.Swarm", "config": {"participants": members}}
    )


@asynccontextmanager
async def writing(
    app: QApplication, folder: Path, *, component: str = ""
) -> AsyncIterator[Writing]:
    settings = Settings(folder / "settings.json")
    servers = McpServers(settings, Secrets(folder / "keys.json"))
    table = ChildTable(folder / "logs")
    pool = McpPool(servers, starting_in(table), ENVIRON)

    async def runner() -> McpPool:
        return pool

    supply = WritingSupply(
        prompts=SavedPrompts(settings),
        offers=McpOffers(servers, running=lambda: pool, runner=runner),
    )
    gate = FakeGate()
    teams = teams_of(replace(spec("swarm", "Swarm"), component=component or team("a", "b")))
    try:
        async with open_desk(app, folder, verbs=gate.verbs, teams=teams, writing=supply) as desk:
            session_id = await desk.new_chat()
            if component:
                await desk.house.service.set_team(session_id, "swarm")
                await until(lambda: (now := desk.workspace.chat.session) and now.team_id)
            yield Writing(desk, supply.prompts, servers, pool)
            await settings.flush()
    finally:
        await pool.close()
        await table.end_all()
