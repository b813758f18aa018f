"""Clean-up in bounded stages: each is named, timed and logged; a late one is left behind."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gui.services.shutdown_stage import Stage

log = logging.getLogger(__name__)

WHOLE_LIMIT = 9.0
"""Seconds for all stages together; what is left of ten belongs to executors and the exit itself."""

MODEL_CLIENTS_LIMIT = 3.0
REMAINING_TASKS_LIMIT = 2.0
AFTER_CANCEL_LIMIT = 0.5
"""Seconds that cancelled tasks get to tidy up."""


@dataclass(frozen=True, kw_only=True)
class Shutdown:
    """Runs stages in order; a stage that is late is left, and the next begins.

    `hurried` cuts what is left short; `waiting_for` hears each stage's name.
    """

    hurried: asyncio.Future[None]
    waiting_for: Callable[[str], None]
    limit: float = WHOLE_LIMIT

    async def run(self, stages: Iterable[Stage]) -> tuple[str, ...]:
        """Run every stage within its own limit and the whole one; return the names of late ones."""
        deadline = time.monotonic() + self.limit
        late: list[str] = []
        for stage in stages:
            self.waiting_for(stage.name)
            if not await self._run_stage(stage, left=deadline - time.monotonic()):
                late.append(stage.name)
        return tuple(late)

    async def _run_stage(self, stage: Stage, *, left: float) -> bool:
        started = time.monotonic()
        limit = max(0.0, min(stage.limit, left))
        task = asyncio.ensure_future(stage.run())
        # Even a stage without time left gets one step: what saves does so in its first.
        await asyncio.sleep(0)
        await asyncio.wait({task, self.hurried}, timeout=limit, return_when="FIRST_COMPLETED")
        if not task.done() and stage.saves:
            await asyncio.wait({task}, timeout=max(0.0, limit - (time.monotonic() - started)))
        seconds = time.monotonic() - started
        if not task.done():
            task.cancel()
            log.warning("clean-up: %s was late after %.2f s and is left", stage.name, seconds)
            return False
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("clean-up: %s failed after %.2f s", stage.name, seconds, exc_info=error)
        else:
            log.info("clean-up: %s took %.2f s", stage.name, seconds)
        return True


async def end_remaining_tasks(*, keep: frozenset[asyncio.Task[object]] = frozenset()) -> None:
    """Wait for every other task, then cancel; log by name those that swallow even that.

    The current task and those in `keep` are left out.
    """
    own = {asyncio.current_task(), *keep}
    tasks = {task for task in asyncio.all_tasks() if task not in own}
    if not tasks:
        return
    _, pending = await asyncio.wait(tasks, timeout=REMAINING_TASKS_LIMIT)
    for task in pending:
        task.cancel()
    if pending:
        log.info("clean-up: cancelled %s", ", ".join(sorted(t.get_name() for t in pending)))
        _, stuck = await asyncio.wait(pending, timeout=AFTER_CANCEL_LIMIT)
        for task in stuck:
            log.warning("clean-up: task %s ignores its cancellation", task.get_name())
