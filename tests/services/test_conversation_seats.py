"""What agents remember: the same ones go on, and new ones are told what was said before."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from gui.engine.scripted import ScriptedConversation, ScriptedEngine
from gui.model.plan import ConversationPlan, ModelSeat
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.model.turn import NoticePart, TurnState
from gui.services.answer import TEAM_CHANGED
from gui.services.session_service import Surroundings
from tests.services.house import LARGE, QUICK, REFUSED, SERVER, House, held
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


class Teams:
    """The library of this test."""

    def __init__(self) -> None:
        self.components: dict[str, str] = {}

    def get(self, team_id: str) -> TeamSpec | None:
        component = self.components.get(team_id)
        if component is None:
            return None
        return TeamSpec(
            id=team_id,
            title="Team",
            about="",
            component=component,
            origin=SpecOrigin.OWN,
            team=True,
        )


class ChangedEngine(ScriptedEngine):
    """Has another team than the one that the saved state is of."""

    async def converse(self, plan: ConversationPlan) -> ScriptedConversation:
        if plan.state is not None and plan.team == "{}":
            problem = Problem(kind=ProblemKind.UNEXPECTED, facts={"state": "changed"})
            raise EngineError(problem)
        return await super().converse(plan)


async def test_another_team_model_or_folder_makes_new_agents(tmp_path: Path) -> None:
    teams = Teams()
    teams.components["t"] = '{"parley": {"endpoint": "server", "model": "large"}}'
    options = replace(QUICK, work=tmp_path / "work")
    around = Surroundings(teams=teams)
    async with House(tmp_path, options=options, surroundings=around) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await house.service.set_team(session.id, "t")
        await house.talk(session.id, "two")
        await house.talk(session.id, "three")
        await house.service.set_folder(session.id, str(tmp_path))
        await house.talk(session.id, "four")
        plain, team, elsewhere = (c.plan for c in house.engine.conversations)
        assert (plain.team, plain.seats, team.team) == ("", {}, teams.components["t"])
        assert plain.folder == team.folder == str(tmp_path / "work" / session.id)
        assert not (tmp_path / "work").exists()
        assert elsewhere.folder == str(tmp_path)
        (seat,) = team.seats.items()
        assert seat == (
            ("server", "large"),
            ModelSeat(endpoint=SERVER, model="large", key=None),
        )
        with pytest.raises(ValueError, match="absolute"):
            await house.service.set_folder(session.id, "here")
        teams.components.clear()
        answer = await house.talk(session.id, "five")
        assert answer.problem is not None
        assert answer.problem.kind is ProblemKind.TEAM_MISSING
        await house.service.set_team(session.id, None)
        assert (await house.talk(session.id, "six")).state is TurnState.DONE


async def test_a_team_that_has_changed_is_told_anew_and_so_is_the_user(tmp_path: Path) -> None:
    teams = Teams()
    teams.components["t"] = "{}"
    around = Surroundings(teams=teams)
    async with House(tmp_path, engine=ChangedEngine(), surroundings=around) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await house.service.set_team(session.id, "t")
        answer = await house.talk(session.id, "two")
        assert [part.kind for part in answer.parts if isinstance(part, NoticePart)] == [
            TEAM_CHANGED
        ]
        assert (answer.state, answer.agent) == (TurnState.DONE, "assistant")
        replayed = house.engine.conversations[-1].plan.replay
        assert [turn.text for turn in replayed] == ["one", "You said: one"]
        again = await house.talk(session.id, "three")
        assert not [part for part in again.parts if isinstance(part, NoticePart)]


async def test_what_agents_would_be_sent_can_be_looked_at(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        (context,) = await house.service.contexts(session.id)
        assert context.entries == (("user", "one"), ("assistant", "You said: one"))
        first, second = await asyncio.gather(
            house.service.contexts(session.id), house.service.contexts(session.id)
        )
        assert first == second == (context,)
    async with House(tmp_path) as again:
        first, second = await asyncio.gather(
            again.service.contexts(session.id), again.service.contexts(session.id)
        )
        assert first == second == (context,)
        assert len(again.engine.conversations) == 1
        await again.talk(session.id, "two")
        assert len(again.engine.conversations) == 1


async def test_a_stop_after_the_turn_does_not_wait_and_a_tool_is_ended_alone(
    tmp_path: Path,
) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, lambda p, m: held(gate, deaf=True)) as house:
        session = await house.begin()
        await until(lambda: house.engine.conversations)
        conversation = house.engine.conversations[0]
        await until(
            lambda: (turn := house.service.approvals.running_turn(session.id)) and turn.text
        )
        house.service.stop_tool(session.id, "c1")
        assert conversation.stopped_tools == ["c1"]
        await house.service.stop(session.id, after_turn=True)
        assert house.service.is_running(session.id)
        assert conversation.turn_stops == 1
        gate.set()
        await house.idle(session.id)
        assert (await house.head(session.id)).state is TurnState.STOPPED
        await until(lambda: conversation.closed == 1)
