"""What agents remember: the same ones go on, and new ones are told what was said before."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from gui.engine.scripted import ScriptedConversation, ScriptedEngine
from gui.model.plan import ConversationPlan
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.model.turn import TurnState
from tests.services.house import LARGE, QUICK, REFUSED, House, held
from tests.waiting import until

UNREADABLE = Problem(kind=ProblemKind.UNEXPECTED, facts={"state": "unreadable"}, detail="bad")


class StatelessEngine(ScriptedEngine):
    """Cannot make anything of a saved state."""

    async def converse(self, plan: ConversationPlan) -> ScriptedConversation:
        if plan.state is not None:
            raise EngineError(UNREADABLE)
        return await super().converse(plan)


async def test_a_conversation_goes_on_with_the_same_agents(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await house.talk(session.id, "two")
        assert len(house.engine.conversations) == 1
        assert house.engine.conversations[0].memory[2] == ("user", "two")


async def test_after_a_restart_agents_remember_from_their_state(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
    async with House(tmp_path) as again:
        await again.talk(session.id, "two")
        (conversation,) = again.engine.conversations
        assert conversation.plan.state is not None
        assert conversation.plan.replay == ()
        assert conversation.memory[0] == ("user", "one")


async def test_another_model_takes_over_with_the_memory(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await house.service.shelf.set_model(session.id, LARGE)
        answer = await house.talk(session.id, "two")
        assert answer.model == "large"
        old, new = house.engine.conversations
        assert new.plan.model == "large"
        assert new.memory[0] == ("user", "one")
        await until(lambda: old.closed == 1)


async def test_retry_of_a_good_answer_starts_from_the_memory_before_it(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        second = await house.talk(session.id, "two")
        await house.service.retry(session.id, second.id)
        await house.idle(session.id)
        assert house.engine.conversations[-1].memory[:3] == [
            ("user", "one"),
            ("assistant", "You said: one"),
            ("user", "two"),
        ]


async def test_idle_agents_are_let_go_and_come_back(tmp_path: Path) -> None:
    now = [1000.0]
    options = replace(QUICK, monotonic=lambda: now[0], idle_minutes=lambda: 30)
    async with House(tmp_path, options=options) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        now[0] += 29 * 60
        await house.service.evict_idle()
        assert house.engine.conversations[0].closed == 0
        now[0] += 2 * 60
        await house.service.evict_idle()
        assert house.engine.conversations[0].closed == 1
        await house.talk(session.id, "two")
        assert house.engine.conversations[1].memory[0] == ("user", "one")


async def test_a_running_session_is_not_idle(tmp_path: Path) -> None:
    now = [1000.0]
    gate = asyncio.Event()
    options = replace(QUICK, monotonic=lambda: now[0])
    async with House(tmp_path, lambda p, m: held(gate), options=options) as house:
        await house.begin()
        await until(lambda: house.engine.conversations)
        now[0] += 3600
        await house.service.evict_idle()
        assert house.engine.conversations[0].closed == 0


async def test_a_state_that_cannot_be_had_is_replayed(tmp_path: Path) -> None:
    never = asyncio.Event()
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        house.engine.conversations[0].hold_state = never
        await house.talk(session.id, "two")
        await house.service.shelf.set_model(session.id, LARGE)
        await house.talk(session.id, "three")
        plan = house.engine.conversations[-1].plan
        assert plan.state is not None
        assert [turn.text for turn in plan.replay] == ["two", "You said: two"]


async def test_a_state_that_is_unreadable_is_replaced_by_the_whole_branch(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await house.talk(session.id, "two")
    async with House(tmp_path, engine=StatelessEngine()) as again:
        with caplog.at_level(logging.WARNING):
            answer = await again.talk(session.id, "three")
        assert (answer.state, answer.text) == (TurnState.DONE, "You said: three")
        (conversation,) = again.engine.conversations
        texts = [turn.text for turn in conversation.plan.replay]
        assert texts == ["one", "You said: one", "two", "You said: two"]
        assert "unreadable" in caplog.text
        await again.talk(session.id, "four")
        assert len(again.engine.conversations) == 1


async def test_another_failure_is_not_taken_for_an_unreadable_state(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
    async with House(tmp_path) as again:
        again.engine.refusal = REFUSED
        answer = await again.talk(session.id, "two")
        assert (answer.state, answer.problem) == (TurnState.FAILED, REFUSED)
