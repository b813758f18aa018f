"""A program that is run to its end, or to the end of its time, with all that it starts."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from gui.engine.children import Child, StartChild
from gui.engine.tools.kept_output import KeptOutput
from gui.engine.tools.stragglers import RUN_MARK, end_marked

_CHUNK = 64 * 1024
_LAST_WORDS = 0.5  # seconds to read what an ended program has left in its pipe


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is run; `environment` is added to a clean one."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    seconds: float = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`code` is negative for a signal, None where the program could not be ended."""

    output: str
    code: int | None
    late: bool


async def run_to_end(start: StartChild, order: Order) -> Outcome:
    """Its input is empty. Raises OSError when it cannot be started.

    Whatever ends the wait, also a cancellation, ends the program and what it has started.
    """
    mark = secrets.token_hex(8)
    environment = {**order.environment, RUN_MARK: mark}
    child = await start(order.name, order.command, environment, order.folder)
    kept = KeptOutput()
    late = False
    try:
        child.input.close()
        try:
            async with asyncio.timeout(order.seconds):
                await _heard(child, kept)
                await child.gone.wait()
        except TimeoutError:
            late = True
    finally:
        await child.end()
        await asyncio.to_thread(partial(end_marked, mark))
    with suppress(TimeoutError):
        async with asyncio.timeout(_LAST_WORDS):
            await _heard(child, kept)
    return Outcome(output=kept.text, code=child.code, late=late)


async def _heard(child: Child, kept: KeptOutput) -> None:
    while data := await child.output.read(_CHUNK):
        kept.add(data)
