"""Imports of many chats: all of them or none, again only what is new, and undone as a whole."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from gui.engine.scripted import ScriptedEngine
from gui.model.problem import ChatFileError, StoreError
from gui.model.turn import ImagePart
from gui.services.chat_carrier import Halt, ImportChoice
from gui.services.foreign.export_survey import ExportSurvey
from gui.services.import_rows import Arrivals
from gui.services.service_facts import ListChanged
from tests.services.foreign import exports
from tests.services.foreign.exports import PNG, Record, Said, write_json, write_zip
from tests.services.house import House, limit_pages
from tests.waiting import until

ROOT = Path(__file__).parents[2]
TALK = (Said(None, True, "Hello"), Said(0, False, "Hi!"), Said(0, False, "Hello!"))


def many(count: int, talk: tuple[Said, ...] = TALK) -> list[Record]:
    return [exports.chatgpt(talk, name=f"c{i}", title=f"Chat {i}") for i in range(count)]


def nothing(done: float, count: int) -> None:
    del done, count


async def survey(house: House, path: Path) -> ExportSurvey:
    return await house.service.carrier.survey(path, halt=Halt(), progress=nothing)


async def bring_in(house: House, path: Path) -> Arrivals | None:
    wanted = {chat.number: chat.digest for chat in (await survey(house, path)).chats}
    choice = ImportChoice(wanted=wanted)
    return await house.service.carrier.bring_in(path, choice, halt=Halt(), progress=nothing)


async def titles(house: House) -> set[str]:
    return {s.title for s in await house.service.list_sessions(include_archived=True)}


def rows(house: House, table: str) -> int:
    connection = sqlite3.connect(house.path)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


async def test_an_export_is_surveyed_and_all_of_it_comes(tmp_path: Path) -> None:
    records = many(3)
    mapping = records[1]["mapping"]
    assert isinstance(mapping, dict)
    mapping["0"]["message"]["content"] = exports.chatgpt_text("Look")
    mapping["0"]["message"]["content"] = {
        "content_type": "multimodal_text",
        "parts": [{"content_type": "image_asset_pointer", "asset_pointer": "sediment://file_1"}],
    }
    path = write_zip(tmp_path / "x.zip", [*records, {"title": "Bad"}], {"file_1-a.png": PNG})
    async with House(tmp_path) as house:
        found = await survey(house, path)
        assert [(c.title, c.messages, c.branches, c.files) for c in found.chats] == [
            ("Chat 0", 3, 2, 0),
            ("Chat 1", 3, 2, 1),
            ("Chat 2", 3, 2, 0),
        ]
        assert [chat.title for chat in found.skipped] == ["Bad"]
        arrivals = await bring_in(house, path)
        assert arrivals is not None
        assert await titles(house) == {"Chat 0", "Chat 1", "Chat 2"}
        assert house.told(ListChanged)
        (pictured,) = [s for s in await house.service.list_sessions() if s.title == "Chat 1"]
        (picture,) = (await house.service.open(pictured.id)).turns[0].parts
        assert isinstance(picture, ImagePart)
        assert await house.service.attachment(picture.digest) == PNG


async def test_the_next_message_goes_to_agents_that_know_what_was_said(tmp_path: Path) -> None:
    path = write_json(tmp_path / "x.json", many(1))
    engine = ScriptedEngine()
    async with House(tmp_path, engine=engine) as house:
        await bring_in(house, path)
        (session,) = await house.service.list_sessions()
        answer = await house.talk(session.id, "Go on")
        assert answer.text == "You said: Go on"
        told = [turn.text for turn in engine.conversations[-1].plan.replay]
        assert told == ["Hello", "Hello!"]


async def test_what_came_before_is_known_again(tmp_path: Path) -> None:
    path = write_json(tmp_path / "x.json", many(2))
    async with House(tmp_path) as house:
        await bring_in(house, path)
        before = await house.service.carrier.earlier("chatgpt")
        found = {chat.original_id: chat.digest for chat in (await survey(house, path)).chats}
        assert {name: one.digest for name, one in before.items()} == found
        assert all(one.untouched for one in before.values())
        session_id = before["c0"].session_id
        await house.talk(session_id, "More")
        write_json(path, many(2, (*TALK, Said(1, True, "And?"))))
        before = await house.service.carrier.earlier("chatgpt")
        assert {name: one.untouched for name, one in before.items()} == {"c0": False, "c1": True}
        now = {chat.original_id: chat for chat in (await survey(house, path)).chats}
        assert now["c1"].digest != before["c1"].digest
        arrivals = await house.service.carrier.bring_in(
            path,
            ImportChoice(
                wanted={now["c1"].number: now["c1"].digest}, replaced=(before["c1"].session_id,)
            ),
            halt=Halt(),
            progress=nothing,
        )
        assert arrivals is not None
        assert len(await house.service.list_sessions()) == 2
        await house.service.carrier.undo(arrivals)
        left = {s.id for s in await house.service.list_sessions()}
        assert left == {one.session_id for one in before.values()}


async def test_a_halt_leaves_nothing(tmp_path: Path) -> None:
    path = write_json(tmp_path / "x.json", many(100))
    async with House(tmp_path) as house:
        halt = Halt()
        wanted = {chat.number: chat.digest for chat in (await survey(house, path)).chats}
        arrivals = await house.service.carrier.bring_in(
            path,
            ImportChoice(wanted=wanted),
            halt=halt,
            progress=lambda done, count: halt.ask(),
        )
        assert arrivals is None
        assert await titles(house) == set()
        assert (rows(house, "session"), rows(house, "part"), rows(house, "imported")) == (0, 0, 0)


async def test_an_export_that_has_changed_meanwhile_leaves_nothing(tmp_path: Path) -> None:
    path = write_json(tmp_path / "x.json", many(60))
    async with House(tmp_path) as house:
        wanted = {chat.number: chat.digest for chat in (await survey(house, path)).chats}
        records = many(60)
        records[59]["mapping"] = {}
        path.write_text(json.dumps(records), encoding="utf-8")
        with pytest.raises(ChatFileError):
            await house.service.carrier.bring_in(
                path, ImportChoice(wanted=wanted), halt=Halt(), progress=nothing
            )
        assert rows(house, "session") == 0


async def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    path = write_json(tmp_path / "x.json", many(200))
    async with House(tmp_path) as house:
        await house.begin("mine")
        wanted = {chat.number: chat.digest for chat in (await survey(house, path)).chats}
        await limit_pages(house.store, full=True)
        with pytest.raises(StoreError):
            await house.service.carrier.bring_in(
                path, ImportChoice(wanted=wanted), halt=Halt(), progress=nothing
            )
        await limit_pages(house.store, full=False)
        assert await titles(house) == {"mine"}
        await house.service.carrier.tidy()
        assert (rows(house, "session"), rows(house, "imported")) == (1, 0)


async def test_a_kill_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    path = write_json(tmp_path / "x.json", many(400))
    command = [sys.executable, "-m", "tests.services.foreign.importing_program"]
    with subprocess.Popen(
        [*command, str(tmp_path), str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        for _ in range(4):
            assert int(program.stdout.readline()) < 400
        program.kill()
    connection = sqlite3.connect(tmp_path / "parley.db")
    (staged,) = connection.execute("SELECT count(*) FROM session").fetchone()
    connection.close()
    assert 0 < staged < 400
    async with House(tmp_path) as house:
        assert await titles(house) == set()
        await until(lambda: rows(house, "session") == 0)
        assert rows(house, "part") == 0
        arrivals = await bring_in(house, path)
        assert arrivals is not None
        assert len(await titles(house)) == 400
