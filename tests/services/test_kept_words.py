"""Words that could fall between two stools: drafts, queued messages, failed writes, deletion."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from gui.engine.scripted import each_in_turn, spoken
from gui.model.problem import ProblemKind, StoreError
from gui.model.turn import TurnState, Usage
from gui.services.service_facts import QueueChanged, ServiceProblem, TurnChanged
from gui.services.session_rows import TurnChange
from tests.services.house import QUICK, House, held, limit_pages
from tests.waiting import until

SLOW_JOURNAL = replace(QUICK, journal_delay=60.0)
TOO_LONG = "too long to be kept " * 5000


async def test_a_draft_written_late_does_not_hide_the_message(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, lambda p, m: held(gate), options=SLOW_JOURNAL) as house:
        session = await house.service.create()
        await house.service.shelf.save_draft(session.id, "half a tho")
        await house.service.send(session.id, "half a thought")
        await house.service.list_sessions()  # hands over to the file what waits
        stored = await house.store.transcript(session.id)
        assert stored is not None
        assert [turn.text for turn in stored.turns][:1] == ["half a thought"]
        assert stored.session.draft == ""
        gate.set()
        await house.idle(session.id)


async def test_a_draft_written_late_survives_a_message_that_was_not_kept(tmp_path: Path) -> None:
    async with House(tmp_path, options=SLOW_JOURNAL) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await limit_pages(house.store, full=True)
        await house.service.shelf.save_draft(session.id, "half a tho")
        with pytest.raises(StoreError):
            await house.service.send(session.id, TOO_LONG)
        await limit_pages(house.store, full=False)
        await house.service.list_sessions()
        stored = await house.store.transcript(session.id)
        assert stored is not None
        assert [turn.text for turn in stored.turns] == ["one", "You said: one"]
        assert stored.session.draft == "half a tho"


async def test_a_message_taken_back_by_nobody_stays_queued(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, lambda p, m: held(gate)) as house:
        session = await house.begin("one")
        await house.service.send(session.id, "two")
        (message,) = (await house.service.open(session.id)).queued
        taking = asyncio.ensure_future(house.service.queue.unqueue(session.id, message.id))
        await asyncio.sleep(0)
        taking.cancel()
        await until(lambda: [f.queued for f in house.told(QueueChanged)][1:] == [(), (message,)])
        assert (await house.service.open(session.id)).queued == (message,)
        await house.service.stop(session.id)


async def test_a_queued_message_that_cannot_be_sent_on_stays_and_is_told(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, each_in_turn(held(gate), spoken("well"))) as house:
        session = await house.begin("one")
        await house.service.send(session.id, TOO_LONG)
        await limit_pages(house.store, full=True)
        gate.set()
        await until(lambda: house.told(ServiceProblem))
        await limit_pages(house.store, full=False)
        await house.idle(session.id)
        problems = {fact.problem.kind for fact in house.told(ServiceProblem)}
        assert problems == {ProblemKind.STORE_UNWRITABLE}
        (message,) = (await house.service.open(session.id)).queued
        assert message.text == TOO_LONG


async def test_no_queued_message_goes_on_in_a_deleted_session(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, each_in_turn(held(gate), spoken("well"))) as house:
        session = await house.begin("one")
        await house.service.send(session.id, "two")
        deleted: list[asyncio.Future[None]] = []

        def delete_at_the_end(fact: object) -> None:
            if isinstance(fact, TurnChanged) and fact.turn.state is TurnState.DONE:
                deleted.append(asyncio.ensure_future(house.service.shelf.delete(session.id)))

        stop_listening = house.service.subscribe(delete_at_the_end)
        gate.set()
        await until(lambda: deleted)
        stop_listening()
        await asyncio.gather(*deleted)
        await until(lambda: not house.service._verbs.pending())
        assert not house.service.is_running(session.id)
        await house.service.send(session.id, "three")
        assert not house.service.is_running(session.id)
        await house.service.shelf.undelete(session.id)
        queued = (await house.service.open(session.id)).queued
        assert [message.text for message in queued] == ["two", "three"]
        assert (await house.talk(session.id, "four")).state is TurnState.DONE


async def test_a_delete_that_fails_leaves_the_session_usable(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await house.store._submit(lambda c: c.execute("PRAGMA query_only = ON").fetchone())
        with pytest.raises(StoreError):
            await house.service.shelf.delete(session.id)
        await house.store._submit(lambda c: c.execute("PRAGMA query_only = OFF").fetchone())
        assert (await house.talk(session.id, "two")).text == "You said: two"
        assert len(await house.service.list_sessions()) == 1


async def test_a_number_beyond_what_the_file_holds_keeps_no_text_out(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        answer = await house.talk(session.id, "one")
        usage = Usage(prompt_tokens=10**30, completion_tokens=-1)
        odd = replace(answer, usage=usage)
        await house.store.save((), [TurnChange.since(None, odd)])
        (stored,) = await house.store.turns(answer.id)
        assert stored.usage == Usage(prompt_tokens=2**63 - 1, completion_tokens=0)


async def test_two_new_chats_at_the_same_moment_are_one(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        first, second = await asyncio.gather(house.service.create(), house.service.create())
        assert first.id == second.id
        assert len(await house.service.list_sessions()) == 1


async def test_a_new_chat_is_never_one_that_is_being_deleted(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        old = await house.service.create()
        deleting = asyncio.ensure_future(house.service.shelf.delete(old.id))
        new = await house.service.create()
        await deleting
        assert new.id != old.id
        assert [session.id for session in await house.service.list_sessions()] == [new.id]


async def test_a_chat_begun_during_the_end_is_kept_and_none_comes_after(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        creating = asyncio.ensure_future(house.service.create())
        await asyncio.sleep(0)
        await asyncio.gather(house.service.cleanup(), creating)
        assert len(await house.service.list_sessions()) == 1
        await house.store.close()
        with pytest.raises(StoreError):
            await house.service.create()
        assert not house.service._book._sessions.keys() - {creating.result().id}


async def test_what_is_kept_of_a_chat_after_the_end_began_is_written(tmp_path: Path) -> None:
    async with House(tmp_path, options=SLOW_JOURNAL) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await house.service.cleanup()
        await house.service.shelf.save_draft(session.id, "typed during the end")
        await house.service.shelf.rename(session.id, "Renamed during the end")
    async with House(tmp_path) as again:
        stored = (await again.service.open(session.id)).session
        assert stored.draft == "typed during the end"
        assert stored.title == "Renamed during the end"


async def test_a_draft_after_the_store_has_closed_says_so(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.service.cleanup()
        await house.store.close()
        with pytest.raises(StoreError):
            await house.service.shelf.save_draft(session.id, "too late")
