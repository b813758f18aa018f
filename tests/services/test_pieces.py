"""A long text that grows is written piece by piece, and is whole whenever it is read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.session import Session, TitleBy
from gui.model.turn import Role, TextPart, ThoughtPart, Turn, TurnState
from gui.services import session_rows
from gui.services.database import connect
from gui.services.migrations import MIGRATIONS, migrate
from gui.services.piece_rows import LONG, Pieces, whole_row
from gui.services.recovery import recover
from gui.services.session_rows import TurnChange
from gui.services.session_store import SessionStore

SESSION = Session(
    id="s", title="T", title_by=TitleBy.WORDS, created_at=1, updated_at=1, head_id="t"
)
BEGINNING = "字 and words " * (LONG // 10)


def running(text: str, thought: str = "") -> Turn:
    return Turn(
        id="t",
        session_id="s",
        parent_id=None,
        role=Role.AGENT,
        state=TurnState.RUNNING,
        created_at=1,
        parts=(
            ThoughtPart(source="a", text=thought, open=True),
            TextPart(source="a", text=text, open=True),
        ),
    )


def grow(connection: sqlite3.Connection, *turns: Turn) -> None:
    """Write the turn as it was at one time after the other."""
    saved: Turn | None = None
    for turn in turns:
        session_rows.write_change(connection, TurnChange.since(saved, turn))
        saved = turn


def pieces_in(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT text FROM piece ORDER BY start")]


@pytest.fixture
def file(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(tmp_path / "parley.db")) as connection:
        migrate(connection, MIGRATIONS, tmp_path)
        session_rows.write_session(connection, SESSION)
        yield connection


@pytest.fixture(scope="module")
def memory() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, MIGRATIONS, Path("unused"))
        session_rows.write_session(connection, SESSION)
        yield connection


@given(st.lists(st.tuples(st.booleans(), st.text(max_size=5)), max_size=6))
def test_whatever_it_grows_by_it_is_read_as_it_was_written(
    memory: sqlite3.Connection, growth: list[tuple[bool, str]]
) -> None:
    text, thought = BEGINNING, BEGINNING
    turn = running(text, thought)
    session_rows.write_change(memory, TurnChange.since(None, turn))
    for is_thought, more in growth:
        text, thought = (text, thought + more) if is_thought else (text + more, thought)
        before, turn = turn, running(text, thought)
        session_rows.write_change(memory, TurnChange.since(before, turn))
        assert session_rows.read_turns(memory, ["t"]) == (turn,)
    ended = replace(turn, state=TurnState.DONE, parts=(TextPart(source="a", text=text),))
    session_rows.write_change(memory, TurnChange.since(turn, ended))
    assert session_rows.read_turns(memory, ["t"]) == (ended,)
    assert pieces_in(memory) == []


def test_only_what_is_new_is_written(file: sqlite3.Connection) -> None:
    grow(file, running(BEGINNING), running(BEGINNING + "one"), running(BEGINNING + "onetwo"))
    assert pieces_in(file) == ["one", "two"]
    row = file.execute("SELECT text FROM part WHERE position = 1").fetchone()
    assert row == (BEGINNING,)


def test_a_text_that_becomes_another_is_written_whole(file: sqlite3.Connection) -> None:
    other = "another text " * LONG
    grow(file, running(BEGINNING), running(BEGINNING + "one"), running(other))
    assert pieces_in(file) == []
    assert session_rows.read_turns(file, ["t"]) == (running(other),)


async def test_after_a_crash_the_pieces_are_put_together(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    with closing(connect(path)) as connection:
        migrate(connection, MIGRATIONS, tmp_path)
        session_rows.write_session(connection, SESSION)
        grow(connection, running(BEGINNING), running(BEGINNING + "the end"))
    store = SessionStore(path)
    await store.open()
    (turn,) = await store.turns("t")
    assert turn.state is TurnState.INTERRUPTED
    assert turn.text == BEGINNING + "the end"
    await store.close()
    with closing(connect(path)) as connection:
        assert pieces_in(connection) == []


def test_what_has_just_arrived_is_found_and_copied(file: sqlite3.Connection) -> None:
    grow(file, running(BEGINNING), running(BEGINNING + "needle"))
    found = session_rows.read_sessions(file, query="NEEDLE", include_archived=False)
    assert [session.id for session in found] == ["s"]
    assert not session_rows.read_sessions(file, query="nowhere", include_archived=False)
    session_rows.write_session(file, replace(SESSION, id="copy"))
    session_rows.copy_turns(file, {"t": None}, ("s", "copy"), ["u"])
    (copy,) = session_rows.read_turns(file, ["u"])
    assert copy.parts == running(BEGINNING + "needle").parts


def test_what_a_piece_holds_survives_the_loss_of_its_part(
    file: sqlite3.Connection, tmp_path: Path
) -> None:
    grow(file, running(BEGINNING), running(BEGINNING + "still here"))
    file.execute("DELETE FROM part WHERE position = 1")
    file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.close()
    path = tmp_path / "parley.db"
    recover(path, tmp_path / "backups", MIGRATIONS)
    with closing(connect(path)) as connection:
        (turn,) = session_rows.read_turns(connection, ["t"])
        assert turn.text == "still here"


def test_pieces_of_an_older_copy_are_not_added_twice() -> None:
    row = ("t", 0, "text", "a", "one two three", "{}")
    pieces: Pieces = {("t", 0): [(3, " two"), (7, " three"), (13, " four")]}
    assert whole_row(row, pieces)[4] == "one two three four"
