"""Puts news of chats into words and has them shown as notifications."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from gui.model.link import visible_text
from gui.qt.markdown_plain import plain_text
from gui.services.chat_news import ChatNews, News, NewsKind
from gui.services.chat_overview import ChatOverview
from gui.services.notification_post import Notification, NotificationPost
from gui.services.service_facts import ServiceFact
from gui.views.problem_text import problem_text
from gui.views.sidebar.row_words import title_of

translate = QCoreApplication.translate

PROGRAM = "parley"
"""The key of what is about no chat."""

SOURCE_LETTERS = 3000
"""How much of an answer is read for its first words: a long one would take its time."""

TEXT_LETTERS = 200
TITLE_LETTERS = 80


class ChatNotifier:
    """`wanted` is the setting; `looking` says whether a chat is before the user's eyes."""

    def __init__(
        self,
        overview: ChatOverview,
        post: NotificationPost,
        *,
        wanted: Callable[[], bool],
        looking: Callable[[str], bool],
    ) -> None:
        self._overview = overview
        self._post = post
        self._wanted = wanted
        self._news = ChatNews(looking=looking, tell=self._tell, withdraw=post.withdraw)
        self._shown: set[str] = set()

    @property
    def has_news(self) -> bool:
        """Whether something happened that the user has not looked at; the setting aside."""
        return self._news.pending

    def take(self, fact: ServiceFact) -> None:
        self._news.take(fact)

    def look(self, session_id: str) -> None:
        """The user sees the chat now."""
        self._news.look(session_id)

    def silence(self) -> None:
        """Take back what is shown: notifications are not wanted any more."""
        for session_id in self._shown:
            self._post.withdraw(session_id)
        self._shown.clear()

    def tell_of_tray(self) -> None:
        """Where the window has gone, and that Parley has not ended."""
        if self._wanted():
            text = translate("Notification", "Parley is still running in the tray.")
            self._post.show(_notification(PROGRAM, "Parley", text))

    def _tell(self, news: News) -> None:
        if not self._wanted():
            return
        session = self._overview.session(news.session_id)
        title = title_of(session) if session is not None else "Parley"
        self._shown.add(news.session_id)
        self._post.show(_notification(news.session_id, title, _words(news)))


def _notification(key: str, title: str, text: str) -> Notification:
    return Notification(
        key=key,
        title=_cut(title, TITLE_LETTERS),
        text=_cut(text, TEXT_LETTERS),
        action=translate("Notification", "Show"),
    )


def _words(news: News) -> str:
    match news.kind:
        case NewsKind.DONE:
            said = plain_text(news.text[:SOURCE_LETTERS])
            return said if said.strip() else translate("Notification", "The answer is done.")
        case NewsKind.FAILED if news.problem is not None:
            return problem_text(news.problem).sentence
        case NewsKind.FAILED:
            return translate("Notification", "The answer failed.")
        case NewsKind.NEEDS_YOU:
            return translate("Notification", "This chat needs you.")
        case _:
            assert_never(news.kind)


def _cut(text: str, letters: int) -> str:
    """On one line, without signs that nobody sees, and at the end of a word where it is long."""
    line = " ".join(visible_text(text).split())
    if len(line) <= letters:
        return line
    head, space, _ = line[:letters].rpartition(" ")
    # Chinese has no spaces: a cut that would lose much is made between two letters.
    kept = head if space and len(head) > letters // 2 else line[: letters - 1]
    return f"{kept}…"
