"""The measurements of the list of chats with a library of fifty thousand."""

from __future__ import annotations

import statistics
from pathlib import Path

from bench.figures import Figure, Measure, seconds_to_window, start_command
from bench.library import write_library
from bench.stage import Stage
from gui.services.folders import find_folders

STARTS = 5


def scroll_sidebar(stage: Stage) -> list[Figure]:
    """Through all chats by the scroll bar, once all are listed."""
    data = _library(stage)
    played = stage.play("sidebar", data=data)
    longest, usual = played.number("longest") * 1000, played.number("usual") * 1000
    work = played.number("work") * 1000
    rows, gap = int(played.number("rows")), played.number("gap") * 1000
    return [
        Figure(
            what=f"the sidebar scrolled through {rows:,} rows",
            measured=f"work of the longest {work:.0f} ms; seen: 95 % {usual:.1f}, {longest:.0f} ms",
            floor="16.7 ms at 60 Hz",
            goal="longest ≤ 33 ms of work",
            reached=work <= 33,
        ),
        Figure(
            what="listing them after the start: longest gap of the window",
            measured=f"{gap:.0f} ms",
            floor="–",
            goal="≤ 50 ms",
            reached=gap <= 50,
        ),
        *_start(stage, data),
    ]


def _start(stage: Stage, data: Path) -> list[Figure]:
    """In turn with an empty library; the first start of each is not counted."""
    empty = stage.data()
    pairs = [
        (
            seconds_to_window(stage, start_command(), data),
            seconds_to_window(stage, start_command(), empty),
        )
        for _ in range(STARTS)
    ]
    full, bare = (statistics.median(times) for times in zip(*pairs[1:], strict=True))
    ratio = statistics.median(a / b for a, b in pairs[1:])
    return [
        Figure(
            what="start to window with 50,000 chats",
            measured=f"{full:.2f} s = {ratio:.2f} ×",
            floor=f"with none {bare:.2f} s",
            goal="≤ 1.3 ×",
            reached=ratio <= 1.3,
        )
    ]


def _library(stage: Stage) -> Path:
    data = stage.data()
    write_library(find_folders(str(data)).database)
    return data


SIDEBAR: dict[str, Measure] = {"sidebar": scroll_sidebar}
