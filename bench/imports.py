"""The measurement of imports: a large export of ChatGPT, brought in through the window."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, Measure
from bench.import_scenario import EXPORT
from bench.markdown_sample import sample
from bench.stage import Stage

CHATS = 5_000
MESSAGES = 16
"""In a chat, on average; an answer is a few of them. That makes 100 KB of JSON."""

START = 1_600_000_000
RATE = 200
GAP = 0.05


def import_chatgpt(stage: Stage) -> list[Figure]:
    data = stage.data()
    data.mkdir()
    size = write_export(data / EXPORT, CHATS)
    played = stage.play("import", data=data)
    rate = CHATS / played.number("importing")
    reading = CHATS / played.number("reading")
    gaps = {name: played.number(f"{name}_gap") for name in ("reading", "importing", "listing")}
    if int(played.number("came")) != CHATS:
        raise RuntimeError(f"not all chats came: {played.stderr}")
    return [
        Figure(
            what=f"import of a ChatGPT export of {CHATS:,} conversations ({size / 1e6:.0f} MB)",
            measured=f"{rate:.0f} a second (looked through before: {reading:.0f} a second)",
            floor="–",
            goal=f"≥ {RATE} a second",
            reached=rate >= RATE,
        ),
        Figure(
            what="the same: longest gap of a 10 ms timer while it is read, imported and listed",
            measured=", ".join(f"{gap * 1000:.0f} ms" for gap in gaps.values()),
            floor=f"nothing is done {played.number('idle_gap') * 1000:.0f} ms",
            goal=f"≤ {GAP * 1000:.0f} ms",
            reached=max(gaps.values()) <= GAP,
        ),
    ]


def write_export(path: Path, count: int) -> int:
    """As ChatGPT writes it, one conversation after the other; the size in bytes."""
    chance = random.Random(5)
    text = sample(200_000)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write("[" if number == 0 else ",")
            json.dump(_conversation(number, text, chance), file)
        file.write("]")
    return path.stat().st_size


def _conversation(number: int, text: str, chance: random.Random) -> dict[str, object]:
    mapping: dict[str, dict[str, object]] = {
        "root": {"id": "root", "message": None, "parent": None, "children": []}
    }
    start = START + 3600.0 * number
    parent = "root"
    for name, message in _messages(number, text, chance):
        mapping[name] = {"id": name, "message": message, "parent": parent, "children": []}
        children = mapping[parent]["children"]
        assert isinstance(children, list)
        children.append(name)
        message["create_time"] = start + len(mapping)
        if chance.random() > 0.03:  # else the next one is its sibling
            parent = name
    return {
        "title": f"Conversation {number}",
        "create_time": start,
        "update_time": start + len(mapping),
        "mapping": mapping,
        "current_node": name,
        "conversation_id": f"conversation-{number}",
        "is_archived": False,
    }


def _messages(
    number: int, text: str, chance: random.Random
) -> Iterator[tuple[str, dict[str, object]]]:
    for place in range(chance.randrange(4, 2 * MESSAGES - 4)):
        user = place % 2 == 0
        begin = chance.randrange(len(text) - 12_000)
        words = text[begin : begin + (chance.randrange(20, 400) if user else 10_000)]
        name = f"{number}-{place}"
        yield (
            name,
            {
                "id": name,
                "author": {"role": "user" if user else "assistant", "name": None, "metadata": {}},
                "update_time": None,
                "content": {"content_type": "text", "parts": [words]},
                "status": "finished_successfully",
                "end_turn": True,
                "weight": 1.0,
                "metadata": {} if user else {"model_slug": "gpt-5", "finish_details": {}},
                "recipient": "all",
            },
        )


IMPORTS: dict[str, Measure] = {"import": import_chatgpt}
