"""Copies of the session file: close behind it, verified, and enough to bring the chats back."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gui.model.session import QueuedMessage, Session, TitleBy
from gui.model.turn import Role, TextPart, Turn, TurnState
from gui.services import backups as backups_module
from gui.services import file_care
from gui.services.backups import (
    DAYS_KEPT,
    WEEKS_KEPT,
    BackupError,
    back_up_daily,
    best_backup,
    copy_of_day,
    never,
)
from gui.services.database import connect
from gui.services.migrations import MIGRATIONS, migrate
from gui.services.service_facts import ServiceProblem
from gui.services.session_rows import TurnChange, write_change, write_session
from gui.services.session_store import SessionStore
from tests.services.house import QUICK, House
from tests.waiting import until

DAY = 86_400
SOME_DAY = 1_700_000_000
SESSION = Session(id="s", title="T", title_by=TitleBy.WORDS, created_at=1, updated_at=1)


def change(turn_id: str, text: str = "text", session_id: str = "s") -> TurnChange:
    turn = Turn(
        id=turn_id,
        session_id=session_id,
        parent_id=None,
        role=Role.USER,
        state=TurnState.DONE,
        created_at=1,
        parts=(TextPart(source="user", text=text),),
    )
    return TurnChange.since(None, turn)


def texts_in(copy: Path) -> list[str]:
    connection = sqlite3.connect(copy)
    try:
        return sorted(row[0] for row in connection.execute("SELECT text FROM part"))
    finally:
        connection.close()


def day_copies(folder: Path) -> list[Path]:
    return sorted((folder / "backups").glob("parley-day-*.db"))


def destroy(path: Path) -> None:
    path.write_bytes(b"gone" * 5000)


@pytest.fixture
def filled(tmp_path: Path) -> sqlite3.Connection:
    connection = connect(tmp_path / "parley.db")
    migrate(connection, MIGRATIONS, tmp_path)
    write_session(connection, SESSION)
    write_change(connection, change("one", "one"))
    return connection


def test_one_copy_a_day_is_kept_then_one_a_week_and_the_oldest_go(
    filled: sqlite3.Connection, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    days = DAYS_KEPT + 7 * (WEEKS_KEPT + 2)
    for day in range(days):
        for hour in range(3 if day < DAYS_KEPT else 1):
            back_up_daily(filled, folder, SOME_DAY + day * DAY + hour * 60)
    filled.close()
    assert len(list(folder.iterdir())) == DAYS_KEPT + WEEKS_KEPT
    assert copy_of_day(folder, SOME_DAY + (days - 1) * DAY).exists()


def test_a_copy_with_more_in_it_is_not_replaced(filled: sqlite3.Connection, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    back_up_daily(filled, folder, SOME_DAY)
    filled.execute("DELETE FROM turn")
    newest = back_up_daily(filled, folder, SOME_DAY)
    back_up_daily(filled, folder, SOME_DAY)
    filled.close()
    assert texts_in(newest) == []
    (other,) = set(folder.iterdir()) - {newest}
    assert texts_in(other) == ["one"]


def test_one_that_is_given_up_leaves_the_old_one_and_nothing_else(
    filled: sqlite3.Connection, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    copy = back_up_daily(filled, folder, SOME_DAY)
    write_change(filled, change("two", "two"))
    with pytest.raises((BackupError, sqlite3.OperationalError)):
        back_up_daily(filled, folder, SOME_DAY, lambda: True)
    filled.close()
    assert list(folder.iterdir()) == [copy]
    assert texts_in(copy) == ["one"]


def test_one_that_is_not_sound_leaves_the_old_one(
    filled: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = back_up_daily(filled, tmp_path / "backups", SOME_DAY)
    monkeypatch.setattr(backups_module, "is_sound", lambda _: False)
    with pytest.raises(BackupError):
        back_up_daily(filled, tmp_path / "backups", SOME_DAY)
    filled.close()
    assert list((tmp_path / "backups").iterdir()) == [copy]


def test_the_best_is_the_newest_that_is_sound(filled: sqlite3.Connection, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert best_backup(folder) is None
    good = back_up_daily(filled, folder, SOME_DAY)
    bad = back_up_daily(filled, folder, SOME_DAY + DAY)
    filled.close()
    os.utime(good, (SOME_DAY, SOME_DAY))
    assert best_backup(folder) == bad
    destroy(bad)
    assert best_backup(folder) == good
    destroy(good)
    assert best_backup(folder) in (good, bad)


async def test_chats_of_today_come_back_from_the_copy_renewed_since(tmp_path: Path) -> None:
    options = replace(QUICK, care_interval=0.02)
    house = House(tmp_path, options=options)
    await house.service.start()
    await until(lambda: day_copies(tmp_path))
    session = await house.service.create()
    await house.talk(session.id, "written after the first copy of the day")
    await until(lambda: len(texts_in(day_copies(tmp_path)[-1])) == 2)
    await house.service.cleanup()
    await house.store.close()
    destroy(house.path)
    async with House(tmp_path) as again:
        (listed,) = await again.service.list_sessions()
        turns = (await again.service.open(listed.id)).turns
        assert [turn.text for turn in turns] == [
            "written after the first copy of the day",
            "You said: written after the first copy of the day",
        ]
        (fact,) = again.told(ServiceProblem)
        assert fact.problem.facts["sessions"] == "1"
        assert fact.problem.facts["turns"] == "2"
        assert Path(fact.problem.facts["copy"]) == day_copies(tmp_path)[-1]
        assert Path(fact.problem.facts["path"]).exists()


async def test_closing_copies_what_was_written_since(tmp_path: Path) -> None:
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    await store.look_after()
    await store.save([SESSION], [change("one", "written last")])
    await store.close()
    (copy,) = day_copies(tmp_path)
    assert texts_in(copy) == ["written last"]


async def test_without_changes_no_copy_is_written(tmp_path: Path) -> None:
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    await store.save([SESSION], [change("one")])
    await store.look_after()
    (copy,) = day_copies(tmp_path)
    first = copy.stat().st_ino
    await store.list_sessions()
    await store.look_after()
    await store.close()
    assert copy.stat().st_ino == first


async def test_a_run_without_changes_writes_no_copy_either(tmp_path: Path) -> None:
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    await store.save([SESSION], [change("one")])
    await store.close()
    (copy,) = day_copies(tmp_path)
    first = copy.stat().st_ino
    later = copy.stat().st_mtime_ns + 1_000_000_000
    os.utime(copy, ns=(later, later))  # the clock of a disk may be coarse
    again = SessionStore(tmp_path / "parley.db")
    await again.open()
    await again.look_after()
    await again.close()
    assert copy.stat().st_ino == first


async def test_closing_leaves_a_large_file_to_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_care, "CLOSING_BYTES", 1000)
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    await store.save([SESSION], [change("one", "one")])
    await store.close()
    assert day_copies(tmp_path) == []
    again = SessionStore(tmp_path / "parley.db")
    await again.open()
    await again.look_after()
    await again.close()
    assert texts_in(day_copies(tmp_path)[0]) == ["one"]


async def test_closing_does_not_wait_for_a_copy_that_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_care, "CLOSING_SECONDS", 0.0)
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    await store.save([SESSION], [change("one", "one " * 2_000_000)])
    await asyncio.wait_for(store.close(), 10)
    assert day_copies(tmp_path) == []
    assert list(tmp_path.rglob("*.unfinished")) == []


async def test_closing_ends_a_copy_on_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copying, given_up = threading.Event(), threading.Event()

    def endless(
        connection: sqlite3.Connection,
        backups: Path,
        now: float,
        give_up: Callable[[], bool] = never,
    ) -> Path:
        copying.set()
        while not give_up():
            given_up.wait(0.005)
        given_up.set()
        raise BackupError("given up")

    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    monkeypatch.setattr(file_care, "back_up_daily", endless)
    looking = asyncio.ensure_future(store.look_after())
    await until(copying.is_set)
    await asyncio.wait_for(store.close(), 5)
    assert given_up.is_set()
    await looking


async def test_an_empty_file_beside_copies_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    store = SessionStore(path)
    await store.open()
    await store.save([SESSION], [change("one")])
    await store.close()
    path.write_bytes(b"")
    again = SessionStore(path)
    problem = await again.open()
    assert problem is not None
    assert [session.id for session in await again.list_sessions()] == ["s"]
    await again.close()


async def test_a_message_sent_since_the_copy_is_not_queued_again(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    store = SessionStore(path)
    await store.open()
    await store.save([SESSION], [change("one")])
    await store.queue.add(QueuedMessage(id="q", session_id="s", text="sent soon"))
    await store.look_after()
    await store.queue.take("s", "q")
    damaged = "UPDATE sqlite_master SET rootpage = 99999 WHERE name = 'turn_state'"

    def break_table(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(damaged)
        connection.execute("PRAGMA writable_schema = RESET")

    await store._submit(break_table)
    told: list[object] = []
    store.on_recovered = told.append
    await store.look_after()
    await until(lambda: told)
    assert await store.queue.waiting("s") == ()
    assert len(await store.turns("one")) == 1
    await store.close()


async def test_a_copy_leaves_the_last_room_to_the_chats(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    await store.save([SESSION], [change("one")])
    monkeypatch.setattr(file_care, "ROOM_LEFT", 2**62)
    await store.look_after()
    assert day_copies(tmp_path) == []
    monkeypatch.setattr(file_care, "ROOM_LEFT", 0)
    await store.look_after()
    assert len(day_copies(tmp_path)) == 1
    await store.close()
