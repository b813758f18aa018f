"""The way from a result to its message: the chat, the branch, the turn, and the words in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, QObject

from gui.qt.notices import NoticeBar
from gui.views.find_opener import FindOpener

translate = QCoreApplication.translate


class _Branch(Enum):
    """Whether the branch of the message has been chosen: the chat tells of it before it is read."""

    UNKNOWN = auto()
    WANTED = auto()
    CHOSEN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aim:
    session_id: str
    turn_id: str
    words: str
    branch: _Branch = _Branch.UNKNOWN


class SearchJump(QObject):
    """`show_chat` puts a chat in front, by its id."""

    def __init__(
        self, finder: FindOpener, *, show_chat: Callable[[str], None], notices: NoticeBar
    ) -> None:
        super().__init__(finder.chat)
        self._finder = finder
        self._chat = finder.chat
        self._show_chat = show_chat
        self._notices = notices
        self._aim: _Aim | None = None
        finder.chat.session_shown.connect(self._go_on)

    def go(self, session_id: str, turn_id: str, words: str) -> None:
        """To a message, with `words` marked in it; to the chat alone where there is none."""
        self._aim = _Aim(session_id=session_id, turn_id=turn_id, words=words) if turn_id else None
        self._finder.close()
        self._show_chat(session_id)
        if not self._chat.opening:
            self._go_on()

    def _go_on(self) -> None:
        aim, session = self._aim, self._chat.session
        if aim is None or session is None or session.id != aim.session_id:
            return
        if self._is_opening():
            return
        if self._chat.comparing.show_answer(aim.turn_id):
            self._aim = None
            return
        if self._is_opening():  # the comparison has been left
            return
        if self._chat.transcript.reveal_turn(aim.turn_id):
            self._aim = None
            if aim.words:
                self._finder.open(aim.words)
        elif aim.branch is _Branch.WANTED:
            return
        elif aim.branch is _Branch.CHOSEN or self._finder.service.is_running(aim.session_id):
            self._aim = None
            self._notices.say(
                translate("Search", "That message is on another branch of this chat.")
            )
        else:
            self._aim = replace(aim, branch=_Branch.WANTED)
            self._finder.tasks.start("search: branch", self._choose_branch(self._aim))

    def _is_opening(self) -> bool:
        return self._chat.opening

    async def _choose_branch(self, aim: _Aim) -> None:
        await self._finder.service.select_turn(aim.session_id, aim.turn_id)
        if self._aim is aim:
            self._aim = replace(aim, branch=_Branch.CHOSEN)
            self._go_on()
