"""Makes a stored chat of many turns, the same every time, for measurements and tests.

    python -m bench.long_chat --data-dir DIR [--turns 10000]

Each turn holds some 500 characters of Markdown: paragraphs, lists, code, tables, Chinese; now
and then an answer has a thought or a tool call as well.
"""

from __future__ import annotations

import argparse
import asyncio
import random
from collections.abc import Callable
from pathlib import Path

from bench.markdown_sample import CHINESE, WORDS
from gui.model.session import Session, TitleBy
from gui.model.turn import (
    Part,
    Role,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    Turn,
    TurnState,
    Usage,
)
from gui.services.folders import find_folders
from gui.services.session_rows import TurnChange
from gui.services.session_store import SessionStore

TURNS = 10_000
CHARACTERS = 500
BEGUN = 1_760_000_000_000  # Unix milliseconds
MINUTE = 60_000

Maker = Callable[[random.Random], str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", required=True, help="the folder of Parley's files")
    parser.add_argument("--turns", type=int, default=TURNS)
    options = parser.parse_args()
    path = find_folders(options.data_dir).database
    session = asyncio.run(_write(path, options.turns))
    print(session.id)
    return 0


async def add_long_chat(store: SessionStore, turns: int, *, number: int = 0) -> Session:
    """Write the chat in one transaction; `number` tells several chats of one file apart."""
    session, made = long_chat(turns, number=number)
    await store.save([session], [TurnChange.since(None, turn) for turn in made])
    return session


def long_chat(turns: int, *, number: int = 0) -> tuple[Session, tuple[Turn, ...]]:
    """Questions and answers in turn; the n-th begins with "Turn n"."""
    chance = random.Random(number)
    session_id = _id(0, number=number, place=0)
    made: list[Turn] = []
    for place in range(turns):
        at = BEGUN + place * MINUTE
        is_answer = place % 2 == 1
        made.append(
            Turn(
                id=_id(at, number=number, place=place),
                session_id=session_id,
                parent_id=made[-1].id if made else None,
                role=Role.AGENT if is_answer else Role.USER,
                state=TurnState.DONE,
                created_at=at,
                ended_at=at,
                parts=_answer(chance, place) if is_answer else _question(chance, place),
                agent="assistant" if is_answer else "",
                model="test-model" if is_answer else "",
                usage=Usage(prompt_tokens=400, completion_tokens=130) if is_answer else None,
            )
        )
    session = Session(
        id=session_id,
        title=f"A chat of {turns} turns",
        title_by=TitleBy.USER,
        created_at=BEGUN,
        updated_at=BEGUN + turns * MINUTE,
        head_id=made[-1].id if made else None,
    )
    return session, tuple(made)


async def _write(path: Path, turns: int) -> Session:
    store = SessionStore(path)
    await store.open()
    try:
        return await add_long_chat(store, turns)
    finally:
        await store.close()


def _id(moment: int, *, number: int, place: int) -> str:
    """Like the store's own: sorted by time."""
    digits = f"{moment:012x}7{place & 0xFFF:03x}8{number:07x}{place:08x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _question(chance: random.Random, place: int) -> tuple[Part, ...]:
    return (TextPart(source="user", text=_text(chance, place)),)


def _answer(chance: random.Random, place: int) -> tuple[Part, ...]:
    parts: list[Part] = [TextPart(source="assistant", text=_text(chance, place))]
    if place % 8 == 3:
        thought = ThoughtPart(source="assistant", text=_prose(chance), seconds=2.5)
        parts.insert(0, thought)
    if place % 12 == 5:
        call = ToolCallPart(
            source="assistant",
            call_id=f"call-{place}",
            name="count_lines",
            arguments=f'{{"path": "day-{place}.log", "least": {chance.randint(1, 99)}}}',
            state=ToolState.DONE,
            result="\n".join(_words(chance, 6) for _ in range(5)),
            seconds=0.4,
        )
        parts.insert(0, call)
    return tuple(parts)


def _text(chance: random.Random, place: int) -> str:
    blocks = [f"Turn {place}: {_prose(chance)}"]
    while sum(map(len, blocks)) < CHARACTERS - 100:
        blocks.append(chance.choice(_MAKERS)(chance))
    return "\n\n".join(blocks)


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def _prose(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=chance.randint(15, 30))
    words[3], words[9] = f"**{words[3]}**", f"`{words[9]}`"
    return " ".join(words).capitalize() + "."


def _points(chance: random.Random) -> str:
    return "\n".join(f"- {_words(chance, 7)}" for _ in range(chance.randint(2, 4)))


def _steps(chance: random.Random) -> str:
    return "\n".join(f"{n}. {_words(chance, 6)}" for n in range(1, chance.randint(3, 5)))


def _code(chance: random.Random) -> str:
    lines = [f"    total_{n} = count(day[{n}], {chance.random():.3f})" for n in range(4)]
    return "```python\ndef failed_per_day(lines):\n" + "\n".join(lines) + "\n```"


def _table(chance: random.Random) -> str:
    rows = [f"| {n} | {chance.randint(1, 999)} | {_words(chance, 2)} |" for n in range(1, 5)]
    return "| Day | Failed | Note |\n|---|---:|---|\n" + "\n".join(rows)


def _heading(chance: random.Random) -> str:
    return f"## {_words(chance, 3)}\n\n> {_words(chance, 12)}"


def _chinese(chance: random.Random) -> str:
    return "".join(chance.choices(CHINESE, k=60)) + "，**" + CHINESE[:4] + "**。"


_MAKERS: tuple[Maker, ...] = (_prose, _prose, _points, _steps, _code, _table, _heading, _chinese)


if __name__ == "__main__":
    raise SystemExit(main())
