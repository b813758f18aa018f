"""Chats written to files: all of them, never half of one, under names that every system takes."""

from __future__ import annotations

import asyncio
import errno
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.model.problem import ChatFileError
from gui.services.export_run import ExportOrder, ExportRun, Target
from gui.services.whole_chats import WholeChat
from tests.services.house import House


def titles(chat: WholeChat) -> Iterator[bytes]:
    yield chat.session.title.encode()
    yield b"\n"
    for turn in chat.turns:
        yield turn.text.encode()


async def house_of(house: House, *names: str) -> tuple[str, ...]:
    ids = []
    for name in names:
        session = await house.begin(f"Hello {name}")
        await house.idle(session.id)
        await house.service.shelf.rename(session.id, name)
        ids.append(session.id)
    return tuple(ids)


def run_of(house: House, ids: tuple[str, ...], path: Path, target: Target) -> ExportRun:
    order = ExportOrder(sessions=ids, pieces=titles, suffix=".txt", target=target, path=path)
    return ExportRun(house.service.exchange, order, told=lambda _: None)


async def test_each_chat_has_a_file_and_no_file_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "plans.txt").write_text("mine")
    async with House(tmp_path) as house:
        ids = await house_of(house, "Plans", "plans", "a/b: c?", "..", "CON")
        assert await run_of(house, ids, folder, Target.FOLDER).run() == 5
    assert (folder / "plans.txt").read_text() == "mine"
    written = sorted(path.name for path in folder.iterdir())
    assert len(written) == 6
    assert len({name.casefold() for name in written}) == 6
    assert not [name for name in written if name.endswith(".unfinished")]
    assert "a b c .txt" in written or "a b c.txt" in written
    texts = {path.read_text() for path in folder.iterdir()}
    assert any(text.startswith("Plans\nHello Plans") for text in texts)


async def test_all_chats_go_into_one_archive(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    async with House(tmp_path) as house:
        ids = await house_of(house, "中文", "中文")
        told: list[int] = []
        order = ExportOrder(
            sessions=(*ids, "unknown"), pieces=titles, suffix=".md", target=Target.ZIP, path=path
        )
        assert await ExportRun(house.service.exchange, order, told=told.append).run() == 2
        assert told == [0, 1, 2]
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["中文.md", "中文 (2).md"]
        assert archive.testzip() is None
        assert archive.read("中文.md").decode().startswith("中文\nHello 中文")


@pytest.mark.parametrize("target", [Target.FOLDER, Target.ZIP])
async def test_chats_lie_in_folders_as_they_do_in_the_list(tmp_path: Path, target: Target) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "WORK").mkdir()
    (folder / "WORK" / "plan.txt").write_text("mine")
    (folder / "con_").write_text("a file where a folder should be")
    path = folder if target is Target.FOLDER else tmp_path / "out.zip"
    around = {"plan": ("work",), "b": ("work", "a/b"), "c": ("con",), "d": ("work", "a:b"), "e": ()}
    async with House(tmp_path) as house:
        ids = await house_of(house, *around)
        order = ExportOrder(
            sessions=ids,
            pieces=titles,
            suffix=".txt",
            target=target,
            path=path,
            folders=lambda session: around[session.title],
        )
        assert await ExportRun(house.service.exchange, order, told=lambda _: None).run() == 5
    if target is Target.ZIP:
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist() == [
                "work/plan.txt",
                "work/a b/b.txt",
                "con_/c.txt",
                "work/a b/d.txt",
                "e.txt",
            ]
        return
    files = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    assert {str(file) for file in files} == {
        "WORK/plan.txt",
        "WORK/plan (2).txt",
        "WORK/a b/b.txt",
        "WORK/a b/d.txt",
        "con_",
        "con_ (2)/c.txt",
        "e.txt",
    }
    assert (folder / "WORK" / "plan.txt").read_text() == "mine"


async def test_a_folder_of_a_chat_that_is_not_written_is_not_left(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    async with House(tmp_path) as house:
        ids = await house_of(house, "one")

        def pieces(chat: WholeChat) -> Iterator[bytes]:
            yield chat.session.id.encode()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        order = ExportOrder(
            sessions=ids,
            pieces=pieces,
            suffix=".x",
            target=Target.FOLDER,
            path=folder,
            folders=lambda _session: ("a", "b"),
        )
        with pytest.raises(ChatFileError):
            await ExportRun(house.service.exchange, order, told=lambda _: None).run()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("target", [Target.FILE, Target.FOLDER, Target.ZIP])
async def test_what_is_given_up_leaves_nothing_half(tmp_path: Path, target: Target) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder if target is Target.FOLDER else folder / "a.zip"
    async with House(tmp_path) as house:
        ids = await house_of(house, "one", "two")
        runs: list[ExportRun] = []

        def pieces(chat: WholeChat) -> Iterator[bytes]:
            yield b"half"
            if chat.session.title == "two" or target is Target.FILE:
                runs[0].give_up()
            yield b"whole"

        order = ExportOrder(sessions=ids, pieces=pieces, suffix=".x", target=target, path=path)
        runs.append(ExportRun(house.service.exchange, order, told=lambda _: None))
        done = await runs[0].run()
    left = {file.name: file.read_bytes() for file in folder.iterdir()}
    if target is Target.FOLDER:
        assert (done, left) == (1, {"one.x": b"halfwhole"})
    else:
        assert (done, left) == (0, {})


async def test_a_task_that_is_cancelled_leaves_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "out.x"
    begun = asyncio.Event()
    async with House(tmp_path) as house:
        ids = await house_of(house, "one")
        loop = asyncio.get_running_loop()

        def pieces(chat: WholeChat) -> Iterator[bytes]:
            del chat
            loop.call_soon_threadsafe(begun.set)
            while True:
                yield b"x"

        order = ExportOrder(sessions=ids, pieces=pieces, suffix=".x", target=Target.FILE, path=path)
        task = asyncio.ensure_future(
            ExportRun(house.service.exchange, order, told=lambda _: None).run()
        )
        await begun.wait()
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()
    assert not [file for file in tmp_path.iterdir() if "out.x" in file.name]


async def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        ids = await house_of(house, "one")
        with pytest.raises(ChatFileError) as caught:
            await run_of(house, ids, tmp_path / "gone", Target.FOLDER).run()
        assert caught.value.problem.facts == {"file": "gone", "reason": "gone"}
        with pytest.raises(ChatFileError):
            await run_of(house, ids, tmp_path / "gone" / "a.zip", Target.ZIP).run()


async def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        ids = await house_of(house, "one")

        def pieces(chat: WholeChat) -> Iterator[bytes]:
            del chat
            yield b"x"
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        order = ExportOrder(
            sessions=ids, pieces=pieces, suffix=".x", target=Target.FILE, path=tmp_path / "out.x"
        )
        with pytest.raises(ChatFileError) as caught:
            await ExportRun(house.service.exchange, order, told=lambda _: None).run()
        assert caught.value.problem.facts == {"file": "out.x", "reason": "full"}
    assert not [file for file in tmp_path.iterdir() if "out.x" in file.name]


async def test_only_the_turns_that_were_chosen_are_written(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    async with House(tmp_path) as house:
        session = await house.begin("first")
        await house.idle(session.id)
        await house.talk(session.id, "second")
        turns = (await house.service.open(session.id)).turns
        order = ExportOrder(
            sessions=(session.id,),
            pieces=titles,
            suffix=".txt",
            target=Target.FILE,
            path=path,
            turns=frozenset(turn.id for turn in turns[2:]),
        )
        await ExportRun(house.service.exchange, order, told=lambda _: None).run()
    assert path.read_text().split("\n", 1)[1] == "secondYou said: second"
