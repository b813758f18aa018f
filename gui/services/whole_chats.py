"""Reads whole chats, with every branch, from the session file, and writes new ones."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gui.model.chat_folder import ChatFolder
from gui.model.session import Session
from gui.model.turn import Turn
from gui.services import session_rows
from gui.services.attachment_rows import with_attachments
from gui.services.collector import collector_held_off
from gui.services.folder_rows import write_folder
from gui.services.search_upkeep import note_written
from gui.services.transaction import transaction

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit


_STATES = (
    "SELECT turn_id, data FROM turn_state JOIN turn ON turn.id = turn_id"
    " WHERE session_id = ? AND typeof(data) = 'blob'"
)


@dataclass(frozen=True, kw_only=True)
class WholeChat:
    """A session with all its turns: each behind its parent, siblings in their order.

    Its images have their bytes. `states` is what agents knew after some of the turns, by their
    ids, where that was asked for.
    """

    session: Session
    turns: tuple[Turn, ...]
    states: Mapping[str, bytes] = field(default_factory=dict)


class WholeChats:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def read(
        self, session_id: str, *, with_states: bool = False
    ) -> asyncio.Future[WholeChat | None]:
        def read(connection: sqlite3.Connection) -> WholeChat | None:
            session = session_rows.read_session(connection, session_id)
            if session is None:
                return None
            with collector_held_off():
                turns = in_order(session_rows.read_all_turns(connection, session_id))
                whole = with_attachments(connection, turns)
            states = dict(connection.execute(_STATES, (session_id,))) if with_states else {}
            return WholeChat(session=session, turns=whole, states=states)

        return self._submit(read)

    def write(self, chat: WholeChat, folders: Sequence[ChatFolder]) -> asyncio.Future[None]:
        """A new chat, and new folders that it may lie in: all or nothing."""

        def write(connection: sqlite3.Connection) -> None:
            with collector_held_off():
                changes = [session_rows.TurnChange.since(None, turn) for turn in chat.turns]
            with transaction(connection):
                for folder in folders:
                    write_folder(connection, folder)
                session_rows.write_session(connection, chat.session)
                for change in changes:
                    session_rows.write_change(connection, change)
                for turn_id, state in chat.states.items():
                    session_rows.write_state(connection, turn_id, state)
                note_written(connection, changes)

        return self._submit(write)


def in_order(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """Each turn behind its parent, else as the ids go.

    What hangs on nothing, or on itself, as only damage can leave it, becomes a beginning.
    """
    waiting = {turn.id: turn for turn in turns}
    children: dict[str | None, list[str]] = {}
    for turn in waiting.values():
        parent = turn.parent_id if turn.parent_id in waiting else None
        children.setdefault(parent, []).append(turn.id)
    ready = children.pop(None, [])
    heapq.heapify(ready)
    ordered: dict[str, Turn] = {}
    while waiting:
        turn_id = heapq.heappop(ready) if ready else min(waiting)
        turn = waiting.pop(turn_id)
        parent = turn.parent_id if turn.parent_id in ordered else None
        ordered[turn_id] = turn if turn.parent_id == parent else replace(turn, parent_id=parent)
        for child in children.pop(turn_id, ()):
            if child in waiting:
                heapq.heappush(ready, child)
    return tuple(ordered.values())
