"""The chats of the list, each in its section and at its place there; none is laid out anew."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Mapping

from gui.model.chat_folder import ChatFolder, may_lie_in
from gui.model.session import Session
from gui.views.sidebar.grouping import INSIDE, DayEdges, Key, Sort, placing
from gui.views.sidebar.row_sections import Sections


class ChatRows:
    """A change of one chat costs no more with many thousands of others."""

    def __init__(self, edges: DayEdges) -> None:
        self._edges = edges
        self._sort = Sort.USED
        self._folders: dict[str, ChatFolder] = {}
        self._tag = ""
        self._flat = False
        self.sessions: dict[str, Session] = {}
        self._placed: dict[str, tuple[str, Key]] = {}
        self.sections = Sections()
        self.arrange()

    def arrange(
        self,
        *,
        edges: DayEdges | None = None,
        sort: Sort | None = None,
        tag: str | None = None,
    ) -> None:
        """Everything anew, with what has changed."""
        self._edges = edges or self._edges
        self._sort = self._sort if sort is None else sort
        self._tag = self._tag if tag is None else tag
        self._make_sections()
        self._placed.clear()
        self.add(tuple(self.sessions.values()))

    def show_folders(self, folders: Mapping[str, ChatFolder]) -> None:
        """Only chats of folders that have come or gone move."""
        come = folders.keys() - self._folders.keys()
        self._folders = dict(folders)
        old = self.sections.named
        self._make_sections()
        homeless: list[Session] = []
        for name, section in old.items():
            if name in self.sections.named:
                self.sections.named[name].keys = section.keys
                continue
            for _, session_id in section.keys:
                del self._placed[session_id]
                homeless.append(self.sessions[session_id])
        found = [one for one in self.sessions.values() if one.filed_in in come] if come else []
        self.add((*homeless, *found))

    def replace(self, sessions: Iterable[Session], *, flat: bool = False) -> None:
        """`flat` leaves the folders out."""
        self.sessions = {session.id: session for session in sessions}
        self._flat = flat
        self.arrange()

    def add(self, sessions: Collection[Session]) -> None:
        """Many at a time."""
        placed, named = self._placed, self.sections.named
        come: dict[str, list[Key]] = {}
        for session in sessions:
            if session.id in placed:
                self._take_out(session.id)
            self.sessions[session.id] = session
            if not self._tag or self._is_wanted(session):
                place = placed[session.id] = self._place(session)
                come.setdefault(place[0], []).append(place[1])
        for name, keys in come.items():
            _merge(named[name].keys, keys)
        self.sections.recount()

    def put(self, session: Session) -> bool:
        """Whether rows have moved; else the chat's row only looks different."""
        self.sessions[session.id] = session
        before = self._placed.get(session.id)
        now = self._place(session) if self._is_wanted(session) else None
        if before == now:
            return False
        if before is not None:
            self._take_out(session.id)
        if now is not None:
            self._placed[session.id] = now
            insort(self.sections.named[now[0]].keys, now[1])
        self.sections.recount()
        return True

    def would_move(self, session: Session) -> bool:
        """Whether `put` of it moves rows."""
        now = self._place(session) if self._is_wanted(session) else None
        return self._placed.get(session.id) != now

    def remove(self, session_id: str) -> bool:
        """Whether it was there."""
        if self.sessions.pop(session_id, None) is None:
            return False
        if session_id in self._placed:
            self._take_out(session_id)
            self.sections.recount()
        return True

    def remove_all(self, gone: Iterable[str]) -> None:
        for session_id in gone:
            if self.sessions.pop(session_id, None) is not None and session_id in self._placed:
                self._take_out(session_id)
        self.sections.recount()

    def place(self, session_id: str) -> int | None:
        """The number of its row; None where it has none, or is folded away."""
        placed = self._placed.get(session_id)
        if placed is None:
            return None
        section = self.sections.named[placed[0]]
        if not section.chats_shown:
            return None
        at = bisect_left(section.keys, placed[1])
        offset = len(section.keys) - 1 - at if section.backwards else at
        return section.start + section.has_header + offset

    def tags(self) -> list[str]:
        """Of the chats that are listed, in the order of their letters."""
        tags = {tag.casefold(): tag for one in self.sessions.values() for tag in one.tags}
        return [tag for _, tag in sorted(tags.items())]

    def within(self, folder_id: str) -> list[str]:
        """The listed chats of a folder and of those in it."""
        folders = {one for one in self._folders if not may_lie_in(folder_id, one, self._folders)}
        return [one.id for one in self.sessions.values() if one.filed_in in folders]

    def header_place(self, name: str) -> int | None:
        section = self.sections.named.get(name)
        return section.start if section is not None and section.has_header else None

    def home(self, session_id: str) -> str | None:
        """The name of the section whose header stands over the chat."""
        placed = self._placed.get(session_id)
        return None if placed is None else placed[0].removesuffix(INSIDE)

    def step(self, session_id: str | None, step: int) -> str | None:
        """The chat `step` chats further, round the ends, as far as they are unfolded."""
        total = sum(section.chats for section in self.sections.all)
        if not total:
            return None
        number = self._number(session_id)
        if number is None:
            return self._chat(0 if step > 0 else total - 1)
        found = self._chat((number + step) % total)
        return None if found == session_id else found

    def _number(self, session_id: str | None) -> int | None:
        """How many unfolded chats stand before it."""
        row = None if session_id is None else self.place(session_id)
        if row is None:
            return None
        number = row
        for section in self.sections.all:
            if section.start > row:
                break
            number -= section.has_header
        return number

    def _chat(self, number: int) -> str:
        for section in self.sections.all:
            if number < section.chats:
                return section.chat(number)
            number -= section.chats
        raise LookupError(f"no chat {number}")

    def _is_wanted(self, session: Session) -> bool:
        return not self._tag or self._tag in (tag.casefold() for tag in session.tags)

    def _make_sections(self) -> None:
        backwards = self._sort is not Sort.TITLE
        folders = {} if self._flat or self._tag else self._folders
        self.sections.make(folders, backwards=backwards)
        self._place = placing(self._edges, self._sort, folders)

    def _take_out(self, session_id: str) -> None:
        name, key = self._placed.pop(session_id)
        keys = self.sections.named[name].keys
        del keys[bisect_left(keys, key)]


def _merge(keys: list[Key], come: list[Key]) -> None:
    """Put keys among others that are in order; those of one page are all older than the rest."""
    come.sort()
    if keys and come[-1] < keys[0]:
        keys[:0] = come
        return
    keys += come
    keys.sort()
