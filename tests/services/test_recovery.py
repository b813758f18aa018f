"""A damaged session file is set aside, what can be read of it is carried over, the user is told."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from gui.model.problem import ProblemKind
from gui.model.session import Session, TitleBy
from gui.model.turn import Role, TextPart, Turn, TurnState
from gui.services import recovery
from gui.services.migrations import MIGRATIONS
from gui.services.service_facts import ServiceProblem
from gui.services.session_rows import TurnChange
from gui.services.session_store import SessionStore
from tests.services.house import House
from tests.waiting import until

SESSIONS = 40
TURNS_EACH = 4


async def filled(path: Path) -> bytes:
    """Write a file with many chats, of which there is no copy; returns its bytes."""
    store = SessionStore(path)
    await store.open()
    for number in range(SESSIONS):
        turns = [
            Turn(
                id=f"turn-{number:03}-{i}",
                session_id=f"session-{number:03}",
                parent_id=f"turn-{number:03}-{i - 1}" if i else None,
                role=Role.AGENT if i % 2 else Role.USER,
                state=TurnState.DONE,
                created_at=1000 + i,
                parts=(TextPart(source="a", text=f"text {number} {i} " + "word " * 300),),
            )
            for i in range(TURNS_EACH)
        ]
        session = Session(
            id=f"session-{number:03}",
            title=f"Title {number}",
            title_by=TitleBy.WORDS,
            created_at=1000,
            updated_at=1000 + number,
            head_id=turns[-1].id,
        )
        await store.save([session], [TurnChange.since(None, turn) for turn in turns])
    await store.close()
    shutil.rmtree(path.parent / "backups")
    return path.read_bytes()


async def readable_turns(store: SessionStore) -> int:
    count = 0
    for session in await store.list_sessions(include_archived=True):
        transcript = await store.transcript(session.id)
        assert transcript is not None
        count += len(transcript.turns)
    return count


def put_aside(folder: Path) -> list[Path]:
    return list(folder.glob("parley.damaged-*.db"))


@pytest.mark.parametrize("seed", range(12))
async def test_random_damage_never_stops_a_start_nor_loses_the_file(
    tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "parley.db"
    data = bytearray(await filled(path))
    dice = random.Random(seed)
    for _ in range(dice.choice([1, 20, 400])):
        data[dice.randrange(len(data))] = dice.randrange(256)
    path.write_bytes(data)
    store = SessionStore(path)
    told: list[object] = []
    store.on_recovered = told.append
    problem = await store.open()
    await store.look_after()
    assert await readable_turns(store) >= 0
    await store.list_sessions(query="word")
    await store.save([replace(SESSION, id="new")], [])
    await store.close()
    aside = put_aside(tmp_path)
    assert len(aside) == (problem is not None) + len(told)
    if problem is not None:
        assert problem.kind is ProblemKind.STORE_DAMAGED
        assert aside[0].read_bytes() == bytes(data)


SESSION = Session(id="s", title="T", title_by=TitleBy.WORDS, created_at=1, updated_at=1)


async def test_a_destroyed_page_costs_only_what_lay_on_it(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    data = bytearray(await filled(path))
    pages = len(data) // 4096
    middle = (pages // 2) * 4096
    data[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    store = SessionStore(path)
    told: list[object] = []
    store.on_recovered = told.append
    problem = await store.open()
    await store.look_after()
    await until(lambda: problem is not None or told)
    assert await readable_turns(store) > SESSIONS * TURNS_EACH * 0.9
    await store.close()
    (aside,) = put_aside(tmp_path)
    assert aside.read_bytes() == bytes(data)


@pytest.mark.parametrize("share", [0.9, 0.5, 0.1])
async def test_a_truncated_file_gives_what_is_left(tmp_path: Path, share: float) -> None:
    path = tmp_path / "parley.db"
    data = await filled(path)
    path.write_bytes(data[: int(len(data) * share)])
    async with House(tmp_path) as house:
        await until(lambda: house.told(ServiceProblem))
        (fact,) = house.told(ServiceProblem)
        assert fact.problem.kind is ProblemKind.STORE_DAMAGED
        assert Path(fact.problem.facts["path"]).exists()
        session = await house.service.create()
        assert (await house.talk(session.id, "on we go")).state is TurnState.DONE
        if share == 0.9:
            assert len(await house.service.list_sessions()) > SESSIONS / 2


@pytest.mark.parametrize("content", [b"this is no database at all" * 400, b"\x00" * 8192])
async def test_something_else_under_that_name_is_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "parley.db"
    path.write_bytes(content)
    store = SessionStore(path)
    problem = await store.open()
    assert problem is not None
    assert problem.kind is ProblemKind.STORE_DAMAGED
    (path,) = put_aside(tmp_path)
    facts = {"path": str(path), "sessions": "0", "turns": "0", "copy": ""}
    assert problem.facts == facts
    assert await store.list_sessions() == ()
    await store.close()
    (aside,) = put_aside(tmp_path)
    assert aside.read_bytes() == content


async def test_what_the_file_has_lost_comes_from_the_copy_of_the_day(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    await filled(path)
    store = SessionStore(path)
    await store.open()
    await store.look_after()
    await store.close()
    path.write_bytes(b"gone" * 5000)
    again = SessionStore(path)
    problem = await again.open()
    assert problem is not None
    assert problem.facts["sessions"] == str(SESSIONS)
    assert problem.facts["turns"] == str(SESSIONS * TURNS_EACH)
    assert Path(problem.facts["copy"]).parent == tmp_path / "backups"
    assert await readable_turns(again) == SESSIONS * TURNS_EACH
    await again.close()


async def test_parts_without_turns_and_turns_without_sessions_are_not_lost(
    tmp_path: Path,
) -> None:
    path = tmp_path / "parley.db"
    await filled(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM session WHERE id = 'session-001'")
    connection.execute("DELETE FROM turn WHERE session_id = 'session-002'")
    connection.execute("DELETE FROM turn WHERE id = 'turn-003-1'")
    connection.commit()
    connection.close()
    recovery.recover(path, tmp_path / "backups", MIGRATIONS)
    store = SessionStore(path)
    assert await store.open() is None
    texts = []
    for session in await store.list_sessions():
        transcript = await store.transcript(session.id)
        assert transcript is not None
        texts += [turn.text for turn in transcript.turns]
    assert len(texts) == SESSIONS * TURNS_EACH
    await store.close()


async def test_a_crash_between_the_two_renames_is_made_good(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    await filled(path)
    path.rename(tmp_path / "parley.recovered.db")
    store = SessionStore(path)
    assert await store.open() is None
    assert await readable_turns(store) == SESSIONS * TURNS_EACH
    await store.close()


async def test_damage_met_while_reading_is_handled_there(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    data = bytearray(await filled(path))
    async with House(tmp_path) as house:
        await until(lambda: list((tmp_path / "backups").glob("parley-day-*.db")))
        for backup in (tmp_path / "backups").iterdir():
            backup.unlink()
        with path.open("r+b") as file:
            for page in range(8, len(data) // 4096, 3):
                file.seek(page * 4096)
                file.write(b"\xff" * 4096)
        await house.service.list_sessions(query="nowhere to be found")
        await until(lambda: house.told(ServiceProblem))
        session = await house.service.create()
        assert (await house.talk(session.id, "on we go")).state is TurnState.DONE
    assert len(put_aside(tmp_path)) == 1


async def killed(tmp_path: Path, *, backed_up: bool) -> Path:
    """The files of a program that was killed: the second of two chats is in the log only."""
    source, target = tmp_path / "running", tmp_path / "killed"
    async with House(source) as house:
        await house.service.create()
        await house.store._submit(
            lambda file: file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        )
        session = await house.begin("The second one")
        await house.idle(session.id)
        if backed_up:
            await house.service.library.back_up()
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.unfinished"))
    if not backed_up:  # the first one is made soon after the start
        shutil.rmtree(target / "backups", ignore_errors=True)
    return target


@pytest.mark.parametrize("backed_up", [True, False])
async def test_a_log_that_is_gone_is_told_and_the_last_copy_helps(
    tmp_path: Path, backed_up: bool
) -> None:
    folder = await killed(tmp_path, backed_up=backed_up)
    (folder / "parley.db-wal").unlink()
    async with House(folder) as house:
        (fact,) = house.told(ServiceProblem)
        assert fact.problem.kind is ProblemKind.STORE_LOG_LOST
        assert fact.problem.facts["reason"] == ("copy" if backed_up else "")
        listed = await house.service.list_sessions()
        assert [s.title for s in listed if s.title] == ["The second one"] * backed_up
        await house.talk((await house.service.create()).id, "Goes on")
    async with House(folder) as house:
        assert not house.told(ServiceProblem)


async def test_a_program_that_was_killed_or_closed_loses_nothing(tmp_path: Path) -> None:
    folder = await killed(tmp_path, backed_up=False)
    for _ in range(2):
        async with House(folder) as house:
            assert not house.told(ServiceProblem)
            assert "The second one" in [s.title for s in await house.service.list_sessions()]
        assert not (folder / "parley.db-open").exists()


async def test_a_copy_brings_back_nothing_that_has_gone_on_purpose(tmp_path: Path) -> None:
    path, backups = tmp_path / "parley.db", tmp_path / "backups"
    await filled(path)
    backups.mkdir()
    copy = backups / "parley-day-20260101.db"
    shutil.copy(path, copy)
    passing = ("piece", "run_record", "queued", "tool_policy", "enclosure")
    with contextlib.closing(sqlite3.connect(copy)) as older:
        older.executescript("""
            INSERT INTO piece VALUES ('turn-001-1', 0, 3, 'twice');
            INSERT INTO run_record VALUES ('turn-001-1', 'call', 'a', 0, '{}');
            INSERT INTO queued (id, session_id, text) VALUES ('q', 'session-001', 'sent since');
            INSERT INTO tool_policy VALUES ('session-001', 'shell', 'always');
            INSERT INTO enclosure (id, session_id, kind, name, media_type, digest, size)
            VALUES ('e', 'session-001', 'file', 'sent.txt', 'text/plain', 'd', 1);
        """)
    recovery.recover(path, backups, MIGRATIONS)
    with contextlib.closing(sqlite3.connect(path)) as file:
        left = [name for name in passing if file.execute(f"SELECT 1 FROM {name}").fetchone()]
    assert left == []
    path.write_bytes(b"gone" * 5000)
    recovery.recover(path, backups, MIGRATIONS)
    with contextlib.closing(sqlite3.connect(path)) as file:
        left = [name for name in passing if file.execute(f"SELECT 1 FROM {name}").fetchone()]
    assert left == list(passing)


async def test_files_that_were_to_be_sent_are_found_again_without_their_chat(
    tmp_path: Path,
) -> None:
    path = tmp_path / "parley.db"
    await filled(path)
    with contextlib.closing(sqlite3.connect(path)) as file:
        file.executescript("""
            INSERT INTO enclosure (id, session_id, queued_id, kind, name, media_type, digest, size)
            VALUES ('e', 'lost', 'gone', 'file', 'notes.txt', 'text/plain', 'd', 1);
        """)
    recovery.recover(path, tmp_path / "backups", MIGRATIONS)
    store = SessionStore(path)
    await store.open()
    assert "lost" in {session.id for session in await store.list_sessions()}
    assert [one.part.name for one in await store.enclosures.of("lost")] == ["notes.txt"]
    await store.close()
