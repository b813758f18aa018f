"""The power fails between any two writes: the file is what it was before, or what it is after.

A log in which a page never arrived counts as well, since disks may write in another order.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from gui.model.session import QueuedMessage, Session, TitleBy
from gui.model.turn import Role, TextPart, Turn, TurnState
from gui.services import file_exchange
from gui.services.database import connect, is_sound
from gui.services.migrations import MIGRATIONS, TABLES, migrate
from gui.services.session_rows import TurnChange
from gui.services.session_store import SessionStore

HEADER = 32
FRAME = 4096 + 24
SESSION = Session(id="s", title="Kept", title_by=TitleBy.USER, created_at=1, updated_at=1)
USER = Turn(
    id="t1",
    session_id="s",
    parent_id=None,
    role=Role.USER,
    state=TurnState.DONE,
    created_at=1,
    parts=(TextPart(source="user", text="asked " * 300),),
)
HALF = Turn(
    id="t2",
    session_id="s",
    parent_id="t1",
    role=Role.AGENT,
    state=TurnState.RUNNING,
    created_at=2,
    parts=(TextPart(source="a", text="half an answer " * 500),),
)
WHOLE = replace(
    HALF, state=TurnState.DONE, ended_at=3, parts=(TextPart(source="a", text="whole " * 2000),)
)

Rows = tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class Disk:
    """What the two files hold at one moment."""

    data: bytes
    log: bytes

    @classmethod
    def of(cls, path: Path) -> Disk:
        log = path.with_name(f"{path.name}-wal")
        return cls(path.read_bytes(), log.read_bytes() if log.exists() else b"")

    def put(self, folder: Path) -> Path:
        """As the next start would find it."""
        path = folder / "parley.db"
        for name in ("parley.db-wal", "parley.db-shm"):
            (folder / name).unlink(missing_ok=True)
        path.write_bytes(self.data)
        (folder / "parley.db-wal").write_bytes(self.log)
        return path


def moments(before: Disk, after: Disk) -> Iterator[Disk]:
    """Whatever the disk may hold on the way, if the database itself is not written meanwhile."""
    cuts = [HEADER // 2, *range(HEADER, len(after.log) + 1, FRAME)]
    cuts += [cut + 24 for cut in cuts] + [cut + FRAME // 2 for cut in cuts]
    for cut in sorted(cut for cut in cuts if cut <= len(after.log)):
        yield Disk(after.data, after.log[:cut] + before.log[cut:])
    for start in range(max(HEADER, len(before.log)), len(after.log), FRAME):
        hole = after.log[:start] + bytes(FRAME) + after.log[start + FRAME :]
        yield Disk(after.data, hole)


def rows_in(path: Path) -> Rows:
    """All that is in the file, which is sound."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # of what SQLite does, only the time
        assert is_sound(connection)
        return tuple(
            (name, *row)
            for name in TABLES
            for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2")
        )


def verify(folder: Path, before: Disk, after: Disk) -> int:
    """How many moments there were."""
    old, new = rows_in(before.put(folder)), rows_in(after.put(folder))
    count = 0
    for moment in moments(before, after):
        assert rows_in(moment.put(folder)) in (old, new)
        count += 1
    return count


async def test_every_write_of_the_store_is_there_or_is_not(tmp_path: Path) -> None:
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    scratch = tmp_path / "after the cut"
    scratch.mkdir()
    running = [TurnChange.since(None, HALF)]
    ended = [TurnChange.since(HALF, WHOLE)]
    message = QueuedMessage(id="q", session_id="s", text="next " * 100)
    steps: list[Callable[[], Awaitable[object]]] = [
        lambda: store.begin(SESSION, [USER, replace(HALF, parts=())], None),
        lambda: store.save([], running),
        lambda: store.queue.add(message),
        lambda: store.save_state("t2", b"state" * 1000),
        lambda: store.save([replace(SESSION, head_id="t2", draft="typed")], ended),
        lambda: store.queue.take("s", "q"),
        lambda: store.set_deleted("s", 5),
        lambda: store.set_deleted("s", None),
    ]
    disk = Disk.of(tmp_path / "parley.db")
    for step in steps:
        await step()
        later = Disk.of(tmp_path / "parley.db")
        assert later != disk
        assert verify(scratch, disk, later) > 2
        disk = later
    await store.close()


@pytest.mark.parametrize("erased", [False, True])
def test_an_exchange_of_all_chats_happens_or_does_not(tmp_path: Path, erased: bool) -> None:
    path, other = tmp_path / "parley.db", tmp_path / "other.db"
    scratch = tmp_path / "after the cut"
    scratch.mkdir()
    with closing(connect(path)) as connection, closing(connect(other)) as source:
        for each, title in ((connection, "old"), (source, "new")):
            migrate(each, MIGRATIONS, tmp_path)
            each.executemany(
                "INSERT INTO session (id, title, created_at, updated_at) VALUES (?, ?, 1, 1)",
                [(f"{title} {number}", title * 100) for number in range(100)],
            )
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = Disk.of(path)
        if erased:
            with file_exchange.empty(MIGRATIONS) as nothing:
                file_exchange.pour(nothing, connection)
        else:
            file_exchange.pour(source, connection)
        poured = Disk.of(path)
        assert poured.data == before.data, "all of it is in the log first"
        assert verify(scratch, before, poured) > 20
        wanted = rows_in(poured.put(scratch))
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        written = Disk.of(path)
        for moment in partly_written(poured, written):
            assert rows_in(moment.put(scratch)) == wanted
        assert file_exchange.drain_log(connection)
        assert rows_in(Disk.of(path).put(scratch)) == wanted


def partly_written(before: Disk, after: Disk) -> Iterator[Disk]:
    """On the way from the log into the database, page by page; the log stays until the end."""
    for pages in range(max(len(before.data), len(after.data)) // 4096 + 1):
        cut = pages * 4096
        yield Disk(after.data[:cut] + before.data[cut:], before.log)


def test_a_log_that_is_lost_loses_only_what_was_in_it(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    with closing(connect(path)) as connection:
        migrate(connection, MIGRATIONS, tmp_path)
        insert = "INSERT INTO session (id, title, created_at, updated_at) VALUES (?, '', 1, 1)"
        connection.execute(insert, ("written back",))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute(insert, ("in the log",))
        disk = Disk.of(path)
    scratch = tmp_path / "after the cut"
    scratch.mkdir()
    found = rows_in(replace(disk, log=b"").put(scratch))
    assert [row[1] for row in found if row[0] == "session"] == ["written back"]
