"""A chat travels: out of one Parley by its file, and into another."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gui.model.problem import StoreError
from gui.model.turn import TurnState
from gui.services.chat_keeping import ChatNames
from tests.services.house import LARGE, House, held, limit_pages
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
        await house.service.exchange.write(session.id, path, names=ChatNames(provider="Server"))
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
        await exchange.write(brought.id, again, names=ChatNames(provider="Server"))
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
        await exchange.write(session.id, path, names=ChatNames(provider="Server"))
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


async def test_a_chat_comes_back_to_its_folder_with_all_that_it_is_kept_by(tmp_path: Path) -> None:
    path, again = tmp_path / "out.parley", tmp_path / "again.parley"
    names = ChatNames(provider="Server", team="Team", folder=("Work", "Plans"))
    async with House(_folder(tmp_path, "one")) as house:
        service = house.service
        session = await house.begin("Hello there")
        await house.idle(session.id)
        outer = await service.folders.create("Work")
        inner = await service.folders.create("Plans", parent_id=outer.id)
        await service.order.file_in((session.id,), inner.id)
        await service.order.set_tags((session.id,), add=("a", "中"), remove=())
        await service.order.set_instructions(session.id, "Be short.")
        await service.shelf.set_pinned(session.id, pinned=True)
        await service.shelf.set_archived(session.id, archived=True)
        await service.set_team(session.id, "team")
        await service.set_folder(session.id, str(tmp_path))
        await service.exchange.write(session.id, path, names=names)
    async with House(_folder(tmp_path, "two")) as house:
        service = house.service
        outer = await service.folders.create("work")
        file = await service.exchange.read(path)
        assert not file.kept.work_is_ours
        brought = await service.exchange.bring_in(
            file, model=LARGE, team_id=file.kept.team_id, work=file.kept.work
        )
        folders = service.folders.folders
        assert len(folders) == 2
        assert (folders[brought.filed_in].name, folders[brought.filed_in].parent_id) == (
            "Plans",
            outer.id,
        )
        assert (brought.tags, brought.instructions) == (("a", "中"), "Be short.")
        assert (brought.pinned, brought.archived) == (True, True)
        assert (brought.team_id, brought.folder) == ("team", str(tmp_path))
        second = await service.exchange.bring_in(file, model=LARGE)
        assert (second.team_id, second.folder, second.filed_in) == (None, "", brought.filed_in)
        assert len(service.folders.folders) == 2
        await service.exchange.write(brought.id, again, names=names)
        assert without_ids(again.read_text("utf-8")) == {
            **(before := without_ids(path.read_text("utf-8"))),
            "chat": {**before["chat"], "model": {"provider": "Server", "name": "large"}},
            "work_seal": without_ids(again.read_text("utf-8"))["work_seal"],
        }
        await service.folders.load()
        assert len(service.folders.folders) == 2


async def test_a_chat_that_cannot_be_written_leaves_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "out.parley"
    async with House(_folder(tmp_path, "one")) as house:
        session = await house.begin("Hello there " * 5_000)
        await house.idle(session.id)
        names = ChatNames(folder=("Work",))
        await house.service.exchange.write(session.id, path, names=names)
    async with House(_folder(tmp_path, "two")) as house:
        file = await house.service.exchange.read(path)
        await house.service.list_sessions(include_archived=True)
        await limit_pages(house.store, full=True)
        with pytest.raises(StoreError):
            await house.service.exchange.bring_in(file, model=None)
        await limit_pages(house.store, full=False)
        assert not house.service.folders.folders
        assert not await house.store.folders.read()
        assert not await house.service.list_sessions(include_archived=True)


async def test_an_answer_that_streams_is_interrupted_in_the_file(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(_folder(tmp_path, "one"), lambda *_: held(gate)) as house:
        session = await house.begin()
        await until(lambda: house.service._answers.running.running_turn(session.id))
        running = house.service._answers.running
        await until(lambda: (turn := running.running_turn(session.id)) and turn.text)
        path = tmp_path / "out.parley"
        await house.service.exchange.write(session.id, path, names=ChatNames())
        file = await house.service.exchange.read(path)
        assert file.chat.turns[-1].state is TurnState.INTERRUPTED
        assert file.chat.turns[-1].text == "half"
        gate.set()
        await house.idle(session.id)


def _folder(parent: Path, name: str) -> Path:
    (parent / name).mkdir()
    return parent / name
