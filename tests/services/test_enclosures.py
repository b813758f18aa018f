"""Files and pictures that go with a message: kept at once, sent with it, never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.model.problem import FileError
from gui.model.turn import FilePart, ImagePart, TextPart
from gui.services.enclosures import LARGEST
from tests.services.house import House

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
    [(b"", "empty"), (b"MZ\0\0\x90", "other"), (b"x" * (LARGEST + 1), "large")],
)
async def test_what_nobody_can_read_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    async with House(tmp_path / "data") as house:
        session = await house.service.create()
        path = tmp_path / "given"
        path.write_bytes(data)
        with pytest.raises(FileError) as refused:
            await house.service.enclosures.add_file(session.id, path)
        assert refused.value.problem.facts == {"file": "given", "reason": reason}
        with pytest.raises(FileError):
            await house.service.enclosures.add_file(session.id, tmp_path / "missing")
