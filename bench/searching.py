"""The measurements of the library: searched, started with and switched in, and its size."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.figures import STARTS, Figure, Measure, seconds_to_window, start_command
from bench.library import Library, write_library
from bench.stage import Stage
from gui.model.search_query import SearchQuery, read_query
from gui.services.database import connect
from gui.services.folders import find_folders
from gui.services.search_index import step
from gui.services.search_match import Match
from gui.services.session_search import today
from gui.services.session_store import SessionStore

LIBRARY = Library()
AT_A_TIME = 5_000  # turns, while the index is made
SAMPLES = 24  # texts of which some words are typed, sign by sign
SHOWN = 40
SEED = 3

BARE = (
    "SELECT part.text FROM (SELECT rowid AS doc FROM search_text WHERE search_text MATCH ?"
    " ORDER BY rank LIMIT ?) AS found JOIN turn ON turn.doc = found.doc"
    " JOIN part ON part.turn_id = turn.id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A data folder with the library in it; `raw` are the bytes of its texts."""

    data: Path
    raw: int

    @property
    def database(self) -> Path:
        return find_folders(str(self.data)).database


_MADE: dict[int, Shelf] = {}  # by stage: it takes minutes


def library_size(stage: Stage) -> list[Figure]:
    shelf = _shelf(stage)
    size = shelf.database.stat().st_size
    ratio = size / shelf.raw
    return [
        Figure(
            what=f"bytes on disk of {LIBRARY.chats:,} chats and {LIBRARY.parts:,} parts, "
            "with the index",
            measured=f"{size / 1e6:.0f} MB = {ratio:.2f} ×",
            floor=f"raw UTF-8 {shelf.raw / 1e6:.0f} MB",
            goal="≤ 4 ×",
            reached=ratio <= 4,
        )
    ]


def search_everything(stage: Stage) -> list[Figure]:
    """Each keystroke through the store; the floor is the best by SQLite's rank, and its texts."""
    shelf = _shelf(stage)
    typed = tuple(_keystrokes(shelf.database))
    ours = asyncio.run(_search(shelf.database, typed))
    bare = [_search_bare(shelf.database, read_query(each, today())) for each in typed]
    usual, floor = (statistics.quantiles(each, n=20)[-1] for each in (ours, bare))
    ratio = usual / floor
    return [
        Figure(
            what=f"search everything, {len(typed)} keystrokes: 95 %",
            measured=f"{usual * 1000:.0f} ms = {ratio:.2f} ×, "
            f"median {statistics.median(ours) * 1000:.0f} ms",
            floor=f"bare SQLite, the best {SHOWN} by rank: 95 % {floor * 1000:.0f} ms, "
            f"median {statistics.median(bare) * 1000:.0f} ms",
            goal="≤ 60 ms, ≤ 1.5 ×",
            reached=usual <= 0.06 and ratio <= 1.5,
        )
    ]


def library_start(stage: Stage) -> list[Figure]:
    """In turn with an empty folder; the first of each is not counted."""
    shelf, empty = _shelf(stage), stage.data()
    full: list[float] = []
    bare: list[float] = []
    for _ in range(STARTS):
        bare.append(seconds_to_window(stage, start_command(), empty))
        full.append(seconds_to_window(stage, start_command(), shelf.data))
    ratio = statistics.median(a / b for a, b in zip(full[1:], bare[1:], strict=True))
    return [
        Figure(
            what="process start to window shown, with the library",
            measured=f"{statistics.median(full[1:]):.2f} s = {ratio:.2f} ×",
            floor=f"with no chat {statistics.median(bare[1:]):.2f} s",
            goal="≤ 1.3 ×",
            reached=ratio <= 1.3,
        )
    ]


def library_switch(stage: Stage) -> list[Figure]:
    played = stage.play("switch", data=_shelf(stage).data)
    usual = played.number("switched")
    return [
        Figure(
            what="switch between two chats of the library: click to painted, median",
            measured=f"{usual * 1000:.0f} ms",
            floor="–",
            goal="≤ 80 ms",
            reached=usual <= 0.08,
        )
    ]


SEARCHING: dict[str, Measure] = {
    "library-size": library_size,
    "library-search": search_everything,
    "library-start": library_start,
    "library-switch": library_switch,
}


def index_library(path: Path) -> None:
    """Make the index of a library at once."""
    connection = connect(path)
    try:
        while step(connection, most=AT_A_TIME):
            pass
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _shelf(stage: Stage) -> Shelf:
    if id(stage) not in _MADE:
        data = stage.data()
        data.mkdir()
        path = find_folders(str(data)).database
        raw = write_library(path, LIBRARY)
        index_library(path)
        settings = find_folders(str(data)).settings
        settings.write_text(json.dumps({}), encoding="utf-8")
        _MADE[id(stage)] = Shelf(data=data, raw=raw)
    return _MADE[id(stage)]


def _keystrokes(path: Path) -> Iterator[str]:
    """Words of texts of the library in both languages, as they are typed."""
    chance = random.Random(SEED)
    connection = sqlite3.connect(path)
    last = connection.execute("SELECT max(rowid) FROM part").fetchone()[0]
    made = 0
    while made < SAMPLES:
        row = connection.execute(
            "SELECT text FROM part WHERE rowid = ? AND kind = 'text'", (chance.randint(1, last),)
        ).fetchone()
        if row is None or len(row[0]) < SHOWN:
            continue
        made += 1
        words = " ".join(row[0].split()[1:3]) if row[0].isascii() else row[0][3:9]
        yield from (words[:end] for end in range(1, len(words) + 1))
    connection.close()


async def _search(path: Path, typed: tuple[str, ...]) -> list[float]:
    store = SessionStore(path)
    await store.open()
    took: list[float] = []
    try:
        for each in typed:
            begun = time.perf_counter()
            await store.search_page(read_query(each, today()), None)
            took.append(time.perf_counter() - begun)
    finally:
        await store.close()
    return took


def _search_bare(path: Path, query: SearchQuery) -> float:
    connection = sqlite3.connect(path)
    begun = time.perf_counter()
    match = Match.of(query).expression
    if match:
        connection.execute(BARE, (match, SHOWN)).fetchall()
    took = time.perf_counter() - begun
    connection.close()
    return took
