"""What the user wants of tools in single chats: rows of the session file, as asynchronous calls."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from gui.model.gate import Policy
from gui.services.row_mapping import member_in, storable, text_in

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit

ChatPolicies = dict[str, dict[str, Policy]]
"""By session, then by tool."""


class StoredPolicies:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def read(self) -> asyncio.Future[ChatPolicies]:
        return self._submit(_read)

    def read_chat(self, session_id: str) -> asyncio.Future[dict[str, Policy]]:
        return self._submit(lambda c: _read(c, session_id).get(session_id, {}))

    def write(self, session_id: str, tool_id: str, policy: Policy | None) -> asyncio.Future[None]:
        """None: no wish of its own."""

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                "DELETE FROM tool_policy WHERE session_id = ? AND tool_id = ?",
                (session_id, storable(tool_id)),
            )
            if policy is not None:
                connection.execute(
                    "INSERT INTO tool_policy (session_id, tool_id, policy)"
                    " SELECT id, ?, ? FROM session WHERE id = ?",
                    (storable(tool_id), policy.value, session_id),
                )

        return self._submit(write)


def _read(connection: sqlite3.Connection, session_id: str | None = None) -> ChatPolicies:
    """A word that is not known asks."""
    found: ChatPolicies = {}
    for session, tool, policy in connection.execute(
        "SELECT session_id, tool_id, policy FROM tool_policy"
        " WHERE session_id = ifnull(?, session_id)",
        (session_id,),
    ):
        found.setdefault(text_in(session), {})[text_in(tool)] = member_in(
            Policy, policy, Policy.ASK
        )
    return found
