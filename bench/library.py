"""Makes a library of many chats in English and Chinese, the same every time.

    python -m bench.library --data-dir DIR [--chats 50000] [--parts 1000000]

The words of both languages are made up and follow Zipf's law, as those of real texts do. The
first chat is the oldest; each of its texts is written straight into the tables.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gui.model.session import Session, TitleBy
from gui.model.turn import Part, Role, TextPart, ThoughtPart, ToolCallPart, ToolState, Turn
from gui.model.turn import TurnState as State
from gui.services.folders import find_folders
from gui.services.part_rows import PART_COLUMNS, part_row
from gui.services.row_mapping import SESSION_COLUMNS, TURN_COLUMNS, session_row, turn_row
from gui.services.session_store import SessionStore

CHATS = 50_000
PARTS = 1_000_000
BEGUN = 1_700_000_000_000  # Unix milliseconds
BETWEEN = 30 * 60_000  # milliseconds from one chat to the next
MINUTE = 60_000
SEED = 20_261_130
AGENTS = ("assistant", "researcher", "writer", "critic")
MODELS = ("gpt-test", "qwen-test", "claude-test")
TOOLS = ("read_file", "count_lines", "web_page")

_SYLLABLES = tuple(a + b for a in "bcdfghjklmnprstvw" for b in ("a", "e", "i", "o", "u", "ain"))
_WORDS = 12_000
_SIGNS = 3_000  # of Chinese, from the beginning of the block on
_FIRST_SIGN = 0x4E00
_CHINESE_WORDS = 12_000
_SENTENCES = 20_000  # of each language, from which the texts are put together
_BATCH = 500  # chats that are written in one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """How large it is. A chat has as many parts as the others, give or take half of them."""

    chats: int = CHATS
    parts: int = PARTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """Sentences in both languages, made once."""

    english: tuple[str, ...]
    chinese: tuple[str, ...]

    @classmethod
    def made(cls, chance: random.Random) -> Languages:
        words = [_word(chance) for _ in range(_WORDS)]
        signs = [chr(_FIRST_SIGN + 7 * n) for n in range(_SIGNS)]
        weights = list(itertools.accumulate(1 / (n + 5) for n in range(_SIGNS)))
        lengths = (1, 2, 2, 2, 3)
        chinese = [
            "".join(chance.choices(signs, cum_weights=weights, k=chance.choice(lengths)))
            for _ in range(_CHINESE_WORDS)
        ]
        return cls(
            english=_sentences(chance, words, " ", "."),
            chinese=_sentences(chance, chinese, "", "。"),
        )

    def text(self, chance: random.Random, *, chinese: bool, sentences: int) -> str:
        pool, gap = (self.chinese, "") if chinese else (self.english, " ")
        return gap.join(chance.choices(pool, k=sentences))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", required=True, help="the folder of Parley's files")
    parser.add_argument("--chats", type=int, default=CHATS)
    parser.add_argument("--parts", type=int, default=PARTS)
    options = parser.parse_args()
    path = find_folders(options.data_dir).database
    size = write_library(path, Library(chats=options.chats, parts=options.parts))
    print(f"{size} bytes of text")
    return 0


def write_library(path: Path, library: Library | None = None) -> int:
    """Add the library to the file, which may be new; returns the bytes of its texts as UTF-8."""
    asyncio.run(_create(path))
    chance = random.Random(SEED)
    languages = Languages.made(chance)
    connection = sqlite3.connect(path, isolation_level=None)
    size = 0
    try:
        connection.execute("PRAGMA synchronous = OFF")
        chats = _chats(chance, languages, library or Library())
        while batch := list(itertools.islice(chats, _BATCH)):
            connection.execute("BEGIN")
            for session, turns in batch:
                size += _write(connection, session, turns)
            connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    return size


async def _create(path: Path) -> None:
    store = SessionStore(path)
    await store.open()
    await store.close()


def _chats(
    chance: random.Random, languages: Languages, library: Library
) -> Iterator[tuple[Session, tuple[Turn, ...]]]:
    left = library.parts
    for number in range(library.chats):
        share = left / (library.chats - number)
        parts = left if number == library.chats - 1 else round(share * chance.uniform(0.5, 1.5))
        left -= parts
        yield _chat(chance, languages, number, parts)


def _chat(
    chance: random.Random, languages: Languages, number: int, parts: int
) -> tuple[Session, tuple[Turn, ...]]:
    begun = BEGUN + number * BETWEEN
    session_id = _id(begun, number=number, place=0xFFFF)
    chinese = chance.random() < 0.5
    agent, model = chance.choice(AGENTS), chance.choice(MODELS)
    turns: list[Turn] = []
    while parts > 0:
        place = len(turns)
        at = begun + place * MINUTE
        is_answer = place % 2 == 1
        made = _answer(chance, languages, chinese) if is_answer else ()
        made = made[:parts] or (
            TextPart(source="user", text=_said(chance, languages, chinese, number)),
        )
        parts -= len(made)
        turns.append(
            Turn(
                id=_id(at, number=number, place=place),
                session_id=session_id,
                parent_id=turns[-1].id if turns else None,
                role=Role.AGENT if is_answer else Role.USER,
                state=State.DONE,
                created_at=at,
                ended_at=at,
                parts=made,
                agent=agent if is_answer else "",
                model=model if is_answer else "",
            )
        )
    return _session(chance, languages, number, turns), tuple(turns)


def _session(
    chance: random.Random, languages: Languages, number: int, turns: list[Turn]
) -> Session:
    begun = BEGUN + number * BETWEEN
    pool = languages.chinese if chance.random() < 0.5 else languages.english
    return Session(
        id=_id(begun, number=number, place=0xFFFF),
        title=f"{chance.choice(pool)[:32].strip(' 。.')} {number}",
        title_by=TitleBy.USER,
        created_at=begun,
        updated_at=begun + len(turns) * MINUTE,
        head_id=turns[-1].id if turns else None,
        pinned=number % 2_500 == 0,
        archived=number % 50 == 1,
        unread=number % 40 == 3,
    )


def _said(chance: random.Random, languages: Languages, chinese: bool, number: int) -> str:
    text = languages.text(chance, chinese=chinese, sentences=chance.randint(1, 5))
    return f"{text} case{number:05d}"


def _answer(chance: random.Random, languages: Languages, chinese: bool) -> tuple[Part, ...]:
    source = "assistant"
    parts: list[Part] = []
    text = languages.text(chance, chinese=chinese, sentences=chance.randint(5, 25))
    if chance.random() < 0.1:
        text += f"\n\n```python\ntotal = count(day[{chance.randint(1, 99)}])\n```"
    if chance.random() < 0.6:
        words = languages.text(chance, chinese=chinese, sentences=chance.randint(2, 10))
        parts.append(ThoughtPart(source=source, text=words, seconds=2.5))
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        failed = chance.random() < 0.05
        parts.append(
            ToolCallPart(
                source=source,
                call_id=f"call-{len(parts)}",
                name=chance.choice(TOOLS),
                arguments=f'{{"path": "day-{chance.randint(1, 9999)}.log"}}',
                state=ToolState.FAILED if failed else ToolState.DONE,
                result=languages.text(chance, chinese=False, sentences=chance.randint(2, 10)),
                seconds=0.4,
            )
        )
    return (*parts, TextPart(source=source, text=text))


def _write(connection: sqlite3.Connection, session: Session, turns: tuple[Turn, ...]) -> int:
    """The bytes of all that was said; a tool's arguments count as they are in JSON."""
    sizes = [sum(len(_raw(part)) for part in turn.parts) for turn in turns]
    connection.execute(_insert("session", SESSION_COLUMNS), session_row(session))
    connection.executemany(
        _insert("turn", f"{TURN_COLUMNS}, size"),
        [(*turn_row(turn), size) for turn, size in zip(turns, sizes, strict=True)],
    )
    connection.executemany(
        _insert("part", PART_COLUMNS),
        [part_row(turn.id, place, part) for turn in turns for place, part in enumerate(turn.parts)],
    )
    texts = (_raw(part).encode() for turn in turns for part in turn.parts)
    return len(session.title.encode()) + sum(map(len, texts))


def _raw(part: Part) -> str:
    if isinstance(part, ToolCallPart):
        return part.name + part.arguments + part.result
    return part.text if isinstance(part, TextPart | ThoughtPart) else ""


def _insert(table: str, columns: str) -> str:
    marks = ", ".join("?" * len(columns.split(",")))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"


def _id(moment: int, *, number: int, place: int) -> str:
    """Like the store's own: sorted by time."""
    digits = f"{moment:012x}7{place & 0xFFF:03x}8{number:07x}{place:08x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4))))


def _sentences(chance: random.Random, words: list[str], gap: str, end: str) -> tuple[str, ...]:
    weights = list(itertools.accumulate(1 / (n + 3) for n in range(len(words))))
    return tuple(
        gap.join(chance.choices(words, cum_weights=weights, k=chance.randint(5, 14))) + end
        for _ in range(_SENTENCES)
    )


if __name__ == "__main__":
    raise SystemExit(main())
