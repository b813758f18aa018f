"""The sidebar: joins the new-chat button, the search and the list with the session service."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from gui.qt.icon_button import IconButton
from gui.qt.icons import icon
from gui.qt.key_hint import KeyHint
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.session_service import SessionService
from gui.views.sidebar.list_filling import ListFilling
from gui.views.sidebar.list_menus import ListMenus
from gui.views.sidebar.list_order import ListMemory, ListOrder
from gui.views.sidebar.row_menus import OrderVerbs
from gui.views.sidebar.search_edit import SearchEdit
from gui.views.sidebar.session_list import SessionList
from gui.views.sidebar.session_list_model import SessionListModel

translate = QCoreApplication.translate

SIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

WIDEST_PERCENT = 140
"""The sidebar grows with the text size up to this part of its usual width."""

NEW_CHAT_KEYS = "Ctrl+N"
SEARCH_KEYS = "Ctrl+K"


class Sidebar(QFrame):
    new_chat_wanted = Signal()
    chat_wanted = Signal(str)
    chat_visited = Signal(str)  # to look at, while the focus stays in the list
    agents_wanted = Signal()
    settings_wanted = Signal()

    def __init__(
        self,
        service: SessionService,
        *,
        verbs: OrderVerbs,
        tasks: TaskScope,
        theme: ThemeSwitch,
        memory: ListMemory,
    ) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._theme = theme
        self._model = SessionListModel(today=_today, parent=self)
        self._filling = ListFilling(self._model, service, tasks=tasks)
        self.refresh, self.take = self._filling.refresh, self._filling.take
        self.order = ListOrder(self._model, memory)
        self._build()
        self.end_selection = self.list.end_selection
        self._menus = ListMenus(self.list, self._model, verbs=verbs, order=self.order)
        self._filling.changed.connect(self._show_emptiness)
        self.order.changed.connect(self._show_tag)
        self._draw()
        theme.changed.connect(self._draw)
        self.retranslate()

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
        return self._model.rows.step(session_id, step)

    def retranslate(self) -> None:
        self.new_chat.setText(translate("Sidebar", "New chat"))
        self.new_chat.setAccessibleName(translate("Sidebar", "New chat"))
        self.agents.setText(translate("Sidebar", "Agents && teams"))
        self.agents.setAccessibleName(translate("Sidebar", "Agents & teams"))
        self.settings.setText(translate("Sidebar", "Settings"))
        self.settings.setAccessibleName(translate("Sidebar", "Settings"))
        self.more.say(translate("Sidebar", "Order, archive and bin"))
        self._show_tag()
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
        finding = self._finding_row()
        self.list = SessionList(self._model, theme=self._theme)
        self.list.session_chosen.connect(self.chat_wanted)
        self.list.session_visited.connect(self.chat_visited)
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
        column.addLayout(finding)
        column.addWidget(self.tag)
        column.addWidget(self._empty)
        column.addSpacing(px("space_1") + px("space_1") // 2)
        column.addWidget(self.list, 1)
        column.addWidget(line)
        column.addWidget(self.agents)
        column.addWidget(self.settings)

    def _finding_row(self) -> QHBoxLayout:
        px = self._theme.theme.px
        self.search = SearchEdit(theme=self._theme, keys=SEARCH_KEYS)
        self.search.query_changed.connect(self._filling.search)
        self.search.left_downwards.connect(self._go_to_list)
        self.more = IconButton("sort", theme=self._theme)
        self.more.setObjectName("listMenuButton")
        self.more.clicked.connect(self._show_list_menu)
        finding = QHBoxLayout()
        finding.setSpacing(px("space_1"))
        finding.addWidget(self.search, 1)
        finding.addWidget(self.more)
        self.tag = QPushButton()
        self.tag.setObjectName("tagFilter")
        self.tag.setAutoDefault(False)
        self.tag.clicked.connect(self._show_all_tags)
        return finding

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

    def _show_tag(self) -> None:
        tag = self.order.tag
        self.tag.setVisible(bool(tag))
        self.tag.setText(f"#{tag}  ✕".replace("&", "&&"))
        words = translate("Sidebar", "Only chats with the tag {tag}; press to show all")
        self.tag.setAccessibleName(words.replace("{tag}", tag))
        self.tag.setToolTip(self.tag.accessibleName())

    def _show_all_tags(self) -> None:
        self.order.show_tag("")

    def _show_emptiness(self) -> None:
        self._empty.setVisible(self._filling.listed and self._model.rowCount() == 0)
        self._empty.setText(
            translate("Sidebar", "Nothing found for “{query}”.").format(query=self._filling.query)
            if self._filling.query
            else translate("Sidebar", "Your chats will be listed here.")
        )

    def _go_to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_list_menu(self) -> None:
        self._menus.show_list(self.more.mapToGlobal(QPoint(0, self.more.height())))


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
