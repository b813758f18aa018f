"""The engine on AutoGen: builds conversations, tests endpoints, and owns the model clients."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from autogen_agentchat.agents import AssistantAgent
from autogen_core.model_context import UnboundedChatCompletionContext
from autogen_core.models import LLMMessage, UserMessage

from gui.engine.client_pool import ClientPool
from gui.engine.context_order import AGENT, USER, repaired, replayed
from gui.engine.conversation import AgentConversation, AgentParts
from gui.engine.endpoint_trial import tested
from gui.engine.errors import Asked
from gui.engine.gate_workbench import GateSeat, GateWorkbench
from gui.engine.guarded_client import Emit, GuardedClient, ModelLine
from gui.engine.guide_client import GuideClient
from gui.engine.guide_tools import guide_facts, guide_workbench
from gui.engine.handbook import Handbooks
from gui.engine.model_line import model_line
from gui.engine.retry_wait import RetryPolicy
from gui.engine.saved_state import unpacked
from gui.engine.wake_limit import WakeLimits
from gui.model.endpoint import GUIDE_MODEL, Endpoint, Protocol
from gui.model.events import EngineEvent
from gui.model.plan import ConversationPlan, EndpointReport
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.resources import resource

INSTRUCTIONS = "You are a helpful assistant. Answer in the language of the question, in Markdown."
GUIDE = "guide"
_TOOL_ROUNDS = 10


def _default_instructions() -> str:
    return INSTRUCTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """`instructions` gives what the assistant is told where the plan of a chat says nothing."""

    instructions: Callable[[], str] = _default_instructions
    retries: RetryPolicy = field(default_factory=RetryPolicy)
    wakes: WakeLimits = field(default_factory=WakeLimits)


class AutoGenEngine:
    """Fits `Engine` of the services."""

    def __init__(self, *, options: EngineOptions | None = None) -> None:
        self._options = options or EngineOptions()
        self._pool = ClientPool(self._options.wakes)
        self._books = Handbooks(resource("handbook"))

    async def converse(self, plan: ConversationPlan) -> AgentConversation:
        """Raises EngineError when the endpoint, the key, the model or the state is unusable."""
        messages = await asyncio.to_thread(_memory, plan)
        if plan.endpoint.protocol is Protocol.GUIDE:
            return AgentConversation(lambda emit: self._guide(plan, messages, emit))
        asked = Asked(endpoint=plan.endpoint, model=plan.model, key=plan.key)
        line = await model_line(self._pool, asked)
        told = (plan.instructions or self._options.instructions()).strip() or INSTRUCTIONS
        return AgentConversation(lambda emit: self._assistant(line, told, messages, emit))

    async def test(self, endpoint: Endpoint, *, model: str, key: str | None) -> EndpointReport:
        """List the models, then one real short request; failures are in the report."""
        if endpoint.protocol is Protocol.GUIDE:
            return EndpointReport(models=(GUIDE_MODEL,), seconds=0.0)
        return await tested(self._pool, Asked(endpoint=endpoint, model=model, key=key))

    async def complete(
        self, endpoint: Endpoint, *, model: str, key: str | None, prompt: str
    ) -> str:
        """One short answer; raises EngineError, NO_MODEL for the guide, which writes nothing."""
        if endpoint.protocol is Protocol.GUIDE:
            raise EngineError(Problem(kind=ProblemKind.NO_MODEL, facts={"model": GUIDE_MODEL}))
        line = await model_line(self._pool, Asked(endpoint=endpoint, model=model, key=key))
        client = GuardedClient(line, source=AGENT, emit=_unheard, policy=self._options.retries)
        result = await client.create([UserMessage(content=prompt, source=USER)])
        return result.content if isinstance(result.content, str) else ""

    def woke(self) -> None:
        self._pool.woke()

    async def close(self) -> None:
        """Close all model clients, each within its own bound; idempotent."""
        self._books.close()
        await self._pool.close()

    def _assistant(
        self, line: ModelLine, told: str, messages: list[LLMMessage], emit: Emit
    ) -> AgentParts:
        memory = UnboundedChatCompletionContext(initial_messages=messages)
        agent = AssistantAgent(
            AGENT,
            GuardedClient(line, source=AGENT, emit=emit, policy=self._options.retries),
            system_message=told,
            model_context=memory,
            model_client_stream=True,
            max_tool_iterations=_TOOL_ROUNDS,
        )
        return AgentParts(agent=agent, memory=memory, asked=line.asked)

    def _guide(self, plan: ConversationPlan, messages: list[LLMMessage], emit: Emit) -> AgentParts:
        seat = GateSeat(
            gate=plan.gate,
            session_id=plan.session_id,
            source=GUIDE,
            emit=emit,
            facts=guide_facts,
        )
        gate = GateWorkbench(guide_workbench(), seat)
        memory = UnboundedChatCompletionContext(initial_messages=messages)
        agent = AssistantAgent(
            GUIDE,
            GuideClient(self._books),
            workbench=gate,
            system_message=None,
            model_context=memory,
            model_client_stream=True,
            max_tool_iterations=_TOOL_ROUNDS,
        )
        asked = Asked(endpoint=plan.endpoint, model=plan.model)
        return AgentParts(agent=agent, memory=memory, asked=asked, gate=gate)


def _memory(plan: ConversationPlan) -> list[LLMMessage]:
    """What the agent knows at the start; a long chat's takes too long for the loop's thread."""
    remembered = unpacked(plan.state) if plan.state else []
    return repaired([*remembered, *replayed(plan.replay)])


def _unheard(event: EngineEvent) -> None:
    """A single completion has nobody who would look at its events."""
    del event
