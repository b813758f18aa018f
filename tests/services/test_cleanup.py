"""The clean-up of the session service: bounded whatever hangs, and nothing received is lost."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import replace
from pathlib import Path

from gui.engine.scripted import Hold, Step, Swallow
from gui.model.events import TextAppended
from gui.model.turn import TurnState
from gui.services.service_facts import TurnChanged
from gui.services.session_store import SessionStore
from tests.services.house import QUICK, House
from tests.waiting import until


def half_then(step: Step) -> list[Step]:
    return [TextAppended(source="assistant", text="half"), step]


async def received(house: House) -> None:
    await until(lambda: any(f.turn.text == "half" for f in house.told(TurnChanged)))


async def stored_heads(path: Path) -> list[tuple[TurnState, str]]:
    """The heads of all sessions as another program reads them from the file."""
    store = SessionStore(path)
    await store.open()
    heads = []
    for session in await store.list_sessions():
        transcript = await store.transcript(session.id)
        assert transcript is not None
        heads.append((transcript.turns[-1].state, transcript.turns[-1].text))
    await store.close()
    return heads


async def test_a_running_answer_is_interrupted_with_what_it_has(tmp_path: Path) -> None:
    house = House(tmp_path, lambda p, m: half_then(Hold(gate=asyncio.Event(), deaf=True)))
    async with house:
        await house.begin()
        await received(house)
    assert await stored_heads(house.path) == [(TurnState.INTERRUPTED, "half")]
    assert house.engine.conversations[0].closed == 1


async def test_a_task_that_swallows_cancellation_does_not_hold_it_up(tmp_path: Path) -> None:
    gate = asyncio.Event()
    house = House(tmp_path, lambda p, m: half_then(Swallow(gate=gate)))
    await house.service.start()
    await house.begin()
    await received(house)
    begun = time.monotonic()
    for stage in house.service.cleanup_stages():
        stage_begun = time.monotonic()
        await stage.run()
        assert time.monotonic() - stage_begun < stage.limit + 0.5
    assert time.monotonic() - begun < 7.0
    await house.store.close()
    assert await stored_heads(house.path) == [(TurnState.INTERRUPTED, "half")]
    gate.set()


async def test_the_text_is_in_the_file_when_the_first_stage_has_only_begun(
    tmp_path: Path,
) -> None:
    gate = asyncio.Event()
    house = House(tmp_path, lambda p, m: half_then(Swallow(gate=gate)))
    async with house:
        session = await house.begin()
        await received(house)
        stage = asyncio.ensure_future(house.service.cleanup_stages()[0].run())
        await asyncio.sleep(0)
        stored = await house.store.transcript(session.id)
        assert stored is not None
        assert stored.turns[-1].text == "half"
        assert not stage.done()
        gate.set()
        await stage


async def test_a_conversation_that_does_not_close_is_left(tmp_path: Path) -> None:
    house = House(tmp_path)
    begun = time.monotonic()
    async with house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        house.engine.conversations[0].hold_close = asyncio.Event()
    assert time.monotonic() - begun < 4.0


async def test_a_state_that_cannot_be_had_does_not_prevent_closing(tmp_path: Path) -> None:
    house = House(tmp_path, options=replace(QUICK, state_limit=60.0))
    begun = time.monotonic()
    async with house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        (conversation,) = house.engine.conversations
        conversation.hold_state = asyncio.Event()
        await house.talk(session.id, "two")
    assert time.monotonic() - begun < 4.0
    assert conversation.closed == 1


async def test_it_may_run_again_and_at_the_same_time(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await asyncio.gather(house.service.cleanup(), house.service.cleanup())
        await house.service.cleanup()
        assert house.engine.conversations[0].closed == 1


async def test_before_anything_was_started(tmp_path: Path) -> None:
    house = House(tmp_path)
    await house.service.cleanup()
    await house.store.close()


async def test_what_is_sent_during_it_is_queued_and_kept(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await house.service.cleanup()
        await house.service.send(session.id, "too late")
        assert not house.service.is_running(session.id)
    async with House(tmp_path) as again:
        (message,) = (await again.service.open(session.id)).queued
        assert message.text == "too late"


async def test_the_caller_may_be_a_task_of_the_service_itself(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        done = asyncio.Event()

        async def clean_up() -> None:
            await house.service.cleanup()
            done.set()

        cleaning: list[asyncio.Task[None]] = []

        def heard(fact: object) -> None:
            if isinstance(fact, TurnChanged) and fact.turn.state is TurnState.DONE and not cleaning:
                cleaning.append(asyncio.ensure_future(clean_up()))

        house.service.subscribe(heard)
        await house.service.send(session.id, "one")
        await asyncio.wait_for(done.wait(), 10)


async def test_idle_it_takes_no_time(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        begun = time.monotonic()
        await house.service.cleanup()
        assert time.monotonic() - begun < 1.5  # the shortest stage limit is 2 s


async def test_a_blocked_disk_does_not_hold_it_up(tmp_path: Path) -> None:
    house = House(tmp_path, lambda p, m: half_then(Hold(gate=asyncio.Event())))
    await house.service.start()
    await house.begin()
    await received(house)
    disk = threading.Event()
    blocked = house.store._thread.submit(disk.wait)
    begun = time.monotonic()
    await house.service.cleanup()
    assert time.monotonic() - begun < 7.0
    disk.set()
    await blocked
    await house.store.close()
    assert await stored_heads(house.path) == [(TurnState.INTERRUPTED, "half")]
