"""Order among sessions: queue, titles, drafts, deletion, copies and search."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gui.engine.scripted import Step, each_in_turn, spoken
from gui.model.endpoint import GUIDE_REF
from gui.model.session import TitleBy
from gui.model.turn import TurnState
from gui.services.service_facts import (
    QueueChanged,
    SessionChanged,
    SessionRemoved,
    TurnChanged,
)
from tests.services.house import House, held
from tests.waiting import until


async def test_messages_queue_while_an_answer_is_given_and_follow_by_themselves(
    tmp_path: Path,
) -> None:
    gate = asyncio.Event()
    answers = iter([held(gate)])

    def script(plan: object, message: str) -> list[Step]:
        return next(answers, None) or spoken(f"to {message}")

    async with House(tmp_path, script) as house:
        session = await house.begin("one")
        await house.service.send(session.id, "two")
        await house.service.send(session.id, "three")
        queued = (await house.service.open(session.id)).queued
        assert [message.text for message in queued] == ["two", "three"]
        gate.set()
        await until(lambda: [f.queued for f in house.told(QueueChanged)][-1] == ())
        await house.idle(session.id)
        turns = (await house.service.open(session.id)).turns
        assert [turn.text for turn in turns] == [
            "one", "half and whole", "two", "to two", "three", "to three",
        ]  # fmt: skip


async def test_after_a_stop_queued_messages_stay_and_can_be_sent_or_taken_back(
    tmp_path: Path,
) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, each_in_turn(held(gate), spoken("well"))) as house:
        session = await house.begin("one")
        await house.service.send(session.id, "two")
        await house.service.send(session.id, "three")
        await house.service.stop(session.id)
    async with House(tmp_path) as again:
        two, three = (await again.service.open(session.id)).queued
        assert await again.service.queue.unqueue(session.id, two.id) == "two"
        with pytest.raises(LookupError):
            await again.service.queue.unqueue(session.id, two.id)
        await again.service.queue.send_queued(session.id, three.id)
        await again.idle(session.id)
        transcript = await again.service.open(session.id)
        assert transcript.queued == ()
        assert transcript.turns[-1].text == "You said: three"


async def test_titles_are_the_first_words_then_the_models(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        house.titles = True
        house.engine.titles.append('**"A short `title`."**\nmore')
        session = await house.begin("What is the weather like in Paris today, roughly?")
        (listed,) = await house.service.list_sessions()
        assert listed.title.startswith("What is the weather")
        await until(lambda: house.told(SessionChanged)[-1].session.title == "A short title")
        await house.service.shelf.rename(session.id, "Mine")
        await house.talk(session.id, "more")
        (listed,) = await house.service.list_sessions()
        assert (listed.title, listed.title_by) == ("Mine", TitleBy.USER)
        assert len(house.engine.prompts) == 1


async def test_the_guide_is_never_asked_for_a_title(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        house.titles = True
        session = await house.service.create(model=GUIDE_REF)
        await house.talk(session.id, "hello")
        assert house.engine.prompts == []


async def test_an_unused_session_is_used_again(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        first = await house.service.create()
        assert (await house.service.create()).id == first.id
        await house.service.shelf.save_draft(first.id, "half a tho")
        assert (await house.service.create()).id != first.id


async def test_drafts_survive_and_are_cleared_by_sending(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.service.shelf.save_draft(session.id, "half a tho")
    async with House(tmp_path) as again:
        assert (await again.service.open(session.id)).session.draft == "half a tho"
        await again.talk(session.id, "half a thought")
        assert (await again.service.open(session.id)).session.draft == ""


async def test_an_answer_in_another_session_makes_it_unread(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        house.service.set_viewed(session.id)
        await house.talk(session.id, "seen")
        assert not (await house.service.open(session.id)).session.unread
        house.service.set_viewed(None)
        await house.talk(session.id, "unseen")
        assert (await house.service.open(session.id)).session.unread
        await house.service.shelf.mark_read(session.id)
        assert not (await house.service.list_sessions())[0].unread


async def test_a_deleted_session_is_stopped_hidden_and_can_come_back(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, lambda p, m: held(gate, deaf=True)) as house:
        session = await house.begin()
        await house.service.shelf.delete(session.id)
        assert await house.service.list_sessions() == ()
        assert house.told(SessionRemoved) == [SessionRemoved(session_id=session.id)]
        await house.service.shelf.undelete(session.id)
        assert [s.id for s in await house.service.list_sessions()] == [session.id]
        assert (await house.head(session.id)).state is TurnState.STOPPED


async def test_archived_and_pinned_sessions(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.begin("one")
        await house.idle(session.id)
        await house.service.shelf.set_archived(session.id, archived=True)
        assert await house.service.list_sessions() == ()
        await house.service.shelf.set_pinned(session.id, pinned=True)
        (listed,) = await house.service.list_sessions(include_archived=True)
        assert listed.pinned


async def test_a_duplicate_has_turns_of_its_own_and_the_same_memory(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        copy = await house.service.shelf.duplicate(session.id)
        assert copy.title == "one (2)"
        turns = (await house.service.open(copy.id)).turns
        originals = (await house.service.open(session.id)).turns
        assert [t.text for t in turns] == [t.text for t in originals]
        assert not {t.id for t in turns} & {t.id for t in originals}
        await house.talk(copy.id, "two")
        assert house.engine.conversations[-1].memory[0] == ("user", "one")
        assert len((await house.service.open(session.id)).turns) == 2


async def test_a_duplicate_of_a_running_session_is_interrupted(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, lambda p, m: held(gate)) as house:
        session = await house.begin("one")
        await until(lambda: "half" in [f.turn.text for f in house.told(TurnChanged)])
        copy = await house.service.shelf.duplicate(session.id)
        head = await house.head(copy.id)
        assert (head.state, head.text) == (TurnState.INTERRUPTED, "half")
        assert house.service.is_running(session.id)


async def test_what_was_said_is_found(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        for text in ("about cats", "100% wool", "关于猫的一切"):
            session = await house.begin(text)
            await house.idle(session.id)
        found = await house.service.list_sessions(query="CATS")
        assert [s.title for s in found] == ["about cats"]
        assert len(await house.service.list_sessions(query="You said")) == 3
        assert len(await house.service.list_sessions(query="100%")) == 1
        assert len(await house.service.list_sessions(query="猫")) == 1
        assert await house.service.list_sessions(query="_dogs") == ()
