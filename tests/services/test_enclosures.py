"""Files and pictures that go with a message: kept at once, sent with it, never lost."""

from __future__ import annotations

import asyncio
import json
import os
import struct
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from gui.engine.file_text import file_text, file_trouble
from gui.model.problem import FileError, Problem, ProblemKind
from gui.model.respondent import Respondent
from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.model.turn import FilePart, ImagePart, TextPart
from gui.services.enclosures import LARGEST, MOST
from gui.services.file_reading import FileReading
from gui.services.service_facts import ServiceProblem
from gui.services.session_service import Surroundings
from tests.engine.test_office_text import bomb
from tests.engine.tools.papers import pdf
from tests.services.house import LARGE, QUICK, SERVER, SMALL, House, OpenGate, held
from tests.waiting import until

READING = replace(
    QUICK, reading=FileReading(trouble=file_trouble, told=lambda part: file_text(part).text)
)


@dataclass(frozen=True)
class OneTeam:
    component: str

    def get(self, team_id: str) -> TeamSpec:
        return TeamSpec(
            id=team_id,
            title="Team",
            about="",
            component=self.component,
            origin=SpecOrigin.OWN,
            team=True,
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
        (b"BM" + bytes(60), "picture_kind"),
        (b"\0\0\0\x18ftypheic" + bytes(60), "picture_kind"),
        (b"x" * (LARGEST + 1), "large"),
        (bomb(), "bomb"),
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


async def test_who_sees_nothing_is_not_sent_pictures_and_nothing_is_lost(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        house.engine.blind = {SMALL.model}
        session = await house.service.create()
        await house.service.enclosures.add(session.id, "a.txt", b"words")
        await house.talk(session.id, "read")
        await house.service.enclosures.add(session.id, "shot.png", PNG)
        with pytest.raises(FileError) as refused:
            await house.service.send(session.id, "look")
        assert refused.value.problem == Problem(
            kind=ProblemKind.PICTURES_NOT_SEEN, facts={"model": SMALL.model}
        )
        seen = Respondent(model=LARGE, team_id=None)
        both = (seen, Respondent(model=SMALL, team_id=None))
        with pytest.raises(FileError):
            await house.service.branches.compare(session.id, "look", both)
        opened = await house.service.open(session.id)
        assert (len(opened.turns), len(opened.enclosures)) == (2, 1)
        assert await house.service.branches.compare(session.id, "", (seen, seen))
        await house.idle(session.id)
        assert not (await house.service.open(session.id)).enclosures


async def test_a_queued_picture_stays_queued_where_nobody_sees_it(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, lambda _plan, _message: held(gate)) as house:
        session = await house.begin()
        await house.service.enclosures.add(session.id, "shot.png", PNG)
        await house.service.send(session.id, "look")
        house.engine.blind = {SMALL.model}
        gate.set()
        await house.idle(session.id)
        await until(lambda: [f for f in house.facts if isinstance(f, ServiceProblem)])
        (queued,) = (await house.service.open(session.id)).queued
        assert await house.service.queue.unqueue(session.id, queued.id) == "look"
        assert len((await house.service.open(session.id)).enclosures) == 1


async def test_a_team_sees_where_one_of_its_models_does(tmp_path: Path) -> None:
    bound = {"config": {"parley": {"endpoint": SERVER.id, "model": LARGE.model}}}
    around = Surroundings(gate=OpenGate(), teams=OneTeam(json.dumps(bound)))
    async with House(tmp_path, surroundings=around) as house:
        session = await house.service.create()
        await house.service.set_team(session.id, "team")
        house.engine.blind = {SMALL.model}
        await house.service.enclosures.add(session.id, "shot.png", PNG)
        await house.talk(session.id, "look")
        await house.service.enclosures.add(session.id, "shot.png", PNG)
        house.engine.blind |= {LARGE.model}
        with pytest.raises(FileError):
            await house.service.send(session.id, "look")
