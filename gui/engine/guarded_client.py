"""A model client around another one: waits and asks again, keeps thoughts out, mends results."""

from __future__ import annotations

import asyncio
import re
import time
import traceback
import uuid
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Literal, NoReturn

from autogen_core import CancellationToken, FunctionCall
from autogen_core.models import (
    ChatCompletionClient,
    CreateResult,
    LLMMessage,
    ModelCapabilities,
    ModelInfo,
    RequestUsage,
)
from autogen_core.tools import Tool, ToolSchema
from pydantic import BaseModel

from gui.engine.context_order import for_request
from gui.engine.errors import Asked, problem_of, waits_asked
from gui.engine.message_forms import offered
from gui.engine.model_record import ModelRecord
from gui.engine.retry_wait import RetryPolicy
from gui.engine.run_ledger import RunLedger
from gui.engine.sdk_door import Door, ModelCall, empty_reply
from gui.engine.thought_splitter import Piece, PieceKind, ThoughtSplitter
from gui.model.events import (
    EngineEvent,
    ModelAnswered,
    ModelAsked,
    ModelBegan,
    Noticed,
    RetryScheduled,
    ThoughtAppended,
    ThoughtSettled,
)
from gui.model.problem import EngineError
from gui.model.run_record import RecordKind
from gui.model.turn import Usage

_FIT_ID = re.compile(r"[A-Za-z0-9_.:-]{1,200}")

Emit = Callable[[EngineEvent], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLine:
    """A model, ready to be asked: AutoGen's client, the door behind it, and who is asked."""

    client: ChatCompletionClient
    door: Door
    asked: Asked
    extra: Mapping[str, Any] = field(default_factory=dict)  # for each request, as AutoGen takes it


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSeat:
    """Whose client it is, and who hears of it.

    `source` is the agent's name, `path` its place in the team. Among several agents, messages
    of others follow each other in its memory, and are sent as one. `failed` hears of errors.
    """

    source: str
    emit: Emit
    path: str = ""
    ledger: RunLedger | None = None
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    among_others: bool = False
    failed: Callable[[EngineError], None] | None = None


@dataclass(slots=True)
class _Reply:
    """One reply while it comes in."""

    call: ModelCall
    own_names: Mapping[str, str]  # of tools, by those that the model was told
    asked_at: float
    splitter: ThoughtSplitter = field(default_factory=ThoughtSplitter)
    first_at: float | None = None
    thoughts: list[str] = field(default_factory=list)
    usage: Usage | None = None

    @property
    def begun(self) -> bool:
        return self.first_at is not None


class GuardedClient(ChatCompletionClient):
    """For one agent of one conversation; reports what is not text through `emit`.

    Raises EngineError only. What AutoGen gets is text without thoughts; `thought` of a result
    holds the text beside tool calls, and nothing else.
    """

    def __init__(self, line: ModelLine, seat: ClientSeat) -> None:
        self._line = line
        self._seat = seat
        self._source = seat.source
        self._emit = seat.emit
        self._call_ids = seat.ledger.call_ids if seat.ledger else set()
        self._total = RequestUsage(prompt_tokens=0, completion_tokens=0)

    async def create_stream(  # noqa: PLR0913 - AutoGen's signature
        self,
        messages: Sequence[LLMMessage],
        *,
        tools: Sequence[Tool | ToolSchema] = (),
        tool_choice: Tool | Literal["auto", "required", "none"] = "auto",
        json_output: bool | type[BaseModel] | None = None,
        extra_create_args: Mapping[str, Any] | None = None,
        cancellation_token: CancellationToken | None = None,
    ) -> AsyncGenerator[str | CreateResult, None]:
        seat = self._seat
        entry = seat.ledger.next(RecordKind.MODEL, seat.path) if seat.ledger else None
        if entry is not None and entry.known is not None:
            async with aclosing(self._told_again(ModelRecord.read(entry.known))) as items:
                async for item in items:
                    yield item
            return
        info = self._line.client.model_info
        usable, own_names = offered(tools if info["function_calling"] else ())
        arguments = {
            "messages": for_request(
                messages,
                tools=bool(usable),
                among_others=seat.among_others,
                sees=info["vision"],
            ),
            "tools": usable,
            "tool_choice": tool_choice if usable else "auto",
            # Whoever wants a class of object says so in words; AutoGen's way to it needs more
            # of a library than passes the door.
            "json_output": True if json_output and info["json_output"] else None,
            "extra_create_args": {**self._line.extra, **(extra_create_args or {})},
            "cancellation_token": cancellation_token,
        }
        async with aclosing(self._attempts(arguments, own_names)) as told:
            async for text_or_end in told:
                if isinstance(text_or_end, str):
                    yield text_or_end
                    continue
                record, result = text_or_end
                if seat.ledger is not None and entry is not None:
                    seat.ledger.keep(entry, record.data)
                yield result

    async def create(  # noqa: PLR0913 - AutoGen's signature
        self,
        messages: Sequence[LLMMessage],
        *,
        tools: Sequence[Tool | ToolSchema] = (),
        tool_choice: Tool | Literal["auto", "required", "none"] = "auto",
        json_output: bool | type[BaseModel] | None = None,
        extra_create_args: Mapping[str, Any] | None = None,
        cancellation_token: CancellationToken | None = None,
    ) -> CreateResult:
        """Streams all the same: one way through, and a silence is noticed early."""
        stream = self.create_stream(
            messages,
            tools=tools,
            tool_choice=tool_choice,
            json_output=json_output,
            extra_create_args=extra_create_args,
            cancellation_token=cancellation_token,
        )
        result: CreateResult | None = None
        async with aclosing(stream):
            async for item in stream:
                if isinstance(item, CreateResult):
                    result = item
        if result is None:
            raise EngineError(empty_reply(ModelCall()))
        return result

    async def _told_again(self, record: ModelRecord) -> AsyncGenerator[str | CreateResult, None]:
        """An answer of an earlier run, as if it came now."""
        for event in record.events_before(self._source, self._line.asked.model):
            self._emit(event)
        if record.text:
            yield record.text
        result = record.result
        self._count(result.usage)
        self._emit(record.answered(self._source))
        yield result

    async def _attempts(
        self, arguments: Mapping[str, Any], own_names: Mapping[str, str]
    ) -> AsyncGenerator[str | tuple[ModelRecord, CreateResult], None]:
        for attempt in range(1, 100):
            reply = _Reply(self._line.door.begin(), own_names, asked_at=time.time())
            self._emit(
                ModelAsked(source=self._source, model=self._line.asked.model, at=reply.asked_at)
            )
            try:
                async with aclosing(self._one_reply(reply, arguments)) as items:
                    async for item in items:
                        yield item
                return
            except Exception as error:  # noqa: BLE001 - the edge: everything becomes an EngineError
                self._tell_answered(reply)
                await self._wait_or_raise(error, attempt=attempt, begun=reply.begun)
            finally:
                await reply.call.close()

    async def _one_reply(
        self, reply: _Reply, arguments: Mapping[str, Any]
    ) -> AsyncGenerator[str | tuple[ModelRecord, CreateResult], None]:
        stream: Any = self._line.client.create_stream(**arguments)
        async with aclosing(stream):
            async for item in stream:
                if reply.first_at is None:
                    reply.first_at = time.time()
                    self._emit(ModelBegan(source=self._source, at=reply.first_at))
                if isinstance(item, str):
                    for text in self._texts(reply, reply.splitter.feed(item)):
                        yield text
                else:
                    for text in self._texts(reply, reply.splitter.finish()):
                        yield text
                    result = self._mended(reply, item)
                    ended_at = self._tell_answered(reply)
                    record = ModelRecord.of(
                        result,
                        thoughts="".join(reply.thoughts),
                        asked_at=reply.asked_at,
                        times=(reply.first_at, ended_at),
                    )
                    yield record, result

    def _tell_answered(self, reply: _Reply) -> float:
        now = time.time()
        self._emit(
            ModelAnswered(source=self._source, at=now, first_at=reply.first_at, usage=reply.usage)
        )
        return now

    def _texts(self, reply: _Reply, pieces: Sequence[Piece]) -> list[str]:
        """Report the thoughts among `pieces` and return the rest."""
        texts: list[str] = []
        for piece in pieces:
            match piece.kind:
                case PieceKind.TEXT:
                    texts.append(piece.text)
                case PieceKind.THOUGHT:
                    reply.thoughts.append(piece.text)
                    self._emit(
                        ThoughtAppended(source=self._source, text=piece.text, at=time.time())
                    )
                case PieceKind.THOUGHT_END:
                    self._emit(ThoughtSettled(source=self._source, at=time.time()))
        return texts

    def _mended(self, reply: _Reply, result: CreateResult) -> CreateResult:
        text = reply.splitter.text
        calls = (
            self._unique(result.content, reply.own_names)
            if isinstance(result.content, list)
            else []
        )
        if not calls and not text.strip():
            raise EngineError(empty_reply(reply.call))
        reason = reply.call.finish_reason or result.finish_reason
        if reason in ("length", "max_tokens", "content_filter", "refusal"):
            self._emit(Noticed(source=self._source, text=f"finish_reason: {reason}"))
        usage = result.usage
        if reply.call.usage is not None:
            usage = RequestUsage(
                prompt_tokens=reply.call.usage.prompt_tokens,
                completion_tokens=reply.call.usage.completion_tokens,
            )
        self._count(usage)
        reply.usage = Usage(
            prompt_tokens=usage.prompt_tokens, completion_tokens=usage.completion_tokens
        )
        return CreateResult(
            finish_reason=result.finish_reason,
            content=calls or text,
            usage=usage,
            cached=False,
            thought=(text or None) if calls else None,
        )

    def _count(self, usage: RequestUsage) -> None:
        self._total = RequestUsage(
            prompt_tokens=self._total.prompt_tokens + usage.prompt_tokens,
            completion_tokens=self._total.completion_tokens + usage.completion_tokens,
        )

    def _unique(
        self, calls: Sequence[FunctionCall], own_names: Mapping[str, str]
    ) -> list[FunctionCall]:
        """`calls` with ids of their own: some servers give none, or the same again.

        What happens in a run is recorded under agents' places and these ids, so that one must
        not read like a place.
        """
        unique = []
        for call in calls:
            call_id = call.id
            if not _FIT_ID.fullmatch(call_id) or call_id in self._call_ids:
                call_id = f"call_{uuid.uuid4().hex[:24]}"
            self._call_ids.add(call_id)
            unique.append(
                FunctionCall(
                    id=call_id,
                    name=own_names.get(call.name, call.name),
                    arguments=call.arguments or "{}",
                )
            )
        return unique

    async def _wait_or_raise(self, error: Exception, *, attempt: int, begun: bool) -> None:
        problem = problem_of(error, self._line.asked)
        # The frames hold the whole memory, and the streams that wait to be finalised.
        traceback.clear_frames(error.__traceback__)
        wait = None
        if not begun:
            wait = self._seat.policy.wait(problem, attempt=attempt, asked=waits_asked(error))
        if wait is None:
            failure = EngineError(problem)
            if self._seat.failed is not None:
                self._seat.failed(failure)
            raise failure from error
        self._emit(RetryScheduled(until=time.time() + wait, attempt=attempt, problem=problem))
        await asyncio.sleep(wait)

    async def close(self) -> None:
        """The pool closes what is shared."""

    def actual_usage(self) -> RequestUsage:
        return self._total

    def total_usage(self) -> RequestUsage:
        return self._total

    def count_tokens(
        self, messages: Sequence[LLMMessage], *, tools: Sequence[Tool | ToolSchema] = ()
    ) -> int:
        _never_counted(messages, tools)

    def remaining_tokens(
        self, messages: Sequence[LLMMessage], *, tools: Sequence[Tool | ToolSchema] = ()
    ) -> int:
        _never_counted(messages, tools)

    @property
    def capabilities(self) -> ModelCapabilities:
        return self._line.client.capabilities

    @property
    def model_info(self) -> ModelInfo:
        return self._line.client.model_info


def _never_counted(*_: object) -> NoReturn:
    message = "counting tokens fetches tables from the network"
    raise NotImplementedError(message)
