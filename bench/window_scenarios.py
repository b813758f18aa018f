"""What the probe plays to measure the window: chats opened and scrolled, typing, resizing."""

from __future__ import annotations

import asyncio
import itertools
import statistics
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from bench.acting import begin, chat_of, close, engine_ready, memory, open_chat, tell
from bench.frames import FRAME, Frames, PaintWatch, frames, joined
from bench.gap_meter import GapMeter

if TYPE_CHECKING:  # Parley imports it behind its window, which is measured
    from gui.program import Program
    from gui.views.transcript.view import TranscriptView

SHORTER, SHORT, LONG = CHATS = (22, 20, 10_000)
"""Turns of the stored chats; the first is there so that another one can be opened before."""

OPENINGS = 9
REST = 0.5
"""Seconds between two chats that are opened."""

SETTLE = 3.0
"""Seconds before memory is measured."""

NOTCH = 120
STRETCHES = 15
WHEEL_FRAMES = 40
"""So many frames of the wheel in each of the stretches, which lie evenly from end to start."""

DRAGS = 10
"""Steps by which the scroll bar is dragged from one stretch to the next."""

KEYS = 200
KEY_EVERY = 0.05
SESSIONS = 5
WIDTHS = tuple(range(1200, 800, -20))


async def open_chats(program: Program) -> None:
    """A long chat and a short one in turn; the first of each is not counted."""
    await engine_ready(program)
    watch = PaintWatch(program.window)
    took: dict[int, list[float]] = {LONG: [], SHORT: []}
    for turns in (LONG, SHORT) * OPENINGS:
        session_id = await chat_of(program, turns)
        await asyncio.sleep(REST)
        took[turns].append(await open_chat(program, watch, session_id))
    tell("long", statistics.median(took[LONG][1:]))
    tell("short", statistics.median(took[SHORT][1:]))
    close(program)


async def switch_chats(program: Program) -> None:
    """Two chats of a library in turn; the first of each is not counted."""
    await engine_ready(program)
    watch = PaintWatch(program.window)
    async with aclosing(program.service.listing.pages()) as pages:
        chats = [session.id for session in (await anext(pages))[:2]]
    took: list[float] = []
    for session_id in chats * OPENINGS:
        await asyncio.sleep(REST)
        took.append(await open_chat(program, watch, session_id))
    tell("switched", statistics.median(took[2:]))
    close(program)


async def scroll(program: Program) -> None:
    """Through a long chat from its end to its start, and what memory that takes.

    By the wheel for a stretch, then by the scroll bar to where the next one begins.
    """
    await engine_ready(program)
    watch = PaintWatch(program.window)
    for turns in (SHORTER, SHORT):
        await open_chat(program, watch, await chat_of(program, turns))
    await asyncio.sleep(SETTLE)
    before = memory()
    await open_chat(program, watch, await chat_of(program, LONG))
    await asyncio.sleep(SETTLE)
    tell("memory_opened", memory() - before)
    transcript = program.workspace.chat.transcript
    meter = GapMeter()
    empty: list[bool] = []
    wheel: list[Frames] = []
    dragged: list[Frames] = []
    for left in reversed(range(STRETCHES)):
        wheels: list[Callable[[], object]] = [
            partial(_turn_wheel, transcript, empty)
        ] * WHEEL_FRAMES
        wheel.append(await frames(watch, wheels))
        dragged += await _drag_bar(transcript, watch, left)
    _tell_frames("wheel", joined(wheel))
    tell("wheel_blank", statistics.mean(empty))
    _tell_frames("drag", joined(dragged))
    tell("top", transcript.viewport.top)
    tell("gap", meter.longest)
    meter.stop()
    await asyncio.sleep(SETTLE)
    tell("memory_scrolled", memory() - before)
    close(program)


async def typing(program: Program) -> None:
    """In the composer, first in a quiet window, then while five chats stream."""
    await engine_ready(program)
    watch = PaintWatch(program.window)
    _tell_frames("quiet", await _type(program, watch))
    begun = [await begin(program) for _ in range(SESSIONS)]
    _tell_frames("streaming", await _type(program, watch))
    tell("running", sum(program.service.is_running(turn.session_id) for turn in begun))
    close(program)


async def resize(program: Program) -> None:
    """An empty chat first, then a long reply, seen at its end and in its middle."""
    await engine_ready(program)
    watch = PaintWatch(program.window)
    _tell_frames("empty", await _drag_edge(program, watch))
    await begin(program, until_ended=True)
    await asyncio.sleep(SETTLE)
    _tell_frames("end", await _drag_edge(program, watch))
    bar = program.workspace.chat.transcript.viewport.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    await asyncio.sleep(SETTLE)
    _tell_frames("middle", await _drag_edge(program, watch))
    close(program)


async def _drag_bar(transcript: TranscriptView, watch: PaintWatch, left: int) -> list[Frames]:
    """To where the last but `left` stretches begin; the last of them ends at the start.

    Each step waits until what it brings near has been read and drawn.
    """
    bar = transcript.viewport.verticalScrollBar()
    stretch = WHEEL_FRAMES * bar.pageStep() * 3 // 4
    begin, end = bar.value(), 0
    if left:
        end = stretch + (left - 1) * (bar.maximum() - stretch) // (STRETCHES - 1)
    seen: list[Frames] = []
    for step in range(1, DRAGS + 1):
        move = partial(bar.setValue, begin + (end - begin) * step // DRAGS)
        if begin != end:
            seen.append(await frames(watch, [move], every=0.0))
        while not transcript.is_settled:  # noqa: ASYNC110 - it tells no event
            await asyncio.sleep(FRAME / 4)
        await asyncio.sleep(FRAME / 2)
    return seen


async def _type(program: Program, watch: PaintWatch) -> Frames:
    edit = program.workspace.chat.composer.edit
    give = partial(_press, edit)
    return await frames(watch, [give] * KEYS, every=KEY_EVERY)


async def _drag_edge(program: Program, watch: PaintWatch) -> Frames:
    """Narrower and wider again, a step each frame; the work of it, without the window manager's."""
    window, height = program.window, program.window.height()
    widths = itertools.chain(WIDTHS, reversed(WIDTHS))
    steps = await frames(watch, [partial(window.resize, width, height) for width in widths])
    return Frames(seconds=steps.work)


def _turn_wheel(transcript: TranscriptView, empty: list[bool]) -> None:
    """Three notches up; note whether there was nothing yet in the middle of what was shown."""
    place = transcript.viewport.viewport()
    empty.append(transcript.column.turn_at(transcript.viewport.top + place.height() // 2) is None)
    middle = QPointF(place.rect().center())
    event = QWheelEvent(
        middle,
        place.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 3 * NOTCH),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(place, event)


def _press(edit: QWidget) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
        QCoreApplication.sendEvent(edit, event)


def _tell_frames(name: str, measured: Frames) -> None:
    tell(f"{name}_usual", measured.usual)
    tell(f"{name}_longest", measured.longest)
    tell(f"{name}_median", statistics.median(measured.seconds))
    tell(f"{name}_count", len(measured.seconds))


WINDOW_SCENARIOS: dict[str, Callable[[Program], Coroutine[Any, Any, None]]] = {
    "open": open_chats,
    "switch": switch_chats,
    "scroll": scroll,
    "typing": typing,
    "resize": resize,
}
