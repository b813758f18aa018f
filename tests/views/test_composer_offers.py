"""What "/" and "@" offer while a message is written: taken by keys, and never sent by itself."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from gui.engine.mcp.pool import McpPool
from gui.model.mcp_report import McpState
from gui.services.child_table import ChildTable
from gui.services.mcp_offers import McpOffers
from gui.services.mcp_servers import McpServers
from gui.services.saved_prompts import LONGEST, SavedPrompts
from gui.services.secrets import Secrets
from gui.services.settings import Settings
from gui.views.composer.offer_panel import OfferPanel
from gui.views.writing_supply import WritingSupply
from tests.mcp_servers.house import ENVIRON, plain, starting_in
from tests.views.gate_fakes import FakeGate, spec, teams_of
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


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


def test_a_saved_prompt_is_found_by_typing_and_put_into_the_box(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.prompts.add("Review", "Read this as a reviewer.")
            at.prompts.add("Summary", "Sum this up:\n")
            at.type("/")
            assert at.listed() == ["Review", "Summary", "Manage prompts…"]
            assert at.chosen() == "Review"
            at.press(Qt.Key.Key_Down)
            assert at.chosen() == "Summary"
            at.press(Qt.Key.Key_Up, Qt.Key.Key_Up)
            assert at.chosen() == "Manage prompts…"
            at.type("sum")
            assert at.listed() == ["Summary"]
            at.press(Qt.Key.Key_Tab)
            assert at.text == "Sum this up:\n"
            assert not at.panel.isVisible()
            assert at.desk.workspace.chat.composer.edit.hasFocus()
            session = at.desk.workspace.chat.session
            assert session is not None
            assert session.head_id is None  # nothing was sent

    run(story())


def test_the_list_goes_when_it_is_not_wanted(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.prompts.add("Review", "Read this.")
            at.type("/re")
            assert at.listed() == ["Review"]
            at.press(Qt.Key.Key_Escape)
            at.type("v")
            assert at.listed() == []
            assert at.text == "/rev"
            at.press(*[Qt.Key.Key_Backspace] * 4)
            at.type("/")
            assert at.listed()
            at.press(Qt.Key.Key_Backspace)
            assert at.listed() == []
            at.type("either/or /")
            assert at.listed() == []

    run(story())


def test_what_fits_no_prompt_is_sent_as_it_is(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.type("/usr/bin is full")
            assert at.listed() == ["Save this text as a prompt…"]
            assert at.chosen() == ""
            at.press(Qt.Key.Key_Return)
            await until(lambda: (chat := at.desk.workspace.chat.shown) and len(chat.turns) > 1)
            shown = at.desk.workspace.chat.shown
            assert shown is not None
            assert shown.turns[0].text == "/usr/bin is full"
            await until(lambda: not at.desk.house.service.is_running(shown.id))

    run(story())


def test_an_input_method_that_composes_keeps_its_keys(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.prompts.add("总结", "请总结：")
            edit = at.desk.workspace.chat.composer.edit
            QApplication.sendEvent(edit, QInputMethodEvent("/zong", []))
            assert at.listed() == []
            event = QInputMethodEvent("", [])
            event.setCommitString("／总")
            QApplication.sendEvent(edit, event)
            assert at.listed() == ["总结"]
            QApplication.sendEvent(edit, QInputMethodEvent("jie", []))
            at.press(Qt.Key.Key_Return)
            assert at.text == "／总"
            event = QInputMethodEvent("", [])
            event.setCommitString("结")
            QApplication.sendEvent(edit, event)
            at.press(Qt.Key.Key_Return)
            assert at.text == "请总结："

    run(story())


def test_a_text_becomes_a_prompt_and_stays_to_be_sent(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.paste("Write like 😀 Kafka.")
            at.press(Qt.Key.Key_Home)
            at.type("/")
            at.choose("Save this text as a prompt…")
            assert at.panel.asks
            at.fill("name", "Kafka")
            at.accept()
            assert [(one.name, one.text) for one in at.prompts.list()] == [
                ("Kafka", "Write like 😀 Kafka.")
            ]
            assert at.text == "Write like 😀 Kafka."
            edit = at.desk.workspace.chat.composer.edit
            edit.replace_text("x" * (LONGEST + 1))
            edit.moveCursor(QTextCursor.MoveOperation.Start)
            at.type("/")
            at.choose("Save this text as a prompt…")
            at.accept()
            problem = at.panel.findChild(QLabel, "offerFormProblem")
            assert problem is not None
            assert "20,000 characters" in problem.text()
            at.desk.workspace.chat.composer.show_draft("of another chat")
            assert not at.panel.isVisible()

    run(story())


def test_an_at_sign_names_a_member_of_the_team(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path, component=team("coder", "critic", "writer")) as at:
            at.paste("😀 Ask ")
            at.type("@")
            assert at.listed() == ["coder", "critic", "writer"]
            at.type("crit")
            at.press(Qt.Key.Key_Return)
            assert at.text == "😀 Ask @critic "
            at.type("me@c")
            assert at.listed() == []

    run(story())


def test_a_running_server_offers_its_prompts_with_a_form_for_what_they_need(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            server = at.servers.add(plain())
            at.servers.add(replace(plain(name="Off"), enabled=False))
            at.type("/")
            line = "Prompts of Plain…"
            assert at.listed() == [line, "Manage prompts…"]
            assert at.pool.status(server.id).state is McpState.STOPPED
            at.choose(line)
            assert at.listed() == ["Starting Plain…"]
            await until(lambda: "explain" in at.listed())
            at.choose("explain")
            assert at.panel.asks
            accept = at.panel.findChild(QPushButton, "offerFormAccept")
            assert accept is not None
            assert not accept.isEnabled()
            at.fill("topic", "tides")
            at.accept()
            await until(lambda: not at.panel.isVisible())
            assert at.text == "Explain tides."

    run(story())


def test_what_goes_wrong_with_a_server_is_one_line_of_the_list(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.servers.add(replace(plain(name="Broken"), command="/nowhere/to/be/found"))
            at.type("/")
            at.choose("Prompts of Broken…")
            await until(lambda: any(line.startswith("Broken: ") for line in at.listed()))
            (line,) = (one for one in at.listed() if one.startswith("Broken: "))
            assert "/nowhere/to/be/found" in line
            at.press(Qt.Key.Key_Escape)
            assert not at.panel.isVisible()

    run(story())


def test_only_servers_of_the_agents_that_answer_are_offered(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path, component=team("a", "b", servers=("?",))) as at:
            at.servers.add(plain())
            at.type("/")
            assert at.listed() == [
                "Type a text behind the “/” to save it as a prompt.",
                "Manage prompts…",
            ]

    run(story())
