"""The desktop around the window: tray, notifications, shortcuts, sleep; joined after the start."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject

from gui.late_import import import_late
from gui.late_quick_ask import LateQuickAsk, quick_ask_command
from gui.model.endpoint import ModelRef
from gui.qt.closing import Closing
from gui.qt.front_window import bring_to_front
from gui.qt.notices import Notice, NoticeKind
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.desk_abilities import DeskAbilities
from gui.services.folders import Folders
from gui.services.login_setting import LoginSetting
from gui.services.login_start import LoginStart, own_data_folder, program_command
from gui.services.mcp_port import FollowRunner
from gui.services.session_service import SessionService
from gui.services.settings import Settings
from gui.services.update_check import UpdateCheck
from gui.views.main_window import MainWindow
from gui.views.mcp_notice import McpNotice
from gui.views.presence import Presence, PresenceParts
from gui.views.quick_ask.parts import QuickAskParts
from gui.views.session_care import SessionCare, SessionCareParts
from gui.views.update_notice import UpdateNotice
from gui.views.workspace import Workspace

translate = QCoreApplication.translate
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class DeskParts:
    """What the parts of the desk work with; `tasks` ends with the program."""

    window: MainWindow
    workspace: Workspace
    service: SessionService
    settings: Settings
    theme: ThemeSwitch
    closing: Closing
    woke: Callable[[], None]
    updates: UpdateCheck
    folders: Folders
    tasks: TaskScope
    abilities: DeskAbilities
    default_model: Callable[[], ModelRef]
    follow_mcp: FollowRunner


class Desk(QObject):
    """Joins the parts; each is a class of its own that knows nothing of the others."""

    def __init__(self, parts: DeskParts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._updates = UpdateNotice(
            parts.updates,
            settings=parts.settings,
            workspace=parts.workspace,
            on_error=parts.workspace.show_error,
        )
        self._mcp = McpNotice(workspace=parts.workspace, on_error=parts.workspace.show_error)
        self.quick_ask = LateQuickAsk(
            self._quick_ask_parts(),
            abilities=parts.abilities,
            command=quick_ask_command(parts.folders),
        )
        self._care = SessionCare(
            self,
            SessionCareParts(
                workspace=parts.workspace,
                service=parts.service,
                settings=parts.settings,
                close=parts.closing.request,
                woke=parts.woke,
                keep=self.quick_ask.keep_draft,
            ),
        )
        self._login = LoginSetting(
            settings=parts.settings,
            login=LoginStart(program_command(), data=own_data_folder(parts.folders)),
            refused=self._tell_of_login,
        )
        parts.workspace.quick_ask_wanted.connect(self.quick_ask.show)
        self._presence = Presence(self._presence_parts())
        self._presence.quick_ask_wanted.connect(self.quick_ask.show)

    def tray_there(self) -> bool:
        """Whether the window may stay hidden, since a tray brings it back."""
        return self._presence.tray.there()

    async def start(self) -> None:
        """Begin each part in a step of its own; what this desktop does not have is left out."""
        if sys.platform.startswith("linux"):
            await import_late("gui.services.bus_wire")
        await self._presence.start()
        await self._care.start()
        self._updates.start()
        self._parts.follow_mcp(self._mcp.follow)
        await self._login.start()
        await self.quick_ask.start()

    def put_away(self) -> None:
        """Parley is closing: what is typed in the small window is kept, and saved with the rest."""
        self.quick_ask.put_away()

    async def close(self) -> None:
        """Let go of the desktop, within a second; also after a start that was cut short."""
        self._updates.close()
        self._mcp.close()
        results = await asyncio.gather(
            self._presence.close(),
            self._care.close(),
            self.quick_ask.close(),
            self._login.close(),
            return_exceptions=True,
        )
        for error in results:
            if isinstance(error, BaseException):
                log.warning("a part of the desktop did not let go: %r", error)

    def _presence_parts(self) -> PresenceParts:
        parts = self._parts
        return PresenceParts(
            window=parts.window,
            workspace=parts.workspace,
            service=parts.service,
            settings=parts.settings,
            theme=parts.theme,
            tasks=parts.tasks,
            abilities=parts.abilities,
            leaving=self._is_leaving,
            seen_elsewhere=self.quick_ask.shows,
        )

    def _is_leaving(self) -> bool:
        return self._parts.closing.requested.done()

    def _quick_ask_parts(self) -> QuickAskParts:
        parts = self._parts
        return QuickAskParts(
            service=parts.service,
            settings=parts.settings,
            theme=parts.theme,
            default_model=parts.default_model,
            show_chat=self._show_chat,
            show_settings=self._show_settings,
            on_crash=parts.workspace.show_error,
        )

    def _show_chat(self, session_id: str) -> None:
        self._presence.show_chat(session_id)

    def _show_settings(self) -> None:
        bring_to_front(self._parts.window)
        self._parts.workspace.pages.show_settings()

    def _tell_of_login(self, error: OSError) -> None:
        text = translate(
            "Desk", "Start at login could not be changed. The system says: {reason}"
        ).format(reason=error.strerror or str(error))
        notice = Notice(text=text, kind=NoticeKind.PROBLEM, about="start at login")
        self._parts.workspace.notices.show_notice(notice)
