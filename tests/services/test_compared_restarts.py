"""Compared answers that wait for the user outlive the program, each where it was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from gui.engine.scripted import Ask, Call, Script, Step, spoken
from gui.model.plan import ConversationPlan
from gui.model.respondent import Respondent
from gui.model.turn import ToolCallPart, ToolState, Turn, TurnState
from gui.services.approvals import Choice
from gui.services.run_rows import Word
from gui.services.session_service import Surroundings
from tests.services.house import LARGE, SMALL, House
from tests.services.test_parked_answers import copied
from tests.waiting import until

TEAM = Respondent(model=None, team_id=None)
TWO = (Respondent(model=SMALL, team_id=None), Respondent(model=LARGE, team_id=None))
ALLOWED = Choice(allowed=True)


def call(name: str) -> Call:
    arguments = f'{{"path": "{name}.txt"}}'
    return Call(call_id=name, arguments=arguments, result=lambda a: f"wrote {a}")


def both_write(plan: ConversationPlan, message: str) -> list[Step]:
    del message
    return [call("c1"), call("c2"), *spoken(f"{plan.model} is done")]


def house_in(folder: Path, script: Script) -> House:
    return House(folder, script, surroundings=Surroundings())


def waits_for(house: House, turn_id: str, name: str) -> bool:
    found = house.service.approvals.find(turn_id)
    return found is not None and any(
        isinstance(part, ToolCallPart) and part.call_id == name and part.awaits_user
        for part in found[0].parts
    )


async def compared(house: House) -> tuple[str, tuple[str, ...]]:
    session = await house.service.create()
    return session.id, await house.service.branches.compare(session.id, "Write", TWO)


async def first_decided(house: House) -> tuple[str, tuple[str, ...]]:
    """Both have written once, after they were asked, and wait to write again."""
    session_id, ids = await compared(house)
    for turn_id in ids:
        await until(partial(waits_for, house, turn_id, "c1"))
        await house.service.approvals.decide(session_id, turn_id, "c1", ALLOWED)
        await until(partial(waits_for, house, turn_id, "c2"))
    await house.service.journal.write()
    return session_id, ids


def ran(house: House) -> list[int]:
    return [len(one.ran) for one in house.engine.conversations]


def states(turns: Sequence[Turn]) -> list[TurnState]:
    return [turn.state for turn in turns]


@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_both_wait_again_and_go_on_without_doing_anything_twice(
    tmp_path: Path, killed: bool, order: tuple[int, int]
) -> None:
    async with house_in(tmp_path / "one", both_write) as house:
        session_id, ids = await first_decided(house)
        assert ran(house) == [1, 1]
        place = copied(house, tmp_path / "two") if killed else tmp_path / "one"
    async with house_in(place, both_write) as again:
        service = again.service
        assert service.needs_user(session_id)
        assert not service.branches.is_compared("another")
        session = (await service.open(session_id)).session
        assert [(c.turn_id, c.by) for c in service.branches.compared(session)] == list(
            zip(ids, TWO, strict=True)
        )
        assert states(await service.turns(session_id, ids)) == [TurnState.RUNNING] * 2
        await service.approvals.decide(session_id, ids[order[0]], "c2", ALLOWED)
        await until(lambda: service.approvals.find(ids[order[0]]) is None)
        assert waits_for(again, ids[order[1]], "c2")
        await service.approvals.decide(session_id, ids[order[1]], "c2", Choice(allowed=False))
        await again.idle(session_id)
        assert ran(again) == [1, 0]  # what had run before is not run again
        turns = await service.turns(session_id, ids)
        assert states(turns) == [TurnState.DONE] * 2
        assert [turn.text for turn in turns] == ["small is done", "large is done"]
        made = [[p.state for p in t.parts if isinstance(p, ToolCallPart)] for t in turns]
        assert made[order[0]] == [ToolState.DONE, ToolState.DONE]
        assert made[order[1]] == [ToolState.DONE, ToolState.DENIED]
        assert await service.branches.keep(session_id, ids[1])
        kept = await service.open(session_id)
        assert (kept.session.model, kept.turns[-1].id) == (LARGE, ids[1])


async def test_the_second_waits_again_though_the_first_has_ended(tmp_path: Path) -> None:
    def script(plan: ConversationPlan, message: str) -> list[Step]:
        del message
        return spoken("small") if plan.model == "small" else [Ask(text="Which?"), *spoken("large")]

    async with house_in(tmp_path, script) as house:
        session_id, ids = await compared(house)
        await until(lambda: house.service.approvals.find(ids[0]) is None)
        await until(lambda: house.service.needs_user(session_id))
    async with house_in(tmp_path, script) as again:
        service = again.service
        assert service.is_running(session_id)
        first, second = await service.turns(session_id, ids)
        assert (first.state, second.awaits_user) == (TurnState.DONE, True)
        await service.send(session_id, "later")
        await again.answer(second, "That one")
        await again.idle(session_id)
        (second,) = await service.turns(session_id, ids[1:])
        assert second.state is TurnState.DONE
        assert second.text.endswith("You answered: That one\n\nlarge")
        queued = (await service.open(session_id)).queued
        assert [message.text for message in queued] == ["later"]
        assert await service.branches.keep(session_id, ids[0])
        await until(lambda: len(again.engine.conversations) == 2)
        await again.idle(session_id)
        now = await service.open(session_id)
        assert [turn.text for turn in now.turns] == ["Write", "small", "later", "small"]


async def test_one_that_streamed_is_interrupted_while_the_other_waits_again(tmp_path: Path) -> None:
    async with house_in(tmp_path, both_write) as house:
        session_id, ids = await compared(house)
        await until(lambda: all(waits_for(house, one, "c1") for one in ids))
        await house.service.branches.stop(session_id, ids[0])
    async with house_in(tmp_path, both_write) as again:
        turns = await again.service.turns(session_id, ids)
        assert states(turns) == [TurnState.STOPPED, TurnState.RUNNING]
        await again.service.stop(session_id)
        assert not again.service.is_running(session_id)
    async with house_in(tmp_path, both_write) as once_more:
        turns = await once_more.service.turns(session_id, ids)
        assert states(turns) == [TurnState.STOPPED] * 2
        assert not once_more.service.is_running(session_id)


async def test_a_word_kept_just_before_a_crash_reaches_the_one_that_asked(tmp_path: Path) -> None:
    async with house_in(tmp_path / "one", both_write) as house:
        session_id, ids = await compared(house)
        await until(lambda: all(waits_for(house, one, "c1") for one in ids))
        await house.service.journal.write()
        (second,) = await house.service.turns(session_id, ids[1:])
        (part,) = [p for p in second.parts if isinstance(p, ToolCallPart)]
        word = Word(
            number=1, source=part.source, id="c1", name=part.name, asked=part.arguments,
            question=False,
        )  # fmt: skip
        await house.store.runs.keep(ids[1], word)
        place = copied(house, tmp_path / "two")
    async with house_in(place, both_write) as again:
        await until(lambda: waits_for(again, ids[1], "c2"))
        assert waits_for(again, ids[0], "c1")
        assert ran(again) == [1]
        await again.service.stop(session_id)


async def test_a_chat_in_the_bin_has_ended_all_of_them(tmp_path: Path) -> None:
    async with house_in(tmp_path, both_write) as house:
        session_id, ids = await compared(house)
        await until(lambda: all(waits_for(house, one, "c1") for one in ids))
        await house.service.shelf.delete(session_id)
        assert not house.service.is_running(session_id)
        await house.service.shelf.undelete(session_id)
        assert TurnState.RUNNING not in states(await house.service.turns(session_id, ids))
    async with house_in(tmp_path, both_write) as again:
        assert not again.service.is_running(session_id)


async def test_a_copy_has_them_as_interrupted_versions(tmp_path: Path) -> None:
    async with house_in(tmp_path, both_write) as house:
        session_id, ids = await compared(house)
        await until(lambda: all(waits_for(house, one, "c1") for one in ids))
        copy = await house.service.shelf.duplicate(session_id)
        now = await house.service.open(copy.id)
        (versions,) = now.siblings.values()
        turns = await house.service.turns(copy.id, versions)
        assert states(turns) == [TurnState.INTERRUPTED] * 2
        assert not house.service.is_running(copy.id)
        assert (await house.service.turns(session_id, ids))[1].awaits_user
        await house.service.stop(session_id)


async def test_a_team_answers_with_the_model_the_chat_had_before(tmp_path: Path) -> None:
    async with house_in(tmp_path, lambda plan, message: spoken(plan.model)) as house:
        session = await house.service.create()
        who = (Respondent(model=LARGE, team_id=None), TEAM)
        ids = await house.service.branches.compare(session.id, "Which?", who)
        await house.idle(session.id)
        turns = await house.service.turns(session.id, ids)
        assert [(turn.model, turn.text) for turn in turns] == [("large",) * 2, ("small",) * 2]
        assert await house.service.branches.keep(session.id, ids[1])
        assert (await house.service.open(session.id)).session.model == SMALL


async def test_found_words_of_one_that_is_not_the_main_line_lead_to_it(tmp_path: Path) -> None:
    async with house_in(tmp_path, lambda plan, message: spoken(f"{plan.model} words")) as house:
        session_id, ids = await compared(house)
        await house.idle(session_id)
        await house.service.select_turn(session_id, ids[1])
        now = await house.service.open(session_id)
        assert [turn.text for turn in now.turns] == ["Write", "large words"]


async def test_archiving_leaves_those_that_wait_alone(tmp_path: Path) -> None:
    async with house_in(tmp_path, both_write) as house:
        session_id, ids = await compared(house)
        await until(lambda: all(waits_for(house, one, "c1") for one in ids))
        await house.service.shelf.set_archived(session_id, archived=True)
        assert all(waits_for(house, one, "c1") for one in ids)
    async with house_in(tmp_path, both_write) as again:
        assert all(waits_for(again, one, "c1") for one in ids)
        await again.service.stop(session_id)
