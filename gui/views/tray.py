"""The icon in the tray, with a menu: the window, a new chat, the last chats, and the way out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from gui.model.session import Session
from gui.model.words import QT_TRANSLATE_NOOP
from gui.qt.theme import ThemeSwitch
from gui.qt.tray_drawing import tray_icon
from gui.services.chat_overview import ChatOverview, ChatState
from gui.services.tray_watch import TrayWatch
from gui.views.sidebar.row_words import title_of

translate = QCoreApplication.translate

CHATS = 8
TITLE_LETTERS = 40
SCREENLESS = frozenset({"offscreen", "minimal"})
"""Platforms of Qt on which even asking for a tray gives warnings."""

REST_MS = 500
"""So often at most the menu follows the chats while nobody looks at it."""

STATE_WORDS = {
    ChatState.NEEDS_YOU: QT_TRANSLATE_NOOP("Tray", "needs you"),
    ChatState.ANSWERING: QT_TRANSLATE_NOOP("Tray", "answering"),
    ChatState.FAILED: QT_TRANSLATE_NOOP("Tray", "failed"),
    ChatState.UNREAD: QT_TRANSLATE_NOOP("Tray", "unread"),
}
TOOLTIPS = {
    ChatState.NEEDS_YOU: QT_TRANSLATE_NOOP("Tray", "Parley: a chat needs you"),
    ChatState.UNREAD: QT_TRANSLATE_NOOP("Tray", "Parley: unread answers"),
    ChatState.ANSWERING: QT_TRANSLATE_NOOP("Tray", "Parley: answering"),
}


class Tray(QObject):
    """Shown and hidden as the user likes; `there` says whether the user can really see it."""

    clicked = Signal()
    window_wanted = Signal()
    new_chat_wanted = Signal()
    quick_ask_wanted = Signal()
    chat_wanted = Signal(str)
    quit_wanted = Signal()
    message_clicked = Signal()

    def __init__(
        self,
        parent: QObject,
        overview: ChatOverview,
        *,
        theme: ThemeSwitch,
        has_quick_ask: Callable[[], bool],
    ) -> None:
        super().__init__(parent)
        self._overview = overview
        self._has_quick_ask = has_quick_ask
        self._state = ChatState.QUIET
        self._watch: TrayWatch | None = None
        self._wanted = False
        self.icon: QSystemTrayIcon | None = None
        self.menu = QMenu()
        self.menu.setObjectName("trayMenu")
        self._show = self._add("trayShow", self.window_wanted)
        self._new = self._add("trayNewChat", self.new_chat_wanted)
        self._quick = self._add("trayQuickAsk", self.quick_ask_wanted)
        self._line = self.menu.addSeparator()
        self._chats = [self._add(f"trayChat{number}", None) for number in range(CHATS)]
        self._ids = [""] * CHATS
        for number, action in enumerate(self._chats):
            action.triggered.connect(partial(self._choose, number))
        self.menu.addSeparator()
        self._quit = self._add("trayQuit", self.quit_wanted)
        self.menu.aboutToShow.connect(self._freshen)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(REST_MS)
        self._soon.timeout.connect(self._freshen)
        self._freshen()
        theme.changed.connect(self._draw)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._draw)

    def follow(self, watch: TrayWatch) -> None:
        """Ask `watch` from now on whether there is a tray on the bus."""
        self._watch = watch

    def set_wanted(self, wanted: bool) -> None:
        """Show the icon, or take it away. One that no panel shows yet appears when one comes."""
        if wanted is not self._wanted:
            self._wanted = wanted
            self.renew()

    def renew(self) -> None:
        """Make the icon anew: Qt decides once, when it is made, which kind of tray it is for."""
        if self.icon is not None:
            self.icon.hide()
            self.icon.deleteLater()
            self.icon = None
        if not self._wanted or QGuiApplication.platformName() in SCREENLESS:
            return
        icon = QSystemTrayIcon(self)
        icon.setObjectName("trayIcon")
        icon.activated.connect(self._take_click)
        icon.messageClicked.connect(self.message_clicked)
        icon.setContextMenu(self.menu)
        self.icon = icon
        self._draw()
        icon.show()

    def there(self) -> bool:
        """Whether the icon is shown by a panel now."""
        if self.icon is None:
            return False
        if self._watch is not None and self._watch.watcher:
            return self._watch.host
        return QSystemTrayIcon.isSystemTrayAvailable()

    def refresh(self, *, news: bool) -> None:
        """Follow the chats; with `news` something is to be looked at, whatever they say."""
        state = self._overview.foremost()
        if news and state is not ChatState.NEEDS_YOU:
            state = ChatState.UNREAD
        if state is not self._state:
            self._state = state
            self._draw()

    def freshen_soon(self) -> None:
        """Chats or words are others now. Panels on the bus show what they got before they ask."""
        if not self._soon.isActive():
            self._soon.start()

    def close(self) -> None:
        self._soon.stop()
        self._wanted = False
        self.renew()
        self.menu.deleteLater()

    def _add(self, name: str, wanted: SignalInstance | None) -> QAction:
        action = self.menu.addAction("")
        action.setObjectName(name)
        if wanted is not None:
            action.triggered.connect(wanted)
        return action

    def _draw(self) -> None:
        if self.icon is None:
            return
        dot = self._state in (ChatState.NEEDS_YOU, ChatState.UNREAD)
        self.icon.setIcon(tray_icon(dot=dot))
        self._explain()

    def _explain(self) -> None:
        words = TOOLTIPS.get(self._state)
        if self.icon is not None:
            self.icon.setToolTip(translate("Tray", words) if words else "Parley")

    def _freshen(self) -> None:
        self.menu.setAccessibleName(translate("Tray", "Parley in the tray"))
        self._show.setText(translate("Tray", "Show Parley"))
        self._new.setText(translate("Tray", "New chat"))
        self._quick.setText(translate("Tray", "Quick ask"))
        self._quick.setVisible(self._has_quick_ask())
        self._quit.setText(translate("Tray", "Quit"))
        self._explain()
        recent = self._overview.recent(CHATS)
        self._line.setVisible(bool(recent))
        self._ids = [session.id for session in recent]
        for number, action in enumerate(self._chats):
            action.setVisible(number < len(recent))
            if number < len(recent):
                action.setText(self._line_of(recent[number]))

    def _line_of(self, session: Session) -> str:
        title = title_of(session)
        if len(title) > TITLE_LETTERS:
            title = title[: TITLE_LETTERS - 1].rstrip() + "…"
        title = title.replace("&", "&&")  # a single one would mark a key
        words = STATE_WORDS.get(self._overview.state(session))
        if not words:
            return title
        said = translate("Tray", "{title} ({state})")
        return said.format_map({"title": title, "state": translate("Tray", words)})

    def _choose(self, number: int, *_checked: bool) -> None:
        if number < len(self._ids):
            self.chat_wanted.emit(self._ids[number])

    def _take_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # On macOS a click opens the menu, and that is all it does.
        if reason is QSystemTrayIcon.ActivationReason.Trigger and sys.platform != "darwin":
            self.clicked.emit()
