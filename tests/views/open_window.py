"""A real window over a real session service, for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.engine.scripted import Script, echo
from gui.first_chat import kept_draft
from gui.qt.theme import ThemeSwitch
from gui.services.session_service import SessionService, Surroundings
from gui.services.settings import Settings
from gui.views.gate_verbs import GateVerbs
from gui.views.inspector.source import InspectorSource
from gui.views.main_window import MainWindow, WindowMemory
from gui.views.model_picker import ModelSource
from gui.views.page_stack import PageMakers
from gui.views.team_picker import TeamsSource
from gui.views.workspace import Preferences, Workspace, WorkspaceParts
from gui.views.writing_supply import WritingSupply
from tests.services.house import SERVER, SMALL, House
from tests.waiting import until

if TYPE_CHECKING:
    from gui.views.agents.agents_page import AgentsPage
    from gui.views.settings.settings_page import SettingsPage
    from gui.views.welcome.welcome_page import WelcomePage


@dataclass
class Desk:
    """The window, and what it did to the world around it."""

    house: House
    window: MainWindow
    workspace: Workspace
    theme: ThemeSwitch
    crashes: list[BaseException] = field(default_factory=list)
    geometry: list[bytes] = field(default_factory=list)
    text_steps: list[int] = field(default_factory=list)

    def find(self, kind: type[QWidget], name: str) -> QWidget:
        found = self.window.findChild(kind, name)
        assert isinstance(found, kind), name
        return found

    def write(self, text: str) -> None:
        """Type into the composer and press Enter."""
        edit = self.workspace.chat.composer.edit
        edit.insertPlainText(text)
        QTest.keyClick(edit, Qt.Key.Key_Return)

    async def ask(self, text: str) -> None:
        """Write it, and wait until it has been answered."""
        session_id = self.shown()
        assert session_id is not None
        before = self._count()
        self.write(text)
        await until(lambda: self._count() >= before + 2)
        await self.house.idle(session_id)

    def _count(self) -> int:
        shown = self.workspace.chat.shown
        return len(shown.turns) if shown is not None else 0

    async def new_chat(self) -> str:
        """Open an empty chat and wait until it is shown."""
        self.workspace.router.new_chat()
        await until(lambda: (now := self.workspace.chat.session) and now.head_id is None)
        session = self.workspace.chat.session
        assert session is not None
        return session.id

    async def show(self, session_id: str) -> None:
        self.workspace.router.show_chat(session_id)
        await until(lambda: self.shown() == session_id and not self.workspace.chat.opening)

    def shown(self) -> str | None:
        session = self.workspace.chat.session
        return session.id if session else None

    def listed(self) -> list[str]:
        """The chats in the sidebar, from above."""
        model = self.workspace.sidebar._model
        ids = (model.id_at(model.index(row)) for row in range(model.rowCount()))
        return [one for one in ids if one is not None]


@asynccontextmanager
async def open_desk(
    app: QApplication,
    folder: Path,
    script: Script = echo,
    *,
    settings: Callable[[], SettingsPage] | None = None,
    welcome: Callable[[], WelcomePage] | None = None,
    agents: Callable[[], AgentsPage] | None = None,
    before: Callable[[MainWindow], None] = lambda _window: None,
    verbs: GateVerbs | None = None,
    teams: TeamsSource | None = None,
    inspected: InspectorSource | None = None,
    writing: WritingSupply | None = None,
    gate: Callable[[SessionService], GateVerbs] | None = None,
) -> AsyncIterator[Desk]:
    """With `gate`, which makes verbs of the service, tools ask the user as policies say."""
    surroundings = Surroundings() if gate is not None else None
    async with House(folder, script, surroundings=surroundings) as house:
        verbs = gate(house.service) if gate is not None else verbs
        theme = ThemeSwitch(app, choice="light")
        crashes: list[BaseException] = []
        geometry: list[bytes] = []
        steps: list[int] = []
        parts = WorkspaceParts(
            service=house.service,
            theme=theme,
            models=ModelSource(endpoints=lambda: (SERVER,), default=lambda: SMALL),
            preferences=Preferences(enter_sends=lambda: True, resize_text=steps.append),
            pages=PageMakers(
                welcome=welcome or _no_page,
                settings=settings or _no_page,
                agents=agents or _no_page,
            ),
            on_crash=crashes.append,
            first_draft=kept_draft(Settings(folder / "first.json")),
            verbs=verbs,
            teams=teams,
            inspected=inspected or InspectorSource(),
            writing=writing,
        )
        memory = WindowMemory(load=lambda: b"", save=geometry.append)
        window = MainWindow(theme=theme, memory=memory)
        before(window)
        workspace = Workspace(window, parts)
        window.fill(workspace)
        desk = Desk(
            house, window, workspace, theme, crashes=crashes, geometry=geometry, text_steps=steps
        )
        window.show()
        workspace.start()
        window.activateWindow()
        await until(window.isActiveWindow)
        try:
            yield desk
            await workspace.flush_drafts()
            assert not desk.crashes
        finally:
            window.hide()
            destroy(window)
            destroy(theme)


def destroy(thing: QObject) -> None:
    """Delete now what a running loop would delete later."""
    if shiboken6.isValid(thing):
        thing.deleteLater()
        QCoreApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete)


def _no_page() -> NoReturn:
    raise AssertionError("this page was not expected")
