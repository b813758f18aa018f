"""What the rows of the chat list say: titles, states, times, tags, and all of it spoken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt

from gui.model.session import Session
from gui.model.turn import TurnState
from gui.model.words import QT_TRANSLATE_NOOP
from gui.views.sidebar.grouping import Group
from gui.views.sidebar.row_sections import FolderRow, Heading
from gui.views.sidebar.time_words import when

translate = QCoreApplication.translate


def tags_within(words: str, room: int, width: Callable[[str], int]) -> str:
    """As many whole tags as `room` has place for, and how many there are besides."""
    tags = words.split(" #")
    for count in range(len(tags), 0, -1):
        more = "" if count == len(tags) else f" +{len(tags) - count}"
        shown = " #".join(tags[:count]) + more
        if width(shown) <= room:
            return shown
    return ""


class RowState(StrEnum):
    """The one state that a row shows; the first that applies."""

    NEEDS_YOU = "needs_you"
    RUNNING = "running"
    FAILED = "failed"
    UNREAD = "unread"
    QUIET = "quiet"


GROUP_WORDS = {
    Group.PINNED: QT_TRANSLATE_NOOP("SessionList", "Pinned"),
    Group.FOLDERS: QT_TRANSLATE_NOOP("SessionList", "Folders"),
    Group.ALL: QT_TRANSLATE_NOOP("SessionList", "All chats"),
    Group.TODAY: QT_TRANSLATE_NOOP("SessionList", "Today"),
    Group.YESTERDAY: QT_TRANSLATE_NOOP("SessionList", "Yesterday"),
    Group.WEEK: QT_TRANSLATE_NOOP("SessionList", "Previous 7 days"),
    Group.OLDER: QT_TRANSLATE_NOOP("SessionList", "Older"),
    Group.ARCHIVED: QT_TRANSLATE_NOOP("SessionList", "Archived"),
}
STATE_WORDS = {
    RowState.NEEDS_YOU: QT_TRANSLATE_NOOP("SessionList", "needs you"),
    RowState.RUNNING: QT_TRANSLATE_NOOP("SessionList", "running"),
    RowState.FAILED: QT_TRANSLATE_NOOP("SessionList", "failed"),
    RowState.UNREAD: QT_TRANSLATE_NOOP("SessionList", "unread"),
}


class RowWords:
    """`running` and `needs` are the ids of chats that do so."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.running: set[str] = set()
        self.needs: set[str] = set()

    def mark(self, session_id: str, *, running: bool, needs: bool) -> None:
        (self.running.add if running else self.running.discard)(session_id)
        (self.needs.add if needs else self.needs.discard)(session_id)

    def state(self, session: Session) -> RowState:
        if session.id in self.needs:
            return RowState.NEEDS_YOU
        if session.id in self.running:
            return RowState.RUNNING
        if session.head_state is TurnState.FAILED:
            return RowState.FAILED
        return RowState.UNREAD if session.unread else RowState.QUIET

    def note(self, session: Session) -> str:
        state = self.state(session)
        if state not in (RowState.QUIET, RowState.UNREAD):
            return translate("SessionList", STATE_WORDS[state])
        return when(session.updated_at, self.day)

    def tags(self, session: Session) -> str:
        return " ".join(f"#{tag}" for tag in session.tags)

    def of_chat(self, session: Session, role: int) -> str | None:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title_of(session)
            case Qt.ItemDataRole.EditRole:
                return session.title
            case Qt.ItemDataRole.AccessibleTextRole:
                words = STATE_WORDS.get(self.state(session))
                note = translate("SessionList", words) if words else self.note(session)
                spoken = (title_of(session), note, *session.tags)
                return ", ".join(spoken)
            case Qt.ItemDataRole.ToolTipRole:
                tags = self.tags(session)
                return "\n".join(text for text in (title_of(session), tags) if text)
            case _:
                return None

    def of_header(self, row: Heading | FolderRow, role: int) -> str | None:
        name = (
            row.name
            if isinstance(row, FolderRow)
            else translate("SessionList", GROUP_WORDS[row.group])
        )
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return name
            case Qt.ItemDataRole.ToolTipRole if isinstance(row, FolderRow):
                return name
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(row, name)
            case _:
                return None


def _spoken(row: Heading | FolderRow, name: str) -> str:
    folded = translate("SessionList", "collapsed") if row.folded else ""
    if isinstance(row, Heading):
        return ", ".join(text for text in (name, folded) if text)
    folder = translate("SessionList", "Folder {name}").format(name=name)
    count = translate("SessionList", "chats: {count}").format(count=row.count)
    return ", ".join(text for text in (folder, count, folded) if text)


def title_of(session: Session) -> str:
    return session.title or translate("SessionList", "New chat")
