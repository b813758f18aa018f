"""The pages beside the sidebar: the chat, and the others, which are made when first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.qt.theme import ThemeSwitch
from gui.views.chat_page import ChatPage
from gui.views.composer.composer import Composer
from gui.views.composer_delivery import ComposerDelivery
from gui.views.header import PageHeader

if TYPE_CHECKING:  # pages that a start may never show are not imported by it
    from gui.views.agents.agents_page import AgentsPage
    from gui.views.settings.settings_page import SettingsPage
    from gui.views.welcome.welcome_page import WelcomePage

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMakers:
    """Make the pages that are not needed at the start."""

    welcome: Callable[[], WelcomePage]
    settings: Callable[[], SettingsPage]
    agents: Callable[[], AgentsPage]


class PageStack(QStackedWidget):
    """Shows one page; `model_chosen` and `guide_chosen` come from the welcome page."""

    page_changed = Signal()
    model_chosen = Signal(object)  # ModelRef
    guide_chosen = Signal()
    sidebar_wanted = Signal()

    def __init__(
        self,
        chat: ChatPage,
        makers: PageMakers,
        *,
        theme: ThemeSwitch,
        enter_sends: Callable[[], bool],
    ) -> None:
        super().__init__()
        self.setObjectName("pages")
        self.chat = chat
        self._makers = makers
        self._theme = theme
        self._enter_sends = enter_sends
        self._settings: SettingsPage | None = None
        self._welcome: WelcomeFrame | None = None
        self._agents: AgentsPage | None = None
        self._headers: list[PageHeader] = [chat.header]
        self._sidebar_offered = False
        self._before: QWidget | None = None  # the page that another one is in front of
        chat.header.sidebar_wanted.connect(self.sidebar_wanted)
        self.addWidget(chat)
        self.currentChanged.connect(self._carry_text)
        self.currentChanged.connect(self.page_changed)

    @property
    def title(self) -> str:
        """What the page is called, "" for a chat."""
        if self._settings is not None and self.currentWidget() is self._settings:
            return translate("PageStack", "Settings")
        if self._agents is not None and self.currentWidget() is self._agents:
            return translate("PageStack", "Agents & teams")
        if self._welcome is not None and self.currentWidget() is self._welcome:
            return translate("PageStack", "Welcome to Parley")
        return ""

    def show_chat(self) -> None:
        self.setCurrentWidget(self.chat)
        self.chat.composer.focus()

    def focus_composer(self) -> None:
        """Go to where messages are written: the welcome page has a composer too."""
        if self._welcome is not None and self.currentWidget() is self._welcome:
            self._welcome.composer.focus()
        else:
            self.show_chat()

    def prepare_welcome(self) -> WelcomeFrame:
        """Make the page, if that has not been done; showing it is then quick."""
        if self._welcome is None:
            composer = Composer(theme=self._theme, enter_sends=self._enter_sends)
            page = self._makers.welcome()
            page.model_chosen.connect(self.model_chosen)
            page.guide_chosen.connect(self.guide_chosen)
            self._welcome = WelcomeFrame(
                page, composer, writing=self.chat.writing.beside(composer), theme=self._theme
            )
            self._welcome.header.sidebar_wanted.connect(self.sidebar_wanted)
            self._headers.append(self._welcome.header)
            self.addWidget(self._welcome)
            self.offer_sidebar(self._sidebar_offered)
        return self._welcome

    def show_welcome(self) -> None:
        welcome = self.prepare_welcome()
        self.setCurrentWidget(welcome)
        welcome.composer.focus()

    def show_mcp_server(self, server_id: str) -> None:
        self.show_settings("mcp")
        if self._settings is not None:
            self._settings.show_mcp_server(server_id)

    def show_settings(self, page: str = "models") -> None:
        if self._settings is None:
            self._settings = self._makers.settings()
            self._settings.header.sidebar_wanted.connect(self.sidebar_wanted)
            self._headers.append(self._settings.header)
            self.offer_sidebar(self._sidebar_offered)
            self._settings.closed.connect(self._go_back)
            self.addWidget(self._settings)
        self._put_in_front(self._settings)
        self._settings.show_page(page)

    def show_agents(self) -> AgentsPage:
        """All agents and teams, or the editor that is open there."""
        if self._agents is None:
            self._agents = self._makers.agents()
            self._agents.header.sidebar_wanted.connect(self.sidebar_wanted)
            self._headers.append(self._agents.header)
            self.offer_sidebar(self._sidebar_offered)
            self._agents.closed.connect(self._go_back)
            self.addWidget(self._agents)
        self._put_in_front(self._agents)
        self._agents.begin()
        return self._agents

    def step_back(self) -> bool:
        """What Esc does to a page in front of the chat; False on the chat itself."""
        if self._settings is not None and self.currentWidget() is self._settings:
            self._settings.step_back()
            return True
        if self._agents is not None and self.currentWidget() is self._agents:
            self._agents.step_back()
            return True
        return False

    def offer_sidebar(self, offered: bool) -> None:
        """Show the button that brings the sidebar back."""
        self._sidebar_offered = offered
        for header in self._headers:
            header.offer_sidebar(offered)

    def keep_drafts(self) -> None:
        """Save soon what is in a box other than the chat's."""
        if self._welcome is not None:
            self._welcome.writing.keep_draft()
        if self._agents is not None:
            self._agents.keep_drafts()

    def _carry_text(self) -> None:
        """What is written while no chat is open goes along to the page that is shown."""
        if self._welcome is None:
            return
        if self.currentWidget() is self._welcome:
            self.chat.writing.hand_over(self._welcome.writing)
        elif self.currentWidget() is self.chat:
            self._welcome.writing.hand_over(self.chat.writing)

    def _put_in_front(self, page: QWidget) -> None:
        if self.currentWidget() in (self.chat, self._welcome):
            self._before = self.currentWidget()
        self.setCurrentWidget(page)

    def _go_back(self) -> None:
        if self._before is not None and self._before is self._welcome:
            self.show_welcome()
        else:
            self.show_chat()


class WelcomeFrame(QWidget):
    """The welcome page under a header like the chat's, with the composer it asks for."""

    def __init__(
        self,
        page: WelcomePage,
        composer: Composer,
        *,
        writing: ComposerDelivery,
        theme: ThemeSwitch,
    ) -> None:
        super().__init__()
        self.composer = composer
        self.writing = writing
        self.header = PageHeader(theme=theme)
        page.set_composer(composer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(page, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self.header.show_title(translate("PageStack", "Welcome to Parley"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
