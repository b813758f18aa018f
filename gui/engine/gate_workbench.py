"""The door that every tool call passes: a workbench around another one that asks the gate first."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from functools import partial
from typing import Any

from autogen_core import CancellationToken
from autogen_core.tools import StaticStreamWorkbench, ToolResult, ToolSchema

from gui.engine.bench_of_tools import Bench
from gui.engine.gated_calls import GatedCalls, Passing, failed
from gui.engine.run_ledger import errand
from gui.model.gate import ToolCall
from gui.model.problem import EngineError

_Told = Callable[[Any], None]  # hears what AutoGen's tools stream: messages and events


def _unheard(event: object) -> None:
    del event


class GateWorkbench(StaticStreamWorkbench):
    """Asks, then calls. An `AssistantAgent` streams only from the class that this one is of.

    `runners` are the tools that are agents or teams, each with what ends its teams at once.
    """

    def __init__(
        self,
        bench: Bench,
        calls: GatedCalls,
        *,
        runners: Mapping[str, Callable[[], None]] | None = None,
    ) -> None:
        super().__init__([])
        self._bench = bench
        self._inner = bench.workbench
        self._calls = calls
        self._runners = runners or {}
        self._locks: dict[str, asyncio.Lock] = {name: asyncio.Lock() for name in self._runners}

    async def list_tools(self) -> list[ToolSchema]:
        try:
            return await self._inner.list_tools()
        except EngineError as error:
            self._calls.seat.failed(error)
            raise

    async def call_tool(
        self,
        name: str,
        arguments: Mapping[str, Any] | None = None,
        cancellation_token: CancellationToken | None = None,
        call_id: str | None = None,
    ) -> ToolResult:
        stream = self.call_tool_stream(name, arguments, cancellation_token, call_id)
        result: ToolResult | None = None
        async with aclosing(stream):
            async for event in stream:
                if isinstance(event, ToolResult):
                    result = event
        return result or failed(name, "It gave no result.")

    async def call_tool_stream(
        self,
        name: str,
        arguments: Mapping[str, Any] | None = None,
        cancellation_token: CancellationToken | None = None,
        call_id: str | None = None,
    ) -> AsyncGenerator[Any, None]:
        try:
            call = await self._call(name, arguments or {}, call_id)
        except Exception as error:  # noqa: BLE001 - AutoGen waits for ever for a call that raises
            yield failed(name, f"{type(error).__name__}: {error}")
            return
        if name not in self._runners:
            yield await self._begin(call, cancellation_token, _unheard).result()
            return
        told: asyncio.Queue[Any] = asyncio.Queue()
        passing = self._begin(call, cancellation_token, told.put_nowait)
        passing.when_done(partial(told.put_nowait, None))
        try:
            while (event := await told.get()) is not None:
                yield event
            yield await passing.result()
        finally:
            passing.cancel()

    async def _call(self, name: str, arguments: Mapping[str, Any], call_id: str | None) -> ToolCall:
        """What there is to know of it may have to be looked up, which can take seconds."""
        seat = self._calls.seat
        facts = await asyncio.to_thread(self._bench.facts, name, arguments)
        return ToolCall(
            session_id=seat.session_id,
            source=seat.source,
            call_id=call_id or "",
            name=name,
            arguments=json.dumps(arguments, ensure_ascii=False),
            facts=facts,
        )

    def _begin(self, call: ToolCall, token: CancellationToken | None, tell: _Told) -> Passing:
        runs = call.name in self._runners
        work = partial(self._run if runs else self._do, call, tell)
        end = self._runners.get(call.name)
        return self._calls.begin(call, work, token, errand=runs, end=end)

    async def _do(
        self, call: ToolCall, tell: _Told, arguments: str, token: CancellationToken
    ) -> ToolResult:
        del tell
        return await self._inner.call_tool(call.name, json.loads(arguments), token, call.call_id)

    async def _run(
        self, call: ToolCall, tell: _Told, arguments: str, token: CancellationToken
    ) -> ToolResult:
        """One after the other: an agent cannot do two things at the same time."""
        inner = self._inner
        if not isinstance(inner, StaticStreamWorkbench):
            return await self._do(call, tell, arguments, token)
        result: ToolResult | None = None
        async with self._locks[call.name]:
            with errand(f"{self._calls.seat.path}/{call.call_id}"):
                stream = inner.call_tool_stream(
                    call.name, json.loads(arguments), token, call.call_id
                )
                async for event in stream:
                    if isinstance(event, ToolResult):
                        result = event
                    else:
                        tell(event)
        if result is None:
            raise RuntimeError(f"{call.name} gave no result")
        return result

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
