"""Parley itself with a hand inside: plays one scenario in the real program, prints its figures.

    python -m bench.probe SCENARIO --data-dir DIR

Each line printed is a word, a space and a number or text.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
import traceback
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from bench.acting import begin, close, cpu, engine_ready, memory, tell
from bench.gap_meter import GapMeter
from bench.import_scenario import import_export
from bench.sidebar_scenario import sidebar
from bench.window_scenarios import WINDOW_SCENARIOS
from gui.app import main
from gui.life import Onlookers

if TYPE_CHECKING:  # Parley imports it behind its window, which is measured here
    from gui.program import Program

SETTLE = 0.7
"""Seconds after the last event in which the transcript finishes painting; counted as work."""

BEHIND = 2.0
"""Seconds after the engine's import in which the rest is imported and the desktop is joined."""

MEMORY_SETTLE = 3.0
"""Seconds until what is imported behind the window is there."""

METERS: list[GapMeter] = []
"""One, which ticks from the moment the window is on the screen."""

Scenario = Callable[["Program"], Coroutine[Any, Any, None]]


async def start_gaps(program: Program) -> None:
    meter = METERS[0]
    await program.engine.ready()
    await asyncio.sleep(BEHIND)
    tell("gap", meter.longest)
    meter.stop()
    close(program)


async def close_idle(program: Program) -> None:
    await engine_ready(program)
    close(program)


async def close_streaming(program: Program) -> None:
    await engine_ready(program)
    await begin(program)
    await asyncio.sleep(0.5)
    close(program)


async def close_while_task_swallows(program: Program) -> None:
    await engine_ready(program)

    async def swallow() -> None:
        while True:
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                continue

    program.swallower = asyncio.create_task(swallow())  # type: ignore[attr-defined]
    await asyncio.sleep(0.1)
    close(program)


async def close_while_thread_blocks(program: Program) -> None:
    await engine_ready(program)
    future = asyncio.get_running_loop().run_in_executor(None, time.sleep, 3600)
    await asyncio.sleep(0.1)
    close(program)
    await asyncio.shield(future)


async def close_with_servers(program: Program) -> None:
    """All that are in the settings: those that run have been listed, one hangs in its start."""
    await engine_ready(program)
    pool = await program.room.mcp.pool()
    ids = [server.id for server in program.room.servers.list()]
    starting = {asyncio.ensure_future(pool.check(each)) for each in ids}
    while len(starting) > 1:
        _, starting = await asyncio.wait(starting, return_when=asyncio.FIRST_COMPLETED)
    tell("servers", " ".join(str(child.pid) for child in program.room.children.living))
    close(program)


async def close_twice(program: Program) -> None:
    """Something hangs, and the user asks a second time."""
    await close_while_task_swallows(program)
    await asyncio.sleep(0.1)
    close(program)


async def close_while_window_hangs(program: Program) -> None:
    """The event loop itself never comes back: only the watchdog can end this."""
    await engine_ready(program)
    program.window.close()
    await asyncio.sleep(0.05)
    time.sleep(3600)  # noqa: ASYNC251 - that is the fault


async def reply(program: Program) -> None:
    await engine_ready(program)
    meter = GapMeter()
    began = cpu()
    turn = await begin(program, until_ended=True)
    await asyncio.sleep(SETTLE)
    tell("cpu", cpu() - began)
    tell("gap", meter.longest)
    tell("characters", len(turn.text))
    tell("state", turn.state.value)
    meter.stop()
    close(program)


async def idle(program: Program) -> None:
    METERS[0].stop()  # a hundred ticks a second are no idleness
    await engine_ready(program)
    await begin(program, until_ended=True)
    await asyncio.sleep(5)
    began = cpu()
    await asyncio.sleep(60)
    tell("cpu", cpu() - began)
    close(program)


async def memory_with_a_chat(program: Program) -> None:
    """The same settling as the floor's."""
    METERS[0].stop()
    await engine_ready(program)
    await begin(program, until_ended=True)
    await asyncio.sleep(MEMORY_SETTLE)
    tell("pss", memory())
    close(program)


SCENARIOS: dict[str, Scenario] = {
    "start-gaps": start_gaps,
    "close-idle": close_idle,
    "close-streaming": close_streaming,
    "close-swallowing": close_while_task_swallows,
    "close-blocked": close_while_thread_blocks,
    "close-servers": close_with_servers,
    "close-twice": close_twice,
    "close-hanging": close_while_window_hangs,
    "reply": reply,
    "idle": idle,
    "memory": memory_with_a_chat,
    "import": import_export,
    "sidebar": sidebar,
    **WINDOW_SCENARIOS,
}


def _fail(task: asyncio.Task[None]) -> None:
    """A scenario that failed would leave its window open for ever."""
    if not task.cancelled() and (error := task.exception()) is not None:
        traceback.print_exception(error)
        os._exit(1)


def run() -> int:
    scenario = SCENARIOS[sys.argv[1]]
    held: list[asyncio.Task[None]] = []

    def shown() -> None:
        METERS.append(GapMeter())

    def started(program: Program) -> None:
        task = asyncio.get_running_loop().create_task(scenario(program))
        task.add_done_callback(_fail)
        held.append(task)

    return main(sys.argv[2:], onlookers=Onlookers(shown=shown, started=started))


if __name__ == "__main__":
    raise SystemExit(run())
