"""Bytes of files stay as long as anything refers to them, and not longer."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

from gui.model.turn import FilePart, Turn
from gui.services.clock import now_ms
from gui.services.session_rows import PURGE_AFTER_MS
from tests.services.house import House, held

DATA = b"Milk and bread"


async def chat_with_file(house: House) -> tuple[str, FilePart]:
    session = await house.service.create()
    await house.service.enclosures.add(session.id, "notes.txt", DATA)
    await house.talk(session.id, "read")
    return session.id, file_in((await house.service.open(session.id)).turns[0])


def file_in(turn: Turn) -> FilePart:
    (part,) = turn.enclosed
    assert isinstance(part, FilePart)
    return part


async def has_it(house: House, part: FilePart) -> bool:
    await house.store.look_after()
    found = await house.service.attachment(part.digest)
    assert found in (DATA, None)
    return found is not None


async def throw_away(house: House, *session_ids: str) -> None:
    """Into the bin, and out of it."""
    for session_id in session_ids:
        await house.service.shelf.delete(session_id)
    await house.service.bin.forget(session_ids)


async def test_a_deleted_chat_has_its_files_when_it_is_brought_back(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session_id, part = await chat_with_file(house)
        await house.service.shelf.delete(session_id)
        assert await has_it(house, part)
        await house.service.shelf.undelete(session_id)
        assert await house.service.told(part) == DATA.decode()
        await throw_away(house, session_id)
        assert not await has_it(house, part)


async def test_what_has_lain_in_the_bin_for_long_takes_its_files_along(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session_id, part = await chat_with_file(house)
        await house.service.shelf.delete(session_id)
        await house.store.set_deleted(session_id, now_ms() - PURGE_AFTER_MS - 1)
        assert not await has_it(house, part)


async def test_copies_and_branches_each_hold_on_to_a_file(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session_id, part = await chat_with_file(house)
        turns = (await house.service.open(session_id)).turns
        whole = await house.service.shelf.duplicate(session_id)
        until = await house.service.branches.copy_to(session_id, turns[1].id)
        await house.service.branches.edit(session_id, turns[0].id, "read it again")
        await house.idle(session_id)
        again = (await house.service.open(session_id)).turns[0]
        assert again.id != turns[0].id
        assert file_in(again).digest == part.digest
        for gone in (session_id, whole.id):
            await throw_away(house, gone)
            assert await has_it(house, part)
        copied = (await house.service.open(until.id)).turns[0]
        assert await house.service.told(file_in(copied)) == DATA.decode()
        await throw_away(house, until.id)
        assert not await has_it(house, part)


async def test_a_restored_backup_brings_the_files_back(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session_id, part = await chat_with_file(house)
        backup = await house.service.library.back_up()
        await throw_away(house, session_id)
        assert not await has_it(house, part)
        await house.service.library.restore(backup)
        assert await has_it(house, part)
        await throw_away(house, session_id)
        assert not await has_it(house, part)


async def test_a_chat_is_thrown_away_with_what_was_never_sent(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session_id, _ = await chat_with_file(house)
        await house.service.enclosures.add(session_id, "other.txt", b"never sent")
        await throw_away(house, session_id)
    file = sqlite3.connect(tmp_path / "parley.db")
    assert file.execute("SELECT count(*) FROM attachment").fetchone() == (0,)
    file.close()


async def test_the_bin_shows_a_chat_that_has_nothing_but_a_file(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        session = await house.service.create()
        await house.service.enclosures.add(session.id, "notes.txt", DATA)
        (given,) = await house.service.enclosures.waiting(session.id)
        other = await house.service.create()
        for one in (session, other):
            await house.service.shelf.delete(one.id)
        (shown,) = await house.service.bin.chats()
        assert shown.session.id == session.id
        await house.service.bin.forget([session.id])
        assert await house.service.attachment(given.part.digest) is None


async def test_a_queued_message_is_discarded_with_its_files(tmp_path: Path) -> None:
    gate = asyncio.Event()
    async with House(tmp_path, lambda _plan, _message: held(gate)) as house:
        session = await house.begin()
        await house.service.enclosures.add(session.id, "notes.txt", DATA)
        (given,) = await house.service.enclosures.waiting(session.id)
        await house.service.send(session.id, "read")
        (queued,) = (await house.service.open(session.id)).queued
        await house.service.queue.discard(session.id, queued.id)
        opened = await house.service.open(session.id)
        assert (opened.queued, opened.enclosures) == ((), ())
        await house.store.look_after()
        assert await house.service.attachment(given.part.digest) is None
        gate.set()
        await house.idle(session.id)
