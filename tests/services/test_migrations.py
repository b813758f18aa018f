"""Files of every earlier Parley keep all rows of all tables when they are brought up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gui.services.backup_list import BackupKind, list_backups
from gui.services.database import connect, version
from gui.services.migrations import MIGRATIONS, TABLES, migrate
from gui.services.session_store import SessionStore

STATE = b"\x00state \xe6\x96\x87\xff"
ROWS: dict[str, list[dict[str, object]]] = {
    "session": [
        {
            "id": "s1",
            "title": "Plans 计划",
            "title_by": "user",
            "created_at": 1,
            "updated_at": 9,
            "head_id": "t2",
            "endpoint_id": "e",
            "model": "m",
            "pinned": 1,
            "archived": 0,
            "unread": 1,
            "draft": "not sent 草稿",
            "team_id": "team",
            "folder": "/somewhere/work",
            "limits": '{"turns": 5}',
        },
        {"id": "s2", "created_at": 2, "updated_at": 2, "deleted_at": 7, "title": "in the bin"},
    ],
    "turn": [
        {"id": "t1", "session_id": "s1", "role": "user", "state": "done", "created_at": 3},
        {
            "id": "t2",
            "session_id": "s1",
            "parent_id": "t1",
            "role": "agent",
            "state": "done",
            "created_at": 4,
            "ended_at": 5,
            "agent": "assistant",
            "model": "m",
            "prompt_tokens": 10,
            "completion_tokens": 20,
            "size": 14,
        },
        {
            "id": "t3",
            "session_id": "s1",
            "parent_id": "t1",
            "role": "agent",
            "state": "failed",
            "created_at": 6,
            "ended_at": 6,
            "problem": '{"kind": "server_error", "facts": {}, "detail": "503"}',
        },
    ],
    "part": [
        {"turn_id": "t1", "position": 0, "kind": "text", "source": "user", "text": "Asked 问"},
        {"turn_id": "t2", "position": 0, "kind": "text", "source": "assistant", "text": "Answered"},
        {"turn_id": "t2", "position": 1, "kind": "thought", "source": "assistant", "text": "Hmm"},
        {"turn_id": "t3", "position": 0, "kind": "text", "source": "assistant", "text": "Half of"},
    ],
    "turn_state": [{"turn_id": "t2", "data": STATE}],
    "queued": [{"id": "q1", "session_id": "s1", "text": "sent next 下一条"}],
    "meta": [{"name": "kept", "value": "yes"}],
    "piece": [{"turn_id": "t3", "position": 0, "start": 7, "text": " an answer"}],
    "attachment": [{"digest": "d1", "media_type": "image/png", "data": b"\x89PNG", "size": 4}],
    "run_record": [
        {"turn_id": "t2", "kind": "model", "source": "assistant", "number": 1, "data": "{}"}
    ],
    "model_request": [
        {
            "turn_id": "t2",
            "position": 0,
            "source": "assistant",
            "model": "m",
            "started_at": 1.5,
            "first_at": 1.75,
            "ended_at": 2.5,
            "prompt_tokens": 10,
            "completion_tokens": 20,
        }
    ],
    "tool_policy": [{"session_id": "s1", "tool_id": "files/write_file", "policy": "allow"}],
    "enclosure": [
        {
            "id": "n1",
            "session_id": "s1",
            "queued_id": "q1",
            "kind": "image",
            "name": "a.png",
            "media_type": "image/png",
            "digest": "d1",
            "width": 1,
            "height": 2,
            "size": 4,
        }
    ],
    "imported": [
        {
            "session_id": "s1",
            "source": "chatgpt",
            "original_id": "c1",
            "digest": "d1",
            "turns": 3,
        }
    ],
    "folder": [
        {
            "id": "f1",
            "name": "Work 工作",
            "parent_id": "",
            "team_id": "pair",
            "endpoint_id": "e",
            "model": "m",
            "instructions": "be brief",
            "work": "/w",
        }
    ],
    "host_ledger": [
        {
            "session_id": "s1",
            "host": "example.org",
            "kind": "model",
            "requests": 3,
            "size": 99,
            "first_at": 1.5,
            "last_at": 2.5,
        }
    ],
    "edit": [{"turn_id": "t1", "text": "half written"}],
}
OLD = range(1, len(MIGRATIONS))
Found = dict[str, list[dict[str, object]]]


def filled(path: Path, steps: int) -> Found:
    """Run the first steps as that Parley did, and fill each table that it had."""
    with closing(connect(path)) as connection:
        migrate(connection, MIGRATIONS[:steps], path.parent / "unused")
        for table in tables_of(connection):
            known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            for row in ROWS[table]:
                names = [name for name in row if name in known]
                connection.execute(
                    f"INSERT INTO {table} ({', '.join(names)})"
                    f" VALUES ({', '.join('?' * len(names))})",
                    [row[name] for name in names],
                )
        return contents(connection)


def tables_of(connection: sqlite3.Connection) -> list[str]:
    found = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    return [table for table in ROWS if table in found]


def contents(connection: sqlite3.Connection) -> Found:
    found: Found = {}
    for table in tables_of(connection):
        cursor = connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        names = [column[0] for column in cursor.description]
        found[table] = [dict(zip(names, row, strict=True)) for row in cursor]
    return found


def test_there_are_rows_for_every_table() -> None:
    assert set(TABLES) <= set(ROWS), "give a new table rows here"


@pytest.mark.parametrize("steps", OLD)
def test_all_rows_of_an_earlier_file_are_there_afterwards(tmp_path: Path, steps: int) -> None:
    path = tmp_path / "parley.db"
    before = filled(path, steps)
    with closing(connect(path)) as connection:
        migrate(connection, MIGRATIONS, tmp_path / "backups")
        assert version(connection) == len(MIGRATIONS)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        after = contents(connection)
    for found in (before, after):  # whether the index of the search is still to be made
        found["meta"] = [row for row in found["meta"] if row["name"] != "search"]
    for table, rows in before.items():
        assert len(after[table]) == len(rows), table
        for old, new in zip(rows, after[table], strict=True):
            assert {name: new[name] for name in old} == old, table
    (backup,) = list_backups(tmp_path / "backups")
    assert backup.kind is BackupKind.MIGRATION
    assert (backup.readable, backup.chats, backup.messages) == (True, 1, 3)


@pytest.mark.parametrize("steps", OLD)
async def test_a_migrated_file_is_read_as_any_other_and_its_backup_restored(
    tmp_path: Path, steps: int
) -> None:
    path = tmp_path / "parley.db"
    filled(path, steps)
    for _ in range(2):
        store = SessionStore(path)
        assert await store.open() is None
        (session,) = await store.list_sessions()
        assert (session.title, session.draft, session.pinned) == (
            "Plans 计划",
            "not sent 草稿",
            True,
        )
        transcript = await store.transcript("s1")
        assert transcript is not None
        assert [turn.text for turn in transcript.turns] == ["Asked 问", "Answered"]
        (other,) = await store.turns("t3")
        assert other.text.startswith("Half of")
        assert [one.text for one in await store.queue.waiting("s1")] == ["sent next 下一条"]
        assert (await store.memory("s1", "t2")).state == STATE
        (old,) = [one for one in await store.copies.list() if one.kind is BackupKind.MIGRATION]
        await store.copies.restore(old.path)
        await store.close()


def test_an_interrupted_migration_goes_on_where_it_was(tmp_path: Path) -> None:
    """A power cut between two steps leaves a file of the step before."""
    path = tmp_path / "parley.db"
    before = filled(path, 1)
    for steps in range(2, len(MIGRATIONS) + 1):
        with closing(connect(path)) as connection:
            migrate(connection, MIGRATIONS[:steps], tmp_path / "backups")
            assert version(connection) == steps
    with closing(connect(path)) as connection:
        assert len(contents(connection)["part"]) == len(before["part"])
    assert len(list((tmp_path / "backups").glob("parley-v*.db"))) >= 1
