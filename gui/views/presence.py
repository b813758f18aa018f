"""Parley outside its window: notifications, the icon in the tray, and the window kept by it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QIcon

from gui.model.problem import StoreError
from gui.qt.application import Application
from gui.qt.front_window import bring_to_front
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.resources import resource
from gui.services.bus_notifications import BusNotifications
from gui.services.chat_overview import ChatOverview
from gui.services.desk_abilities import DeskAbilities
from gui.services.desktop_bus import BusError, DesktopBus
from gui.services.notification_post import NotificationPost, Sender
from gui.services.service_facts import ServiceFact, TurnChanged
from gui.services.session_service import SessionService
from gui.services.setting import KEEP_RUNNING, LANGUAGE, NOTIFY, QUICK_ASK, TRAY
from gui.services.settings import Settings
from gui.services.tray_watch import TrayWatch
from gui.views.chat_notifier import PROGRAM, ChatNotifier
from gui.views.kept_window import Keeping, KeptWindow
from gui.views.main_window import MainWindow
from gui.views.presence_limits import PresenceLimits
from gui.views.tray import Tray
from gui.views.tray_messages import TrayMessages
from gui.views.workspace import Workspace

log = logging.getLogger(__name__)

APP_ID = "chat.parley.Parley"
TOLD_OF_TRAY = "desktop.told_of_tray"
"""The section of the settings that remembers that the user knows where the window goes."""


@dataclass(frozen=True, kw_only=True)
class PresenceParts:
    """`leaving`: Parley is closing. `seen_elsewhere`: a chat is in front in another window."""

    window: MainWindow
    workspace: Workspace
    service: SessionService
    settings: Settings
    theme: ThemeSwitch
    tasks: TaskScope
    abilities: DeskAbilities
    leaving: Callable[[], bool]
    seen_elsewhere: Callable[[str], bool]


class Presence(QObject):
    """Starts in steps; each thing that this desktop does not have is quietly left out."""

    quick_ask_wanted = Signal()

    def __init__(self, parts: PresenceParts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._bus: DesktopBus | None = None
        self._watch: TrayWatch | None = None
        self._overview = ChatOverview()
        self.tray = Tray(
            self,
            self._overview,
            theme=parts.theme,
            has_quick_ask=lambda: parts.settings.get(QUICK_ASK),
        )
        self._limits = PresenceLimits(
            tray=self.tray, settings=parts.settings, abilities=parts.abilities
        )
        self._senders: list[Sender] = [TrayMessages(self.tray, self._follow_click)]
        self.post = NotificationPost(self._senders)
        self._notifier = ChatNotifier(
            self._overview,
            self.post,
            wanted=lambda: parts.settings.get(NOTIFY),
            looking=self._is_seen,
        )
        keeping = Keeping(
            wanted=lambda: parts.settings.get(KEEP_RUNNING),
            tray_there=self.tray.there,
            leaving=parts.leaving,
        )
        self.window = KeptWindow(parts.window, keeping)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.timeout.connect(self._look)
        self._ends: list[Callable[[], None]] = []
        self._closed = False
        self._connect()

    async def start(self) -> None:
        parts = self._parts
        self._ends.append(parts.service.subscribe(self._take))
        self._ends.append(parts.settings.subscribe(self._apply))
        with contextlib.suppress(StoreError):  # which the list in the window tells as well
            async with contextlib.aclosing(parts.service.listing.pages()) as pages:
                async for page in pages:
                    self._overview.fill(page, needs_user=parts.service.needs_user)
            archived = await parts.service.listing.archived()
            self._overview.fill(archived, needs_user=parts.service.needs_user)
        self._bus = await DesktopBus.open("SESSION")
        if self._bus is not None:
            await self._join_bus(self._bus)
        self.tray.set_wanted(parts.settings.get(TRAY))
        self.tray.freshen_soon()
        self._tell_tray()
        self._limits.tell()

    async def close(self) -> None:
        """Take the icon and the notifications away; bounded, and also after half a start."""
        self._closed = True
        for end in self._ends:
            end()
        self._ends.clear()
        self._looking.stop()
        self.window.close()
        self.tray.close()
        await self.post.close()
        if self._watch is not None:
            await self._watch.close()
        if self._bus is not None:
            await self._bus.close()

    def show_chat(self, session_id: str, token: str = "") -> None:
        if self._show_window(token=token):
            self._parts.workspace.router.show_chat(session_id)

    async def _join_bus(self, bus: DesktopBus) -> None:
        sender = BusNotifications(
            bus, app_id=APP_ID, icon=_notification_icon(), clicked=self._follow_click
        )
        watch = TrayWatch(bus, self._follow_tray)
        try:
            await sender.start()
            self._limits.has_service = await sender.offered()
            await watch.start()
        except BusError as error:
            log.info("the session bus is of no use: %s", error)
            return
        self._senders.insert(0, sender)
        self._watch = watch
        self.tray.follow(watch)

    def _connect(self) -> None:
        parts, tray = self._parts, self.tray
        tray.clicked.connect(self.window.toggle)
        tray.window_wanted.connect(self._show_window)
        tray.new_chat_wanted.connect(self._begin_chat)
        tray.quick_ask_wanted.connect(self.quick_ask_wanted)
        tray.chat_wanted.connect(self.show_chat)
        tray.quit_wanted.connect(parts.window.quit)
        self.window.hidden.connect(self._on_hidden)
        self.window.tray_lost.connect(self._limits.tell)
        parts.workspace.chat.session_shown.connect(self._look)
        parts.workspace.pages.page_changed.connect(self._look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._look_soon)
        if isinstance(app, Application):
            app.quit_asked.connect(self.window.give_up)

    def _take(self, fact: ServiceFact) -> None:
        self._overview.take(fact)
        self._notifier.take(fact)
        self._tell_tray()
        if not isinstance(fact, TurnChanged):
            self.tray.freshen_soon()

    def _apply(self, name: str) -> None:
        if name == TRAY.id:
            self.tray.set_wanted(self._parts.settings.get(TRAY))
            self._limits.tell()
        elif name in (LANGUAGE.id, QUICK_ASK.id):
            self.tray.freshen_soon()
        elif name == NOTIFY.id and not self._parts.settings.get(NOTIFY):
            self._notifier.silence()

    def _tell_tray(self) -> None:
        self.tray.refresh(news=self._notifier.has_news)

    def _follow_tray(self) -> None:
        """A tray came or went on the bus."""
        self.tray.renew()
        self.window.look()
        self._limits.tell()

    def _is_seen(self, session_id: str) -> bool:
        return self.window.in_front() or self._parts.seen_elsewhere(session_id)

    def _look_soon(self) -> None:
        """While the change of focus is told, the window is not yet the active one."""
        if not self._closed:  # the focus still moves while windows are taken down
            self._looking.start()

    def _look(self, *_what: object) -> None:
        """Whatever became visible: is it a chat that there is news of?"""
        if not self.window.in_front():
            return
        self.post.withdraw(PROGRAM)
        chat = self._parts.workspace.chat
        session = chat.session
        if session is None or not chat.isVisible():
            return
        self._notifier.look(session.id)
        self._tell_tray()
        if session.unread:
            work = self._parts.service.shelf.mark_read(session.id)
            self._parts.tasks.start(f"read {session.id}", work)

    def _follow_click(self, key: str, token: str) -> None:
        if key == PROGRAM:
            self._show_window(token=token)
        else:
            self.show_chat(key, token)

    def _show_window(self, *_checked: bool, token: str = "") -> bool:
        """False while Parley is closing: what is typed then would be lost."""
        if self._parts.leaving():
            return False
        bring_to_front(self._parts.window, token)
        self._look_soon()
        return True

    def _begin_chat(self) -> None:
        if self._show_window():
            self._parts.workspace.router.new_chat()

    def _on_hidden(self) -> None:
        """Nothing typed may be lost by what happens to a program that nobody sees."""
        parts = self._parts
        parts.tasks.start("keep drafts", parts.workspace.flush_drafts())
        if parts.settings.section(TOLD_OF_TRAY) is not True:
            parts.settings.set_section(TOLD_OF_TRAY, True)
            self._notifier.tell_of_tray()


def _notification_icon() -> str:
    """The name in the icon theme where Parley is installed, else the address of its drawing."""
    if QIcon.hasThemeIcon(APP_ID):
        return APP_ID
    return QUrl.fromLocalFile(str(resource("icons", "parley.svg"))).toString()
