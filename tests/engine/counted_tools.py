"""Tools for tests that count how often they are called, or never come to their end."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from autogen_core.tools import FunctionTool, StaticWorkbench

from gui.engine.agent_wants import AgentWants
from gui.engine.bench_of_tools import Bench
from gui.model.gate import Effect, ToolFacts
from gui.model.plan import ConversationPlan


class CountedTools:
    """`benches` gives "add", which counts, and "wait", which waits until it is let go."""

    def __init__(self) -> None:
        self.called: list[str] = []
        self.begun = asyncio.Event()
        self.freed = asyncio.Event()
        self.ended = asyncio.Event()
        self.family, self.effect = "test", Effect.WRITE

    def benches(self, wants: AgentWants, plan: ConversationPlan) -> Sequence[Bench]:
        del plan
        if not (wants.plain or wants.tools):
            return ()
        tools: list[Any] = [
            FunctionTool(self._add, name="add", description="Adds"),
            FunctionTool(self._wait, name="wait", description="Waits"),
        ]
        return (Bench(workbench=StaticWorkbench(tools), facts=self._facts),)

    def _facts(self, name: str, arguments: Mapping[str, Any]) -> ToolFacts:
        tool_id = f"{self.family}/{name}"
        return ToolFacts(tool_id=tool_id, effect=self.effect, preview=str(arguments))

    async def _add(self, a: int, b: int) -> int:
        self.called.append(f"{a}+{b}")
        return a + b

    async def _wait(self) -> str:
        self.begun.set()
        try:
            await self.freed.wait()
        finally:
            self.ended.set()
        return "waited"
