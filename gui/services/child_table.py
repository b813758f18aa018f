"""The living child processes: started here, all ended together when Parley ends."""

from __future__ import annotations

import asyncio
import errno
import re
from pathlib import Path

from gui.services.child_guard import ChildGuard
from gui.services.child_process import END_LIMIT, ChildPlan, ChildProcess
from gui.services.error_log import ErrorLog
from gui.services.owned_tasks import OwnedTasks
from gui.services.shutdown_stage import Stage

_STAGE_LIMIT = END_LIMIT + 1.0


class ChildTable:
    """Every child that Parley has; none outlives it, not even when it is killed."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._living: dict[int, ChildProcess] = {}
        self._tasks = OwnedTasks()
        self._guard = ChildGuard()
        self._closed = False

    @property
    def living(self) -> tuple[ChildProcess, ...]:
        return tuple(self._living.values())

    async def start(self, plan: ChildPlan) -> ChildProcess:
        """Raises OSError when it cannot be started, or when Parley is about to end."""
        self._refuse_when_closed()
        await self._guard.start()
        child = await ChildProcess.start(plan, ErrorLog(self._log_of(plan)))
        self._living[child.pid] = child
        self._guard.watch(child.pid)
        self._tasks.begin(f"row of {plan.name}", self._forget_when_gone(child))
        if self._closed:
            await child.end()
            self._refuse_when_closed()
        return child

    async def end_all(self) -> None:
        """End all at the same time; from now on none is started."""
        self._closed = True
        await asyncio.gather(*(child.end() for child in self.living))
        await self._guard.close()

    def cleanup_stage(self) -> Stage:
        return Stage(name="child processes", limit=_STAGE_LIMIT, run=self.end_all)

    async def _forget_when_gone(self, child: ChildProcess) -> None:
        await child.gone.wait()
        del self._living[child.pid]
        self._guard.forget(child.pid)

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise OSError(errno.ESHUTDOWN, "no child is started while Parley ends")

    def _log_of(self, plan: ChildPlan) -> Path:
        name = re.sub(r"[^\w.-]+", "-", plan.name)
        return self._logs / f"{name}.log"
