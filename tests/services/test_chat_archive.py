"""All chats leave in one archive, and come back from it as they were: folders, branches, tags."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from gui.model.chat_folder import line_to
from gui.model.problem import StoreError
from gui.model.session import Session
from gui.services.chat_carrier import Halt, ImportChoice
from gui.services.chat_file import chat_pieces
from gui.services.chat_keeping import ChatNames
from gui.services.export_run import ExportOrder, ExportRun, Target
from gui.services.foreign.export_survey import ExportSurvey
from gui.services.foreign.foreign_chat import Flaw, Source
from gui.services.import_rows import Arrivals
from tests.services.house import LARGE, House, limit_pages
from tests.services.test_chat_carrier import nothing, survey
from tests.services.test_chat_file import without_ids


async def library(house: House, *, long: int = 1) -> None:
    """Two chats in folders, one of them with branches, and one in none."""
    folders = house.service.folders
    outer = await folders.create("Work")
    inner = await folders.create("Plans", parent_id=outer.id)
    for title, folder in (("One", outer.id), ("Two", inner.id), ("Three", "")):
        session = await house.begin(f"Hello {title} " * long)
        await house.idle(session.id)
        await house.service.shelf.rename(session.id, title)
        await house.service.shelf.set_model(session.id, LARGE)
        await house.service.order.file_in((session.id,), folder)
        await house.service.order.set_tags((session.id,), add=(title, "中"), remove=())
        await house.service.shelf.set_pinned(session.id, pinned=title == "Two")
        if title == "Two":
            await house.service.retry(session.id, (await house.head(session.id)).id)
            await house.idle(session.id)


async def archived(house: House, path: Path) -> Path:
    folders = house.service.folders.folders

    def path_of(session: Session) -> tuple[str, ...]:
        return tuple(folder.name for folder in line_to(session.filed_in, folders))

    sessions = await house.service.list_sessions(include_archived=True)
    order = ExportOrder(
        sessions=[session.id for session in sessions],
        pieces=lambda chat: (
            piece.encode()
            for piece in chat_pieces(
                chat, names=ChatNames(provider="Server", folder=path_of(chat.session))
            )
        ),
        suffix=".parley",
        target=Target.ZIP,
        path=path,
        folders=path_of,
    )
    await ExportRun(house.service.exchange, order, told=lambda _: None).run()
    return path


async def bring_in(house: House, path: Path, found: ExportSurvey) -> Arrivals | None:
    choice = ImportChoice(
        wanted={chat.number: chat.digest for chat in found.chats},
        setup=lambda file: (LARGE if file.model == "large" else None, None),
    )
    return await house.service.carrier.bring_in(path, choice, halt=Halt(), progress=nothing)


def contents(path: Path) -> dict[str, object]:
    with zipfile.ZipFile(path) as archive:
        return {
            name: without_ids(archive.read(name).decode("utf-8")) for name in archive.namelist()
        }


def folder(parent: Path, name: str) -> Path:
    (parent / name).mkdir()
    return parent / name


async def test_a_library_comes_back_from_its_archive_as_it_was(tmp_path: Path) -> None:
    path, again = tmp_path / "all.zip", tmp_path / "again.zip"
    async with House(folder(tmp_path, "one")) as house:
        await library(house)
        await archived(house, path)
        found = await survey(house, path)
        assert set(await house.service.carrier.same_here(found)) == {
            chat.original_id for chat in found.chats
        }
    assert set(contents(path)) == {"Work/One.parley", "Work/Plans/Two.parley", "Three.parley"}
    async with House(folder(tmp_path, "two")) as house:
        await house.service.folders.create("work")
        found = await survey(house, path)
        assert [chat.source for chat in found.chats] == [Source.PARLEY] * 3
        assert not await house.service.carrier.same_here(found)
        arrivals = await bring_in(house, path, found)
        assert arrivals is not None
        assert len(arrivals.came) == 3
        names = [one.name for one in house.service.folders.folders.values()]
        assert sorted(names) == ["Plans", "work"]
        await house.service.folders.rename(next(iter(house.service.folders.folders)), "Work")
        await archived(house, again)
        known = await house.service.carrier.earlier("parley")
        assert set(known) == {chat.original_id for chat in found.chats}
    assert contents(again) == contents(path)


async def test_what_is_no_chat_in_an_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    async with House(folder(tmp_path, "one")) as house:
        await library(house)
        await archived(house, path)
    newer = json.dumps({"format": "parley-chat", "version": 99})
    with zipfile.ZipFile(path, "a") as archive:
        whole = archive.read("Three.parley")
        archive.writestr("cut.parley", whole[:-30])
        archive.writestr("newer.parley", newer)
        archive.writestr("other.parley", b"\xff\xfe")
    async with House(folder(tmp_path, "two")) as house:
        found = await survey(house, path)
        assert len(found.chats) == 3
        assert {chat.title: chat.flaw for chat in found.skipped} == {
            "cut": Flaw.DAMAGED,
            "newer": Flaw.NEWER,
            "other": Flaw.NO_CHAT,
        }


async def test_an_archive_that_cannot_be_kept_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    async with House(folder(tmp_path, "one")) as house:
        await library(house, long=3_000)
        await archived(house, path)
    async with House(folder(tmp_path, "two")) as house:
        found = await survey(house, path)
        await limit_pages(house.store, full=True)
        with pytest.raises(StoreError):
            await bring_in(house, path, found)
        await limit_pages(house.store, full=False)
        assert not house.service.folders.folders
        assert not await house.store.folders.read()
        assert not await house.service.list_sessions(include_archived=True)
