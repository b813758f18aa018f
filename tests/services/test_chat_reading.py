"""A chat of any length is opened by its newest turns; the others are read when they are wanted."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from bench.long_chat import add_long_chat, long_chat
from gui.engine.scripted import each_in_turn, spoken
from gui.model.events import ModelAnswered
from gui.model.session import Session, TitleBy
from gui.model.turn import Role, TextPart, Turn, TurnMark, TurnState, Usage
from gui.services.session_rows import TurnChange
from gui.services.transcript_rows import NEWEST
from tests.services.house import House, held
from tests.waiting import until

SESSION = Session(id="s", title="T", title_by=TitleBy.WORDS, created_at=1, updated_at=1)


def turn(turn_id: str, parent: str | None, role: Role = Role.AGENT, tokens: int = 0) -> Turn:
    return Turn(
        id=turn_id,
        session_id="s",
        parent_id=parent,
        role=role,
        state=TurnState.DONE,
        created_at=1,
        parts=(TextPart(source="a", text=turn_id),),
        usage=Usage(prompt_tokens=tokens, completion_tokens=1) if tokens else None,
    )


async def test_the_newest_turns_are_whole_and_of_the_others_there_is_a_mark(
    tmp_path: Path,
) -> None:
    async with House(tmp_path) as house:
        _, made = long_chat(300)
        session = await add_long_chat(house.store, 300)
        transcript = await house.service.open(session.id)
        assert transcript.turns == made[-NEWEST:]
        assert transcript.marks == tuple(map(TurnMark.of, made))
        assert transcript.siblings == {}
        assert transcript.tokens == 150 * 530


async def test_wanted_turns_come_in_the_order_asked_for(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        _, made = long_chat(60)
        session = await add_long_chat(house.store, 60)
        other = await add_long_chat(house.store, 2, number=1)
        foreign = (await house.service.open(other.id)).marks[0].id
        ids = [made[30].id, "nobody", made[7].id, foreign]
        assert await house.service.turns(session.id, ids) == (made[30], made[7])
        assert await house.service.turns(session.id, ()) == ()


async def test_versions_are_told_of_the_turns_that_have_some(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        tree = [
            turn("a", None, Role.USER),
            turn("b", "a", tokens=1000),
            turn("c", "a", tokens=10),
            turn("d", "c", Role.USER),
            turn("e", "d", tokens=100),
            turn("f", None, Role.USER),
        ]
        session = replace(SESSION, head_id="e")
        await house.store.save([session], [TurnChange.since(None, one) for one in tree])
        transcript = await house.service.open("s")
        assert [mark.id for mark in transcript.marks] == ["a", "c", "d", "e"]
        assert transcript.siblings == {"a": ("a", "f"), "c": ("b", "c")}
        assert transcript.tokens == 112
        roles = [mark.role for mark in transcript.marks]
        assert roles == [Role.USER, Role.AGENT, Role.USER, Role.AGENT]


async def test_a_branch_that_ends_before_the_newest_turn_is_read_to_its_own_end(
    tmp_path: Path,
) -> None:
    async with House(tmp_path) as house:
        line = [turn("a", None), turn("b", "a"), turn("c", "b")]
        session = replace(SESSION, head_id="b")
        await house.store.save([session], [TurnChange.since(None, one) for one in line])
        transcript = await house.service.open("s")
        assert [mark.id for mark in transcript.marks] == ["a", "b"]
        assert transcript.siblings == {}


async def test_a_turn_that_runs_is_read_as_it_is_in_memory(tmp_path: Path) -> None:
    gate = asyncio.Event()
    usage = ModelAnswered(source="a", at=1.0, usage=Usage(prompt_tokens=7, completion_tokens=5))
    async with House(tmp_path, each_in_turn([usage, *held(gate)])) as house:
        session = await house.begin()
        await until(lambda: house.facts and "half" in str(house.facts[-1]))
        transcript = await house.service.open(session.id)
        running = transcript.turns[-1]
        assert running.state is TurnState.RUNNING
        assert transcript.marks[-1] == TurnMark(running.id, Role.AGENT, len("half"))
        assert transcript.tokens == 12
        (again,) = await house.service.turns(session.id, [running.id])
        assert again is running
        gate.set()
        await house.idle(session.id)
        assert (await house.service.open(session.id)).marks[-1].size == len("half and whole")


async def test_the_size_of_a_turn_follows_what_is_written(tmp_path: Path) -> None:
    async with House(tmp_path, each_in_turn(spoken("One"), spoken("二二"))) as house:
        session = await house.service.create()
        await house.talk(session.id, "question")
        await house.talk(session.id, "more")
        sizes = [mark.size for mark in (await house.service.open(session.id)).marks]
        assert sizes == [8, 3, 4, 2]
        copy = await house.service.shelf.duplicate(session.id)
        assert [mark.size for mark in (await house.service.open(copy.id)).marks] == sizes
