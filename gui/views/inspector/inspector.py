"""The inspector: what happens in the chat that is shown, in four tabs."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.model.limits import NO_LIMITS
from gui.model.session import Session
from gui.model.turn import Role, Turn, TurnState
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.views.inspector.context_tab import ContextTab
from gui.views.inspector.files_tab import FilesTab
from gui.views.inspector.source import InspectorSource
from gui.views.inspector.timeline_tab import TimelineTab
from gui.views.inspector.tree_tab import TreeTab
from gui.views.shown_chat import ShownChat

translate = QCoreApplication.translate

PACE_MS = 400
"""How long news wait at most: so often at most is anything drawn while text streams."""


class Inspector(QFrame):
    """Follows `chat` while it can be seen, and does nothing at all while it cannot."""

    part_wanted = Signal(str, object)  # turn id, and a part's number or None
    text_wanted = Signal(str, str)
    turn_wanted = Signal(str)  # of any branch

    def __init__(
        self,
        source: InspectorSource,
        *,
        theme: ThemeSwitch,
        tasks: TaskScope,
        chat: Callable[[], ShownChat | None],
    ) -> None:
        super().__init__()
        self.setObjectName("inspector")
        self._chat = chat
        self._source = source
        self._tasks = tasks
        self._spent_at: object = None
        self._spent_of = ""
        self._sent_at: object = None
        self._theme = theme
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(PACE_MS)
        self._pace.timeout.connect(self._refresh)
        self.timeline = TimelineTab(source, theme)
        self.context = ContextTab(source.verbs, theme, tasks)
        self.files = FilesTab(source.verbs, theme, tasks)
        self.tree = TreeTab(source, theme, tasks)
        self.timeline.part_wanted.connect(self.part_wanted)
        self.tree.turn_wanted.connect(self.turn_wanted)
        self.context.text_wanted.connect(self.text_wanted)
        self.tabs = QTabBar()
        self.tabs.setObjectName("inspectorTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._pages = QStackedWidget()
        for page in (self.timeline, self.context, self.files, self.tree):
            self.tabs.addTab("")
            self._pages.addWidget(page)
        self.tabs.currentChanged.connect(self._turn_to)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.theme.px("space_2"), 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        theme.changed.connect(self._fit)
        self._fit()
        self.retranslate()

    def news(self) -> None:
        """Something has changed in the chat; shown soon, however often this is told."""
        if self.isVisible() and not self._pace.isActive():
            self._pace.start()

    def another_chat(self) -> None:
        """Another chat is shown, or the same one with another folder or other limits."""
        if self.isVisible():
            self._refresh()
            self._read()

    def show_tree(self) -> None:
        self.tabs.setCurrentIndex(self._pages.indexOf(self.tree))
        self.tree.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        names = (
            translate("Inspector", "Timeline"),
            translate("Inspector", "Context"),
            translate("Inspector", "Files"),
            translate("Inspector", "Tree"),
        )
        for at, name in enumerate(names):
            self.tabs.setTabText(at, name)
        self.tabs.setAccessibleName(translate("Inspector", "Inspector"))
        self.setAccessibleName(translate("Inspector", "Inspector"))
        for page in (self.timeline, self.context, self.files, self.tree):
            page.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.another_chat()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pace.stop()

    def _turn_to(self, tab: int) -> None:
        self._pages.setCurrentIndex(tab)
        self.tabs.updateGeometry()  # another tab in bold may need another height
        self._read()

    def _read(self) -> None:
        """What has to be fetched is fetched for the tab that is seen."""
        chat = self._chat()
        page: QWidget | None = self._pages.currentWidget()
        if page is self.context:
            self.context.show_session(chat.id if chat is not None else None)
        elif page is self.files:
            self.files.show_session(chat.session if chat is not None else None)
        elif page is self.tree:
            self._read_tree(chat)

    def _read_tree(self, chat: ShownChat | None) -> None:
        newest = None if chat is None else next(reversed(chat.turns), None)
        state = newest and (newest.id, newest.state)
        self.tree.show_session(None if chat is None else chat.session, state)

    def _refresh(self) -> None:
        chat = self._chat()
        turn = None if chat is None else _newest_answer(chat)
        session = None if chat is None else chat.session
        if self._pages.currentWidget() is self.timeline:
            self.timeline.show_turn(turn, session, now=time.time())
        elif self._pages.currentWidget() is self.tree:
            self._read_tree(chat)
        self._read_spent(session, turn)
        self._read_sent(session, turn)
        if turn is not None and turn.state is TurnState.RUNNING:
            self._pace.start()  # spans that are open grow by themselves

    def _read_spent(self, session: Session | None, turn: Turn | None) -> None:
        """Anew when another request was made or an answer has ended, where there are limits."""
        if session is None or session.limits == NO_LIMITS:
            return
        state = (session.id, session.limits, turn and (turn.id, turn.state, turn.requests))
        if state != self._spent_at:
            if self._spent_of != session.id:
                self.timeline.show_spent(None)
            self._spent_at, self._spent_of = state, session.id
            self._tasks.start("inspector: spent", self._show_spent(session.id))

    def _read_sent(self, session: Session | None, turn: Turn | None) -> None:
        """Anew for another chat, and when a request was made or an answer has ended."""
        if session is None:
            self.timeline.show_sent(())
            return
        state = (session.id, turn and (turn.id, turn.state, turn.requests))
        if state != self._sent_at:
            self._sent_at = state
            self._tasks.start("inspector: sent", self._show_sent(session.id))

    async def _show_sent(self, session_id: str) -> None:
        hosts = await self._source.sent(session_id)
        chat = self._chat()
        if chat is not None and chat.id == session_id:
            self.timeline.show_sent(hosts)

    async def _show_spent(self, session_id: str) -> None:
        spent = await self._source.spent(session_id)
        chat = self._chat()
        if chat is not None and chat.id == session_id:
            self.timeline.show_spent(spent)

    def _fit(self) -> None:
        theme = self._theme.theme
        self.setFixedWidth(theme.px("inspector_width") * max(theme.scale, 100) // 100)


def _newest_answer(chat: ShownChat) -> Turn | None:
    answers = (t for t in reversed(chat.turns) if t.role is Role.AGENT and t.compaction is None)
    return next(answers, None)
