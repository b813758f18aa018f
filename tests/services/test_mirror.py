"""The mirror: files follow the chats, and what somebody else wrote is left alone."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from gui.model.problem import Problem
from gui.model.turn_retelling import DocumentWords
from gui.services.mirror import Mirror, MirrorWishes
from gui.services.mirror_folder import MirrorFolder
from tests.services.house import House
from tests.services.test_chat_file import UNHURRIED
from tests.waiting import until


class Place:
    """A mirror at work; `folder` may change."""

    def __init__(self, house: House, path: Path) -> None:
        self.house = house
        self.folder: Path | None = path / "mirror"
        self.problems: list[Problem] = []
        self.mirror = Mirror(
            house.service,
            MirrorWishes(folder=lambda: self.folder, words=DocumentWords),
            path / "mirror.json",
            on_problem=self.problems.append,
            settled_after=0,
        )

    def names(self) -> list[str]:
        if self.folder is None or not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir())

    def text(self, name: str) -> str:
        path = (self.folder or Path()) / name
        return path.read_text("utf-8") if path.exists() else ""


@asynccontextmanager
async def mirrored(path: Path) -> AsyncIterator[Place]:
    async with House(path) as house:
        place = Place(house, path)
        task = asyncio.ensure_future(place.mirror.run())
        try:
            yield place
        finally:
            task.cancel()
            await asyncio.wait({task})


async def chat(house: House, title: str) -> str:
    session = await house.begin("Hello there")
    await house.idle(session.id)
    await house.service.shelf.rename(session.id, title)
    return session.id


async def test_a_file_follows_its_chat(tmp_path: Path) -> None:
    async with mirrored(tmp_path) as place:
        session_id = await chat(place.house, "Plans")
        await until(lambda: place.names() == ["Plans.md"])
        await place.house.talk(session_id, "and now?")
        await until(lambda: "You said: and now?" in place.text("Plans.md"))
        await place.house.service.shelf.rename(session_id, "计划")
        await until(lambda: place.names() == ["计划.md"])
        await place.house.service.shelf.delete(session_id)
        await until(lambda: place.names() == [])
        await place.house.service.shelf.undelete(session_id)
        await until(lambda: place.names() == ["计划.md"])
        assert place.problems == []


async def test_what_somebody_changed_is_neither_replaced_nor_removed(tmp_path: Path) -> None:
    async with mirrored(tmp_path) as place:
        session_id = await chat(place.house, "Plans")
        await until(lambda: place.names() == ["Plans.md"])
        assert place.folder is not None
        (place.folder / "Plans.md").write_text("my notes")
        await place.house.talk(session_id, "and now?")
        await until(lambda: place.names() == ["Plans (2).md", "Plans.md"])
        assert place.text("Plans.md") == "my notes"
        await place.house.service.shelf.delete(session_id)
        await until(lambda: place.names() == ["Plans.md"])


async def test_what_happened_while_it_was_off_is_made_up_for(tmp_path: Path) -> None:
    async with mirrored(tmp_path) as place:
        first = await chat(place.house, "One")
        await until(lambda: place.names() == ["One.md"])
        where, place.folder = place.folder, None
        place.mirror.wake()
        second = await chat(place.house, "Two")
        await place.house.service.shelf.delete(first)
        place.folder = where
        place.mirror.wake()
        await until(lambda: place.names() == ["Two.md"])
        assert second


async def test_a_failure_is_told_once(tmp_path: Path) -> None:
    async with mirrored(tmp_path) as place:
        wall = tmp_path / "wall"
        wall.write_text("no folder")
        place.folder = wall
        session_id = await chat(place.house, "Plans")
        await until(lambda: place.problems)
        await place.house.talk(session_id, "and now?")
        place.folder = tmp_path / "mirror"
        place.mirror.wake()
        await until(lambda: "and now?" in place.text("Plans.md"))
        assert len(place.problems) == 1


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["a", "A", "a (2)", "", "?"]))))
@UNHURRIED
def test_no_two_chats_share_a_file(steps: list[tuple[int, str]]) -> None:

    with tempfile.TemporaryDirectory() as name:
        folder = MirrorFolder(Path(name) / "m", Path(name) / "index.json")
        latest: dict[str, str] = {}
        for number, (session, title) in enumerate(steps):
            text = f"{session} {number}"
            folder.write(str(session), title, text, stamp=text)
            latest[str(session)] = text
        files = [path.read_text() for path in (Path(name) / "m").glob("*")]
        assert sorted(files) == sorted(latest.values())
        again = MirrorFolder(Path(name) / "m", Path(name) / "index.json")
        assert {name: again.stamp(name) for name in again.sessions} == latest
        for session_id in latest:
            again.remove(session_id)
        assert list((Path(name) / "m").glob("*")) == []
