"""What the probe plays to measure the list of chats: listed to its end, then scrolled through."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from bench.acting import close, engine_ready, tell
from bench.frames import PaintWatch, frames
from bench.gap_meter import GapMeter

if TYPE_CHECKING:  # Parley imports it behind its window, which is measured
    from gui.program import Program

FRAMES = 1500
QUIET = 1.0
"""Seconds without another row: all chats are listed."""


async def sidebar(program: Program) -> None:
    await engine_ready(program)
    view = program.workspace.sidebar.list
    meter = GapMeter()
    program.workspace.sidebar.refresh()
    rows = -1
    while rows != view.model().rowCount():
        rows = view.model().rowCount()
        await asyncio.sleep(QUIET)
    tell("gap", meter.longest)
    meter.stop()
    tell("rows", rows)
    bar = view.verticalScrollBar()
    places = [bar.maximum() * number // FRAMES for number in range(1, FRAMES + 1)]
    measured = await frames(
        PaintWatch(program.window), [partial(bar.setValue, place) for place in places]
    )
    tell("usual", measured.usual)
    tell("longest", measured.longest)
    tell("work", max(measured.work))
    close(program)
