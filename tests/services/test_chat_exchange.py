"""A chat travels: out of one Parley by its file, and into another."""

from __future__ import annotations

import asyncio
from pathlib import Path

from gui.model.turn import TurnState
from tests.services.house import LARGE, House, held
from tests.services.test_chat_file import without_ids
from tests.waiting import until


async def test_a_chat_travels_from_one_computer_to_another(tmp_path: Path) -> None:
    path = tmp_path / "out.parley"
    async with House(_folder(tmp_path, "one")) as house:
        session = await house.begin("Hello there")
        await house.idle(session.id)
        await house.service.shelf.set_model(session.id, LARGE)
        turn = await house.head(session.id)
        await house.service.retry(session.id, turn.id)
        await house.idle(session.id)
        await house.service.shelf.save_draft(session.id, "not sent")
        await house.service.exchange.write(session.id, path, provider="Server")
        same = await house.service.exchange.same_chat(await house.service.exchange.read(path))
        assert same is not None
        assert same.id == session.id
    async with House(_folder(tmp_path, "two")) as house:
        exchange = house.service.exchange
        file = await exchange.read(path)
        assert await exchange.same_chat(file) is None
        brought = await exchange.bring_in(file, model=LARGE)
        transcript = await house.service.open(brought.id)
        assert [turn.text for turn in transcript.turns] == [
            "Hello there",
            "You said: Hello there",
        ]
        assert len(transcript.siblings[transcript.turns[1].id]) == 2
        assert brought.id != session.id
        assert (brought.model, brought.draft) == (LARGE, "not sent")
        same = await exchange.same_chat(file)
        assert same is not None
        assert same.id == brought.id
        again = tmp_path / "again.parley"
        await exchange.write(brought.id, again, provider="Server")
        assert without_ids(again.read_text("utf-8")) == without_ids(path.read_text("utf-8"))
        answer = await house.talk(brought.id, "and now?")
        assert answer.text == "You said: and now?"
        await house.service.shelf.delete(brought.id)
        assert await exchange.same_chat(file) is None


async def test_the_memory_of_agents_comes_back_to_the_installation_that_wrote_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "out.parley"
    async with House(_folder(tmp_path, "one")) as house:
        session = await house.begin("Hello there")
        await house.idle(session.id)
        await house.service.close_session(session.id)  # which saves what agents know
        exchange = house.service.exchange
        before = await exchange.whole(session.id, with_states=True)
        assert before.states
        await exchange.write(session.id, path, provider="Server")
        brought = await exchange.bring_in(await exchange.read(path), model=LARGE)
        after = await exchange.whole(brought.id, with_states=True)
        assert list(after.states.values()) == list(before.states.values())
        assert set(after.states).isdisjoint(before.states)
        answer = await house.talk(brought.id, "and now?")
        assert answer.text == "You said: and now?"
    async with House(_folder(tmp_path, "two")) as house:
        exchange = house.service.exchange
        brought = await exchange.bring_in(await exchange.read(path), model=LARGE)
        assert not (await exchange.whole(brought.id, with_states=True)).states


async def test_an_answer_that_streams_is_interrupted_in_the_file(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(_folder(tmp_path, "one"), lambda *_: held(gate)) as house:
        session = await house.begin()
        await until(lambda: house.service._answers.running.running_turn(session.id))
        running = house.service._answers.running
        await until(lambda: (turn := running.running_turn(session.id)) and turn.text)
        path = tmp_path / "out.parley"
        await house.service.exchange.write(session.id, path, provider="")
        file = await house.service.exchange.read(path)
        assert file.chat.turns[-1].state is TurnState.INTERRUPTED
        assert file.chat.turns[-1].text == "half"
        gate.set()
        await house.idle(session.id)


def _folder(parent: Path, name: str) -> Path:
    (parent / name).mkdir()
    return parent / name
