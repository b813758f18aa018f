"""The page in the whole window: how it is reached, left, and what trying one out does."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from gui.late_agents import LateAgents
from gui.qt.task_scope import TaskScope
from gui.services.agent_drafts import AgentDrafts
from gui.services.team_library import TeamLibrary
from gui.views.agents.agents_page import AgentsPage
from gui.views.model_picker import ModelSource
from tests.services.house import SERVER, SMALL
from tests.views.open_window import Desk, open_desk
from tests.views.settings.bench import click
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


class Street:
    """A window with the page of agents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk: Desk | None = None

    def make(self) -> AgentsPage:
        desk = self.desk
        assert desk is not None
        tasks = TaskScope(desk.workspace, desk.workspace.show_error)
        late = LateAgents(
            library=TeamLibrary(self.folder / "teams", language=lambda: "en"),
            workspace=lambda: desk.workspace,
            service=desk.house.service,
            models=ModelSource(endpoints=lambda: (SERVER,), default=lambda: SMALL),
            drafts=self.folder / "drafts",
            tasks=lambda: tasks,
            servers=tuple,
            add_server=lambda found: found.name,
        )
        return late.make()


def test_the_page_opens_from_the_sidebar_and_esc_goes_back(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def check() -> None:
        street = Street(tmp_path)
        async with open_desk(qapp, tmp_path, agents=street.make) as desk:
            street.desk = desk
            await desk.new_chat()
            click(desk.window, "agentsButton")
            page = desk.workspace.pages.show_agents()
            assert page.isVisible()
            assert "Agents & teams" in desk.window.windowTitle()
            assert len(page.pane.cards()) == 6
            desk.workspace.table.trigger("chat.stop")
            assert desk.workspace.chat.isVisible()
            desk.workspace.table.trigger("agents")
            assert page.isVisible()
            desk.workspace.pages.show_chat()
            desk.workspace.chat.header.agents_wanted.emit()  # of the picker
            assert page.isVisible()

    run(check())


def test_trying_one_out_begins_a_chat_that_it_answers(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def check() -> None:
        street = Street(tmp_path)
        async with open_desk(qapp, tmp_path, agents=street.make) as desk:
            street.desk = desk
            await desk.new_chat()
            page = desk.workspace.pages.show_agents()
            card = page.pane.cards()[0]
            button = card.findChild(QPushButton, "tryAgentButton")
            assert isinstance(button, QPushButton)
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            await until(desk.workspace.chat.isVisible)
            transcript = await desk.house.service.open(desk.shown() or "")
            assert transcript.session.team_id == card.spec.id

    run(check())


def test_a_component_file_is_opened_there(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def check() -> None:
        street = Street(tmp_path)
        async with open_desk(qapp, tmp_path, agents=street.make) as desk:
            street.desk = desk
            page = desk.workspace.pages.show_agents()
            page.offer_import("{}")
            await until(lambda: desk.workspace.notices.notice is not None)

    run(check())


def test_drafts_are_files_that_come_and_go(tmp_path: Path) -> None:
    drafts = AgentDrafts(tmp_path / "drafts")
    assert drafts.get("../one") is None
    drafts.keep("../one", "{}")
    assert drafts.get("../one") == "{}"
    assert not (tmp_path / "one.json").exists()
    drafts.drop("../one")
    assert drafts.get("../one") is None
