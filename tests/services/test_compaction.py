"""Earlier messages are summed up: what agents know then, what stays, and the way back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gui.engine.scripted import Fail, Script, each_in_turn, spoken
from gui.model.limits import Limits
from gui.model.problem import EngineError, LimitError, Problem, ProblemKind
from gui.model.session import Session
from gui.model.turn import CompactionPart, Role, TurnState
from gui.services.compaction import Proposal
from tests.services.house import House
from tests.waiting import until

TOO_LONG = Problem(kind=ProblemKind.CONTEXT_TOO_LONG, facts={"model": "small"})
QUESTIONS = ("one", "two", "three", "four")


async def long_chat(house: House) -> Session:
    session = await house.service.create()
    for question in QUESTIONS:
        await house.talk(session.id, question)
    return session


async def proposed(house: House, session: Session, text: str = "In short.") -> Proposal:
    house.engine.titles = [text]
    proposal = await house.service.compaction.propose(session.id)
    assert proposal is not None
    return proposal


def told(house: House) -> list[str]:
    """What the newest agents were told of earlier turns, without saved states."""
    plan = house.engine.conversations[-1].plan
    assert plan.state is None
    return [t.compaction.text if t.compaction else t.text for t in plan.replay]


async def test_agents_know_the_summary_and_what_came_after_it(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await long_chat(house)
        proposal = await proposed(house, session)
        assert "User: one" in house.engine.prompts[0]
        assert "User: three" not in house.engine.prompts[0], "that stays as it is"
        before = (await house.service.open(session.id)).turns
        assert await house.service.compaction.accept(proposal, "In short, mine.")
        turns = (await house.service.open(session.id)).turns
        assert turns[:-1] == before, "nothing is deleted"
        assert turns[-1].parts == (CompactionPart(source="", text="In short, mine.", kept=4),)
        assert (turns[-1].role, turns[-1].state) == (Role.AGENT, TurnState.DONE)
        await house.talk(session.id, "five")
        kept = ["three", "You said: three", "four", "You said: four"]
        assert told(house) == ["In short, mine.", *kept]
        await house.talk(session.id, "six")
    async with House(tmp_path) as again:
        await again.talk(session.id, "seven")
        plan = again.engine.conversations[-1].plan
        assert plan.state is not None, "the state after the summary counts again"
        assert plan.replay == ()


async def test_undo_brings_back_what_the_agents_knew(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await long_chat(house)
        compaction = house.service.compaction
        before = (await house.service.open(session.id)).turns
        assert await compaction.accept(await proposed(house, session), "In short.")
        summary = await house.head(session.id)
        later = await house.talk(session.id, "five")
        assert await compaction.undo(session.id, summary.id)
        assert (await house.service.open(session.id)).turns == before
        await house.talk(session.id, "instead")
        (known,) = await house.service.contexts(session.id)
        assert [text for _, text in known.entries][::2] == [*QUESTIONS, "instead"]
        assert not await compaction.undo(session.id, summary.id), "it is not in what is read"
        await house.service.select_turn(session.id, summary.id)
        assert await house.head(session.id) == later
        assert not await compaction.undo(session.id, later.id), "it is no summary"


async def test_a_second_summary_stands_for_the_first_one_too(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await long_chat(house)
        await house.service.compaction.accept(await proposed(house, session), "First.")
        await house.talk(session.id, "five")
        second = await proposed(house, session, "Second.")
        prompt = house.engine.prompts[-1]
        assert "First." in prompt
        assert "User: one" not in prompt
        assert "User: three" in prompt
        await house.service.compaction.accept(second, "Second.")
        await house.talk(session.id, "six")
        assert told(house) == ["Second.", "four", "You said: four", "five", "You said: five"]


async def test_what_comes_while_the_user_reads_the_summary_stays(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await long_chat(house)
        proposal = await proposed(house, session)
        await house.talk(session.id, "five")
        assert await house.service.compaction.accept(proposal, proposal.text)
        await house.talk(session.id, "six")
        assert told(house)[:3] == ["In short.", "three", "You said: three"]
        assert told(house)[-2:] == ["five", "You said: five"]
        earlier = (await house.service.open(session.id)).turns[0]
        await house.service.retry(session.id, earlier.id)
        assert not await house.service.compaction.accept(proposal, "x"), "an answer is given"
        await house.idle(session.id)
        assert not await house.service.compaction.accept(proposal, "x"), "another branch is read"


async def test_a_message_that_the_chat_was_too_long_for_is_sent_again(tmp_path: Path) -> None:
    good = spoken("Fine.")
    script: Script = each_in_turn(good, good, good, [Fail(problem=TOO_LONG)], good)
    async with House(tmp_path, script) as house:
        session = await long_chat(house)
        failed = await house.head(session.id)
        assert failed.problem == TOO_LONG
        proposal = await proposed(house, session)
        assert proposal.unanswered is not None
        assert await house.service.compaction.accept(proposal, proposal.text)
        await house.idle(session.id)
        turns = (await house.service.open(session.id)).turns
        assert [turn.text for turn in turns[-2:]] == ["four", "Fine."]
        assert turns[-3].compaction is not None
        assert failed not in turns
        assert told(house) == ["In short.", "two", "Fine.", "three", "Fine."]


async def test_a_long_chat_is_summed_up_in_pieces(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        for number in range(8):
            await house.talk(session.id, f"question {number} " + "words " * 2000)
        house.engine.longest = 40_000
        house.engine.titles = [f"Summary {number}." for number in range(9)]
        steps: list[tuple[int, int]] = []
        proposal = await house.service.compaction.propose(
            session.id, tell=lambda number, count: steps.append((number, count))
        )
        assert proposal is not None
        asked = [prompt for prompt in house.engine.prompts if len(prompt) <= 40_000]
        assert len(asked) > 1
        assert all(f"Summary {n}." in prompt for n, prompt in enumerate(asked[1:]))
        assert proposal.text == f"Summary {len(asked) - 1}."
        assert steps[-1] == (len(asked), len(asked))
        assert len(proposal.requests) == len(asked)
        await house.service.compaction.accept(proposal, proposal.text)
        used = await house.service.usage.of_chat(session.id)
        assert used.usage.prompt_tokens > sum(map(len, asked)), "what it took is counted"


async def test_what_cannot_be_summed_up_changes_nothing(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        assert await house.service.compaction.propose(session.id) is None
        await house.talk(session.id, "one")
        before = await house.head(session.id)
        house.engine.refusal = TOO_LONG
        with pytest.raises(EngineError):
            await house.service.compaction.propose(session.id)
        house.engine.refusal = None
        with pytest.raises(EngineError) as empty:
            await house.service.compaction.propose(session.id)
        assert empty.value.problem.kind is ProblemKind.EMPTY_REPLY
        house.engine.held = asyncio.Event()
        asked = len(house.engine.prompts)
        asking = asyncio.create_task(house.service.compaction.propose(session.id))
        await until(lambda: len(house.engine.prompts) > asked)
        asking.cancel()
        await asyncio.wait({asking})
        assert asking.cancelled()
        await house.service.set_limits(session.id, Limits(turns=1))
        with pytest.raises(LimitError):
            await house.service.compaction.propose(session.id)
        assert await house.head(session.id) == before


async def test_a_summary_is_no_answer_that_a_limit_counts(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await long_chat(house)
        await house.service.compaction.accept(await proposed(house, session), "In short.")
        await house.service.set_limits(session.id, Limits(turns=5))
        await house.talk(session.id, "five")
        with pytest.raises(LimitError):
            await house.service.send(session.id, "six")
