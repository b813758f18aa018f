"""A chat stays within its limits, and what was used of models is added up."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gui.engine.scripted import Ask, Script, Step, spoken
from gui.model.events import ModelAnswered, ModelAsked
from gui.model.limits import Limits
from gui.model.plan import ConversationPlan
from gui.model.prices import Price
from gui.model.problem import LimitError, ProblemKind
from gui.model.turn import NoticePart, Turn, TurnState, Usage
from gui.services.answer import LIMIT_REACHED
from gui.services.session_service import Surroundings
from gui.views.problem_text import problem_text
from tests.services.house import House
from tests.services.test_comparing import TWO
from tests.waiting import until

NOW = time.time()


def request(source: str, prompt: int, completion: int, *, model: str = "small") -> list[Step]:
    usage = Usage(prompt_tokens=prompt, completion_tokens=completion)
    return [
        ModelAsked(source=source, model=model, at=NOW),
        ModelAnswered(source=source, at=NOW + 2, first_at=NOW + 1, usage=usage),
    ]


def two_agents(plan: object, message: str) -> list[Step]:
    return [
        *request("planner", 60, 40),
        *spoken("A plan", source="planner"),
        *request("writer", 6, 4, model="large"),
        *spoken("A text", source="writer"),
    ]


@pytest.mark.parametrize(
    ("limits", "which"),
    [
        (Limits(turns=1), "turns"),
        (Limits(tokens=110), "tokens"),
        (Limits(seconds=4), "seconds"),
        (Limits(cost=0.0001), "cost"),
    ],
)
async def test_the_message_after_the_limit_is_refused_and_not_sent(
    tmp_path: Path, limits: Limits, which: str
) -> None:
    async with House(tmp_path, two_agents) as house:
        house.service.prices.set_own("small", Price(prompt=1.0, completion=1.0))
        session = await house.service.create()
        await house.talk(session.id, "one")
        await house.service.set_limits(session.id, limits)
        with pytest.raises(LimitError) as refused:
            await house.service.send(session.id, "two")
        problem = refused.value.problem
        assert (problem.kind, problem.facts["which"]) == (ProblemKind.LIMIT_REACHED, which)
        assert float(problem.facts["used"]) >= float(problem.facts["limit"])
        head = await house.head(session.id)
        with pytest.raises(LimitError):
            await house.service.retry(session.id, head.id)
        assert len((await house.service.open(session.id)).turns) == 2
        await house.service.set_limits(session.id, Limits(turns=9))
        assert (await house.talk(session.id, "two")).state is TurnState.DONE
    async with House(tmp_path) as again:
        assert (await again.service.open(session.id)).session.limits == Limits(turns=9)


async def test_a_team_ends_after_the_agent_that_reached_the_limit(tmp_path: Path) -> None:
    async with House(tmp_path, two_agents) as house:
        session = await house.service.create()
        await house.service.set_limits(session.id, Limits(tokens=100))
        await house.service.queue.add(session.id, "and more")
        turn = await house.talk(session.id, "one")
        (conversation,) = house.engine.conversations
        assert conversation.turn_stops == 1
        notices = [part for part in turn.parts if isinstance(part, NoticePart)]
        assert [(one.kind, one.text) for one in notices] == [(LIMIT_REACHED, "tokens: 100 of 100")]
        assert turn.state is TurnState.DONE
        await until(lambda: conversation.closed == 1)
        transcript = await house.service.open(session.id)
        assert [message.text for message in transcript.queued] == ["and more"], "it stays queued"


async def test_a_chat_without_limits_is_not_stopped(tmp_path: Path) -> None:
    async with House(tmp_path, two_agents) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        assert (await house.talk(session.id, "two")).state is TurnState.DONE
        assert house.engine.conversations[0].turn_stops == 0


async def test_an_answer_goes_on_when_the_limit_was_reached_before_the_question(
    tmp_path: Path,
) -> None:
    steps: list[Step] = [Ask(text="Which?"), *spoken("So be it")]
    script: Script = lambda plan, message: steps  # noqa: E731
    async with House(tmp_path, script, surroundings=Surroundings()) as house:
        session = await house.begin()
        await until(lambda: house.service.needs_user(session.id))
        await house.service.set_limits(session.id, Limits(turns=0))
        turn = await house.head(session.id)
        await house.answer(turn, "that one")
        await house.idle(session.id)
        assert (await house.head(session.id)).state is TurnState.DONE


async def test_usage_is_added_up_by_turn_agent_chat_and_month(tmp_path: Path) -> None:
    async with House(tmp_path, two_agents) as house:
        service = house.service
        service.prices.set_own("small", Price(prompt=10_000.0, completion=10_000.0))
        session = await service.create()
        turn = await house.talk(session.id, "one")
        assert len(turn.requests) == 2
        whole = service.usage.of_turn(turn)
        assert (whole.tokens, whole.cost, whole.is_whole) == (110, 1.0, False)
        agents = service.usage.by_agent(turn)
        assert list(agents) == ["planner", "writer"]
        assert agents["writer"].cost is None
        assert agents["planner"].seconds == pytest.approx(2.0)
        await house.talk(session.id, "two")
        chat = await service.usage.of_chat(session.id)
        assert (chat.tokens, chat.cost) == (220, 2.0)
        assert [one.model for one in chat.models] == ["large", "small"]
        await service.shelf.duplicate(session.id)
        today = datetime.fromtimestamp(NOW, UTC).astimezone()
        month = await service.usage.of_month(today.year, today.month)
        assert month.tokens == 110, "the same requests, told twice by this script and copied"
        other = await service.usage.of_month(today.year - 1, 12)
        assert (other.tokens, other.cost, other.models) == (0, None, ())


async def test_answers_of_an_older_parley_count_by_their_own_usage(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        turn = await house.talk(session.id, "one two")
        assert turn.requests == ()
        chat = await house.service.usage.of_chat(session.id)
        assert turn.usage is not None
        assert chat.usage == turn.usage
        assert replace(chat.models[0], usage=Usage()).model == "small"
        now = datetime.fromtimestamp(turn.created_at / 1000, UTC).astimezone()
        month = await house.service.usage.of_month(now.year, now.month)
        assert month.usage == turn.usage


def _asking(plan: ConversationPlan, message: str) -> list[Step]:
    """Sixty tokens, a question, and sixty more."""
    del message
    return [
        *request("planner", 30, 30, model=plan.model),
        *spoken("A plan", source="planner"),
        Ask(text=f"{plan.model}?"),
        *request("writer", 30, 30, model=plan.model),
        *spoken("A text", source="writer"),
        *request("reader", 30, 30, model=plan.model),
        *spoken("Read", source="reader"),
    ]


def _notices(turn: Turn) -> list[str]:
    return [part.text for part in turn.parts if isinstance(part, NoticePart)]


@pytest.mark.parametrize("restarted", [False, True])
async def test_answers_that_are_compared_use_up_one_limit_together(
    tmp_path: Path, restarted: bool
) -> None:
    async def waiting(house: House) -> None:
        def asked(turn_id: str) -> bool:
            found = house.service.approvals.find(turn_id)
            return found is not None and found[0].awaits_user

        await until(lambda: all(asked(one) for one in ids))

    async def decided(house: House) -> None:
        (first,) = await house.service.turns(session.id, ids[:1])
        await house.answer(first, "yes")
        await until(lambda: house.service.approvals.find(ids[0]) is None)
        first, second = await house.service.turns(session.id, ids)
        assert (first.state, _notices(first)) == (TurnState.DONE, ["tokens: 180 of 150"])
        assert "Read" not in first.text
        await house.answer(second, "yes")
        await house.idle(session.id)
        (second,) = await house.service.turns(session.id, ids[1:])
        assert second.state is TurnState.DONE
        assert len(_notices(second)) == 1
        assert "Read" not in second.text

    async with House(tmp_path, _asking, surroundings=Surroundings()) as house:
        session = await house.service.create()
        await house.service.set_limits(session.id, Limits(tokens=150))
        ids = await house.service.branches.compare(session.id, "Which?", TWO)
        await waiting(house)
        if not restarted:
            await decided(house)
    if restarted:
        async with House(tmp_path, _asking, surroundings=Surroundings()) as again:
            await waiting(again)
            await decided(again)


async def test_more_answers_at_once_than_are_left_are_not_begun(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.service.set_limits(session.id, Limits(turns=2))
        await house.talk(session.id, "one")
        with pytest.raises(LimitError) as refused:
            await house.service.branches.compare(session.id, "Which?", TWO)
        text = problem_text(refused.value.problem)
        assert text.sentence == "This chat has 1 answer(s) left."
        assert "compare fewer" in text.next_step
        assert len((await house.service.open(session.id)).turns) == 2
        await house.talk(session.id, "two")
        with pytest.raises(LimitError):
            await house.service.send(session.id, "three")
