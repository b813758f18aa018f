"""Parley's engine without a window: what a team costs, a call of a tool, and a stop."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from typing import Any

from autogen_core import CancellationToken
from autogen_core.tools import FunctionTool, StaticWorkbench, Workbench

from gui.engine.agent_wants import AgentWants
from gui.engine.autogen_engine import AutoGenEngine, EngineOptions
from gui.engine.bench_of_tools import Bench
from gui.engine.conversation import AgentConversation
from gui.engine.gate_workbench import GateWorkbench
from gui.engine.gated_calls import GatedCalls, GateSeat
from gui.engine.run_ledger import RunLedger
from gui.model.endpoint import Endpoint, Protocol
from gui.model.events import EngineEvent, TextAppended, ToolDecided
from gui.model.gate import Decision, Effect, Question, ToolCall, ToolFacts
from gui.model.plan import ConversationPlan

CALLS = 500


class OpenGate:
    def judge(self, call: ToolCall) -> Decision | None:
        return Decision(allowed=True, arguments=call.arguments)

    async def decide(self, call: ToolCall) -> Decision:
        return Decision(allowed=True, arguments=call.arguments)

    async def answer(self, question: Question) -> str:
        return question.text


async def _wait(seconds: int) -> str:
    await asyncio.sleep(seconds)
    return "waited"


async def _add(a: int, b: int) -> int:
    return a + b


def _bench() -> Bench:
    # The test server calls its tool by this name.
    tools: list[Any] = [FunctionTool(_forever, name="date_and_time", description="Waits")]
    tools.append(FunctionTool(_add, name="add", description="Adds"))
    return Bench(workbench=StaticWorkbench(tools), facts=_facts)


async def _forever() -> str:
    return await _wait(60)


def _facts(name: str, arguments: Mapping[str, Any]) -> ToolFacts:
    return ToolFacts(tool_id=name, effect=Effect.WRITE, preview=str(arguments))


def _benches(wants: AgentWants, plan: ConversationPlan) -> Sequence[Bench]:
    del wants, plan
    return (_bench(),)


def _plan(base_url: str, agents: int) -> ConversationPlan:
    members = [
        {
            "provider": "autogen_agentchat.agents.AssistantAgent",
            "config": {"name": f"agent_{n}", "system_message": "You are a helpful AI assistant."},
            "parley": {"tools": ["date_and_time"]} if agents < 3 else {},
        }
        for n in range(agents)
    ]
    team = {
        "provider": "autogen_agentchat.teams.RoundRobinGroupChat",
        "config": {"participants": members, "max_turns": agents},
    }
    endpoint = Endpoint(
        id="bench", name="Bench", protocol=Protocol.OPENAI, base_url=base_url, needs_key=False
    )
    return ConversationPlan(
        session_id="s",
        endpoint=endpoint,
        model="test-model",
        key=None,
        state=None,
        replay=(),
        gate=OpenGate(),
        team=json.dumps(team) if agents else "",
    )


async def run(base_url: str, agents: str) -> None:
    engine = AutoGenEngine()
    conversation = await engine.converse(_plan(base_url, int(agents)))
    started = time.process_time()
    characters = 0
    async with aclosing(conversation.run("go")) as events:
        async for event in events:
            if isinstance(event, TextAppended):
                characters += len(event.text)
    print(f"cpu {time.process_time() - started:.3f} characters {characters}", flush=True)
    await conversation.close()
    await engine.close()


async def stop(base_url: str, agents: str, where: str) -> None:
    """The seconds from the wish to stop until the run is over and nothing of it is left."""
    engine = AutoGenEngine(options=EngineOptions(benches=_benches))
    times = []
    for _ in range(5):
        conversation = await engine.converse(_plan(base_url, int(agents)))
        under_way = asyncio.Event()
        kind = ToolDecided if where == "tool" else TextAppended
        reading = asyncio.create_task(_read(conversation, kind, under_way))
        await under_way.wait()
        await asyncio.sleep(0.05)
        started = time.perf_counter()
        conversation.request_stop()
        await reading
        times.append(time.perf_counter() - started)
        await conversation.close()
    print(f"longest {max(times):.4f}", flush=True)
    await engine.close()


async def _read(
    conversation: AgentConversation, kind: type[EngineEvent], under_way: asyncio.Event
) -> None:
    async with aclosing(conversation.run("go")) as events:
        async for event in events:
            if isinstance(event, kind):
                under_way.set()


async def calls() -> None:
    """Milliseconds of one call, bare and through the gate."""
    heard: list[EngineEvent] = []
    bench = _bench()
    seat = GateSeat(
        gate=OpenGate(),
        session_id="s",
        source="a",
        path="a",
        emit=heard.append,
        ledger=RunLedger(heard.append),
    )
    gated = GateWorkbench(bench, GatedCalls(seat))
    bare = [await _seconds(bench.workbench, n) for n in range(CALLS)]
    ours = [await _seconds(gated, n) for n in range(CALLS)]
    print(f"bare {statistics.median(bare) * 1000:.4f}", flush=True)
    print(f"ours {statistics.median(ours) * 1000:.4f}", flush=True)


async def _seconds(workbench: Workbench, number: int) -> float:
    started = time.perf_counter()
    await workbench.call_tool("add", {"a": number, "b": 1}, CancellationToken(), f"c{number}")
    return time.perf_counter() - started


PROGRAMS: dict[str, Callable[..., Any]] = {"run": run, "stop": stop, "calls": calls}

if __name__ == "__main__":
    asyncio.run(PROGRAMS[sys.argv[1]](*sys.argv[2:]))
