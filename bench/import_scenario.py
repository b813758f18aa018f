"""Plays an import in the real window: a file is opened, all of its chats are taken."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.acting import close, engine_ready, tell
from bench.gap_meter import GapMeter

if TYPE_CHECKING:  # Parley imports it behind its window, which is measured here
    from gui.program import Program
    from gui.services.service_facts import ServiceFact
    from gui.views.arrivals.arrivals_dialog import ArrivalsDialog

EXPORT = "export.json"
"""In the data folder."""

LOOK = 0.02
"""Seconds between two looks at the dialog."""

SETTLE = 2.0
IDLE = 5.0
"""Seconds in which nothing is done: what the machine does to the timer by itself."""


async def import_export(program: Program) -> None:
    from gui.qt.task_scope import TaskScope
    from gui.services.service_facts import ListChanged
    from gui.views.arrivals.arrivals_dialog import ArrivalsDialog
    from gui.views.arrivals.arrivals_import import ArrivalsImport
    from gui.views.opening_parts import OpeningParts

    parts = OpeningParts(
        workspace=program.workspace,
        service=program.service,
        theme=program.theme,
        endpoints=lambda: (),
    )
    await engine_ready(program)
    came: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def watch(fact: ServiceFact) -> None:
        if isinstance(fact, ListChanged):
            came.set_result(time.perf_counter())

    program.service.subscribe(watch)
    path = Path(sys.argv[sys.argv.index("--data-dir") + 1]) / EXPORT
    meter = GapMeter()
    await asyncio.sleep(IDLE)
    tell("idle_gap", meter.longest)
    meter.reset()
    began = time.perf_counter()
    tasks = TaskScope(None, came.set_exception)
    tasks.start("import", ArrivalsImport(parts, tasks=tasks).offer(path))
    dialog: ArrivalsDialog | None = None
    while dialog is None or not dialog.go.isVisible():
        await asyncio.sleep(LOOK)
        dialog = program.window.findChild(ArrivalsDialog)
    read = time.perf_counter()
    tell("reading", read - began)
    tell("reading_gap", meter.longest)
    meter.reset()
    dialog.go.click()
    tell("importing", await came - read)
    tell("importing_gap", meter.longest)
    meter.reset()
    await asyncio.sleep(SETTLE)
    tell("came", len(await program.service.list_sessions()))
    tell("listing_gap", meter.longest)
    meter.stop()
    close(program)
