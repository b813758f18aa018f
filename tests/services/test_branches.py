"""Going back in a chat: edited messages, other answers, rewinding, copies, and the tree."""

from __future__ import annotations

import asyncio
from pathlib import Path

from gui.engine.scripted import each_in_turn, spoken
from gui.model.respondent import Respondent
from gui.model.turn import FilePart, Role, TextPart, TurnState
from gui.services.service_facts import HeadChanged
from tests.services.house import LARGE, SMALL, House, held
from tests.waiting import until


async def test_an_edited_message_stands_beside_the_old_one_with_what_went_with_it(
    tmp_path: Path,
) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.service.enclosures.add(session.id, "a.txt", b"words")
        await house.talk(session.id, "one")
        await house.talk(session.id, "two")
        old = await house.service.open(session.id)
        await house.service.shelf.save_draft(session.id, "half a thought")
        first = old.turns[0]
        assert await house.service.branches.edit(session.id, first.id, "uno")
        await house.idle(session.id)
        new = await house.service.open(session.id)
        assert [turn.text for turn in new.turns] == ["uno", "You said: uno"]
        assert [type(part) for part in new.turns[0].parts] == [TextPart, FilePart]
        assert new.siblings[new.turns[0].id] == (first.id, new.turns[0].id)
        assert new.session.draft == "half a thought"
        assert new.session.title == "one"
        assert HeadChanged(session_id=session.id) in house.facts
        await house.service.select_turn(session.id, first.id)
        again = await house.service.open(session.id)
        assert [turn.id for turn in again.turns] == [turn.id for turn in old.turns]


async def test_nothing_is_edited_or_rewound_while_an_answer_is_given(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, each_in_turn(spoken("One"), held(gate))) as house:
        session = await house.service.create()
        await house.talk(session.id, "first")
        await house.service.send(session.id, "second")
        turns = (await house.service.open(session.id)).turns
        assert not await house.service.branches.edit(session.id, turns[0].id, "other")
        assert await house.service.branches.rewind(session.id, turns[1].id) is None
        assert len((await house.service.open(session.id)).turns) == 4
        gate.set()
        await house.idle(session.id)


async def test_an_answer_is_not_edited_nor_a_message_of_another_chat(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        answer = await house.talk(session.id, "one")
        other = await house.service.create()
        said = (await house.service.open(session.id)).turns[0]
        assert not await house.service.branches.edit(session.id, answer.id, "mine")
        assert not await house.service.branches.edit(other.id, said.id, "there")
        assert await house.service.branches.rewind(other.id, answer.id) is None


async def test_another_model_answers_beside_the_first_and_from_then_on(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        answer = await house.talk(session.id, "one")
        assert answer.model == SMALL.model
        by = Respondent(model=LARGE, team_id=None)
        await house.service.branches.answer_again(session.id, answer.id, by)
        await house.idle(session.id)
        now = await house.service.open(session.id)
        assert now.turns[-1].model == LARGE.model
        assert now.siblings[now.turns[-1].id] == (answer.id, now.turns[-1].id)
        assert now.session.model == LARGE
        assert house.engine.conversations[-1].plan.model == LARGE.model


async def test_what_comes_after_a_rewind_is_kept_and_led_to_after_a_restart_too(
    tmp_path: Path,
) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        first = await house.talk(session.id, "one")
        await house.talk(session.id, "two")
        last = await house.talk(session.id, "three")
        before = await house.service.open(session.id)
        assert before.later is None
        back = await house.service.branches.rewind(session.id, first.id)
        assert back == first
    async with House(tmp_path) as house:
        now = await house.service.open(session.id)
        assert [turn.text for turn in now.turns] == ["one", "You said: one"]
        assert now.later == before.turns[2].id
        await house.service.select_turn(session.id, now.later)
        assert (await house.head(session.id)).id == last.id
        await house.service.branches.rewind(session.id, first.id)
        house.facts.clear()
        await house.talk(session.id, "instead")
        now = await house.service.open(session.id)
        assert [turn.text for turn in now.turns[2:]] == ["instead", "You said: instead"]
        assert now.siblings[now.turns[2].id] == (before.turns[2].id, now.turns[2].id)
        assert now.later is None
        assert HeadChanged(session_id=session.id) in house.facts


async def test_a_message_that_branches_off_nowhere_changes_no_head(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await house.talk(session.id, "two")
        assert HeadChanged(session_id=session.id) not in house.facts


async def test_going_back_to_before_a_message_returns_it(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await house.talk(session.id, "two")
        turns = (await house.service.open(session.id)).turns
        assert await house.service.branches.rewind(session.id, turns[2].id) == turns[2]
        assert (await house.head(session.id)).id == turns[1].id
        await house.service.branches.rewind(session.id, turns[0].id)
        empty = await house.service.open(session.id)
        assert (empty.turns, empty.session.head_id, empty.later) == ((), None, turns[0].id)
        await house.service.select_turn(session.id, turns[0].id)
        assert (await house.head(session.id)).id == turns[3].id


async def test_a_chat_is_copied_up_to_a_turn_with_what_agents_knew(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        first = await house.talk(session.id, "one")
        await house.talk(session.id, "two")
        copy = await house.service.branches.copy_to(session.id, first.id)
        found = await house.service.open(copy.id)
        assert [turn.text for turn in found.turns] == ["one", "You said: one"]
        assert (found.later, found.siblings) == (None, {})
        assert len(await house.service.branches.tree(copy.id)) == 2
        await house.talk(copy.id, "on")
        assert house.engine.conversations[-1].plan.state is not None
        assert len((await house.service.open(session.id)).turns) == 4


async def test_the_tree_has_every_branch_with_its_words(tmp_path: Path) -> None:
    gate = asyncio.Event()
    script = each_in_turn(spoken("One"), spoken("Two"), spoken("Uno"), held(gate))
    async with House(tmp_path, script) as house:
        session = await house.service.create()
        first = await house.talk(session.id, "first\n" + "x" * 1000)
        await house.talk(session.id, "second")
        await house.service.retry(session.id, first.id)
        await house.idle(session.id)
        await house.service.send(session.id, "third")
        await until(lambda: house.service.is_running(session.id))
        rows = await house.service.branches.tree(session.id)
        nodes = sorted(row.node for row in rows)
        assert [node.opening[:6] for node in nodes][:6] == [
            "first\n", "One", "second", "Two", "Uno", "third",
        ]  # fmt: skip
        assert nodes[0].role is Role.USER
        assert nodes[-1].state is TurnState.RUNNING
        assert {node.model for node in nodes if node.role is Role.AGENT} == {SMALL.model}
        assert max(len(node.opening) for node in nodes) < 200
        assert [(row.node.opening[:5], row.level) for row in rows] == [
            ("first", 0), ("One", 1), ("secon", 1), ("Two", 1), ("Uno", 0), ("third", 0),
            (nodes[-1].opening, 0),
        ]  # fmt: skip
        gate.set()
        await house.idle(session.id)
