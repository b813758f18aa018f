"""Talking through the session service, with real files and a scripted engine."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gui.engine.scripted import Fail, each_in_turn, echo, spoken
from gui.model.turn import Role, TurnState
from gui.services.service_facts import HeadChanged
from tests.services.house import REFUSED, House, held, said
from tests.waiting import until


async def test_a_message_is_answered_and_both_are_kept(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        answer = await house.talk(session.id, "Hello")
        assert (answer.state, answer.text) == (TurnState.DONE, "You said: Hello")
        assert (answer.agent, answer.model) == ("assistant", "small")
        assert answer.usage is not None
    async with House(tmp_path) as again:
        transcript = await again.service.open(session.id)
        assert [turn.text for turn in transcript.turns] == ["Hello", "You said: Hello"]
        assert transcript.session.head_state is TurnState.DONE


async def test_both_turns_are_in_the_file_before_the_engine_is_called(tmp_path: Path) -> None:
    seen: list[list[str]] = []
    gate = asyncio.Event()
    async with House(tmp_path, lambda plan, message: held(gate)) as house:
        session = await house.begin("first words")
        stored = await house.store.transcript(session.id)
        assert stored is not None
        seen.append([turn.state for turn in stored.turns])
        gate.set()
        await house.idle(session.id)
    assert seen == [[TurnState.DONE, TurnState.RUNNING]]


async def test_two_sessions_answer_at_the_same_time(tmp_path: Path) -> None:
    gates = {"a": asyncio.Event(), "b": asyncio.Event()}
    async with House(tmp_path, lambda plan, message: held(gates[message])) as house:
        first = await house.begin("a")
        second = await house.begin("b")
        assert first.id != second.id
        await until(lambda: len(house.engine.conversations) == 2)
        gates["b"].set()
        await house.idle(second.id)
        assert house.service.is_running(first.id)
        gates["a"].set()
        await house.idle(first.id)


async def test_retry_adds_a_sibling_and_makes_it_the_head(tmp_path: Path) -> None:
    script = each_in_turn([said("half"), Fail(problem=REFUSED)], spoken("whole"))
    async with House(tmp_path, script) as house:
        session = await house.begin("question")
        await house.idle(session.id)
        failed = await house.head(session.id)
        await house.service.retry(session.id, failed.id)
        await house.idle(session.id)
        transcript = await house.service.open(session.id)
        user, answer = transcript.turns
        assert answer.text == "whole"
        assert transcript.siblings[answer.id] == (failed.id, answer.id)
        assert user.id not in transcript.siblings
        assert house.told(HeadChanged) == [HeadChanged(session_id=session.id)]
        assert house.engine.conversations[1].plan.replay == ()
        await house.service.select_turn(session.id, failed.id)
        assert (await house.head(session.id)).id == failed.id
        assert len(house.told(HeadChanged)) == 2


async def test_an_unknown_session_is_a_lookup_error(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        with pytest.raises(LookupError):
            await house.service.open("nothing")
        with pytest.raises(LookupError):
            await house.service.send("nothing", "text")


async def test_roles_alternate_along_the_path(tmp_path: Path) -> None:
    async with House(tmp_path, echo) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await house.talk(session.id, "two")
        roles = [turn.role for turn in (await house.service.open(session.id)).turns]
        assert roles == [Role.USER, Role.AGENT, Role.USER, Role.AGENT]
