"""Files and pictures that go with a message: kept at once, sent with it, never lost."""

from __future__ import annotations

import asyncio
import os
import struct
from dataclasses import replace
from pathlib import Path

import pytest

from gui.engine.file_text import file_text, file_trouble
from gui.model.problem import FileError
from gui.model.turn import FilePart, ImagePart, TextPart
from gui.services.enclosures import LARGEST, MOST
from gui.services.file_reading import FileReading
from tests.engine.tools.papers import pdf
from tests.services.house import QUICK, House

READING = replace(
    QUICK, reading=FileReading(trouble=file_trouble, told=lambda part: file_text(part).text)
)


def png_header(width: int, height: int) -> bytes:
    size = struct.pack(">II", width, height)
    return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + size + b"\x08\x02\0\0\0"


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


async def test_what_is_enclosed_goes_with_the_message_and_only_with_it(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Milk, 你好")
    async with House(tmp_path / "data") as house:
        session = await house.service.create()
        await house.service.enclosures.add_file(session.id, notes)
        await house.service.enclosures.add(session.id, "shot.png", PNG)
        await house.talk(session.id, "look")
        turn = (await house.service.open(session.id)).turns[0]
        assert [type(part) for part in turn.parts] == [TextPart, FilePart, ImagePart]
        picture = turn.parts[2]
        assert isinstance(picture, ImagePart)
        assert await house.service.attachment(picture.digest) == PNG
        assert not (await house.service.open(session.id)).enclosures


async def test_what_is_enclosed_outlives_a_restart(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.service.enclosures.add(session.id, "a.txt", b"words")
    async with House(tmp_path) as house:
        (kept,) = (await house.service.open(session.id)).enclosures
        assert (kept.part.name, kept.size) == ("a.txt", 5)
        await house.service.enclosures.remove(session.id, kept.id)
        assert not (await house.service.open(session.id)).enclosures


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"MZ\0\0\x90", "other"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_office"),
        (b"x" * (LARGEST + 1), "large"),
        (png_header(9000, 9000), "pixels"),
        (pdf("secret", password="x"), "encrypted"),
        (b"%PDF-1.7 and nothing else", "damaged"),
    ],
)
async def test_what_nobody_can_read_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    async with House(tmp_path / "data", options=READING) as house:
        session = await house.service.create()
        path = tmp_path / "given"
        path.write_bytes(data)
        with pytest.raises(FileError) as refused:
            await house.service.enclosures.add_file(session.id, path)
        assert refused.value.problem.facts == {"file": "given", "reason": reason}
        assert not (await house.service.open(session.id)).enclosures


async def test_what_is_no_ordinary_file_is_refused_without_being_opened(tmp_path: Path) -> None:
    pipe, folder, gone = (tmp_path / name for name in ("pipe", "folder", "gone"))
    os.mkfifo(pipe)
    folder.mkdir()
    link = tmp_path / "link"
    link.symlink_to("/dev/zero")
    reasons = {pipe: "special", link: "special", folder: "folder", gone: "gone"}
    async with House(tmp_path / "data") as house:
        session = await house.service.create()
        for path, reason in reasons.items():
            with pytest.raises(FileError) as refused:
                await house.service.enclosures.add_file(session.id, path)
            assert refused.value.problem.facts == {"file": path.name, "reason": reason}


async def test_a_message_takes_so_many_and_not_one_more(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        names = [f"{number}.txt" for number in range(MOST + 3)]
        adding = (house.service.enclosures.add(session.id, name, b"words") for name in names)
        refused = await asyncio.gather(*adding, return_exceptions=True)
        assert sum(isinstance(one, FileError) for one in refused) == 3
        assert len((await house.service.open(session.id)).enclosures) == MOST


async def test_a_file_that_changes_or_goes_after_it_was_picked_is_sent_as_it_was(
    tmp_path: Path,
) -> None:
    notes, other = tmp_path / "notes.txt", tmp_path / "other.txt"
    notes.write_text("as it was")
    other.write_text("still here")
    async with House(tmp_path / "data") as house:
        session = await house.service.create()
        await house.service.enclosures.add_file(session.id, notes)
        await house.service.enclosures.add_file(session.id, other)
        notes.write_text("as it is")
        other.unlink()
        await house.talk(session.id, "look")
        turn = (await house.service.open(session.id)).turns[0]
        files = [part for part in turn.parts if isinstance(part, FilePart)]
        told = [await house.service.told(part) for part in files]
        assert told == ["as it was", "still here"]


async def test_what_was_taken_back_is_forgotten_unless_others_have_it(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        enclosures = house.service.enclosures
        kept = await house.service.create()
        await enclosures.add(kept.id, "a.txt", b"shared")
        other = await house.service.create()
        await enclosures.add(other.id, "a.txt", b"shared")
        await enclosures.add(other.id, "b.txt", b"alone")
        given = await enclosures.waiting(other.id)
        for one in given:
            await enclosures.remove(other.id, one.id)
        await house.store.look_after()
        found = [await house.service.attachment(one.part.digest) for one in given]
        assert found == [b"shared", None]
