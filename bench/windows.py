"""The measurements of the window: long chats opened and scrolled, typing, resizing."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path

from bench.figures import CHARACTERS_PER_TOKEN, Figure, Measure
from bench.long_chat import add_long_chat
from bench.markdown_sample import sample
from bench.stage import Played, Stage, model_server
from bench.window_scenarios import CHATS, SHORT
from gui.services.folders import find_folders
from gui.services.session_store import SessionStore

LAST_CHAT = "last_chat"
MEGABYTE = 1_000_000
ADDED_LIMIT = 30 * MEGABYTE
REPLY = 100_000
STREAM_PAUSE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Milliseconds, of the 95th percentile and of the longest frame; 0 for no limit.

    `floor` names what was measured beside it.
    """

    usual: int = 0
    longest: int = 0
    floor: str = ""


SCROLLED = Limits(usual=16, longest=50)


def open_long_chat(stage: Stage) -> list[Figure]:
    """A click in the sidebar to all that is near painted, a long chat and a short one in turn."""
    played = stage.play("open", data=_stored_chats(stage))
    long, short = played.number("long"), played.number("short")
    return [
        Figure(
            what="open a stored chat of 10,000 turns: click to painted",
            measured=f"{long * 1000:.0f} ms = {long / short:.2f} ×",
            floor=f"chat of 20 turns {short * 1000:.0f} ms",
            goal="≤ 1.5 ×, ≤ 150 ms",
            reached=long / short <= 1.5 and long <= 0.15,
        )
    ]


def scroll_long_chat(stage: Stage) -> list[Figure]:
    """From its end to its start: by the wheel at 60 frames a second, and by the scroll bar."""
    played = stage.play("scroll", data=_stored_chats(stage))
    opened, scrolled = played.number("memory_opened"), played.number("memory_scrolled")
    gap, blank = played.number("gap"), played.number("wheel_blank")
    if int(played.number("top")):
        raise RuntimeError(f"the chat was not scrolled to its start: {played.stderr}")
    count, drags = played.told["wheel_count"], played.told["drag_count"]
    wheel = (
        f"the same, {count} frames of the wheel from its end to its start, three quarters of a "
        f"screen each ({blank:.0%} with no turn yet in the middle)"
    )
    return [
        Figure(
            what="memory (PSS) added by a chat of 10,000 turns: opened, scrolled to its start",
            measured=f"{opened / MEGABYTE:.1f} MB, {scrolled / MEGABYTE:.1f} MB",
            floor="chat of 20 turns 0 MB",
            goal="≤ 30 MB",
            reached=max(opened, scrolled) <= ADDED_LIMIT,
        ),
        _frames(played, "wheel", wheel, SCROLLED),
        _frames(played, "drag", f"the same, {drags} steps of the scroll bar in between", SCROLLED),
        Figure(
            what="both: longest gap of a 10 ms timer",
            measured=f"{gap * 1000:.0f} ms",
            floor="10 ms",
            goal="≤ 50 ms",
            reached=gap <= 0.05,
        ),
    ]


def typing(stage: Stage) -> list[Figure]:
    """The chats still stream when the last key is painted, or it does not count."""
    with model_server(*_reply(stage, 200_000), "--pause", str(STREAM_PAUSE)) as address:
        played = stage.play("typing", address=address)
    what = f"typing while {played.told['running']} chats stream: key to paint"
    return [_frames(played, "streaming", what, Limits(usual=16, floor="quiet"))]


def resize(stage: Stage) -> list[Figure]:
    """The edge of the window is dragged, 20 pixels a frame."""
    with model_server(*_reply(stage, REPLY)) as address:
        played = stage.play("resize", address=address)
    limits = Limits(longest=33, floor="empty")
    return [
        _frames(
            played,
            "end",
            "resize with a reply of 100 KB on screen, at its end: work of a step",
            limits,
        ),
        _frames(played, "middle", "the same, in its middle", limits),
    ]


WINDOWS: dict[str, Measure] = {
    "open": open_long_chat,
    "scroll": scroll_long_chat,
    "typing": typing,
    "resize": resize,
}


def _frames(played: Played, name: str, what: str, limits: Limits) -> Figure:
    usual, longest = _milliseconds(played, name)
    goals = [f"95 % ≤ {limits.usual} ms"] if limits.usual else []
    goals += [f"longest ≤ {limits.longest} ms"] if limits.longest else []
    floor = "16.7 ms at 60 Hz"
    if limits.floor:
        floor = "{}: 95 % {:.1f} ms, longest {:.0f} ms".format(
            limits.floor, *_milliseconds(played, limits.floor)
        )
    return Figure(
        what=what,
        measured=f"95 % {usual:.1f} ms, longest {longest:.0f} ms",
        floor=floor,
        goal=", ".join(goals),
        reached=usual <= (limits.usual or usual) and longest <= (limits.longest or longest),
    )


def _milliseconds(played: Played, name: str) -> tuple[float, float]:
    return played.number(f"{name}_usual") * 1000, played.number(f"{name}_longest") * 1000


def _stored_chats(stage: Stage) -> Path:
    """A data folder with the chats of the scenarios, the short one being shown first."""
    data = stage.data()
    data.mkdir()
    shown = asyncio.run(_write_chats(find_folders(str(data)).database))
    settings = json.dumps({LAST_CHAT: shown})
    find_folders(str(data)).settings.write_text(settings, encoding="utf-8")
    return data


async def _write_chats(database: Path) -> str:
    store = SessionStore(database)
    await store.open()
    try:
        made = {n: await add_long_chat(store, n, number=i) for i, n in enumerate(CHATS)}
    finally:
        await store.close()
    return made[SHORT].id


def _reply(stage: Stage, characters: int) -> tuple[str, ...]:
    source = stage.data().parent / f"window-{characters}.md"
    source.write_text(sample(characters), encoding="utf-8")
    return ("--text-file", str(source), "--fragments", str(characters // CHARACTERS_PER_TOKEN))
