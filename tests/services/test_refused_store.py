"""A session file that cannot be opened: every verb says why, and the end is quick."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from gui.model.problem import ProblemKind, StoreError
from gui.services.migrations import MIGRATIONS
from gui.services.session_service import SessionService
from gui.services.session_store import SessionStore
from tests.services.house import SMALL, House

VERBS: dict[str, Callable[[SessionService], Awaitable[object]]] = {
    "list": lambda s: s.list_sessions(),
    "search": lambda s: s.list_sessions(query="word"),
    "create": lambda s: s.create(),
    "open": lambda s: s.open("s"),
    "send": lambda s: s.send("s", "text"),
    "retry": lambda s: s.retry("s", "t"),
    "select": lambda s: s.select_turn("s", "t"),
    "draft": lambda s: s.shelf.save_draft("s", "text"),
    "rename": lambda s: s.shelf.rename("s", "title"),
    "model": lambda s: s.shelf.set_model("s", SMALL),
    "delete": lambda s: s.shelf.delete("s"),
    "undelete": lambda s: s.shelf.undelete("s"),
    "duplicate": lambda s: s.shelf.duplicate("s"),
    "unqueue": lambda s: s.queue.unqueue("s", "q"),
    "discard": lambda s: s.queue.discard("s", "q"),
    "send queued": lambda s: s.queue.send_queued("s", "q"),
}


def newer(folder: Path) -> Path:
    connection = sqlite3.connect(folder / "parley.db")
    connection.execute("CREATE TABLE of_tomorrow (x)")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    return folder


def in_the_way(folder: Path) -> Path:
    (folder / "file").write_text("in the way")
    return folder / "file"


@pytest.mark.parametrize(
    ("prepare", "kind"),
    [(newer, ProblemKind.STORE_NEWER), (in_the_way, ProblemKind.STORE_UNWRITABLE)],
)
async def test_every_verb_says_why_and_the_end_is_quick(
    tmp_path: Path, prepare: Callable[[Path], Path], kind: ProblemKind
) -> None:
    house = House(prepare(tmp_path))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(StoreError) as refused:
        await house.service.start()
    assert refused.value.problem.kind is kind
    for verb in VERBS.values():
        with pytest.raises(StoreError) as caught:
            await verb(house.service)
        assert caught.value.problem == refused.value.problem
    await house.service.stop("s")
    await house.service.close_session("s")
    begun = time.monotonic()
    await house.service.cleanup()
    await house.store.close()
    assert time.monotonic() - begun < 1.5  # the shortest stage limit is 2 s
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


async def test_opening_it_again_may_succeed(tmp_path: Path) -> None:
    folder = in_the_way(tmp_path)
    store = SessionStore(folder / "parley.db")
    with pytest.raises(StoreError):
        await store.open()
    folder.unlink()
    assert await store.open() is None
    assert await store.list_sessions() == ()
    await store.close()
    with pytest.raises(StoreError):
        await store.open()


async def test_nothing_is_written_before_it_is_opened(tmp_path: Path) -> None:
    store = SessionStore(tmp_path / "parley.db")
    with pytest.raises(StoreError):
        await store.list_sessions()
    await store.close()
    assert list(tmp_path.iterdir()) == []
