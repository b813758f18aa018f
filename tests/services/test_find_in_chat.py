"""What a reader would find in a chat is counted, in all of its turns, while life goes on."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest

from bench.long_chat import add_long_chat, long_chat
from gui.engine.scripted import each_in_turn
from gui.model.problem import StoreError
from gui.model.session import Session, TitleBy
from gui.model.turn import (
    HandoffPart,
    NoticePart,
    Part,
    QuestionPart,
    Role,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    Turn,
    TurnState,
)
from gui.services.chat_find import LONGEST_READ, TurnMatches
from gui.services.session_rows import TurnChange
from tests.services.house import House, held
from tests.waiting import until

SESSION = Session(
    id="s", title="T", title_by=TitleBy.WORDS, created_at=1, updated_at=1, head_id="t"
)
LONG = "word " * LONGEST_READ


async def found(
    house: House, session_id: str, query: str, start_at: str | None = None
) -> list[TurnMatches]:
    service = house.service
    return [one async for one in service.find_in_chat(session_id, query, start_at=start_at)]


async def count(house: House, query: str, *parts: Part, role: Role = Role.AGENT) -> int:
    turn = Turn(
        id="t",
        session_id="s",
        parent_id=None,
        role=role,
        state=TurnState.DONE,
        created_at=1,
        parts=parts,
    )
    await house.store.save([SESSION], [TurnChange.since(None, turn)])
    return sum(one.count for one in await found(house, "s", query))


def text(words: str) -> TextPart:
    return TextPart(source="a", text=words)


@pytest.mark.parametrize(
    ("query", "markdown", "matches"),
    [
        ("bold move", "a **bold** *move*, a BOLD\nmove", 2),
        ("重要的", "这是**重要**的。", 1),
        ("snake_case", "snake\\_case and `snake_case`", 2),
        ("**", "**bold**", 0),
        ("example", "[an example](http://example.org/example)", 1),
        ("count", "```python\ncount(1)\ncount(2)\n```", 2),
        ("b c", "| a | b |\n|---|---|\n| c | b c |", 1),
        ("one two", "one\n\ntwo", 0),
        ("1", "1. first\n2. second", 0),
        ("docs", "[docs][1]\n\n[1]: http://example.org/docs", 1),
        ("missing", "nothing of it", 0),
        (" ", "a b", 0),
    ],
)
async def test_markdown_is_counted_as_it_is_seen(
    tmp_path: Path, query: str, markdown: str, matches: int
) -> None:
    async with House(tmp_path) as house:
        assert await count(house, query, text(markdown)) == matches


async def test_what_the_user_wrote_is_counted_as_it_was_typed(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        assert await count(house, "**", text("a **bold** move"), role=Role.USER) == 2


async def test_every_kind_of_part_is_looked_through(tmp_path: Path) -> None:
    call = ToolCallPart(
        source="a",
        call_id="c",
        name="find_needle",
        arguments='{"what": "needle", "where": "\\u5929"}',
        result="no needle",
    )
    parts = (
        text("a needle"),
        ThoughtPart(source="a", text="which **needle**?"),
        call,
        HandoffPart(source="a", target="b", text="needle for b"),
        QuestionPart(source="a", request_id="r", text="needle?", answer="needle!"),
        NoticePart(source="a", text="Needle."),
    )
    async with House(tmp_path) as house:
        assert await count(house, "needle", *parts) == 9
        assert await count(house, "天", call) == 1


@pytest.mark.parametrize("query", ["word word", "**"])
async def test_a_long_text_is_counted_in_its_source(tmp_path: Path, query: str) -> None:
    async with House(tmp_path) as house:
        long = f"**{LONG}**"
        assert await count(house, query, text(long)) == long.count(query)


@pytest.mark.parametrize("around", ["a", "天"])
async def test_a_result_of_megabytes_is_counted_piece_by_piece(tmp_path: Path, around: str) -> None:
    result = f"{around}needle{around}" * 300_000 + "\0needle"
    call = ToolCallPart(source="a", call_id="c", name="needle", arguments="needle", result=result)
    async with House(tmp_path) as house:
        assert await count(house, "Needle", call) == 300_003


async def test_turns_are_told_in_the_order_of_the_branch_from_the_readers_place_on(
    tmp_path: Path,
) -> None:
    async with House(tmp_path) as house:
        _, made = long_chat(300)
        session = await add_long_chat(house.store, 300)
        ids = [turn.id for turn in made]
        matches = await found(house, session.id, "turn")
        assert matches == [TurnMatches(turn_id, 1) for turn_id in ids]
        rotated = [one.turn_id for one in await found(house, session.id, "turn", ids[250])]
        assert rotated == ids[250:] + ids[:250]
        assert await found(house, session.id, "turn 299:") == [TurnMatches(ids[-1], 1)]
        assert await found(house, session.id, "turn 299:", "nobody") == [TurnMatches(ids[-1], 1)]


async def test_a_running_answer_is_counted_as_it_is(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, each_in_turn(held(gate))) as house:
        session = await house.begin("half of it?")
        await until(lambda: house.facts and "half" in str(house.facts[-1]))
        question, answer = (await house.service.open(session.id)).turns
        assert await found(house, session.id, "half") == [
            TurnMatches(question.id, 1),
            TurnMatches(answer.id, 1),
        ]
        gate.set()
        await house.idle(session.id)


async def test_who_has_found_enough_ends_the_work(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await add_long_chat(house.store, 2000)
        async with aclosing(house.service.find_in_chat(session.id, "the")) as matches:
            async for one in matches:
                assert one.count > 0
                break
        # The thread is free again, long before it could have been through.
        assert await found(house, session.id, "turn 1:")


async def test_writing_goes_on_meanwhile(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await add_long_chat(house.store, 1000)
        looking = asyncio.ensure_future(found(house, session.id, "the"))
        other = await house.service.create()
        await house.talk(other.id, "Hello")
        assert not looking.done()
        looking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await looking


async def test_a_chat_that_is_not_there_or_cannot_be_read_is_said(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        with pytest.raises(LookupError):
            await found(house, "nobody", "word")
        session = await add_long_chat(house.store, 20)
        await house.service.open(session.id)
        await house.store.close()
        with pytest.raises(StoreError):
            await found(house, session.id, "word")
