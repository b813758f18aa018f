"""A disk that is full or read-only: nothing received is lost, the user is told once, it goes on."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from gui.engine.scripted import Hold, each_in_turn, spoken
from gui.model.events import TextAppended
from gui.model.problem import ProblemKind, StoreError
from gui.model.turn import TurnState
from gui.services import journal as journal_module
from gui.services.service_facts import ServiceProblem, StoreRecovered, TurnChanged
from gui.services.session_store import SessionStore
from tests.services.house import QUICK, House, limit_pages
from tests.waiting import until

TOO_LONG = "too long to be kept " * 5000


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "_FIRST_RETRY", 0.02)
    monkeypatch.setattr(journal_module, "_LONGEST_RETRY", 0.05)


async def test_a_running_answer_goes_on_in_memory_until_there_is_room(tmp_path: Path) -> None:
    gate = asyncio.Event()
    half = TextAppended(source="assistant", text="half ")
    long = "long enough to need another page of the file " * 400
    script = each_in_turn([half, Hold(gate=gate), *spoken(long)])
    async with House(tmp_path, script) as house:
        session = await house.begin()
        await until(lambda: any(f.turn.text for f in house.told(TurnChanged)))
        await limit_pages(house.store, full=True)
        gate.set()
        await house.idle(session.id)
        await until(lambda: house.told(ServiceProblem))
        head = await house.head(session.id)
        assert (head.state, head.text) == (TurnState.DONE, long)
        await limit_pages(house.store, full=False)
        await until(lambda: not house.service._book.journal.unwritten_in(session.id))
        problems = [fact.problem.kind for fact in house.told(ServiceProblem)]
        assert problems == [ProblemKind.STORE_UNWRITABLE]
        await until(lambda: house.told(StoreRecovered))
        kinds = [type(f) for f in house.facts if isinstance(f, ServiceProblem | StoreRecovered)]
        assert kinds == [ServiceProblem, StoreRecovered]
        stored = await house.store.transcript(session.id)
        assert stored is not None
        assert stored.turns[-1].text == long


async def test_a_message_that_cannot_be_kept_is_not_sent(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await limit_pages(house.store, full=True)
        with pytest.raises(StoreError) as caught:
            await house.service.send(session.id, TOO_LONG)
        assert caught.value.problem.kind is ProblemKind.STORE_UNWRITABLE
        assert not house.service.is_running(session.id)
        await limit_pages(house.store, full=False)
        assert len((await house.service.open(session.id)).turns) == 2
        assert not house.told(StoreRecovered)
        await house.talk(session.id, "two")
        assert len((await house.service.open(session.id)).turns) == 4
        await until(lambda: house.told(StoreRecovered))
        await house.talk(session.id, "three")
        assert len(house.told(StoreRecovered)) == 1


async def test_relief_is_not_told_when_the_disk_is_full_again_at_once(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        for full in (True, False, True):
            await limit_pages(house.store, full=full)
            text = "small" if not full else TOO_LONG
            try:
                await house.service.shelf.save_draft(session.id, text)
            except StoreError:
                assert full
        assert not house.told(StoreRecovered)
        await limit_pages(house.store, full=False)
        await until(lambda: house.told(StoreRecovered))
        assert len(house.told(StoreRecovered)) == 1


async def test_a_draft_that_is_refused_is_kept_and_written_later(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await limit_pages(house.store, full=True)
        for _ in range(2):
            with pytest.raises(StoreError) as caught:
                await house.service.shelf.save_draft(session.id, TOO_LONG)
            assert caught.value.problem.kind is ProblemKind.STORE_UNWRITABLE
        assert (await house.service.open(session.id)).session.draft == TOO_LONG
        await limit_pages(house.store, full=False)
        await house.service.shelf.save_draft(session.id, TOO_LONG)
        stored = await house.store.session(session.id)
        assert stored is not None
        assert stored.draft == TOO_LONG


async def test_a_refused_draft_is_written_at_the_end(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await limit_pages(house.store, full=True)
        with pytest.raises(StoreError):
            await house.service.shelf.save_draft(session.id, TOO_LONG)
        await limit_pages(house.store, full=False)
    async with House(tmp_path) as again:
        assert (await again.service.open(session.id)).session.draft == TOO_LONG


async def test_a_folder_that_cannot_be_made_is_unwritable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = SessionStore(tmp_path / "file" / "parley.db")
    with pytest.raises(StoreError) as caught:
        await store.open()
    assert caught.value.problem.kind is ProblemKind.STORE_UNWRITABLE
    await store.close()


async def test_the_file_stays_close_behind_a_stream(tmp_path: Path) -> None:
    gate = asyncio.Event()
    script = each_in_turn([*spoken("one two three")[:3], Hold(gate=gate), *spoken("end")])
    options = replace(QUICK, journal_delay=0.05)
    async with House(tmp_path, script, options=options) as house:
        session = await house.begin()

        async def stored_text() -> str:
            transcript = await house.store.transcript(session.id)
            return transcript.turns[-1].text if transcript else ""

        loop = asyncio.get_running_loop()
        await until(lambda: any("three" in f.turn.text for f in house.told(TurnChanged)))
        received = loop.time()
        while await stored_text() != "one two three":
            assert loop.time() - received < 1.0
            await asyncio.sleep(0.01)
        gate.set()
        await house.idle(session.id)
