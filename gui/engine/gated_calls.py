"""The calls of one agent: each passes the gate, is recorded, and can be ended by itself."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial

from autogen_core import CancellationToken
from autogen_core.tools import TextResultContent, ToolResult

from gui.engine.call_record import CallRecord
from gui.engine.context_order import CANCELLED
from gui.engine.run_ledger import Entry, RunLedger
from gui.model.events import EngineEvent, ToolAsked, ToolDecided
from gui.model.gate import DecidedBy, Decision, ToolCall, Verdict
from gui.model.plan import Gate
from gui.model.run_record import RecordKind
from gui.model.turn import ToolState

_log = logging.getLogger(__name__)

_SWEEP_LIMIT = 1.0  # seconds for calls that are being cancelled

Work = Callable[[str, CancellationToken], Awaitable[ToolResult]]
"""Does what was asked for, with the arguments that the gate gives back, as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSeat:
    """On whose behalf the gate is asked, and who hears of its answers.

    `source` is the agent's name, `path` its place in the team.
    """

    gate: Gate
    session_id: str
    source: str
    path: str
    emit: Callable[[EngineEvent], None]
    ledger: RunLedger


@dataclass(slots=True)
class _Running:
    call: ToolCall
    token: CancellationToken = field(default_factory=CancellationToken)
    task: asyncio.Task[ToolResult] | None = None
    end: Callable[[], None] | None = None
    stopped: bool = False


class GatedCalls:
    """Knows the calls that run or wait, so that none outlives its turn."""

    def __init__(self, seat: GateSeat) -> None:
        self.seat = seat
        self._running: list[_Running] = []

    def begin(
        self,
        call: ToolCall,
        work: Work,
        token: CancellationToken | None,
        *,
        errand: bool = False,
        end: Callable[[], None] | None = None,
    ) -> asyncio.Task[ToolResult]:
        """Let `call` pass. The task gives a result for whatever happens but its cancellation.

        An `errand` is the work of other agents, who are recorded themselves: only what the
        gate said of it is kept. `end` ends what a cancellation of the task does not reach.
        """
        running = _Running(call=call, end=end)
        task = asyncio.get_running_loop().create_task(
            self._pass(running, work, errand=errand), name=f"call {call.name}"
        )
        running.task = task
        self._running.append(running)
        task.add_done_callback(partial(self._forget, running))
        if token is not None:
            token.add_callback(partial(_cancel, running))
        return task

    def stop(self, call_id: str) -> bool:
        """End one call; its agent hears that the user did it. Returns whether there was one."""
        for running in self._running:
            if running.call.call_id == call_id and not running.stopped:
                running.stopped = True
                _cancel(running)
                return True
        return False

    def cancel(self) -> None:
        """Tell all calls to end, without waiting for it."""
        for running in tuple(self._running):
            _cancel(running)

    async def sweep(self) -> None:
        """Cancel the calls that still run; bounded."""
        tasks = [running.task for running in self._running if running.task is not None]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_SWEEP_LIMIT)

    def _forget(self, running: _Running, task: asyncio.Task[ToolResult]) -> None:
        del task
        self._running.remove(running)

    async def _pass(self, running: _Running, work: Work, *, errand: bool) -> ToolResult:
        call, seat = running.call, self.seat
        entry = seat.ledger.next(RecordKind.TOOL, f"{seat.path}/{call.call_id}")
        known = CallRecord.read(entry.known)
        if known is not None:
            call = replace(call, facts=known.facts)
            self._tell_decided(call, known.decision, known.verdict)
            if known.result is not None:
                return known.result
        try:
            if known is None:
                decision = await self._decided(call)
                verdict = _verdict(call, decision)
                self._tell_decided(call, decision, verdict)
                known = CallRecord(facts=call.facts, decision=decision, verdict=verdict)
                if errand and decision.allowed:
                    seat.ledger.keep(entry, known.text)
            result = await _done(call, known.decision, work, running.token)
        except asyncio.CancelledError:
            if not running.stopped:
                raise
            return self._stopped(call, known, entry, errand=errand)
        except Exception as error:  # noqa: BLE001 - AutoGen waits for ever for a call that raises
            return failed(call.name, f"{type(error).__name__}: {error}")
        if not (errand and known.decision.allowed):
            seat.ledger.keep(entry, replace(known, result=result).text)
        return result

    def _stopped(
        self, call: ToolCall, known: CallRecord | None, entry: Entry, *, errand: bool
    ) -> ToolResult:
        arguments = known.decision.arguments if known else call.arguments
        result = failed(call.name, CANCELLED)
        self.seat.emit(
            ToolDecided(
                call_id=call.call_id,
                state=ToolState.CANCELLED,
                arguments=arguments,
                source=call.source,
                name=call.name,
                facts=call.facts,
            )
        )
        if known is None:
            refused = Decision(allowed=False, arguments=arguments, by=DecidedBy.USER)
            verdict = _verdict(call, refused)
            known = CallRecord(facts=call.facts, decision=refused, verdict=verdict)
        elif errand:
            return result
        self.seat.ledger.keep(entry, replace(known, result=result).text)
        return result

    async def _decided(self, call: ToolCall) -> Decision:
        decision = self.seat.gate.judge(call)
        if decision is not None:
            return decision
        self.seat.emit(
            ToolAsked(
                source=call.source,
                call_id=call.call_id,
                name=call.name,
                arguments=call.arguments,
                at=time.time(),
                facts=call.facts,
            )
        )
        return await self.seat.gate.decide(call)

    def _tell_decided(self, call: ToolCall, decision: Decision, verdict: Verdict) -> None:
        self.seat.emit(
            ToolDecided(
                call_id=call.call_id,
                state=ToolState.RUNNING if decision.allowed else ToolState.DENIED,
                arguments=decision.arguments,
                source=call.source,
                name=call.name,
                at=verdict.at,
                facts=call.facts,
                verdict=verdict,
            )
        )


def failed(name: str, reason: str) -> ToolResult:
    return ToolResult(name=name, result=[TextResultContent(content=reason)], is_error=True)


async def _done(
    call: ToolCall, decision: Decision, work: Work, token: CancellationToken
) -> ToolResult:
    if not decision.allowed:
        return failed(call.name, decision.reason or "The user did not allow this call.")
    try:
        return await work(decision.arguments, token)
    except Exception as error:  # noqa: BLE001 - a tool of anybody's: its failure is its result
        return failed(call.name, f"{type(error).__name__}: {error}")


def _verdict(call: ToolCall, decision: Decision) -> Verdict:
    return Verdict(
        allowed=decision.allowed,
        by=decision.by,
        at=time.time(),
        reason=decision.reason,
        asked=call.arguments if decision.arguments != call.arguments else "",
    )


def _cancel(running: _Running) -> None:
    """Both ways: a token reaches agents that the task does not, and the other way round."""
    try:
        running.token.cancel()
    except Exception:  # noqa: BLE001 - a callback of a tool may raise; the others are skipped
        _log.warning("a tool raised while it was cancelled", exc_info=True)
    if running.end is not None:
        running.end()
    if running.task is not None:
        running.task.cancel()
