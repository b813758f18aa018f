"""The sidebar: joins the new-chat button, the search and the list with the session service."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from gui.qt.icons import icon
from gui.qt.key_hint import KeyHint
from gui.qt.menus import add_rows, new_menu
from gui.qt.repeated_task import RepeatedTask
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.service_facts import (
    ServiceFact,
    SessionChanged,
    SessionRemoved,
)
from gui.services.session_service import SessionService
from gui.views.chat_verbs import ChatVerbs, chat_rows
from gui.views.sidebar.search_edit import SearchEdit
from gui.views.sidebar.session_list import SessionList
from gui.views.sidebar.session_list_model import SessionListModel

translate = QCoreApplication.translate

SIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

WIDEST_PERCENT = 140
"""The sidebar grows with the text size up to this part of its usual width."""

NEW_CHAT_KEYS = "Ctrl+N"
SEARCH_KEYS = "Ctrl+K"

APART = frozenset({"chat.delete"})
"""What must not be hit by a hand that aimed at the row above it."""


class Sidebar(QFrame):
    new_chat_wanted = Signal()
    chat_wanted = Signal(str)
    chat_visited = Signal(str)  # to look at, while the focus stays in the list
    agents_wanted = Signal()
    settings_wanted = Signal()

    def __init__(
        self, service: SessionService, *, verbs: ChatVerbs, tasks: TaskScope, theme: ThemeSwitch
    ) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._service = service
        self._verbs = verbs
        self._listing = RepeatedTask(tasks, "list", self._read_list)
        self._theme = theme
        self._query = ""
        self._listed = False
        self._model = SessionListModel(today=_today, parent=self)
        self._build()
        self._model.renamed.connect(verbs.rename)
        self._draw()
        theme.changed.connect(self._draw)
        self.retranslate()

    def refresh(self) -> None:
        """Read the list again, for the words in the search field."""
        self._listing.start()

    def take(self, fact: ServiceFact) -> None:
        """Follow what the service tells."""
        match fact:
            case SessionChanged():
                self._take_session(fact)
            case SessionRemoved():
                self._model.remove(fact.session_id)
                self._show_emptiness()
            case _:
                pass

    def show_as_current(self, session_id: str | None) -> None:
        self.list.show_as_current(session_id)

    def rename(self, session_id: str) -> bool:
        """Edit the title in its row; False when the chat is not in the list."""
        if not self.isVisible() or not self._model.index_of(session_id).isValid():
            return False
        self.list.rename(session_id)
        return True

    def clear_search(self) -> bool:
        """End the search; False when there is none."""
        if not self.search.text():
            return False
        self.search.clear()
        return True

    def neighbour(self, session_id: str | None, *, step: int) -> str | None:
        """The chat `step` rows further in the list, round its ends; None when there is no other."""
        ids = self._model.ids()
        if not ids:
            return None
        if session_id not in ids:
            return ids[0 if step > 0 else -1]
        found = ids[(ids.index(session_id) + step) % len(ids)]
        return None if found == session_id else found

    def retranslate(self) -> None:
        self.new_chat.setText(translate("Sidebar", "New chat"))
        self.new_chat.setAccessibleName(translate("Sidebar", "New chat"))
        self.agents.setText(translate("Sidebar", "Agents && teams"))
        self.agents.setAccessibleName(translate("Sidebar", "Agents & teams"))
        self.settings.setText(translate("Sidebar", "Settings"))
        self.settings.setAccessibleName(translate("Sidebar", "Settings"))
        self._show_emptiness()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.ActivationChange:
            self._model.regroup()

    def _build(self) -> None:
        px = self._theme.theme.px
        column = QVBoxLayout(self)
        edge = px("space_3")
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px("space_1"))
        self.new_chat = self._button("newChatButton")
        self.new_chat.clicked.connect(self.new_chat_wanted)
        row = QHBoxLayout(self.new_chat)
        row.setContentsMargins(0, 0, edge, 0)
        row.addWidget(KeyHint(NEW_CHAT_KEYS), 0, SIDE)
        self.search = SearchEdit(theme=self._theme, keys=SEARCH_KEYS)
        self.search.query_changed.connect(self._search)
        self.search.left_downwards.connect(self._go_to_list)
        self.list = SessionList(self._model, theme=self._theme)
        self.list.session_chosen.connect(self.chat_wanted)
        self.list.session_visited.connect(self.chat_visited)
        self.list.menu_wanted.connect(self._show_menu)
        self._empty = QLabel()
        self._empty.setObjectName("sessionListEmpty")
        self._empty.setProperty("faint", True)
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setWordWrap(True)
        self._empty.hide()
        line = QFrame()
        line.setObjectName("sidebarLine")
        line.setFixedHeight(px("hairline"))
        self.agents = self._button("agentsButton")
        self.agents.clicked.connect(self.agents_wanted)
        self.settings = self._button("settingsButton")
        self.settings.clicked.connect(self.settings_wanted)
        column.addWidget(self.new_chat)
        column.addWidget(self.search)
        column.addWidget(self._empty)
        column.addSpacing(px("space_1") + px("space_1") // 2)
        column.addWidget(self.list, 1)
        column.addWidget(line)
        column.addWidget(self.agents)
        column.addWidget(self.settings)

    def _button(self, name: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button

    def _draw(self) -> None:
        theme = self._theme.theme
        percent = min(max(theme.scale, 100), WIDEST_PERCENT)
        self.setFixedWidth(theme.px("sidebar_width") * percent // 100)
        self.new_chat.setIcon(icon("plus", theme.color("text"), theme.px("icon")))
        self.new_chat.setIconSize(QSize(theme.px("icon"), theme.px("icon")))

    def _search(self, query: str) -> None:
        if query != self._query:
            self._query = query
            self.refresh()

    async def _read_list(self) -> None:
        query = self._query
        found = await self._service.list_sessions(query=query, include_archived=bool(query))
        self._listed = True
        self._model.replace(found, self._service.is_running)
        for session in found:
            self._model.mark_needs_you(session.id, needs=self._service.needs_user(session.id))
        self._show_emptiness()

    def _take_session(self, fact: SessionChanged) -> None:
        session = fact.session
        known = self._model.session(session.id) is not None
        if self._query and not known:
            return
        if session.archived and not self._query:
            self._model.remove(session.id)
        else:
            self._model.put(session, running=fact.running, needs_user=fact.needs_user)
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        self._empty.setVisible(self._listed and self._model.rowCount() == 0)
        self._empty.setText(
            translate("Sidebar", "Nothing found for “{query}”.").format(query=self._query)
            if self._query
            else translate("Sidebar", "Your chats will be listed here.")
        )

    def _go_to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_menu(self, session_id: str, place: QPoint) -> None:
        session = self._model.session(session_id)
        if session is not None:
            menu = new_menu(self)
            menu.setObjectName("chatMenu")
            add_rows(menu, chat_rows(self._verbs, lambda: session), apart=APART)
            menu.popup(place)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
