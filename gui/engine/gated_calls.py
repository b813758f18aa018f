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
from gui.model.gate import Decision, ToolCall, Verdict
from gui.model.plan import Gate
from gui.model.problem import EngineError
from gui.model.run_record import RecordKind
from gui.model.turn import ToolState

_log = logging.getLogger(__name__)

INTERRUPTED = "It was interrupted, and is not done again: it may have taken effect."
_SWEEP_LIMIT = 1.0  # seconds for calls that are being cancelled


def _unheard(error: EngineError) -> None:
    """An agent that is alone raises it where it is read."""
    del error


Work = Callable[[str, CancellationToken], Awaitable[ToolResult]]
"""Does what was asked for, with the arguments that the gate gives back, as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSeat:
    """On whose behalf the gate is asked, and who hears of its answers.

    `source` is the agent's name, `path` its place in the team. `failed` hears what keeps the
    tools from being listed.
    """

    gate: Gate
    session_id: str
    source: str
    path: str
    emit: Callable[[EngineEvent], None]
    ledger: RunLedger
    failed: Callable[[EngineError], None] = _unheard


@dataclass(slots=True, eq=False)
class Passing:
    """A call that waits or runs. `end` ends what neither token nor task reach."""

    call: ToolCall
    end: Callable[[], None] | None = None
    token: CancellationToken = field(default_factory=CancellationToken)
    task: asyncio.Task[ToolResult] | None = None
    stopped: bool = False

    def cancel(self) -> None:
        """Once only: a second time would interrupt the clean-up of a team inside."""
        if self.task is None or self.task.done() or self.task.cancelling():
            return
        try:
            self.token.cancel()
        except Exception:  # noqa: BLE001 - a callback of a tool may raise; the others are skipped
            _log.warning("a tool raised while it was cancelled", exc_info=True)
        if self.end is not None:
            self.end()
        self.task.cancel()

    def when_done(self, then: Callable[[], None]) -> None:
        if self.task is not None:
            self.task.add_done_callback(lambda _: then())

    async def result(self) -> ToolResult:
        """Wait for it; whoever is cancelled while waiting cancels it."""
        if self.task is None:
            raise RuntimeError("the call has not begun")
        try:
            await asyncio.wait({self.task})
        finally:
            self.cancel()
        return self.task.result()


class GatedCalls:
    """Knows the calls that run or wait, so that none outlives its turn."""

    def __init__(self, seat: GateSeat) -> None:
        self.seat = seat
        self._running: list[Passing] = []

    def begin(
        self,
        call: ToolCall,
        work: Work,
        token: CancellationToken | None,
        *,
        errand: bool = False,
        end: Callable[[], None] | None = None,
    ) -> Passing:
        """Let `call` pass. It gives a result for whatever happens but its cancellation.

        What was decided is recorded, then the result; a call of which only the first is known
        is not done again where it may change anything. An `errand` is the work of other
        agents, who are recorded themselves. `end` ends what a cancellation does not reach.
        """
        running = Passing(call=call, end=end)
        task = asyncio.get_running_loop().create_task(
            self._pass(running, work, errand=errand), name=f"call {call.name}"
        )
        running.task = task
        self._running.append(running)
        task.add_done_callback(partial(self._forget, running))
        if token is not None:
            token.add_callback(running.cancel)
        return running

    def stop(self, call_id: str) -> bool:
        """End one call; its agent hears that the user did it. Returns whether there was one."""
        for running in self._running:
            if running.call.call_id == call_id and not running.stopped:
                running.stopped = True
                running.cancel()
                return True
        return False

    def cancel(self) -> None:
        """Tell all calls to end, without waiting for it."""
        for running in tuple(self._running):
            running.cancel()

    async def sweep(self) -> None:
        """Cancel the calls that still run; bounded."""
        self.cancel()
        tasks = [running.task for running in self._running if running.task is not None]
        if tasks:
            await asyncio.wait(tasks, timeout=_SWEEP_LIMIT)

    def _forget(self, running: Passing, task: asyncio.Task[ToolResult]) -> None:
        del task
        self._running.remove(running)

    async def _pass(self, running: Passing, work: Work, *, errand: bool) -> ToolResult:
        call, seat = running.call, self.seat
        place = f"{seat.path}/{call.call_id}"
        begun = seat.ledger.next(RecordKind.TOOL, place)
        ended = seat.ledger.next(RecordKind.TOOL, f"{place}#end")
        known = _decision_on(call, begun, ended)
        if known is not None:
            self._tell_decided(replace(call, facts=known.facts), known)
        if ended.known is not None:
            result = ToolResult.model_validate_json(ended.known)
            if result == failed(call.name, CANCELLED):
                self._tell_cancelled(call, known)
            return result
        try:
            if known is None:
                known = await self._decided(call)
                seat.ledger.keep(begun, known.text)
                result = await _done(call, known.decision, work, running.token)
            elif errand or known.again:
                result = await _done(call, known.decision, work, running.token)
            else:
                result = failed(call.name, INTERRUPTED)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if not running.stopped and task is not None and task.cancelling():
                raise
            result, errand = failed(call.name, CANCELLED), False
            self._tell_cancelled(call, known)
        except Exception as error:  # noqa: BLE001 - AutoGen waits for ever for a call that raises
            return failed(call.name, f"{type(error).__name__}: {error}")
        if not errand:
            seat.ledger.keep(ended, result.model_dump_json())
        return result

    async def _decided(self, call: ToolCall) -> CallRecord:
        decision = self.seat.gate.judge(call)
        if decision is None:
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
            decision = await self.seat.gate.decide(call)
        verdict = Verdict(
            allowed=decision.allowed,
            by=decision.by,
            at=time.time(),
            reason=decision.reason,
            asked=call.arguments if decision.arguments != call.arguments else "",
        )
        made = CallRecord(facts=call.facts, decision=decision, verdict=verdict)
        self._tell_decided(call, made)
        return made

    def _tell_decided(self, call: ToolCall, made: CallRecord) -> None:
        self.seat.emit(
            ToolDecided(
                call_id=call.call_id,
                state=ToolState.RUNNING if made.decision.allowed else ToolState.DENIED,
                arguments=made.decision.arguments,
                source=call.source,
                name=call.name,
                at=made.verdict.at,
                facts=call.facts,
                verdict=made.verdict,
            )
        )

    def _tell_cancelled(self, call: ToolCall, known: CallRecord | None) -> None:
        self.seat.emit(
            ToolDecided(
                call_id=call.call_id,
                state=ToolState.CANCELLED,
                arguments=known.decision.arguments if known else call.arguments,
                source=call.source,
                name=call.name,
                facts=call.facts,
            )
        )


def _decision_on(call: ToolCall, begun: Entry, ended: Entry) -> CallRecord | None:
    """What is known of it, unless it is still to run and another tool has its name now."""
    known = CallRecord.read(begun.known)
    if known is None or (ended.known is None and not known.is_about(call)):
        return None
    return known


def failed(name: str, reason: str) -> ToolResult:
    return ToolResult(name=name, result=[TextResultContent(content=reason)], is_error=True)


async def _done(
    call: ToolCall, decision: Decision, work: Work, token: CancellationToken
) -> ToolResult:
    if not decision.allowed:
        return failed(call.name, decision.refusal)
    try:
        return await work(decision.arguments, token)
    except Exception as error:  # noqa: BLE001 - a tool of anybody's: its failure is its result
        return failed(call.name, f"{type(error).__name__}: {error}")
