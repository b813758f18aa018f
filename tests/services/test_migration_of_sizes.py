"""A file of version 1 gets the sizes of its turns, and nothing else in it changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from gui.model.turn import Role, TextPart, ToolCallPart, TurnMark
from gui.services.database import connect, is_sound
from gui.services.migrations import MIGRATIONS, migrate
from gui.services.recovery import recover
from gui.services.session_store import SessionStore
from gui.services.transcript_rows import read_outline

CALL = {"name": "count", "arguments": '{"of": "文件"}'}
PARTS = (
    ("q1", 0, "text", "user", "What is in it? 里面有什么", "{}"),
    ("a1", 0, "thought", "a", "hm", '{"started_at": 1.0, "seconds": null, "open": false}'),
    (
        "a1",
        1,
        "tool",
        "a",
        "42 lines",
        json.dumps({"name": "count", "arguments": '{"of": "文件"}'}),
    ),
    ("a1", 2, "text", "a", "It has **42** lines. 😀", "{}"),
    ("a2", 0, "text", "a", "Another answer", "{}"),
    ("q2", 0, "text", "user", "damaged facts", "{not JSON"),
    ("other", 0, "text", "user", "in another chat", "[]"),
)
SIZES = {"q1": 20, "a1": 2 + 8 + 12 + 22, "a2": 14, "q2": 13, "a3": 0, "other": 15}


@contextmanager
def version_1(path: Path) -> Iterator[sqlite3.Connection]:
    """A file as the first Parley wrote it, with rows of its own."""
    with closing(connect(path)) as connection:
        migrate(connection, MIGRATIONS[:1], path.parent / "backups")
        for session, head in (("s", "a3"), ("o", "other")):
            connection.execute(
                "INSERT INTO session (id, title, title_by, created_at, updated_at, head_id)"
                " VALUES (?, 'Old', 'user', 1, 2, ?)",
                (session, head),
            )
        turns = [
            ("q1", "s", None, "user", None, None),
            ("a1", "s", "q1", "agent", 100, 20),
            ("a2", "s", "q1", "agent", 7, None),
            ("q2", "s", "a2", "user", None, None),
            ("a3", "s", "q2", "agent", 30, 4),
            ("other", "o", None, "user", None, None),
        ]
        connection.executemany(
            "INSERT INTO turn (id, session_id, parent_id, role, state, created_at,"
            " prompt_tokens, completion_tokens) VALUES (?, ?, ?, ?, 'done', 3, ?, ?)",
            turns,
        )
        connection.executemany("INSERT INTO part VALUES (?, ?, ?, ?, ?, ?)", PARTS)
        yield connection


def sizes_in(connection: sqlite3.Connection) -> dict[str, int]:
    return dict(connection.execute("SELECT id, size FROM turn").fetchall())


async def test_what_was_there_stays_and_is_backed_up_first(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    with version_1(path):
        pass
    store = SessionStore(path)
    assert await store.open() is None
    transcript = await store.transcript("s")
    assert transcript is not None
    assert transcript.marks == (
        TurnMark("q1", Role.USER, SIZES["q1"]),
        TurnMark("a2", Role.AGENT, SIZES["a2"]),
        TurnMark("q2", Role.USER, SIZES["q2"]),
        TurnMark("a3", Role.AGENT, 0),
    )
    assert transcript.siblings == {"a2": ("a1", "a2")}
    assert transcript.tokens == 7 + 34
    question, answer = await store.turns("q1", "a1")
    assert question.parts == (TextPart(source="user", text="What is in it? 里面有什么"),)
    call = answer.parts[1]
    assert isinstance(call, ToolCallPart)
    assert call.arguments == '{"of": "文件"}'
    assert TurnMark.of(answer).size == SIZES["a1"]
    await store.close()
    (backup,) = (tmp_path / "backups").glob("parley-v1-*.db")
    with closing(sqlite3.connect(backup)) as copy:
        assert is_sound(copy)
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT * FROM part").fetchall() == list(PARTS)


def test_sizes_are_filled_in_and_the_outline_needs_no_row_of_a_turn(tmp_path: Path) -> None:
    with version_1(tmp_path / "parley.db") as connection:
        migrate(connection, MIGRATIONS, tmp_path / "backups")
        assert sizes_in(connection) == SIZES
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT id, parent_id, role, size, prompt_tokens"
            " FROM turn WHERE session_id = 's'"
        ).fetchall()
        assert ["COVERING INDEX turn_outline" in step[-1] for step in plan] == [True]


def test_a_damaged_file_of_version_1_comes_back_with_sizes(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    with version_1(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    recover(path, tmp_path / "backups", MIGRATIONS)
    with closing(connect(path)) as connection:
        assert sizes_in(connection) == SIZES


def test_damage_that_turns_text_into_bytes_does_not_hide_a_chat(tmp_path: Path) -> None:
    with version_1(tmp_path / "parley.db") as connection:
        migrate(connection, MIGRATIONS, tmp_path / "backups")
        connection.execute("UPDATE turn SET role = x'ff00', size = x'ff' WHERE id = 'a3'")
        outline = read_outline(connection, "s", "a3")
        assert [mark.id for mark in outline.marks] == ["q1", "a2", "q2", "a3"]
        assert outline.marks[-1].role is Role.AGENT
