"""The door that every tool call passes: a workbench around another one that asks the gate first."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from autogen_core import CancellationToken
from autogen_core.tools import TextResultContent, ToolResult, ToolSchema, Workbench

from gui.model.events import EngineEvent, ToolAsked, ToolDecided
from gui.model.gate import Decision, ToolCall, ToolFacts, Verdict
from gui.model.plan import Gate
from gui.model.turn import ToolState

_SWEEP_LIMIT = 1.0  # seconds for calls that are being cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSeat:
    """On whose behalf a workbench asks the gate, and who hears of its answers.

    `facts` says of a tool's name and arguments what there is to know before it is called.
    """

    gate: Gate
    session_id: str
    source: str
    emit: Callable[[EngineEvent], None]
    facts: Callable[[str, Mapping[str, Any]], ToolFacts]


class GateWorkbench(Workbench):
    """Asks, then calls; knows the calls that run, so that none outlives its turn."""

    def __init__(self, inner: Workbench, seat: GateSeat) -> None:
        self._inner = inner
        self._seat = seat
        self._running: set[asyncio.Task[Any]] = set()

    async def list_tools(self) -> list[ToolSchema]:
        return await self._inner.list_tools()

    async def call_tool(
        self,
        name: str,
        arguments: Mapping[str, Any] | None = None,
        cancellation_token: CancellationToken | None = None,
        call_id: str | None = None,
    ) -> ToolResult:
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
        call = ToolCall(
            session_id=self._seat.session_id,
            source=self._seat.source,
            call_id=call_id or "",
            name=name,
            arguments=json.dumps(arguments or {}, ensure_ascii=False),
            facts=self._seat.facts(name, arguments or {}),
        )
        try:
            return await self._passed(call, cancellation_token)
        except Exception as error:  # noqa: BLE001 - AutoGen waits for ever for a call that raises
            return _failed(name, f"{type(error).__name__}: {error}")
        finally:
            if task is not None:
                self._running.discard(task)

    async def _passed(self, call: ToolCall, token: CancellationToken | None) -> ToolResult:
        decision = self._seat.gate.judge(call)
        if decision is None:
            self._tell_asked(call)
            decision = await self._seat.gate.decide(call)
        self._tell_decided(call, decision)
        if not decision.allowed:
            return _failed(call.name, decision.reason or "The user did not allow this call.")
        return await self._inner.call_tool(
            call.name, json.loads(decision.arguments), token, call.call_id
        )

    def _tell_asked(self, call: ToolCall) -> None:
        self._seat.emit(
            ToolAsked(
                source=call.source,
                call_id=call.call_id,
                name=call.name,
                arguments=call.arguments,
                at=time.time(),
                facts=call.facts,
            )
        )

    def _tell_decided(self, call: ToolCall, decision: Decision) -> None:
        now = time.time()
        edited = decision.arguments != call.arguments
        verdict = Verdict(
            allowed=decision.allowed,
            by=decision.by,
            at=now,
            reason=decision.reason,
            asked=call.arguments if edited else "",
        )
        self._seat.emit(
            ToolDecided(
                call_id=call.call_id,
                state=ToolState.RUNNING if decision.allowed else ToolState.DENIED,
                arguments=decision.arguments,
                source=call.source,
                name=call.name,
                at=now,
                facts=call.facts,
                verdict=verdict,
            )
        )

    async def sweep(self) -> None:
        """Cancel the calls that still run; bounded."""
        running = set(self._running)
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running, timeout=_SWEEP_LIMIT)

    async def start(self) -> None:
        await self._inner.start()

    async def stop(self) -> None:
        await self._inner.stop()

    async def reset(self) -> None:
        await self._inner.reset()

    async def save_state(self) -> Mapping[str, Any]:
        return await self._inner.save_state()

    async def load_state(self, state: Mapping[str, Any]) -> None:
        await self._inner.load_state(state)


def _failed(name: str, reason: str) -> ToolResult:
    return ToolResult(name=name, result=[TextResultContent(content=reason)], is_error=True)
