"""What is known of one run of a server: its state, the steps of its start, and why it ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gui.engine.mcp.doctor import explained
from gui.engine.mcp.wire import Wire
from gui.model.mcp_report import (
    McpDiagnosis,
    McpFault,
    McpState,
    McpStatus,
    McpStep,
    McpStepDone,
)
from gui.model.mcp_server import McpServer

log = logging.getLogger(__name__)

_TAIL = 2000  # letters of its errors that are shown


class RunRecord:
    """`changed` is called whenever the status is another; `errors` is the child's word."""

    def __init__(self, server: McpServer, wire: Wire, changed: Callable[[], None]) -> None:
        self.server = server
        self.errors: Callable[[], str] = str
        self.settled = asyncio.Event()
        self._wire = wire
        self._changed = changed
        self._status = McpStatus(state=McpState.STARTING)
        self._step_since = 0.0

    @property
    def state(self) -> McpState:
        return self._status.state

    @property
    def status(self) -> McpStatus:
        wire = self._wire
        return replace(
            self._status, errors=wire.clean(self._tail()), said=wire.said, babble=wire.babble
        )

    def begin_step(self, step: McpStep) -> None:
        self._step_since = asyncio.get_running_loop().time()
        self.show(step=step)

    def end_step(self, found: str = "", *, failed: bool = False) -> None:
        step = self._status.step
        if step is not None:
            seconds = asyncio.get_running_loop().time() - self._step_since
            done = McpStepDone(step=step, seconds=seconds, found=found, failed=failed)
            self.show(steps=(*self._status.steps, done), step=None)

    # Any: the fields of the status, whose types are said where they are declared.
    def show(self, **fields: Any) -> None:  # noqa: ANN401
        self._status = replace(self._status, **fields)
        self._changed()

    def settle(self, diagnosis: McpDiagnosis | None) -> None:
        """It has ended; without a diagnosis it was asked to."""
        was_ready = self.state is McpState.READY
        if diagnosis is None:
            self.show(state=McpState.STOPPED, step=None)
        else:
            self.end_step(failed=True)
            told = self._explained(diagnosis, was_ready=was_ready)
            self.show(state=McpState.DIED if was_ready else McpState.FAILED, diagnosis=told)
            log.warning("the MCP server %s: %s", self.server.id, told.fault.value)
        self.settled.set()

    def diagnosis(self) -> McpDiagnosis:
        """Why it is of no use, also before `settle`."""
        if self._status.diagnosis is not None:
            return self._status.diagnosis
        over = self._wire.over
        plain = over.result() if over.done() else McpDiagnosis(fault=McpFault.CUT)
        return self._explained(plain, was_ready=self.state is McpState.READY)

    def _explained(self, diagnosis: McpDiagnosis, *, was_ready: bool) -> McpDiagnosis:
        return explained(
            diagnosis, self.server, self._wire, errors=self._tail(), was_ready=was_ready
        )

    def _tail(self) -> str:
        return self.errors()[-_TAIL:]
