"""The sections of the chat list: groups and folders in their order, each with sorted chats."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from gui.model.chat_folder import ChatFolder, folder_tree, line_to
from gui.views.sidebar.grouping import INSIDE, Group, Key


@dataclass(frozen=True, slots=True)
class Heading:
    group: Group
    folded: bool = False


@dataclass(frozen=True, slots=True)
class FolderRow:
    folder_id: str
    name: str
    depth: int
    folded: bool
    count: int


@dataclass(frozen=True, slots=True)
class ChatRow:
    session_id: str
    depth: int = 0


Row = Heading | FolderRow | ChatRow


@dataclass(slots=True, kw_only=True)
class Section:
    """Neighbouring rows: perhaps a header, then chats; `start` is the first one's number.

    `keys` ascend; `backwards` says that they are shown from their end.
    """

    name: str
    header: Heading | ChatFolder | None
    depth: int = 0
    backwards: bool = True
    header_shown: bool = True
    chats_shown: bool = True
    start: int = 0
    keys: list[Key] = field(default_factory=list)

    @property
    def has_header(self) -> bool:
        if not self.header_shown or self.header is None:
            return False
        return bool(self.keys) or not _vanishes(self.header)

    @property
    def chats(self) -> int:
        return len(self.keys) if self.chats_shown else 0

    @property
    def rows(self) -> int:
        return self.chats + self.has_header

    def chat(self, number: int) -> str:
        """The id of a chat, by its number among those of the section."""
        return self.keys[-1 - number if self.backwards else number][1]


def _vanishes(header: Heading | ChatFolder) -> bool:
    """Whether nothing is shown of the section while it has no chats."""
    return isinstance(header, Heading) and header.group is not Group.FOLDERS


class Sections:
    """Which rows there are follows from them: a row's number is found without looking at others."""

    def __init__(self) -> None:
        self.all: list[Section] = []
        self.named: dict[str, Section] = {}
        self._folders: dict[str, ChatFolder] = {}
        self._folded: set[str] = set()
        self._starts: list[int] = []

    @property
    def count(self) -> int:
        last = self.all[-1]
        return last.start + last.rows

    def make(self, folders: Mapping[str, ChatFolder], *, backwards: bool) -> None:
        """Anew and empty."""
        self._folders = dict(folders)
        made: list[Section] = []
        for group in Group:
            made.append(Section(name=group.name, header=Heading(group), backwards=backwards))
            if group is Group.FOLDERS:
                made.extend(self._folder_sections(backwards=backwards))
        self.all = made
        self.named = {section.name: section for section in made}
        self.fold(self._folded)

    def fold(self, names: Collection[str]) -> None:
        """Fold exactly these."""
        self._folded = set(names)
        for section in self.all:
            if isinstance(section.header, Heading):
                section.chats_shown = section.name not in self._folded
                if section.header.group is Group.FOLDERS:
                    section.header_shown = bool(self._folders)
                continue
            line = line_to(section.name.removesuffix(INSIDE), self._folders)
            around = {Group.FOLDERS.name, *(folder.id for folder in line)}
            if section.header is not None:
                around.discard(section.name)
            section.header_shown = section.chats_shown = not around & self._folded
        self.recount()

    def recount(self) -> None:
        """Chats have come or gone."""
        start = 0
        for section in self.all:
            section.start = start
            start += section.rows
        self._starts = [section.start for section in self.all]

    def row(self, number: int) -> Row:
        """Of neighbours that start together, all but the last are empty."""
        section = self.all[bisect_right(self._starts, number) - 1]
        place = number - section.start
        if section.has_header:
            if place == 0:
                return self._header(section)
            place -= 1
        return ChatRow(section.chat(place), section.depth)

    def _header(self, section: Section) -> Row:
        folded = section.name in self._folded
        header = section.header
        if isinstance(header, ChatFolder):
            inside = self.named[header.id + INSIDE]
            return FolderRow(header.id, header.name, section.depth, folded, len(inside.keys))
        if header is None:
            raise LookupError(f"{section.name} has no header")
        return Heading(header.group, folded)

    def _folder_sections(self, *, backwards: bool) -> list[Section]:
        """Folders come before the chats that lie beside them."""
        made: list[Section] = []
        around: list[tuple[ChatFolder, int]] = []

        def close(depth: int) -> None:
            while around and around[-1][1] >= depth:
                folder, level = around.pop()
                name = folder.id + INSIDE
                made.append(Section(name=name, header=None, depth=level + 1, backwards=backwards))

        for folder, depth in folder_tree(self._folders.values()):
            close(depth)
            made.append(Section(name=folder.id, header=folder, depth=depth))
            around.append((folder, depth))
        close(0)
        return made
