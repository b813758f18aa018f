"""All chats as a whole: copied on demand, restored, brought back again, and erased for good."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from gui.engine.scripted import Ask, each_in_turn, spoken
from gui.model.problem import ProblemKind, StoreError
from gui.model.turn import TurnState
from gui.services import file_exchange
from gui.services.backup_list import BackupKind, list_backups
from gui.services.backups import DAYS_KEPT, EXCHANGES_KEPT, WEEKS_KEPT, days_to_keep
from gui.services.migrations import MIGRATIONS
from gui.services.service_facts import LibraryReplaced, TurnChanged
from gui.services.session_service import Surroundings
from gui.services.session_store import SessionStore
from tests.services.house import House, held, limit_pages
from tests.waiting import until


async def titles_in(house: House) -> list[str]:
    return sorted(session.title for session in await house.service.list_sessions())


async def texts_in(house: House, session_id: str) -> list[str]:
    return [turn.text for turn in (await house.service.open(session_id)).turns]


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Somebody else is in the middle of reading the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM session").fetchone()
        yield


async def test_restoring_brings_back_what_was_and_can_be_undone(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        old = await house.begin("the old one")
        await house.idle(old.id)
        backup = await house.service.library.back_up()
        await house.service.shelf.delete(old.id)
        new = await house.begin("the new one")
        await house.idle(new.id)
        kept = await house.service.library.restore(backup)
        assert await titles_in(house) == ["the old one"]
        assert await texts_in(house, old.id) == ["the old one", "You said: the old one"]
        with pytest.raises(LookupError):
            await house.service.open(new.id)
        (fact,) = house.told(LibraryReplaced)
        assert [session.id for session in fact.sessions] == [old.id]
        await house.talk(old.id, "and it goes on")
        await house.service.library.restore(kept)
        assert await titles_in(house) == ["the new one"]
        assert await texts_in(house, new.id) == ["the new one", "You said: the new one"]
        replaced = [b for b in await house.service.library.backups() if b.kind == "replaced"]
        assert len(replaced) == 2
    async with House(tmp_path) as again:
        assert await titles_in(again) == ["the new one"]


async def test_a_preview_names_what_would_change(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        sessions = {}
        for title in ("shrinks", "gone since", "stays"):
            sessions[title] = await house.begin(title)
            await house.idle(sessions[title].id)
        backup = await house.service.library.back_up()
        await house.talk(sessions["shrinks"].id, "more")
        await house.service.shelf.delete(sessions["gone since"].id)
        new = await house.begin("begun since")
        await house.idle(new.id)
        await house.service.shelf.create()  # nobody has used it
        found = await house.service.library.preview(backup)
        assert found.sound
        assert [(one.title, one.now, one.then) for one in found.back] == [("gone since", 0, 2)]
        assert [(one.title, one.now, one.then) for one in found.gone] == [("begun since", 2, 0)]
        assert [(one.title, one.now, one.then) for one in found.shorter] == [("shrinks", 4, 2)]
        assert found.longer == ()
        assert found.same == 1
        await house.service.library.restore(backup)
        assert (await house.service.library.preview(backup)).changes_nothing


async def test_the_list_tells_what_is_in_each_copy(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.begin("counted")
        await house.idle(session.id)
        path = await house.service.library.back_up()
        broken = path.with_name("parley-day-20260101.db")
        broken.write_bytes(b"no database" * 100)
        listed = {backup.path: backup for backup in await house.service.library.backups()}
        now = listed[path]
        assert now.kind is BackupKind.ON_DEMAND
        assert (now.path, now.readable, now.chats, now.messages) == (path, True, 1, 2)
        assert now.size == path.stat().st_size
        assert listed[broken].kind is BackupKind.DAY
        assert not listed[broken].readable
        await house.service.library.remove_backup(path)
        assert path not in [backup.path for backup in await house.service.library.backups()]


async def test_an_answer_that_runs_ends_with_what_it_has(
    tmp_path: Path,
) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, each_in_turn(held(gate), spoken("and on"))) as house:
        session = await house.begin("asked")
        await until(lambda: "half" in [fact.turn.text for fact in house.told(TurnChanged)])
        backup = await house.service.library.back_up()
        kept = await house.service.library.restore(backup)
        turns = (await house.service.open(session.id)).turns
        assert [turn.state for turn in turns] == [TurnState.DONE, TurnState.INTERRUPTED]
        assert turns[-1].text == "half"
        assert not house.service.is_running(session.id)
        gate.set()
        await house.service.library.restore(kept)
        turns = (await house.service.open(session.id)).turns
        assert turns[-1].text == "half"
        answer = await house.talk(session.id, "again")
        assert answer.state is TurnState.DONE


async def test_a_question_that_waits_goes_on_waiting_through_restoring_and_undoing(
    tmp_path: Path,
) -> None:
    steps = [*spoken("Let me see"), Ask(text="Which one?"), *spoken("Thank you")]
    async with House(tmp_path, lambda *_: steps, surroundings=Surroundings()) as house:
        other = await house.service.library.back_up()
        session = await house.begin("asked")
        await until(lambda: house.service.needs_user(session.id))
        kept = await house.service.library.restore(other)
        assert not house.service.is_running(session.id)
        await house.service.library.restore(kept)
        assert house.service.needs_user(session.id)
        await house.answer(await house.head(session.id), "This one")
        await house.idle(session.id)
        answer = await house.head(session.id)
        assert answer.state is TurnState.DONE
        assert answer.text.endswith("Thank you")


async def test_a_damaged_copy_changes_nothing(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.begin("stays")
        await house.idle(session.id)
        backup = await house.service.library.back_up()
        backup.write_bytes(backup.read_bytes()[:5000])
        assert not (await house.service.library.preview(backup)).sound
        with pytest.raises(StoreError) as caught:
            await house.service.library.restore(backup)
        assert caught.value.problem.kind is ProblemKind.BACKUP_DAMAGED
        assert await titles_in(house) == ["stays"]
        assert (await house.talk(session.id, "goes on")).state is TurnState.DONE


async def test_a_copy_of_a_newer_parley_changes_nothing(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        backup = await house.service.library.back_up()
        with closing(sqlite3.connect(backup)) as copy:
            copy.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        with pytest.raises(StoreError) as caught:
            await house.service.library.restore(backup)
        assert caught.value.problem.kind is ProblemKind.BACKUP_NEWER


async def test_without_room_nothing_is_restored(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.begin("stays " * 5000)
        await house.idle(session.id)
        backup = await house.service.library.back_up()
        await house.service.shelf.delete(session.id)
        new = await house.begin("new")
        await house.idle(new.id)
        await limit_pages(house.store, full=True)
        with closing(sqlite3.connect(backup)) as copy:
            copy.execute("CREATE TABLE more AS SELECT zeroblob(200000) AS data")
            copy.commit()
        with pytest.raises(StoreError) as caught:
            await house.service.library.restore(backup)
        assert caught.value.problem.kind is ProblemKind.STORE_UNWRITABLE
        assert await titles_in(house) == ["new"]


async def test_a_reader_holds_up_neither_restoring_nor_itself(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.begin("there")
        await house.idle(session.id)
        backup = await house.service.library.back_up()
        await house.service.shelf.delete(session.id)
        with reading(house.path):
            await house.service.library.restore(backup)
            assert await titles_in(house) == ["there"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
async def test_after_erasing_no_file_holds_a_word_of_it(tmp_path: Path, encoding: str) -> None:
    secret = "Geheimwort秘密"
    async with House(tmp_path) as house:
        session = await house.begin(f"a {secret} in a message")
        await house.idle(session.id)
        await house.service.shelf.save_draft(session.id, f"{secret} in a draft")
        await house.service.library.back_up()
        await house.store.look_after()
        deleted = await house.begin(f"{secret} in a deleted chat " * 3000)
        await house.idle(deleted.id)
        await house.service.shelf.delete(deleted.id)
        (tmp_path / "parley.damaged-20260101-000000.db").write_text(secret, encoding="utf-8")
        assert secret.encode() in b"".join(p.read_bytes() for p in files_in(tmp_path))
        assert await house.service.library.erase()
        assert await titles_in(house) == []
        for path in files_in(tmp_path):
            assert secret.encode(encoding) not in path.read_bytes(), path
        fresh = await house.begin("a new life")
        await house.idle(fresh.id)
        assert await titles_in(house) == ["a new life"]
    for path in files_in(tmp_path):
        assert secret.encode(encoding) not in path.read_bytes(), path


async def test_a_reader_that_keeps_the_log_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_exchange, "LOCK_SECONDS", 0.1)
    async with House(tmp_path) as house:
        await house.begin("words")
        with reading(house.path):
            assert not await house.service.library.erase()
        assert await house.service.library.erase()


async def test_the_last_copies_before_an_exchange_are_kept(tmp_path: Path) -> None:
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    backup = await store.copies.take()
    for _ in range(EXCHANGES_KEPT + 2):
        await store.copies.restore(backup)
    kinds = [one.kind for one in list_backups(store.copies.folder)]
    assert kinds.count(BackupKind.REPLACED) == EXCHANGES_KEPT
    assert kinds.count(BackupKind.ON_DEMAND) == 1
    await store.close()


def test_seven_days_and_the_last_day_of_four_weeks_before_are_kept() -> None:
    days = [f"202601{day:02}" for day in range(1, 32)] + [f"202602{day:02}" for day in range(1, 29)]
    kept = set[str]()
    for day in days:  # as it goes from day to day
        kept = days_to_keep({*kept, day})
    newest = sorted(kept)
    assert newest[-DAYS_KEPT:] == days[-DAYS_KEPT:]
    sundays = ["20260125", "20260201", "20260208", "20260215"]
    assert [day for day in newest[:-DAYS_KEPT] if day in sundays] == sundays[-3:]
    assert len(newest) == DAYS_KEPT + WEEKS_KEPT


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
