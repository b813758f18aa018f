"""A search holds up nobody, and the newest one comes first."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from gui.model.problem import StoreError
from gui.model.session import Session, TitleBy
from gui.model.turn import Role, TextPart, Turn, TurnState
from gui.services.session_rows import TurnChange
from gui.services.session_store import SessionStore

SESSION = Session(id="s", title="Title", title_by=TitleBy.WORDS, created_at=1, updated_at=1)
TURN = Turn(
    id="t", session_id="s", parent_id=None, role=Role.USER, state=TurnState.DONE, created_at=1
)


def said(turn_id: str, text: str) -> TurnChange:
    return TurnChange.since(
        None, replace(TURN, id=turn_id, parts=(TextPart(source="user", text=text),))
    )


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SessionStore]:
    store = SessionStore(tmp_path / "parley.db")
    await store.open()
    yield store
    await store.close()


async def begun(store: SessionStore) -> None:
    """Return when the searches asked for so far have passed the store's own thread."""
    await asyncio.sleep(0)
    await store.list_sessions()


async def test_what_was_handed_over_before_is_found(store: SessionStore) -> None:
    store.save([SESSION], [said("t", "a word")])
    assert await store.search("WORD") == (replace(SESSION, head_state=None),)
    assert await store.search("nothing") == ()


async def test_writing_does_not_wait_for_a_search(store: SessionStore) -> None:
    free = threading.Event()
    blocked = store._search._thread.submit(free.wait)
    search = asyncio.ensure_future(store.search("word"))
    await store.save([SESSION], [said("t", "a word")])
    assert not search.done()
    free.set()
    await blocked
    assert [session.id for session in await search] == ["s"]


async def test_the_newest_goes_before_those_that_wait(store: SessionStore) -> None:
    await store.save([SESSION], [said("t", "a word")])
    free = threading.Event()
    blocked = store._search._thread.submit(free.wait)
    order: list[str] = []

    async def search(query: str) -> None:
        assert len(await store.search(query)) == 1
        order.append(query)

    searches = [asyncio.ensure_future(search(query)) for query in ("a", "a w", "a word")]
    await begun(store)
    free.set()
    await asyncio.gather(blocked, *searches)
    assert order[0] == "a word"
    assert sorted(order) == ["a", "a w", "a word"]


async def test_one_that_runs_gives_way(store: SessionStore) -> None:
    many = [said(f"t{number}", "some words " * 300) for number in range(4000)]
    await store.save([SESSION], many)
    order: list[str] = []

    async def search(query: str, found: int) -> None:
        assert len(await store.search(query)) == found
        order.append(query)

    await asyncio.gather(search("nowhere to be found", 0), search("Title", 1))
    assert order == ["Title", "nowhere to be found"]


async def test_one_that_runs_ends_with_the_store(store: SessionStore) -> None:
    many = [said(f"t{number}", "some words " * 300) for number in range(4000)]
    await store.save([SESSION], many)
    search = asyncio.ensure_future(store.search("nowhere to be found"))
    await begun(store)
    await store.close()
    with pytest.raises(StoreError):
        await search
