"""Chats that Parley has written into one archive or folder come in together again."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.services.chat_carrier import Halt, ImportChoice
from gui.services.chat_file import chat_pieces, digest_of
from gui.services.export_run import ExportOrder, ExportRun, Target
from gui.services.foreign.export_survey import ExportSurvey
from gui.services.foreign.foreign_chat import Flaw, Source
from gui.services.import_rows import Arrivals
from gui.services.whole_chats import WholeChat
from tests.services.house import House
from tests.services.test_chat_carrier import nothing, survey


async def archive(house: House, path: Path, *names: str, target: Target = Target.ZIP) -> list[str]:
    """Chats with a branch each, written as the window does; their ids."""
    ids = []
    for name in names:
        session = await house.begin(f"Hello {name}")
        await house.idle(session.id)
        (_, answer) = (await house.service.open(session.id)).turns
        await house.service.retry(session.id, answer.id)
        await house.idle(session.id)
        await house.service.shelf.rename(session.id, name)
        ids.append(session.id)
    exchange = house.service.exchange

    def pieces(chat: WholeChat) -> Iterator[bytes]:
        return (text.encode() for text in chat_pieces(chat, provider="", seal=exchange.seal))

    order = ExportOrder(
        sessions=ids,
        pieces=pieces,
        suffix=".parley",
        target=target,
        path=path,
        with_states=True,
    )
    assert await ExportRun(exchange, order, told=lambda _: None).run() == len(names)
    return ids


async def bring_in(house: House, path: Path, found: ExportSurvey) -> Arrivals:
    choice = ImportChoice(wanted={chat.number: chat.digest for chat in found.chats})
    carrier = house.service.carrier
    arrivals = await carrier.bring_in(path, choice, halt=Halt(), progress=nothing)
    assert arrivals is not None
    return arrivals


async def whole(house: House, session_id: str) -> WholeChat:
    return await house.service.exchange.whole(session_id, with_states=True)


@pytest.mark.parametrize("target", [Target.ZIP, Target.FOLDER])
async def test_all_chats_come_again_with_branches_and_memory(
    tmp_path: Path, target: Target
) -> None:
    path = tmp_path / "out"
    if target is Target.FOLDER:
        path.mkdir()
    async with House(tmp_path / "data") as house:
        ids = await archive(house, path, "Plans", "计划", target=target)
        before = [await whole(house, session_id) for session_id in ids]
        found = await survey(house, path)
        assert {(chat.title, chat.messages, chat.branches) for chat in found.chats} == {
            ("Plans", 3, 2),
            ("计划", 3, 2),
        }
        here = await house.service.carrier.unchanged(
            {chat.original_id: chat.digest for chat in found.chats}
        )
        assert set(here) == set(ids)
        for session_id in ids:
            await house.service.shelf.delete(session_id)
        arrivals = await bring_in(house, path, found)
        after = [await whole(house, session_id) for session_id in arrivals.came]
        assert {digest_of(chat.turns) for chat in after} == {digest_of(c.turns) for c in before}
        assert sorted(len(chat.states) for chat in after) == sorted(len(c.states) for c in before)
        again = await house.service.carrier.earlier(Source.PARLEY.value)
        assert set(again) == set(ids)


async def test_another_computer_takes_them_without_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    async with House(tmp_path / "one") as house:
        await archive(house, path, "Plans")
    async with House(tmp_path / "other") as house:
        found = await survey(house, path)
        (came,) = (await bring_in(house, path, found)).came
        assert (await whole(house, came)).states == {}
        assert (await house.talk(came, "Go on")).text == "You said: Go on"


async def test_a_damaged_one_is_named_and_the_others_come(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    async with House(tmp_path / "data") as house:
        await archive(house, path, "Plans")
        with zipfile.ZipFile(path, "a") as more:
            more.writestr("half.parley", '{"format": "parley-chat", "version": 1, "chat": {')
            more.writestr("new.parley", '{"format": "parley-chat", "version": 99}')
        found = await survey(house, path)
        assert [chat.title for chat in found.chats] == ["Plans"]
        assert {(one.title, one.flaw) for one in found.skipped} == {
            ("half", Flaw.DAMAGED),
            ("new", Flaw.NEWER),
        }
