"""The session file: what is written comes back, old files are migrated, newer ones refused."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from gui.model.problem import ProblemKind, StoreError
from gui.model.session import QueuedMessage, Session, TitleBy
from gui.model.turn import Role, TextPart, Turn, TurnState
from gui.services import session_rows
from gui.services.database import connect
from gui.services.memory_rows import Memory
from gui.services.migrations import MIGRATIONS, migrate
from gui.services.row_mapping import storable
from gui.services.session_rows import PURGE_AFTER_MS, TurnChange
from gui.services.session_store import SessionStore
from tests.turns import sessions, turns

SESSION = Session(id="s", title="T", title_by=TitleBy.WORDS, created_at=1, updated_at=1)


def turn(turn_id: str, parent: str | None = None, text: str = "text") -> Turn:
    return Turn(
        id=turn_id,
        session_id="s",
        parent_id=parent,
        role=Role.AGENT,
        state=TurnState.DONE,
        created_at=1,
        parts=(TextPart(source="a", text=text),),
    )


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SessionStore]:
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    yield store
    await store.close()


@pytest.fixture(scope="module")
def memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, MIGRATIONS, Path("unused"))
    session_rows.write_session(connection, replace(SESSION, id="session"))
    return connection


@given(turns)
def test_any_turn_comes_back_as_it_was_written(memory: sqlite3.Connection, given: Turn) -> None:
    session_rows.write_change(memory, TurnChange.since(None, given))
    assert session_rows.read_turns(memory, [given.id]) == (given,)


@given(sessions)
def test_any_session_comes_back_as_it_was_written(
    memory: sqlite3.Connection, given: Session
) -> None:
    session_rows.write_session(memory, given)
    assert session_rows.read_session(memory, given.id) == given


def test_half_of_a_surrogate_pair_is_replaced_and_whole_pairs_are_joined() -> None:
    assert storable("a\ud83db") == "a\ufffdb"
    assert storable("\ud83d\ude00") == "😀"


def test_only_parts_that_changed_are_written_again() -> None:
    before = turn("t")
    after = replace(before, parts=(*before.parts, TextPart(source="a", text="more")))
    assert [position for position, _ in TurnChange.since(before, after).parts] == [1]
    assert TurnChange.since(after, after).parts == ()


async def test_the_text_lies_plain_in_the_file(store: SessionStore, tmp_path: Path) -> None:
    await store.save([SESSION], [TurnChange.since(None, turn("t", text="plain 文字"))])
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("parley.db*"))
    assert "plain 文字".encode() in raw


async def test_the_promises_of_the_connection(store: SessionStore, tmp_path: Path) -> None:
    connection = connect(tmp_path / "parley.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert connection.execute("PRAGMA synchronous").fetchone() == (1,)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    connection.close()


async def test_a_newer_file_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE of_tomorrow (x)")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    before = path.read_bytes()
    store = SessionStore(path)
    with pytest.raises(StoreError) as caught:
        await store.open()
    await store.close()
    assert caught.value.problem.kind is ProblemKind.STORE_NEWER
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["parley.db"]


async def test_an_old_file_is_backed_up_and_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    first = SessionStore(path)
    await first.open()
    await first.save([SESSION], [TurnChange.since(None, turn("t"))])
    await first.close()
    steps = (*MIGRATIONS, ("ALTER TABLE session ADD COLUMN colour TEXT",))
    second = SessionStore(path, migrations=steps)
    await second.open()
    assert [s.id for s in await second.list_sessions()] == ["s"]
    await second.close()
    (backup,) = (tmp_path / "backups").glob(f"parley-v{len(MIGRATIONS)}-*.db")
    copy = sqlite3.connect(backup)
    assert copy.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert copy.execute("SELECT text FROM part").fetchall() == [("text",)]
    copy.close()


async def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    first = SessionStore(path)
    await first.open()
    await first.save([SESSION], [])
    await first.close()
    broken = (*MIGRATIONS, ("ALTER TABLE session ADD COLUMN colour TEXT", "NONSENSE"))
    second = SessionStore(path, migrations=broken)
    with pytest.raises(StoreError):
        await second.open()
    await second.close()
    third = SessionStore(path)
    assert await third.open() is None
    assert [s.id for s in await third.list_sessions()] == ["s"]
    await third.close()


async def test_memory_is_the_nearest_state_and_the_turns_after_it(store: SessionStore) -> None:
    path = [turn("a"), turn("b", "a"), turn("c", "b"), turn("d", "c")]
    await store.save([SESSION], [TurnChange.since(None, one) for one in path])
    assert (await store.memory("s", "d")).state is None
    await store.save_state("b", b"known")
    found = await store.memory("s", "d")
    assert (found.state, [t.id for t in found.replay]) == (b"known", ["c", "d"])
    assert (await store.memory("s", "b")).replay == ()
    assert await store.memory("s", None) == Memory(state=None, replay=())


async def test_states_of_a_long_chat_are_bounded_and_the_newest_stay(store: SessionStore) -> None:
    path = [replace(turn(f"t{n}"), created_at=n) for n in range(8)]
    other = replace(turn("other"), session_id="x")
    session = replace(SESSION, id="x")
    changes = [TurnChange.since(None, one) for one in [*path, other]]
    await store.save([SESSION, session], changes)
    await store.save_state("other", b"kept")
    for one in path:
        await store.save_state(one.id, bytes(12 * 1024 * 1024))
    kept = [one.id for one in path if (await store.memory("s", one.id)).state is not None]
    assert kept == ["t4", "t5", "t6", "t7"]
    assert (await store.memory("x", "other")).state == b"kept"
    for n in range(8, 40):
        small = replace(turn(f"t{n}"), created_at=n)
        await store.save([SESSION], [TurnChange.since(None, small)])
        await store.save_state(small.id, b"small")
    assert (await store.memory("s", "t8")).state == b"small"


async def test_a_transcript_is_the_path_to_the_head_with_siblings(store: SessionStore) -> None:
    tree = [turn("a"), turn("b", "a"), turn("c", "a"), turn("d", "c")]
    session = replace(SESSION, head_id="d")
    await store.save([session], [TurnChange.since(None, one) for one in tree])
    transcript = await store.transcript("s")
    assert transcript is not None
    assert [t.id for t in transcript.turns] == ["a", "c", "d"]
    assert [mark.id for mark in transcript.marks] == ["a", "c", "d"]
    assert transcript.siblings == {"c": ("b", "c")}
    assert await store.newest_leaf("s", "a") == "d"
    assert await store.newest_leaf("s", "b") == "b"


async def test_a_circle_of_turns_does_not_hang(store: SessionStore) -> None:
    session = replace(SESSION, head_id="b")
    circle = [turn("a", "b"), turn("b", "a")]
    await store.save([session], [TurnChange.since(None, one) for one in circle])
    transcript = await store.transcript("s")
    assert transcript is not None
    assert len(transcript.turns) == 2
    assert await store.newest_leaf("s", "a") in {"a", "b"}


async def test_what_was_deleted_long_ago_is_forgotten(store: SessionStore) -> None:
    now = time.time_ns() // 1_000_000
    old, recent = replace(SESSION, id="old"), replace(SESSION, id="recent")
    change = TurnChange.since(None, replace(turn("t"), session_id="old"))
    await store.save([old, recent], [change])
    await store.set_deleted("old", now - PURGE_AFTER_MS - 1000)
    await store.set_deleted("recent", now)
    await store.look_after()
    assert await store.session("old") is None
    assert await store.turns("t") == ()
    assert await store.session("recent") is not None


async def test_queued_messages_keep_their_order(store: SessionStore) -> None:
    await store.save([SESSION], [])
    one = QueuedMessage(id="1", session_id="s", text="one")
    two = QueuedMessage(id="2", session_id="s", text="two")
    await store.queue.add(one)
    assert await store.queue.add(two) == (one, two)
    assert await store.queue.take("s", "1") == (one, (two,))
    assert await store.queue.take("s", "1") == (None, (two,))


async def test_after_closing_every_call_says_so(tmp_path: Path) -> None:
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    await store.close()
    await store.close()
    with pytest.raises(StoreError):
        await store.list_sessions()
    with pytest.raises(StoreError):
        await store.look_after()


async def test_closing_leaves_one_file_and_its_copy(store: SessionStore, tmp_path: Path) -> None:
    await store.save([SESSION], [])
    await store.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups", "parley.db"]
    assert len(list((tmp_path / "backups").iterdir())) == 1


async def test_opening_a_large_file_is_quick(tmp_path: Path) -> None:
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    many = [replace(SESSION, id=f"s{n:05}", title=f"Title {n}") for n in range(2000)]
    text = "words " * 400
    changes = [
        TurnChange.since(None, replace(turn(f"t{n}", text=text), session_id=f"s{n % 2000:05}"))
        for n in range(8000)
    ]
    await store.save(many, changes)
    await store.close()
    again = SessionStore(tmp_path / "parley.db")
    begun = time.perf_counter()
    await again.open()
    opened = time.perf_counter() - begun
    assert len(await again.list_sessions()) == 2000
    await again.close()
    assert opened < 0.25, opened  # a few milliseconds on an idle machine
