"""The rule about old chats: off by default, what it takes, leaves, and tells."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from gui.services.clock import now_ms
from gui.services.service_facts import ChatsExpired, SessionRemoved
from gui.services.session_options import SessionOptions
from tests.services.foreign.exports import Said, chatgpt
from tests.services.house import QUICK, House
from tests.services.test_chat_carrier import bring_in

DAY_MS = 24 * 3600 * 1000


def age(house: House, **days: int) -> None:
    """Make chats look untouched for so long, by their titles."""
    with closing(sqlite3.connect(house.path)) as file, file:
        for title, number in days.items():
            file.execute(
                "UPDATE session SET updated_at = :then, came_at = :then WHERE title = :title",
                {"then": now_ms() - number * DAY_MS, "title": title},
            )


async def listed(house: House) -> list[str]:
    found = await house.service.list_sessions(include_archived=True)
    return sorted(session.title for session in found)


async def test_old_chats_go_and_pinned_new_and_unfinished_ones_stay(tmp_path: Path) -> None:
    async with House(tmp_path) as filling:
        for title in ("old", "older", "pinned", "young", "drafted", "shown", "queued", "filed"):
            session = await filling.begin(title)
            await filling.idle(session.id)
            if title == "pinned":
                await filling.service.shelf.set_pinned(session.id, pinned=True)
            if title == "drafted":
                await filling.service.shelf.save_draft(session.id, "not sent yet")
            if title == "filed":
                await filling.service.enclosures.add(session.id, "notes.txt", b"not sent yet")
            if title == "queued":
                await filling.service.queue.add(session.id, "waits")
    days = [0]
    options: SessionOptions = replace(QUICK, retention_days=lambda: days[0])
    async with House(tmp_path, options=options) as house:
        age(house, old=40, older=400, pinned=400, young=10, drafted=400, shown=400)
        age(house, queued=400, filed=400)
        (shown,) = [s for s in await house.service.list_sessions() if s.title == "shown"]
        house.service.set_viewed(shown.id)
        assert await house.service.retention.sweep() == 0
        assert await house.service.retention.sweep() == 0
        days[0] = 30
        assert len(await house.service.retention.untouched(30)) == 2
        assert await house.service.retention.sweep() == 0, "it may still be being entered"
        assert await house.service.retention.sweep() == 2
        assert await listed(house) == ["drafted", "filed", "pinned", "queued", "shown", "young"]
        assert house.told(ChatsExpired) == [ChatsExpired(count=2, days=30)]
        gone = {fact.session_id for fact in house.told(SessionRemoved)}
        assert await house.service.retention.sweep() == 0
        assert len(house.told(ChatsExpired)) == 1
        for session_id in gone:  # out of the bin again
            await house.service.shelf.undelete(session_id)
        assert len(await listed(house)) == 8


async def test_what_has_just_been_taken_back_or_imported_is_not_old(tmp_path: Path) -> None:
    options: SessionOptions = replace(QUICK, retention_days=lambda: 30)
    async with House(tmp_path, options=options) as house:
        for title in ("back", "gone"):
            session = await house.begin(title)
            await house.idle(session.id)
        age(house, back=400, gone=400)
        for session in await house.service.list_sessions():
            await house.service.shelf.delete(session.id)
            if session.title == "back":
                await house.service.shelf.undelete(session.id)
        talk = tmp_path / "conversations.json"
        talk.write_text(json.dumps([chatgpt([Said(None, True, "Hello"), Said(0, False, "Hi")])]))
        assert await bring_in(house, talk)
        assert await house.service.retention.sweep() == 0
        assert await house.service.retention.sweep() == 0
        assert await listed(house) == ["Trees", "back"]


async def test_what_is_pinned_at_the_last_moment_stays(tmp_path: Path) -> None:
    async with House(tmp_path) as filling:
        for title in ("pinned", "old"):
            session = await filling.begin(title)
            await filling.idle(session.id)
    async with House(tmp_path) as house:
        age(house, pinned=40, old=40)
        before = now_ms() - 30 * DAY_MS
        found = await house.store.retention.untouched(before)
        assert len(found) == 2
        with closing(sqlite3.connect(house.path)) as file, file:
            file.execute("UPDATE session SET pinned = 1 WHERE title = 'pinned'")
        assert len(await house.store.retention.delete(found, before, now_ms())) == 1
        assert await listed(house) == ["pinned"]
