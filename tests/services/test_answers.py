"""How an answer ends: done, stopped, failed or interrupted, and exactly once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from gui.engine.scripted import Crash, Fail, Hold, Script, Step, Swallow, each_in_turn, spoken
from gui.model.events import Noticed, RetryScheduled
from gui.model.problem import ProblemKind
from gui.model.turn import TurnState
from gui.services.service_facts import (
    TurnChanged,
)
from tests.services.house import QUICK, REFUSED, SERVER, House, held, said
from tests.waiting import until


async def test_every_event_gives_a_fact_and_the_turn_ends_once(tmp_path: Path) -> None:
    async with House(tmp_path, lambda p, m: spoken("one two three")) as house:
        session = await house.begin()
        await house.idle(session.id)
        head = await house.head(session.id)
        assert len([f for f in house.told(TurnChanged) if f.turn.id == head.id]) == 1 + 5 + 1
        assert house.endings(head.id) == [TurnState.DONE]


async def test_a_stop_is_graceful_first(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, lambda p, m: held(gate)) as house:
        session = await house.begin()
        await until(lambda: "half" in [f.turn.text for f in house.told(TurnChanged)])
        await house.service.stop(session.id)
        head = await house.head(session.id)
        assert (head.state, head.text) == (TurnState.STOPPED, "half")
        assert house.endings(head.id) == [TurnState.STOPPED]
        await until(lambda: house.engine.conversations[0].closed == 1)


@pytest.mark.parametrize("step", [Hold, Swallow])
async def test_a_deaf_engine_is_stopped_after_the_grace(
    tmp_path: Path, step: type[Hold | Swallow]
) -> None:
    gate = asyncio.Event()
    deaf: Step = Hold(gate=gate, deaf=True) if step is Hold else Swallow(gate=gate)
    script = each_in_turn([said("half"), deaf, said("late")], spoken("well"))
    async with House(tmp_path, script) as house:
        session = await house.begin()
        await until(lambda: "half" in [f.turn.text for f in house.told(TurnChanged)])
        await house.service.stop(session.id)
        head = await house.head(session.id)
        assert (head.state, head.text) == (TurnState.STOPPED, "half")
        answer = await house.talk(session.id, "again")
        assert answer.text == "well"
        replay = house.engine.conversations[1].plan.replay
        assert [turn.text for turn in replay] == ["Hello there", "half"]
        gate.set()


async def test_stop_now_does_not_wait_for_the_grace(tmp_path: Path) -> None:
    gate = asyncio.Event()
    options = replace(QUICK, stop_grace=60.0)
    async with House(tmp_path, lambda p, m: held(gate, deaf=True), options=options) as house:
        session = await house.begin()
        await until(lambda: house.engine.conversations)
        waiting = asyncio.ensure_future(house.service.stop(session.id))
        await asyncio.sleep(0)
        await house.service.stop(session.id, now=True)
        await waiting
        assert (await house.head(session.id)).state is TurnState.STOPPED


async def test_a_stop_whose_caller_is_cancelled_still_becomes_hard(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, lambda p, m: held(gate, deaf=True)) as house:
        session = await house.begin()
        await until(lambda: house.engine.conversations)
        waiting = asyncio.ensure_future(house.service.stop(session.id))
        await asyncio.sleep(0)
        waiting.cancel()
        await house.idle(session.id)


async def test_a_failure_keeps_what_was_received_and_says_why(tmp_path: Path) -> None:
    script = each_in_turn([said("half"), Fail(problem=REFUSED)])
    async with House(tmp_path, script) as house:
        session = await house.begin()
        await house.idle(session.id)
    async with House(tmp_path) as again:
        head = await again.head(session.id)
        assert (head.state, head.text, head.problem) == (TurnState.FAILED, "half", REFUSED)


async def test_an_error_that_no_engine_should_raise_ends_the_turn_too(tmp_path: Path) -> None:
    async with House(tmp_path, each_in_turn([Crash(error=RuntimeError("boom"))])) as house:
        session = await house.begin()
        await house.idle(session.id)
        problem = (await house.head(session.id)).problem
        assert problem is not None
        assert (problem.kind, problem.detail) == (ProblemKind.UNEXPECTED, "RuntimeError: boom")


async def test_an_answer_without_content_has_failed(tmp_path: Path) -> None:
    async with House(tmp_path, lambda p, m: [said("  ")]) as house:
        session = await house.begin()
        await house.idle(session.id)
        head = await house.head(session.id)
        assert head.problem is not None
        assert head.problem.kind is ProblemKind.EMPTY_REPLY


async def test_a_missing_key_fails_the_turn_and_the_message_is_kept(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        house.catalog.server = replace(SERVER, needs_key=True)
        session = await house.begin("keep me")
        await house.idle(session.id)
        user, head = (await house.service.open(session.id)).turns
        assert user.text == "keep me"
        assert head.problem is not None
        assert head.problem.kind is ProblemKind.KEY_MISSING
        house.catalog.keys["server"] = "a key"
        await house.service.retry(session.id, head.id)
        await house.idle(session.id)
        assert house.engine.conversations[0].plan.key == "a key"


async def test_an_endpoint_that_is_gone_fails_the_turn(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        house.catalog.server = None
        session = await house.begin()
        await house.idle(session.id)
        problem = (await house.head(session.id)).problem
        assert problem is not None
        assert problem.kind is ProblemKind.NO_MODEL


async def test_a_subscriber_that_raises_does_not_stop_the_others(tmp_path: Path) -> None:
    raised: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, c: raised.append(c))

    def broken(fact: object) -> None:
        raise ValueError("broken")

    async with House(tmp_path) as house:
        house.service.subscribe(broken)
        end = house.service.subscribe(house.facts.append)
        session = await house.begin()
        await house.idle(session.id)
        assert (await house.head(session.id)).state is TurnState.DONE
        assert raised
        end()
        end()


async def test_waits_are_told_and_not_kept(tmp_path: Path) -> None:
    gate = asyncio.Event()
    wait = RetryScheduled(until=2_000_000_000.0, attempt=1, problem=REFUSED)
    async with House(tmp_path, lambda p, m: [wait, Hold(gate=gate), *spoken("ok")]) as house:
        session = await house.begin()
        await until(lambda: any(f.turn.wait for f in house.told(TurnChanged)))
        gate.set()
        await house.idle(session.id)
        assert (await house.head(session.id)).wait is None


async def test_many_events_in_a_row_let_others_have_their_turn(tmp_path: Path) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    flood: Script = lambda p, m: (Noticed(source="a", text=str(n)) for n in range(3000))  # noqa: E731
    async with House(tmp_path, flood) as house:
        ticking = asyncio.ensure_future(tick())
        session = await house.begin()
        before = ticks
        await house.idle(session.id)
        assert ticks > before + 2
        ticking.cancel()
