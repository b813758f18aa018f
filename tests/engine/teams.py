"""Components of agents and teams for tests, a gate that waits, and runs that can be cut short."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gui.engine.conversation import AgentConversation
from gui.model.endpoint import Endpoint
from gui.model.events import Recorded
from gui.model.gate import DecidedBy, Decision, Question, ToolCall
from gui.model.plan import ConversationPlan, Gate
from gui.model.run_record import RunRecord
from gui.model.turn import Turn
from tests.engine.talk import Heard, OpenGate, endpoint_of, heard, plan_of
from tests.model_servers import ModelServer
from tests.waiting import until

Component = dict[str, Any]

MODEL = {
    "provider": "autogen_ext.models.openai.OpenAIChatCompletionClient",
    "config": {"model": "x"},
}
AGENTS = "autogen_agentchat.agents"
TEAMS = "autogen_agentchat.teams"
ENDS = "autogen_agentchat.conditions"


def component(provider: str, /, parley: Component | None = None, **config: Any) -> Component:  # noqa: ANN401
    made: Component = {"provider": provider, "config": config}
    return {**made, "parley": parley} if parley else made


def agent(name: str, /, parley: Component | None = None, **config: Any) -> Component:  # noqa: ANN401
    told = {"model_client": MODEL, "system_message": f"You are {name}.", "description": name}
    return component(f"{AGENTS}.AssistantAgent", parley, name=name, **{**told, **config})


def user(name: str = "person") -> Component:
    return component(f"{AGENTS}.UserProxyAgent", name=name)


def team(kind: str, *members: Component, **config: Any) -> Component:  # noqa: ANN401
    return component(f"{TEAMS}.{kind}", participants=list(members), **config)


def turns(count: int) -> Component:
    return component(f"{ENDS}.MaxMessageTermination", max_messages=count)


def agent_tool(inner: Component) -> Component:
    return component("autogen_agentchat.tools.AgentTool", agent=inner)


def graph(**edges: Sequence[str | tuple[str, str]]) -> Component:
    """Nodes by name, each with its targets; a pair is a target and the words it depends on."""
    nodes = {}
    for name, targets in edges.items():
        drawn = [
            {"target": target}
            if isinstance(target, str)
            else {"target": target[0], "condition": target[1]}
            for target in targets
        ]
        nodes[name] = {"name": name, "edges": drawn, "activation": "all"}
    return {"nodes": nodes}


@dataclass
class WaitingGate:
    """Asks the user about every call; nothing is decided or answered before it is told so."""

    calls: list[ToolCall] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    decisions: dict[str, asyncio.Future[Decision]] = field(default_factory=dict)
    answers: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    def judge(self, call: ToolCall) -> Decision | None:
        del call
        return None

    async def decide(self, call: ToolCall) -> Decision:
        self.calls.append(call)
        return await asyncio.shield(self.decisions.setdefault(call.call_id, asyncio.Future()))

    async def answer(self, question: Question) -> str:
        self.questions.append(question)
        return await self.answers.get()

    def allow(self, call: ToolCall, arguments: str = "") -> None:
        decision = Decision(allowed=True, arguments=arguments or call.arguments, by=DecidedBy.USER)
        waiting = self.decisions.setdefault(call.call_id, asyncio.Future())
        if not waiting.done():
            waiting.set_result(decision)


def team_plan(
    server: ModelServer,
    component: Component,
    *,
    gate: Gate | None = None,
    state: bytes | None = None,
    replay: tuple[Turn, ...] = (),
    folder: str = "",
    endpoint: Endpoint | None = None,
) -> ConversationPlan:
    plan = plan_of(endpoint or endpoint_of(server), state=state, replay=replay)
    return replace(plan, team=json.dumps(component), gate=gate or OpenGate(), folder=folder)


async def cut_short(
    conversation: AgentConversation, message: str, reached: Callable[[Heard], object]
) -> list[RunRecord]:
    """Run `message` until `reached` says so, close, and return what was recorded."""
    into = Heard()
    reading = asyncio.create_task(heard(conversation, message, into))
    await until(lambda: reached(into))
    reading.cancel()
    await asyncio.wait({reading})
    await conversation.close()
    return records_of(into)


def records_of(run: Heard) -> list[RunRecord]:
    return [event.record for event in run.events if isinstance(event, Recorded)]
