"""An engine without AutoGen: its conversations play scripts, for tests and measurements."""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar
from uuid import uuid4

from gui.model.endpoint import Endpoint
from gui.model.events import (
    EngineEvent,
    ModelAnswered,
    ModelAsked,
    QuestionAnswered,
    QuestionAsked,
    Recorded,
    TextAppended,
    TextSettled,
    ToolAsked,
    ToolDecided,
    ToolFinished,
    ToolRequested,
)
from gui.model.gate import DecidedBy, Decision, Effect, Question, ToolCall, ToolFacts, Verdict
from gui.model.plan import AgentContext, ConversationPlan, EndpointReport
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.model.run_record import RecordKind, RunRecord
from gui.model.turn import Enclosed, Role, ToolState, Usage

T = TypeVar("T")

SOURCE = "assistant"
WRITES = ToolFacts(tool_id="files/write_file", effect=Effect.WRITE, place="/work")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Wait for `gate`. A graceful stop ends the wait unless the conversation is `deaf` to it."""

    gate: asyncio.Event
    deaf: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Swallow:
    """Wait for `gate` and swallow every cancellation until it is set, as broken code does."""

    gate: asyncio.Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Fail:
    """Raise an EngineError with `problem`."""

    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """Raise `error`, which is none that an engine may raise."""

    error: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A tool is called: the gate is asked, and what `result` makes of the arguments is told."""

    call_id: str
    name: str = "write_file"
    arguments: str = "{}"
    facts: ToolFacts = WRITES
    result: Callable[[str], str] = str
    source: str = SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The user is asked; the answer is said again."""

    text: str
    source: str = SOURCE


Step = EngineEvent | Call | Ask | Hold | Swallow | Fail | Crash
Script = Callable[[ConversationPlan, str], Iterable[Step]]


def spoken(text: str, *, source: str = SOURCE) -> list[Step]:
    """The events of one answer, a fragment for each word, with its usage."""
    words = text.split(" ")
    fragments = [word if i == 0 else f" {word}" for i, word in enumerate(words)]
    usage = Usage(prompt_tokens=1, completion_tokens=len(words))
    return [
        *(TextAppended(source=source, text=fragment) for fragment in fragments),
        TextSettled(source=source, text=text),
        ModelAnswered(source=source, at=time.time(), usage=usage),
    ]


def echo(plan: ConversationPlan, message: str) -> Iterable[Step]:
    """Answers with what it was told."""
    del plan
    return spoken(f"You said: {message}")


def each_in_turn(*scripts: Iterable[Step]) -> Script:
    """One script after the other, over all conversations; the last one again and again."""
    waiting = [list(script) for script in scripts]

    def next_script(plan: ConversationPlan, message: str) -> Iterable[Step]:
        del plan, message
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    return next_script


class ScriptedConversation:
    """Remembers what was said to it and what it answered; its state is exactly that."""

    def __init__(self, plan: ConversationPlan, script: Script) -> None:
        self.plan = plan
        self.memory: list[tuple[str, str]] = _remembered(plan)
        self.closed = 0
        self.stop_requests = 0
        self.turn_stops = 0
        self.stopped_tools: list[str] = []
        self.records: tuple[RunRecord, ...] = ()
        self.enclosed: tuple[Enclosed, ...] = ()
        self.ran: list[tuple[str, str]] = []  # calls of tools, with their arguments
        self.hold_close: asyncio.Event | None = None
        self.hold_state: asyncio.Event | None = None
        self._script = script
        self._numbers: dict[tuple[RecordKind, str], int] = {}
        self._stop = asyncio.Event()

    async def run(
        self,
        message: str,
        *,
        enclosed: Sequence[Enclosed] = (),
        records: Sequence[RunRecord] = (),
    ) -> AsyncGenerator[EngineEvent, None]:
        self.records = tuple(records)
        self.enclosed = tuple(enclosed)
        self._numbers.clear()
        answer: list[str] = []
        for step in self._script(self.plan, message):
            if self._stop.is_set():
                return
            if isinstance(step, Hold | Swallow | Fail | Crash):
                await self._act(step)
            elif isinstance(step, Call | Ask):
                asking = self._call(step) if isinstance(step, Call) else self._ask(step)
                async for event in asking:
                    yield event
            else:
                if isinstance(step, TextAppended):
                    answer.append(step.text)
                yield step
        self.memory += [("user", message), (SOURCE, "".join(answer))]

    def request_stop(self) -> None:
        self.stop_requests += 1
        self._stop.set()

    def stop_after_turn(self) -> None:
        self.turn_stops += 1
        self._stop.set()

    def stop_tool(self, call_id: str) -> None:
        self.stopped_tools.append(call_id)

    async def contexts(self) -> tuple[AgentContext, ...]:
        entries = tuple(self.memory)
        return (AgentContext(source=SOURCE, model=self.plan.model, entries=entries),)

    async def save_state(self) -> bytes:
        if self.hold_state is not None:
            await self.hold_state.wait()
        return zlib.compress(json.dumps(self.memory).encode())

    async def close(self) -> None:
        self.closed += 1
        if self.hold_close is not None:
            await self.hold_close.wait()

    async def _call(self, step: Call) -> AsyncGenerator[EngineEvent, None]:
        told = {"source": step.source, "call_id": step.call_id, "name": step.name}
        call = ToolCall(
            session_id=self.plan.session_id,
            arguments=step.arguments,
            facts=step.facts,
            **told,
        )
        yield ToolRequested(
            arguments=step.arguments, at=time.time(), state=ToolState.RUNNING, **told
        )
        number = self._count(RecordKind.TOOL, step.source)
        record = self._known(RecordKind.TOOL, step.source, number)
        decision = self.plan.gate.judge(call) if record is None else _decision(record)
        if decision is None or (record is not None and decision.by is DecidedBy.USER):
            yield ToolAsked(arguments=step.arguments, at=time.time(), facts=step.facts, **told)
        if decision is None:
            decision = await self._unless_stopped(self.plan.gate.decide(call))
        if decision is None:
            return
        yield ToolDecided(
            state=ToolState.RUNNING if decision.allowed else ToolState.DENIED,
            arguments=decision.arguments,
            at=time.time(),
            facts=step.facts,
            verdict=_verdict(decision, call),
            **told,
        )
        if record is None and decision.allowed:
            self.ran.append((step.name, decision.arguments))
        result = step.result(decision.arguments) if decision.allowed else decision.refusal
        data = {"decision": asdict(decision), "result": result}
        yield _recorded(RecordKind.TOOL, step.source, number, data)
        is_error = not decision.allowed
        yield ToolFinished(result=result, is_error=is_error, at=time.time(), **told)

    async def _ask(self, step: Ask) -> AsyncGenerator[EngineEvent, None]:
        """Each run has ids of its own for its questions, as AutoGen has."""
        asked = Question(
            session_id=self.plan.session_id,
            source=step.source,
            request_id=uuid4().hex,
            text=step.text,
        )
        yield QuestionAsked(source=step.source, request_id=asked.request_id, text=step.text)
        number = self._count(RecordKind.ANSWER, step.source)
        record = self._known(RecordKind.ANSWER, step.source, number)
        known: str | None = None if record is None else record["answer"]
        answer = known if known is not None else await self._answer(asked)
        if answer is None:
            return
        yield QuestionAnswered(request_id=asked.request_id, answer=answer)
        yield _recorded(RecordKind.ANSWER, step.source, number, {"answer": answer})
        yield TextSettled(source=step.source, text=f"You answered: {answer}")

    async def _answer(self, question: Question) -> str | None:
        return await self._unless_stopped(self.plan.gate.answer(question))

    def _count(self, kind: RecordKind, source: str) -> int:
        number = self._numbers.get((kind, source), 0)
        self._numbers[(kind, source)] = number + 1
        return number

    def _known(self, kind: RecordKind, source: str, number: int) -> dict[str, Any] | None:
        for record in self.records:
            if (record.kind, record.source, record.number) == (kind, source, number):
                read: dict[str, Any] = json.loads(record.data)
                return read
        return None

    async def _unless_stopped(self, work: Coroutine[Any, Any, T]) -> T | None:
        loop = asyncio.get_running_loop()
        asking = loop.create_task(work, name="scripted question")
        stopped = loop.create_task(self._stop.wait(), name="scripted stop")
        try:
            await asyncio.wait({asking, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return asking.result() if asking.done() else None
        finally:
            asking.cancel()
            stopped.cancel()

    async def _act(self, step: Hold | Swallow | Fail | Crash) -> None:
        match step:
            case Hold():
                await self._hold(step)
            case Swallow():
                await _swallow(step.gate)
            case Fail():
                raise EngineError(step.problem)
            case Crash():
                raise step.error

    async def _hold(self, step: Hold) -> None:
        loop = asyncio.get_running_loop()
        waits = {loop.create_task(step.gate.wait(), name="scripted gate")}
        if not step.deaf:
            waits.add(loop.create_task(self._stop.wait(), name="scripted stop"))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()


class ScriptedEngine:
    """Fits the session service's engine; keeps its conversations for a test to look at."""

    def __init__(self, script: Script = echo, *, titles: Sequence[str] = ()) -> None:
        self.script = script  # of conversations that begin from now on
        self.conversations: list[ScriptedConversation] = []
        self.prompts: list[str] = []
        self.refusal: Problem | None = None
        self.closed = 0
        self.wakes = 0
        self.titles = list(titles)  # what `complete` answers, one after the other
        self.longest: int | None = None  # characters of a prompt that it takes
        self.blind: set[str] = set()  # models that see no pictures
        self.held: asyncio.Event | None = None  # its answers wait for it

    async def converse(self, plan: ConversationPlan) -> ScriptedConversation:
        if self.refusal is not None:
            raise EngineError(self.refusal)
        conversation = ScriptedConversation(plan, self.script)
        self.conversations.append(conversation)
        return conversation

    async def test(self, endpoint: Endpoint, *, model: str, key: str | None) -> EndpointReport:
        del model, key
        if self.refusal is not None:
            return EndpointReport(problem=self.refusal)
        begun = time.monotonic()
        return EndpointReport(models=endpoint.models, seconds=time.monotonic() - begun)

    async def sees(self, endpoint: Endpoint, model: str) -> bool:
        del endpoint
        return model not in self.blind

    async def complete(
        self,
        endpoint: Endpoint,
        *,
        model: str,
        key: str | None,
        prompt: str,
        hear: Callable[[EngineEvent], None] | None = None,
    ) -> str:
        del endpoint, key
        self.prompts.append(prompt)
        if self.held is not None:
            await self.held.wait()
        if self.refusal is not None:
            raise EngineError(self.refusal)
        if self.longest is not None and len(prompt) > self.longest:
            raise EngineError(Problem(kind=ProblemKind.CONTEXT_TOO_LONG, facts={"model": model}))
        if hear is not None:
            usage = Usage(prompt_tokens=len(prompt), completion_tokens=1)
            hear(ModelAsked(source=SOURCE, model=model, at=time.time()))
            hear(ModelAnswered(source=SOURCE, at=time.time(), usage=usage))
        return self.titles.pop(0) if self.titles else ""

    def woke(self) -> None:
        self.wakes += 1

    async def close(self) -> None:
        self.closed += 1


def _decision(record: dict[str, Any]) -> Decision:
    stored = record["decision"]
    return Decision(**{**stored, "by": DecidedBy(stored["by"])})


def _verdict(decision: Decision, call: ToolCall) -> Verdict:
    return Verdict(
        allowed=decision.allowed,
        by=decision.by,
        at=time.time(),
        reason=decision.reason,
        asked=call.arguments if decision.arguments != call.arguments else "",
    )


def _recorded(kind: RecordKind, source: str, number: int, data: dict[str, Any]) -> Recorded:
    record = RunRecord(kind=kind, source=source, number=number, data=json.dumps(data))
    return Recorded(record=record)


def _remembered(plan: ConversationPlan) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    if plan.state is not None:
        said += [(who, text) for who, text in json.loads(zlib.decompress(plan.state))]
    for turn in plan.replay:
        said.append(("user" if turn.role is Role.USER else SOURCE, turn.text))
    return said


async def _swallow(gate: asyncio.Event) -> None:
    while not gate.is_set():
        try:
            await gate.wait()
        except asyncio.CancelledError:
            continue
