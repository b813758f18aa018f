"""The running program: builds every long-lived object once, starts them, and shuts them down."""

from __future__ import annotations

import asyncio
import gc
import logging
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from gui import __version__
from gui.closing_notice import ClosingNotice
from gui.engine_room import EngineRoom
from gui.first_chat import FirstChat, kept_draft, kept_order
from gui.inspecting import inspector_source
from gui.joining import (
    chat_mirror,
    chat_options,
    gate_verbs,
    teams_source,
    tool_rules,
    update_check,
)
from gui.late_agents import LateAgents
from gui.late_import import import_late
from gui.model.problem import Problem, StoreError
from gui.openings import Openings
from gui.qt.closing import Closing
from gui.qt.crash_dialog import CrashReports
from gui.qt.icons import app_icon
from gui.qt.task_scope import TaskScope
from gui.qt.theme import SCALE_MAX, SCALE_MIN
from gui.qt.uncaught import UncaughtErrors
from gui.qt.watchdog import Watchdog
from gui.services.desk_abilities import DeskAbilities
from gui.services.endpoints import GUIDE, Endpoints
from gui.services.folders import Folders
from gui.services.model_catalog import ModelCatalog
from gui.services.saved_prompts import SavedPrompts
from gui.services.secrets import Secrets
from gui.services.session_service import SessionService, Surroundings
from gui.services.session_store import SessionStore
from gui.services.setting import ENTER_SENDS, TEXT_SIZE
from gui.services.shutdown import (
    MODEL_CLIENTS_LIMIT,
    REMAINING_TASKS_LIMIT,
    Shutdown,
    end_remaining_tasks,
)
from gui.services.shutdown_stage import Stage
from gui.services.team_library import TeamLibrary
from gui.shell import LOOKS, Shell
from gui.views.model_picker import ModelSource
from gui.views.opening_parts import OpeningParts
from gui.views.page_stack import PageMakers
from gui.views.workspace import Preferences, Workspace, WorkspaceParts
from gui.views.writing_supply import WritingSupply

if TYPE_CHECKING:  # pages that a start may never show are not imported by it
    from gui.desk import Desk
    from gui.views.settings.data_desk import DataDesk
    from gui.views.settings.parts import SettingsParts
    from gui.views.settings.settings_page import SettingsPage
    from gui.views.welcome.welcome_page import WelcomePage

log = logging.getLogger(__name__)

OPENED_LATER = (
    "gui.views.settings.settings_page",
    "gui.views.agents.agents_page",
    "gui.views.welcome.welcome_page",
    "gui.views.command_palette",
    "gui.views.cheat_sheet",
    "gui.views.inspector.inspector",
)
"""What the user may open next: imported ahead, since importing takes longer than a frame."""

TEXT_STEP = 10  # percent
SAVE_LIMIT = 1.0  # seconds for drafts and settings
DESK_LIMIT = 1.0  # seconds for the tray, the shortcut and the desktop's bus
STORE_LIMIT = 1.0  # seconds for the last checkpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What there is before the program: its window and the process around it."""

    shell: Shell
    closing: Closing
    folders: Folders
    watchdog: Watchdog
    openings: Openings


class Program(QObject):
    def __init__(self, launch: Launch, *, uncaught: UncaughtErrors) -> None:
        super().__init__()
        self._launch = launch
        self._warned = False
        self._kept: frozenset[asyncio.Task[object]] = frozenset()
        self.settings = launch.shell.settings
        self.theme = launch.shell.theme
        self.window = launch.shell.window
        self.endpoints = Endpoints(self.settings)
        self.secrets = Secrets(launch.folders.keys)
        self.room = EngineRoom(
            launch.folders, self.settings, secrets=self.secrets, endpoints=self.endpoints
        )
        self.engine = self.room.engine
        self.prompts = SavedPrompts(self.settings)
        self.teams = TeamLibrary(
            launch.folders.teams,
            language=lambda: launch.shell.translation.language,
            servers=self.room.supply.given_servers,
        )
        self.store = SessionStore(launch.folders.database)
        self.service = SessionService(
            store=self.store,
            engine=self.engine,
            catalog=ModelCatalog(self.endpoints, self.secrets),
            surroundings=Surroundings(sections=self.settings, teams=self.teams),
            options=chat_options(
                self.settings, endpoints=self.endpoints.list, folders=launch.folders
            ),
        )
        self.room.hear = self.service.hosts.note
        self.models = ModelSource(
            endpoints=self.endpoints.list, default=self.endpoints.default_model
        )
        self.agents = LateAgents(
            library=self.teams,
            workspace=lambda: self.workspace,
            service=self.service,
            models=self.models,
            drafts=launch.folders.drafts,
            tasks=lambda: self._tasks,
            servers=self.room.supply.list_servers,
            add_server=self.room.supply.add_server,
        )
        self.verbs = gate_verbs(self.service, servers=self.room.supply.server_names)
        self.workspace = Workspace(self.window, self._workspace_parts())
        self._crashes = CrashReports(self.window, theme=self.theme, about=f"Parley {__version__}")
        self._first_chat = FirstChat(
            settings=self.settings,
            endpoints=self.endpoints,
            service=self.service,
            workspace=self.workspace,
        )
        self._desk: Desk | None = None
        self._abilities = DeskAbilities()
        self._tasks = TaskScope(self, self.workspace.show_error)
        uncaught.caught.connect(self._crashes.show_traceback)

    async def start(self) -> None:
        """Fill the window, open the store, then begin what the window never waits for."""
        await asyncio.sleep(0)  # building and showing the workspace are a step each
        self.window.fill(self.workspace)
        QGuiApplication.setWindowIcon(app_icon())  # of every window
        try:
            await self.service.start()
        except StoreError as error:
            log.error("the store cannot be opened: %s", error)  # noqa: TRY400 - told in full
            self._refuse(error.problem)
            return
        self.workspace.start()
        if self.settings.set_aside is not None:
            self.workspace.tell_of_settings(str(self.settings.set_aside))
        self._tasks.start("first chat", self._show_first_chat())

    async def shut_down(self) -> None:
        """Clean up in bounded stages, whatever hangs; also after a start that was cut short."""
        self._first_chat.remember()
        waiting = ClosingNotice(self.window)
        self._tasks.close()
        current = asyncio.current_task()
        self._kept = frozenset() if current is None else frozenset({current})
        shutdown = Shutdown(hurried=self._launch.closing.hurried, waiting_for=waiting.note)
        late = await shutdown.run(self._stages())
        waiting.end()
        if late:
            log.warning("clean-up left behind: %s", ", ".join(late))
        self.workspace.deleteLater()

    def _stages(self) -> Sequence[Stage]:
        return (
            Stage(name="drafts and settings", limit=SAVE_LIMIT, run=self._save, saves=True),
            *self.service.cleanup_stages(),
            Stage(name="desktop", limit=DESK_LIMIT, run=self._leave_desk),
            self.room.mcp.cleanup_stage(),
            self.room.children.cleanup_stage(),
            Stage(name="model clients", limit=MODEL_CLIENTS_LIMIT, run=self.engine.close),
            Stage(
                name="remaining tasks",
                limit=REMAINING_TASKS_LIMIT + 1.0,
                run=self._end_remaining_tasks,
            ),
            Stage(name="store", limit=STORE_LIMIT, run=self._close_store, saves=True),
        )

    async def may_close(self) -> bool:
        """Whether the window may go; the user hears once that what is typed cannot be kept."""
        if self._warned:
            return True
        try:
            async with asyncio.timeout(SAVE_LIMIT):
                await self.workspace.flush_drafts()
        except (StoreError, TimeoutError) as error:
            log.warning("drafts cannot be saved: %s", error)
            self._warned = True
            self.workspace.warn_of_loss()
            return False
        return True

    async def _save(self) -> None:
        """Each is saved even where the other cannot be."""
        if self._desk is not None:
            self._desk.put_away()
        results = await asyncio.gather(
            self.workspace.flush_drafts(), self.settings.flush(), return_exceptions=True
        )
        for error in results:
            if isinstance(error, BaseException):
                log.warning("not saved: %s", error)

    async def _end_remaining_tasks(self) -> None:
        await end_remaining_tasks(keep=self._kept)

    async def _close_store(self) -> None:
        await self.store.close()
        self._launch.watchdog.saved.set()

    async def _show_first_chat(self) -> None:
        """Then import, behind the window, what the next steps of the user need."""
        try:
            await self._first_chat.show()
        finally:
            self.room.first_shown.set()
            loading = self.engine.begin()
        await self._launch.openings.begin(self._opening_parts())
        await import_late("gui.qt.markdown_document")
        from gui.qt.markdown_document import prepare_parser

        await asyncio.get_running_loop().run_in_executor(None, prepare_parser)
        await asyncio.wait({loading})
        await import_late(*OPENED_LATER)
        await import_late("gui.desk")
        await self._join_desk()
        await import_late("gui.services.mirror", "gui.views.export.document_words")
        mirror = chat_mirror(
            self.settings,
            self.service,
            index=self._launch.folders.mirror,
            on_problem=self.workspace.show_problem,
        )
        self._tasks.start("mirror", mirror.run())

    def _opening_parts(self) -> OpeningParts:
        return OpeningParts(
            workspace=self.workspace,
            service=self.service,
            theme=self.theme,
            endpoints=lambda: (*self.endpoints.list(), GUIDE),
            teams=self.teams.list,
            kept=self.settings,
        )

    async def _join_desk(self) -> None:
        from gui.desk import Desk, DeskParts

        self._desk = Desk(
            DeskParts(
                window=self.window,
                workspace=self.workspace,
                service=self.service,
                settings=self.settings,
                theme=self.theme,
                closing=self._launch.closing,
                woke=self.engine.woke,
                updates=update_check(self.settings, self.service.hosts.note),
                folders=self._launch.folders,
                tasks=self._tasks,
                abilities=self._abilities,
                default_model=self.endpoints.default_model,
                follow_mcp=self.room.mcp.follow,
            )
        )
        self._launch.shell.tray_there = self._desk.tray_there
        self._launch.openings.serve_quick_ask(self._desk.quick_ask.show_for)
        await self._desk.start()

    async def _leave_desk(self) -> None:
        if self._desk is not None:
            await self._desk.close()

    def _refuse(self, problem: Problem) -> None:
        """Show why there are no chats instead of a workspace that could not keep anything."""
        gc.enable()  # the import of the engine, which does so otherwise, will not come
        from gui.views.refusal_page import RefusalPage

        page = RefusalPage(problem, folder=str(self._launch.folders.data), theme=self.theme)
        page.quit_wanted.connect(self.window.close)
        self.window.takeCentralWidget()
        self.window.fill(page)

    def _workspace_parts(self) -> WorkspaceParts:
        return WorkspaceParts(
            service=self.service,
            theme=self.theme,
            models=self.models,
            preferences=Preferences(
                enter_sends=lambda: self.settings.get(ENTER_SENDS), resize_text=self._resize_text
            ),
            pages=PageMakers(
                welcome=self._make_welcome, settings=self._make_settings, agents=self.agents.make
            ),
            on_crash=self._report_crash,
            first_draft=kept_draft(self.settings),
            list_memory=kept_order(self.settings),
            verbs=self.verbs,
            teams=teams_source(self.teams),
            inspected=inspector_source(
                self.settings, self.endpoints, verbs=self.verbs, service=self.service
            ),
            writing=WritingSupply(prompts=self.prompts, offers=self.room.mcp.offers),
        )

    def _settings_parts(self) -> SettingsParts:
        from gui.views.settings.mcp_desk import McpDesk
        from gui.views.settings.parts import SettingsParts
        from gui.views.settings.providers import Providers

        return SettingsParts(
            settings=self.settings,
            providers=Providers(
                endpoints=self.endpoints, secrets=self.secrets, engine=self.engine.ready
            ),
            mcp=McpDesk(servers=self.room.servers, secrets=self.secrets, runner=self.room.mcp.pool),
            theme=self.theme,
            folders=self._launch.folders,
            memory=self.room.memory,
            prompts=self.prompts,
            rules=tool_rules(self.service, servers=self.room.supply.server_names),
            usage=self.service.usage,
            data=self._data_desk(),
            shortcuts=self.workspace.table.shortcuts,
            updates=update_check(self.settings, self.service.hosts.note),
            version=__version__,
            on_error=self.workspace.show_error,
            abilities=self._abilities,
        )

    def _data_desk(self) -> DataDesk:
        from gui.services.erasure import Erasure, ErasureParts
        from gui.views.settings.data_desk import DataDesk

        parts = ErasureParts(
            folders=self._launch.folders,
            library=self.service.library,
            settings=self.settings,
            endpoints=self.endpoints,
            servers=self.room.servers,
            secrets=self.secrets,
            memory=self.room.memory,
            teams=self.teams,
            seal=self.service.exchange.seal,
            kept=LOOKS,
        )
        return DataDesk(
            library=self.service.library,
            hosts=self.service.hosts,
            retention=self.service.retention,
            erase=Erasure(parts).run,
            keep_drafts=self.workspace.flush_drafts,
        )

    def _make_settings(self) -> SettingsPage:
        from gui.views.settings.settings_page import SettingsPage

        return SettingsPage(self._settings_parts())

    def _make_welcome(self) -> WelcomePage:
        from gui.services.discovery import discover
        from gui.views.welcome.welcome_page import WelcomePage

        return WelcomePage(self._settings_parts(), discover)

    def _resize_text(self, step: int) -> None:
        size = self.settings.get(TEXT_SIZE) + step * TEXT_STEP if step else TEXT_SIZE.default
        self.settings.set(TEXT_SIZE, max(SCALE_MIN, min(SCALE_MAX, size)))

    def _report_crash(self, error: BaseException) -> None:
        log.error("a task of the window failed", exc_info=error)
        self._crashes.show_traceback("".join(traceback.format_exception(error)))
