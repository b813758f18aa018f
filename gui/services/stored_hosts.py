"""Which hosts were sent how much: sums in the session file, as asynchronous calls."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gui.model.leaving import HostSum, Sent, SentKind
from gui.services.row_mapping import member_in, number_in, storable, text_in, whole_in

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit

_ADD = """
INSERT INTO host_ledger (session_id, host, kind, requests, size, first_at, last_at)
VALUES (?, ?, ?, 1, ?, ?, ?)
ON CONFLICT (session_id, host, kind) DO UPDATE SET requests = requests + 1,
    size = size + excluded.size, last_at = max(last_at, excluded.last_at)
"""
_SUMS = """
SELECT host, kind, sum(requests), sum(size), min(first_at), max(last_at) FROM host_ledger
WHERE session_id = ifnull(?, session_id)
GROUP BY host, kind ORDER BY max(last_at) DESC, host, kind
"""
_ALL = "SELECT session_id, host, kind, requests, size, first_at, last_at FROM host_ledger"
_KEEP = """
INSERT INTO host_ledger (session_id, host, kind, requests, size, first_at, last_at)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (session_id, host, kind) DO UPDATE SET requests = max(requests, excluded.requests),
    size = max(size, excluded.size), first_at = min(first_at, excluded.first_at),
    last_at = max(last_at, excluded.last_at)
"""


class StoredHosts:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def add(self, sent: Iterable[tuple[Sent, float]]) -> asyncio.Future[None]:
        """Each with its time, in Unix seconds."""
        rows = [
            (one.session_id, storable(one.host), one.kind.value, one.size, at, at)
            for one, at in sent
        ]

        def write(connection: sqlite3.Connection) -> None:
            connection.executemany(_ADD, rows)

        return self._submit(write)

    def sums(self, session_id: str | None = None) -> asyncio.Future[tuple[HostSum, ...]]:
        """Of one chat, or of everything; the host that was asked last comes first."""

        def read(connection: sqlite3.Connection) -> tuple[HostSum, ...]:
            return tuple(
                HostSum(
                    host=text_in(host),
                    kind=member_in(SentKind, kind, SentKind.SITE),
                    requests=whole_in(requests),
                    size=whole_in(size),
                    first_at=number_in(first) or 0.0,
                    last_at=number_in(last) or 0.0,
                )
                for host, kind, requests, size, first, last in connection.execute(
                    _SUMS, (session_id,)
                )
            )

        return self._submit(read)


def carry_ledger(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """What was sent stays told when an older file is put in place."""
    target.executemany(_KEEP, source.execute(_ALL).fetchall())
