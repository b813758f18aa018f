"""Reads and writes the folders of chats: rows of the session file, as asynchronous calls."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.model.chat_folder import ChatFolder, FolderDefaults
from gui.model.endpoint import ModelRef
from gui.services.row_mapping import Row, storable, text_in
from gui.services.transaction import transaction

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit


@dataclass(frozen=True, kw_only=True)
class RemovedFolder:
    """A folder that was removed, and the ids of what lay in it and lies in its parent now."""

    folder: ChatFolder
    folders: tuple[str, ...]
    chats: tuple[str, ...]


class StoredFolders:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def read(self) -> asyncio.Future[tuple[ChatFolder, ...]]:
        return self._submit(_read)

    def write(self, folder: ChatFolder) -> asyncio.Future[None]:
        return self._submit(lambda c: write_folder(c, folder))

    def remove(self, folder: ChatFolder) -> asyncio.Future[RemovedFolder]:
        """All that lies in it, also in the bin, lies in its parent afterwards."""

        def remove(connection: sqlite3.Connection) -> RemovedFolder:
            with transaction(connection):
                chats = _ids(connection, "SELECT id FROM session WHERE filed_in = ?", folder.id)
                inner = _ids(connection, "SELECT id FROM folder WHERE parent_id = ?", folder.id)
                move = (folder.parent_id, folder.id)
                connection.execute("UPDATE session SET filed_in = ? WHERE filed_in = ?", move)
                connection.execute("UPDATE folder SET parent_id = ? WHERE parent_id = ?", move)
                connection.execute("DELETE FROM folder WHERE id = ?", (folder.id,))
            return RemovedFolder(folder=folder, folders=inner, chats=chats)

        return self._submit(remove)

    def restore(self, removed: RemovedFolder) -> asyncio.Future[None]:
        """The folder, with the folders that lay in it; not its chats."""

        def restore(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                write_folder(connection, removed.folder)
                for folder_id in removed.folders:
                    connection.execute(
                        "UPDATE folder SET parent_id = ? WHERE id = ?",
                        (removed.folder.id, folder_id),
                    )

        return self._submit(restore)


def _read(connection: sqlite3.Connection) -> tuple[ChatFolder, ...]:
    rows = connection.execute(
        "SELECT id, name, parent_id, team_id, endpoint_id, model, instructions, work FROM folder"
    )
    return tuple(_folder(row) for row in rows)


def write_folder(connection: sqlite3.Connection, folder: ChatFolder) -> None:
    defaults = folder.defaults
    ref = defaults.model
    connection.execute(
        "INSERT OR REPLACE INTO folder"
        " (id, name, parent_id, team_id, endpoint_id, model, instructions, work)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            folder.id,
            storable(folder.name),
            folder.parent_id,
            defaults.team_id,
            ref.endpoint_id if ref else None,
            storable(ref.model) if ref else None,
            storable(defaults.instructions),
            storable(defaults.work),
        ),
    )


def _folder(row: Row) -> ChatFolder:
    folder_id, name, parent, team, endpoint, model, instructions, work = row
    ref = None
    if endpoint is not None:
        ref = ModelRef(endpoint_id=text_in(endpoint), model=text_in(model))
    return ChatFolder(
        id=text_in(folder_id),
        name=text_in(name),
        parent_id=text_in(parent),
        defaults=FolderDefaults(
            team_id=None if team is None else text_in(team),
            model=ref,
            instructions=text_in(instructions),
            work=text_in(work),
        ),
    )


def _ids(connection: sqlite3.Connection, query: str, owner: str) -> tuple[str, ...]:
    return tuple(text_in(row[0]) for row in connection.execute(query, (owner,)))
