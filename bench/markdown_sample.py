"""A long reply in Markdown, the same every time: prose, lists, code, tables, quotes, Chinese."""

from __future__ import annotations

import random
import re

WORDS = tuple(
    re.findall(
        r"\w+",
        "the agent reads a file and counts what it finds in each day of the log while another "
        "plans how to draw the result as a chart that people can trust on a slow machine",
    )
)
CHINESE = "代理读取文件并统计每天的结果然后画出图表"


def sample(characters: int) -> str:
    """At least `characters` of Markdown, cut at the end of a block."""
    chance = random.Random(7)
    blocks: list[str] = []
    length = 0
    makers = (_prose, _prose, _prose, _points, _code, _table, _quote, _chinese)
    while length < characters:
        number = len(blocks)
        block = f"## Part {number}" if number % 9 == 0 else chance.choice(makers)(chance)
        blocks.append(block)
        length += len(block) + 2
    return "\n\n".join(blocks)


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))


def _prose(chance: random.Random) -> str:
    words = _words(chance, chance.randint(30, 90)).split()
    words[3], words[9] = f"**{words[3]}**", f"`{words[9]}`"
    return " ".join(words).capitalize() + "."


def _points(chance: random.Random) -> str:
    return "\n".join(f"- {_words(chance, 9)}" for _ in range(chance.randint(3, 7)))


def _code(chance: random.Random) -> str:
    lines = [f"    total_{n} = count(day[{n}], {chance.random():.3f})  # day {n}" for n in range(9)]
    return "```python\ndef failed_per_day(lines):\n" + "\n".join(lines) + "\n```"


def _table(chance: random.Random) -> str:
    rows = [
        f"| 2026-11-{n:02} | {chance.randint(1, 999)} | {_words(chance, 2)} |" for n in range(1, 7)
    ]
    return "| Day | Failed | Note |\n|---|---:|---|\n" + "\n".join(rows)


def _quote(chance: random.Random) -> str:
    return f"> {_words(chance, 20)}"


def _chinese(chance: random.Random) -> str:
    return "".join(chance.choice(CHINESE) for _ in range(120)) + "。"
