"""Several answer one message at once: each ends once, each can be stopped, one is kept."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from gui.engine.scripted import Call, Hold, Script, Step, spoken
from gui.model.plan import ConversationPlan
from gui.model.problem import StoreError
from gui.model.respondent import Respondent
from gui.model.turn import ToolCallPart, Turn, TurnState
from gui.services.approvals import Choice
from gui.services.service_facts import TurnChanged
from gui.services.session_service import Surroundings
from tests.services.house import LARGE, SMALL, House, limit_pages, said
from tests.waiting import until

TWO = (Respondent(model=SMALL, team_id=None), Respondent(model=LARGE, team_id=None))


def each_held(gates: dict[str, asyncio.Event]) -> Script:
    """Every model says its name, waits, and goes on."""

    def script(plan: ConversationPlan, message: str) -> list[Step]:
        del message
        held = [said(f"{plan.model} half"), Hold(gate=gates[plan.model])]
        return [*held, *spoken(f"{plan.model} whole")]

    return script


def gates() -> dict[str, asyncio.Event]:
    return {SMALL.model: asyncio.Event(), LARGE.model: asyncio.Event()}


async def answers(house: House, session_id: str, ids: tuple[str, ...]) -> tuple[Turn, ...]:
    return await house.service.turns(session_id, ids)


async def test_they_answer_at_the_same_time_and_end_on_their_own(tmp_path: Path) -> None:
    doors = gates()
    async with House(tmp_path, each_held(doors)) as house:
        session = await house.service.create()
        ids = await house.service.branches.compare(session.id, "Which?", TWO)
        await until(lambda: len(house.engine.conversations) == 2)

        def streamed() -> set[str]:
            return {f.turn.text for f in house.told(TurnChanged) if f.turn.id in ids}

        await until(lambda: {"small half", "large half"} <= streamed())
        doors["large"].set()
        await until(lambda: "large whole" in streamed())
        assert house.service.is_running(session.id)
        await house.service.send(session.id, "later")
        first, second = await answers(house, session.id, ids)
        assert (first.state, second.state) == (TurnState.RUNNING, TurnState.DONE)
        assert (first.parent_id, first.model, second.model) == (second.parent_id, "small", "large")
        doors["small"].set()
        await house.idle(session.id)
        now = await house.service.open(session.id)
        assert now.turns[-1].id == ids[0]
        assert now.siblings[ids[0]] == ids
        ended = Counter(
            f.turn.id for f in house.told(TurnChanged) if f.turn.state is not TurnState.RUNNING
        )
        assert {ended[one] for one in ids} == {1}
        assert [message.text for message in now.queued] == ["later"]


async def test_one_is_stopped_while_the_other_goes_on_and_stop_ends_all(tmp_path: Path) -> None:
    doors = gates()
    async with House(tmp_path, each_held(doors)) as house:
        session = await house.service.create()
        ids = await house.service.branches.compare(session.id, "Which?", TWO)
        await until(lambda: len(house.engine.conversations) == 2)
        await house.service.branches.stop(session.id, ids[0])
        first, second = await answers(house, session.id, ids)
        assert (first.state, second.state) == (TurnState.STOPPED, TurnState.RUNNING)
        await house.service.stop(session.id)
        (second,) = await answers(house, session.id, ids[1:])
        assert second.state is TurnState.STOPPED
        assert not house.service.is_running(session.id)


async def test_the_one_that_is_kept_goes_on_with_its_own_memory(tmp_path: Path) -> None:
    doors = gates()
    for door in doors.values():
        door.set()
    async with House(tmp_path, each_held(doors)) as house:
        session = await house.service.create()
        ids = await house.service.branches.compare(session.id, "Which?", TWO)
        await house.idle(session.id)
        assert await house.service.branches.keep(session.id, ids[1], TWO[1])
        now = await house.service.open(session.id)
        assert (now.turns[-1].id, now.session.model) == (ids[1], LARGE)
        await house.talk(session.id, "on")
        contexts = await house.service.contexts(session.id)
        told = str(contexts)
        assert "large whole" in told
        assert "small whole" not in told
    assert all(one.closed for one in house.engine.conversations)


async def test_a_team_answers_with_the_model_of_the_chat_whoever_else_is_asked(
    tmp_path: Path,
) -> None:
    doors = gates()
    for door in doors.values():
        door.set()
    team = Respondent(model=None, team_id=None)
    async with House(tmp_path, each_held(doors)) as house:
        session = await house.service.create()
        await house.service.shelf.set_model(session.id, LARGE)
        ids = await house.service.branches.compare(session.id, "Which?", (TWO[0], team))
        await house.idle(session.id)
        found = await answers(house, session.id, ids)
        assert [turn.text for turn in found] == ["small whole", "large whole"]
        assert await house.service.branches.keep(session.id, ids[1], team)
        assert (await house.service.open(session.id)).session.model == LARGE


async def test_closing_interrupts_all_of_them(tmp_path: Path) -> None:
    async with House(tmp_path, each_held(gates())) as house:
        session = await house.service.create()
        ids = await house.service.branches.compare(session.id, "Which?", TWO)
        await until(lambda: len(house.engine.conversations) == 2)
    async with House(tmp_path) as house:
        found = await answers(house, session.id, ids)
        assert [turn.state for turn in found] == [TurnState.INTERRUPTED] * 2
        assert [turn.text for turn in found] == ["small half", "large half"]


async def test_what_cannot_be_kept_begins_nothing(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await limit_pages(house.store, full=True)
        with pytest.raises(StoreError):
            await house.service.branches.compare(session.id, "too long " * 40_000, TWO)
        assert not house.service.is_running(session.id)
        await limit_pages(house.store, full=False)
        assert (await house.talk(session.id, "Hello")).text == "You said: Hello"


async def test_a_decision_reaches_the_one_that_asked_though_calls_have_the_same_id(
    tmp_path: Path,
) -> None:
    def script(plan: ConversationPlan, message: str) -> list[Step]:
        del plan, message
        call = Call(call_id="c1", arguments='{"path": "a"}', result=lambda _: "written")
        return [call, *spoken("Done")]

    async with House(tmp_path, script, surroundings=Surroundings()) as house:
        session = await house.service.create()
        ids = await house.service.branches.compare(session.id, "Write", TWO)

        def waiting() -> int:
            newest = {f.turn.id: f.turn for f in house.told(TurnChanged) if f.turn.id in ids}
            return sum(turn.awaits_user for turn in newest.values())

        await until(lambda: waiting() == 2)
        approvals = house.service.approvals
        await approvals.decide(session.id, ids[1], "c1", Choice(allowed=False, reason="no"))
        await until(lambda: waiting() == 1)
        first, second = await answers(house, session.id, ids)
        assert first.awaits_user
        assert _verdicts(second) == [False]
        await approvals.decide(session.id, ids[0], "c1", Choice(allowed=True))
        await house.idle(session.id)
        first, second = await answers(house, session.id, ids)
        assert (_verdicts(first), _verdicts(second)) == ([True], [False])


def _verdicts(turn: Turn) -> list[bool]:
    calls = (part for part in turn.parts if isinstance(part, ToolCallPart))
    return [call.verdict.allowed for call in calls if call.verdict is not None]
