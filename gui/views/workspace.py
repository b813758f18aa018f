"""What fills the window: sidebar, one page at a time, notices; it routes, its parts work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gui.model.problem import ParleyError, Problem, ProblemKind
from gui.qt.actions import ActionTable
from gui.qt.front_window import bring_to_front
from gui.qt.gapless import gapless_row
from gui.qt.menus import menu_of, popup_below
from gui.qt.notices import Notice, NoticeBar, NoticeKind
from gui.qt.phrases import in_a_row
from gui.qt.task_scope import ErrorSink, TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.service_facts import (
    ChatsExpired,
    LibraryReplaced,
    ServiceFact,
    ServiceProblem,
    StoreRecovered,
)
from gui.services.session_service import SessionService
from gui.views.chat_delivery import ChatDelivery
from gui.views.chat_page import ChatPage, ChatParts
from gui.views.chat_router import ChatRouter
from gui.views.chat_terms import ChatTerms
from gui.views.chat_verbs import ChatVerbs
from gui.views.composer.composer import Composer
from gui.views.expiry_notice import expiry_notice
from gui.views.find_opener import FindOpener
from gui.views.front_panels import FrontPanels
from gui.views.gate_verbs import GateVerbs
from gui.views.inspector.slot import InspectorSlot
from gui.views.inspector.source import InspectorSource
from gui.views.link_opener import open_link
from gui.views.main_window import MainWindow
from gui.views.model_picker import ModelSource
from gui.views.ordering import Ordering
from gui.views.page_stack import PageMakers, PageStack
from gui.views.problem_text import problem_text
from gui.views.search.search_opener import SearchOpener
from gui.views.sidebar.fold import SidebarFold
from gui.views.sidebar.list_order import ListMemory, forgetful
from gui.views.sidebar.row_words import title_of
from gui.views.sidebar.sidebar import Sidebar
from gui.views.summing_up import SummingUp
from gui.views.team_picker import TeamsSource
from gui.views.turn_keys import TurnKeys
from gui.views.unsent_texts import DraftMemory
from gui.views.user_needs import UserNeeds
from gui.views.window_actions import WindowVerbs, window_rows
from gui.views.writing_supply import WritingSupply

translate = QCoreApplication.translate

CHAT_MENU = (
    "chat.rename",
    "chat.pin",
    "chat.unpin",
    "chat.unread",
    "chat.move",
    "chat.tags",
    "chat.duplicate",
    "chat.copy_answer",
    "",
    "chat.folder",
    "chat.tools",
    "chat.instructions",
    "chat.limits",
    "chat.sum_up",
    "chat.compare",
    "",
    "chat.export",
    "chat.copy_link",
    "",
    "chat.archive",
    "chat.unarchive",
    "",
    "chat.delete",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What the window asks of the settings; `resize_text` takes +1, -1, or 0 for normal."""

    enter_sends: Callable[[], bool]
    resize_text: Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceParts:
    """What the workspace works with; `on_crash` takes errors that are faults of the program."""

    service: SessionService
    theme: ThemeSwitch
    models: ModelSource
    preferences: Preferences
    pages: PageMakers
    on_crash: ErrorSink
    first_draft: DraftMemory
    verbs: GateVerbs | None = None
    teams: TeamsSource | None = None
    inspected: InspectorSource = field(default_factory=InspectorSource)
    writing: WritingSupply | None = None
    list_memory: ListMemory = field(default_factory=forgetful)


class Workspace(QWidget):
    """Everything in `window`, whose title it keeps; made once the window is on the screen."""

    quick_ask_wanted = Signal()
    file_wanted = Signal()
    export_wanted = Signal(str)  # session id
    several_export_wanted = Signal(object)  # a tuple of session ids

    def __init__(self, window: MainWindow, parts: WorkspaceParts) -> None:
        super().__init__()
        self.setObjectName("workspace")
        self._window = window
        self._parts = parts
        self._greeted = False
        self._tasks = TaskScope(self, self.show_error)
        front = QWidget()
        theme = self.theme = parts.theme
        self.notices = NoticeBar(front, theme=theme)
        self._verbs = ChatVerbs(parts.service, tasks=self._tasks, notices=self.notices)
        self.ordering = Ordering(
            window, parts, verbs=self._verbs, tasks=self._tasks, notices=self.notices
        )
        self.sidebar = Sidebar(
            parts.service,
            verbs=self.ordering.verbs,
            tasks=self._tasks,
            theme=theme,
            memory=parts.list_memory,
        )
        self._delivery = ChatDelivery(
            self, service=parts.service, tasks=self._tasks, first_draft=parts.first_draft
        )
        self._delivery.delivered.connect(partial(_withdraw_refusals, self.notices))
        self.chat = ChatPage(self._chat_parts())
        self.pages = PageStack(
            self.chat, parts.pages, theme=theme, enter_sends=parts.preferences.enter_sends
        )
        self.router = ChatRouter(
            parts.service, tasks=self._tasks, sidebar=self.sidebar, pages=self.pages
        )
        self.finder = FindOpener(self.chat, service=parts.service, tasks=self._tasks, theme=theme)
        self.turns = TurnKeys(self.chat, theme)
        self.needs = UserNeeds(self.chat, self.notices, show_chat=self.router.show_chat)
        self.fold = SidebarFold(self.sidebar, narrow_below=theme.theme.px("sidebar_collapse_width"))
        self.inspector = InspectorSlot(self.chat, parts.inspected, theme=theme, tasks=self._tasks)
        shown = self.router.shown
        self.terms = ChatTerms(
            window, verbs=parts.verbs, session=shown, tasks=self._tasks, theme=theme
        )
        self.summing = SummingUp(
            window,
            service=parts.service,
            session=shown,
            notices=self.notices,
            tasks=self._tasks,
        )
        self.search = SearchOpener(
            self.finder, show_chat=self.router.show_chat, notices=self.notices
        )
        self.panels = FrontPanels(self, table=lambda: self.table, theme=theme)
        self.table = ActionTable(window_rows(self._window_verbs()), window=window)
        gapless_row(self).addWidget(self.sidebar)
        gapless_row(self).addWidget(front, 1)
        gapless_row(front).addWidget(self.pages, 1)
        gapless_row(front).addWidget(self.inspector)
        self._connect()
        self._name_window()

    def start(self) -> None:
        """Follow the session service from now on, and read the list of chats."""
        unsubscribe = self._parts.service.subscribe(self._take)
        self.destroyed.connect(unsubscribe)
        self.sidebar.refresh()

    async def flush_drafts(self) -> None:
        """Save what is typed and not sent; to be awaited before the program ends."""
        self.pages.keep_drafts()
        await self.chat.flush_drafts()

    def tell_of_settings(self, kept: str) -> None:
        """Say that the settings could not be read; `kept` is where the damaged file lies."""
        text = translate(
            "Workspace",
            "Your settings could not be read, so the usual ones count. The old file is {path}.",
        )
        self.notices.show_notice(Notice(text=text.format(path=kept), kind=NoticeKind.PROBLEM))

    def warn_of_loss(self) -> None:
        """Say, where the window was to close, that what is typed cannot be saved."""
        text = translate(
            "Workspace",
            "What you typed could not be saved. Copy it, or close again to leave without it.",
        )
        bring_to_front(self._window)  # Quit was perhaps chosen in the tray
        self.notices.show_notice(Notice(text=text, kind=NoticeKind.PROBLEM))

    def show_error(self, error: BaseException) -> None:
        """Show what a task could not do; an error that is nobody's fault but ours is a crash."""
        if isinstance(error, ParleyError):
            self.show_problem(error.problem)
        else:
            self._parts.on_crash(error)

    def show_problem(self, problem: Problem) -> None:
        words = problem_text(problem)
        text = in_a_row(words.sentence, words.next_step)
        notice = Notice(text=text, kind=NoticeKind.PROBLEM, about=problem.kind.value)
        if problem.kind is ProblemKind.LIMIT_REACHED and self.terms.can_set():
            action = translate("Workspace", "Raise the limit…")
            notice = replace(notice, action=action, run=self.terms.open_limits)
        self.notices.show_notice(notice)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.table.retranslate()
            self._name_window()

    def showEvent(self, event: QShowEvent) -> None:
        """What was typed into the empty window belongs into the box, and all that follows."""
        super().showEvent(event)
        if self._greeted:
            return
        self._greeted = True
        self.chat.composer.focus()
        self.chat.composer.edit.press(self._window.take_typed())
        self.chat.writing.recall(self._parts.first_draft.load())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.inspector.fit(event.size().width())
        self.fold.fit(event.size().width())

    def _chat_parts(self) -> ChatParts:
        parts = self._parts
        return ChatParts(
            service=parts.service,
            theme=parts.theme,
            models=parts.models,
            enter_sends=parts.preferences.enter_sends,
            tasks=self._tasks,
            delivery=self._delivery,
            verbs=parts.verbs,
            teams=parts.teams,
            writing=parts.writing,
        )

    def _window_verbs(self) -> WindowVerbs:
        return WindowVerbs(
            verbs=self._verbs,
            session=self.router.shown,
            new_chat=self.router.new_chat,
            open_file=self.file_wanted.emit,
            search=self._search,
            write=self.pages.focus_composer,
            step_back=self._step_back,
            switch_chat=self.router.switch,
            copy_answer=self.router.copy_answer,
            has_answer=self.router.has_answer,
            palette=self.panels.toggle_palette,
            settings=self.pages.show_settings,
            agents=self.pages.show_agents,
            toggle_sidebar=self.fold.toggle,
            toggle_inspector=self.inspector.toggle,
            show_tree=self.inspector.show_tree,
            resize_text=self._parts.preferences.resize_text,
            cheat_sheet=self.panels.toggle_cheat_sheet,
            finder=self.finder,
            turns=self.turns,
            needs=self.needs,
            terms=self.terms,
            summing=self.summing,
            branches=self.chat.branches,
            comparing=self.chat.comparing,
            ordering=self.ordering,
            quick_ask=self.quick_ask_wanted.emit,
            quit=self._window.quit,
        )

    def _connect(self) -> None:
        self.table.explain(self.sidebar.new_chat, "chat.new")
        self.table.explain(self.sidebar.search, "chat.search")
        self.table.explain(self.sidebar.settings, "settings")
        self.table.explain(self.sidebar.agents, "agents")
        self.sidebar.agents_wanted.connect(self.pages.show_agents)
        self.sidebar.search.everything_wanted.connect(self._search)
        self.sidebar.settings_wanted.connect(self.pages.show_settings)
        self.inspector.width_taken.connect(self.fold.leave_room)
        self.fold.hidden_changed.connect(self.pages.offer_sidebar)
        self.pages.sidebar_wanted.connect(self.fold.toggle)
        self.pages.page_changed.connect(self._name_window)
        self.pages.page_changed.connect(self._seat_notices)
        self._seat_notices()
        self.chat.session_shown.connect(self._name_window)
        self.chat.header.renamed.connect(self.router.set_title)
        self.chat.header.menu_wanted.connect(self._show_chat_menu)
        self.chat.header.add_model_wanted.connect(self.pages.show_settings)
        self.chat.header.agents_wanted.connect(self.pages.show_agents)
        self.chat.link_activated.connect(self._open_link)
        self.chat.settings_wanted.connect(self.pages.show_settings)
        self.chat.prompts_wanted.connect(partial(self.pages.show_settings, "chat"))
        self.chat.limits_wanted.connect(self.terms.open_limits)
        self.chat.summary_wanted.connect(self.summing.open)
        self.chat.summary_undone.connect(self.summing.undo)
        self._delivery.begun.connect(self.router.show_begun)
        self.ordering.chat_wanted.connect(self.router.show_chat)
        self.ordering.verbs.chats.export_wanted.connect(self.several_export_wanted)
        self._verbs.chat_wanted.connect(self.router.show_chat)
        self.chat.branches.chat_wanted.connect(self.router.show_chat)
        self.chat.branches.refused.connect(self.notices.say)
        self._verbs.rename_wanted.connect(self.router.rename)
        self._verbs.export_wanted.connect(self.export_wanted)

    def _seat_notices(self) -> None:
        page = self.pages.currentWidget()
        self.inspector.show_beside(page is self.chat)
        if page is not None:
            self.notices.sit_on(page, above=page.findChild(Composer))

    def _name_window(self) -> None:
        """Title of the window, and the row that is marked in the list."""
        session = self.chat.session
        self.sidebar.show_as_current(session.id if session else None)
        name = self.pages.title or (title_of(session) if session else "")
        self._window.setWindowTitle(f"{name} – Parley" if name else "Parley")

    def _take(self, fact: ServiceFact) -> None:
        match fact:
            case ServiceProblem():
                self.show_problem(fact.problem)
                return
            case StoreRecovered():
                self.notices.withdraw(ProblemKind.STORE_UNWRITABLE.value)
                return
            case ChatsExpired():
                show = partial(self.pages.show_settings, "privacy")
                self.notices.show_notice(expiry_notice(fact, show))
                return
            case LibraryReplaced():
                self.sidebar.refresh()
                self.router.begin_anew(fact.sessions)
                return
            case _:
                pass
        self.sidebar.take(fact)
        self.chat.take(fact)
        self.needs.take(fact)
        self.ordering.take(fact)
        self.inspector.take(fact)

    def _step_back(self) -> None:
        """Esc: what is in front, its page, a search, a selection, the answer; then back."""
        for close in (
            self.panels.dismiss,
            self.pages.step_back,
            self.finder.close,
            self.sidebar.end_selection,
            self.sidebar.clear_search,
            self.turns.end_selection,
            self.chat.stop,
            self.turns.leave,
        ):
            if close():
                return

    def _search(self, words: str = "") -> None:
        self.panels.search_for(words, self.search.make_panel)

    def _show_chat_menu(self) -> None:
        menu = menu_of(self.table, CHAT_MENU, parent=self)
        menu.setObjectName("chatMenu")
        popup_below(menu, self.chat.header.more)

    def _open_link(self, address: str) -> None:
        self._tasks.start("link", open_link(self._window, address))


def _withdraw_refusals(notices: NoticeBar) -> None:
    """What was said of a message that could not go is over once one has gone."""
    for kind in (ProblemKind.PICTURES_NOT_SEEN, ProblemKind.FILE_NOT_TAKEN):
        notices.withdraw(kind.value)
