"""Folders of chats: made, named, nested, removed without losing a chat, and new chats in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gui.model.chat_folder import ChatFolder, FolderDefaults, inherited, may_lie_in, parent_of
from gui.model.session import Session
from gui.model.titles import one_line
from gui.services.fact_board import FactBoard
from gui.services.folder_rows import RemovedFolder
from gui.services.identifiers import Identifiers
from gui.services.owned_tasks import OwnedTasks
from gui.services.service_facts import FoldersChanged
from gui.services.session_book import SessionBook
from gui.services.session_shelf import SessionShelf
from gui.services.session_store import SessionStore


class FolderPlan:
    """Finds folders by their paths; what is missing of them is to be made, parents first."""

    def __init__(self, folders: Mapping[str, ChatFolder], new_id: Callable[[], str]) -> None:
        self._folders = dict(folders)
        self._new_id = new_id
        self.missing: list[ChatFolder] = []

    def place(self, path: Sequence[str]) -> str:
        """The id of the folder with these names around it, the outermost first; "" for none.

        Large and small letters count alike.
        """
        place = ""
        for name in map(_checked, path):
            found = [
                folder.id
                for folder in self._folders.values()
                if parent_of(folder, self._folders) == place
                and folder.name.casefold() == name.casefold()
            ]
            if found:
                place = min(found)
                continue
            folder = ChatFolder(id=self._new_id(), name=name, parent_id=place)
            self._folders[folder.id] = folder
            self.missing.append(folder)
            place = folder.id
        return place


class FolderShelf:
    """In memory after `load`; changes raise StoreError, and LookupError for an unknown folder."""

    def __init__(
        self,
        store: SessionStore,
        book: SessionBook,
        facts: FactBoard,
        *,
        shelf: SessionShelf,
        tasks: OwnedTasks,
    ) -> None:
        self._store = store
        self._book = book
        self._facts = facts
        self._shelf = shelf
        self._tasks = tasks
        self._ids = Identifiers()
        self._folders: dict[str, ChatFolder] = {}

    @property
    def folders(self) -> dict[str, ChatFolder]:
        """By their ids."""
        return dict(self._folders)

    async def load(self) -> None:
        before = self._folders
        self._folders = {folder.id: folder for folder in await self._store.folders.read()}
        if self._folders != before:
            self._tell()

    async def create(self, name: str, *, parent_id: str = "") -> ChatFolder:
        """Raises ValueError for a name without a letter."""
        folder = ChatFolder(id=self._ids.new(), name=_checked(name), parent_id=parent_id)
        await self._put(folder)
        return folder

    async def rename(self, folder_id: str, name: str) -> None:
        """Raises ValueError for a name without a letter."""
        await self._put(replace(self._folders[folder_id], name=_checked(name)))

    async def set_defaults(self, folder_id: str, defaults: FolderDefaults) -> None:
        """For chats made from now on; ValueError for a working folder that is not absolute."""
        if defaults.work and not Path(defaults.work).is_absolute():
            raise ValueError(f"not an absolute path: {defaults.work}")
        await self._put(replace(self._folders[folder_id], defaults=defaults))

    async def move(self, folder_id: str, parent_id: str) -> bool:
        """False where it would lie in itself."""
        if not may_lie_in(folder_id, parent_id, self._folders):
            return False
        await self._put(replace(self._folders[folder_id], parent_id=parent_id))
        return True

    async def delete(self, folder_id: str) -> RemovedFolder:
        """Its chats and folders go to the folder around it; what is returned brings it back."""
        folder = self._folders[folder_id]
        return await self._tasks.finish(f"remove folder {folder_id}", self._delete(folder))

    async def undelete(self, removed: RemovedFolder) -> None:
        """With what lay in it, unless it lies elsewhere by now."""
        await self._tasks.finish("restore folder", self._undelete(removed))

    async def new_chat(self, folder_id: str) -> Session:
        """An empty chat in the folder, with what folders say a new one starts with."""
        defaults = inherited(folder_id, self._folders)

        def begin(session: Session) -> Session:
            return replace(
                session,
                filed_in=folder_id,
                team_id=defaults.team_id or None,
                model=defaults.model or session.model,
                instructions=defaults.instructions,
                folder=defaults.work,
            )

        return await self._shelf.create_in(folder_id, begin)

    def plan(self) -> FolderPlan:
        """For chats that come in; `made` is called once what is missing is in the file."""
        return FolderPlan(self._folders, self._ids.new)

    def made(self, folders: Sequence[ChatFolder]) -> None:
        """They are in the file now."""
        if folders:
            self._folders.update({folder.id: folder for folder in folders})
            self._tell()

    async def _delete(self, folder: ChatFolder) -> RemovedFolder:
        self._book.journal.flush()
        removed = await self._store.folders.remove(folder)
        del self._folders[folder.id]
        for folder_id in removed.folders:
            inner = self._folders.get(folder_id)
            if inner is not None:
                self._folders[folder_id] = replace(inner, parent_id=folder.parent_id)
        self._tell()
        await self._refile(removed, folder.id, folder.parent_id)
        return removed

    async def _undelete(self, removed: RemovedFolder) -> None:
        await self._store.folders.restore(removed)
        folder = self._folders[removed.folder.id] = removed.folder
        for folder_id in removed.folders:
            inner = self._folders.get(folder_id)
            if inner is not None:
                self._folders[folder_id] = replace(inner, parent_id=folder.id)
        self._tell()
        await self._refile(removed, folder.parent_id, folder.id)

    async def _refile(self, removed: RemovedFolder, old: str, new: str) -> None:
        """Also in memory, where a record of a chat may be newer than the file's."""
        for session_id in removed.chats:
            try:
                session = await self._book.get(session_id)
            except LookupError:  # deleted for good meanwhile
                continue
            if session.filed_in not in (old, new):
                continue
            self._book.change_known(session_id, lambda s: replace(s, filed_in=new), quietly=True)
            if not await self._store.bin.holds(session_id):
                self._book.tell(session_id)

    async def _put(self, folder: ChatFolder) -> None:
        await self._store.folders.write(folder)
        self._folders[folder.id] = folder
        self._tell()

    def _tell(self) -> None:
        self._facts.publish(FoldersChanged(folders=tuple(self._folders.values())))


def _checked(name: str) -> str:
    words = one_line(name)
    if not words:
        raise ValueError("a folder needs a name")
    return words
