"""The engine on AutoGen: builds conversations, tests endpoints, and owns the model clients."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from autogen_core.models import LLMMessage, UserMessage

from gui.engine.agent_wants import Benches, no_benches
from gui.engine.client_pool import ClientPool
from gui.engine.code_executors import Executors, no_executors
from gui.engine.component_node import bindings, read_component
from gui.engine.context_order import repaired, replayed
from gui.engine.conversation import AgentConversation
from gui.engine.endpoint_trial import tested
from gui.engine.errors import Asked
from gui.engine.guarded_client import ClientSeat, GuardedClient
from gui.engine.handbook import Handbooks
from gui.engine.message_forms import AGENT, USER
from gui.engine.model_line import LineMaker, line_maker, model_info, model_line
from gui.engine.plain_crew import assistant_crew, guide_crew
from gui.engine.quiet_log import drop_cancellations
from gui.engine.retry_wait import RetryPolicy
from gui.engine.run_ledger import RunLedger
from gui.engine.saved_state import unpacked
from gui.engine.team_building import crew_of
from gui.engine.wake_limit import WakeLimits
from gui.engine.workshop import Binding, Supplies, with_addition
from gui.model.endpoint import GUIDE_MODEL, Endpoint, Protocol
from gui.model.events import EngineEvent
from gui.model.leaving import Hear, unheard
from gui.model.plan import ConversationPlan, EndpointReport
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.resources import resource

INSTRUCTIONS = "You are a helpful assistant. Answer in the language of the question, in Markdown."


def _default_instructions() -> str:
    return INSTRUCTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """`instructions` gives what the assistant is told where the plan of a chat says nothing.

    `benches` gives tools to agents, `executors` what runs their code. `hear` is told of each
    request that leaves.
    """

    instructions: Callable[[], str] = _default_instructions
    benches: Benches = no_benches
    executors: Executors = no_executors
    retries: RetryPolicy = field(default_factory=RetryPolicy)
    wakes: WakeLimits = field(default_factory=WakeLimits)
    hear: Hear = unheard


class AutoGenEngine:
    """Fits `Engine` of the services."""

    def __init__(self, *, options: EngineOptions | None = None) -> None:
        self._options = options or EngineOptions()
        self._pool = ClientPool(self._options.wakes, self._options.hear)
        self._books = Handbooks(resource("handbook"))
        drop_cancellations()

    async def converse(self, plan: ConversationPlan) -> AgentConversation:
        """Raises EngineError when the endpoint, the key, the model or the state is unusable."""
        if plan.team:
            return await self._team(plan)
        messages = await asyncio.to_thread(_memory, plan)
        if plan.endpoint.protocol is Protocol.GUIDE:
            return AgentConversation(
                lambda emit, ledger: guide_crew(plan, messages, self._books, emit, ledger)
            )
        told = (plan.instructions or self._options.instructions()).strip() or INSTRUCTIONS
        told = with_addition(told, plan)
        supplies = await self._supplies(plan, ())
        return AgentConversation(
            lambda emit, ledger: assistant_crew(
                replace(supplies, emit=emit, ledger=ledger), told, messages
            )
        )

    async def test(self, endpoint: Endpoint, *, model: str, key: str | None) -> EndpointReport:
        """List the models, then one real short request; failures are in the report."""
        if endpoint.protocol is Protocol.GUIDE:
            return EndpointReport(models=(GUIDE_MODEL,), seconds=0.0)
        return await tested(self._pool, Asked(endpoint=endpoint, model=model, key=key))

    async def sees(self, endpoint: Endpoint, model: str) -> bool:
        """Whether the model can be shown pictures."""
        if endpoint.protocol is Protocol.GUIDE:
            return False
        return bool(await asyncio.to_thread(_sees, endpoint, model))

    async def complete(
        self,
        endpoint: Endpoint,
        *,
        model: str,
        key: str | None,
        prompt: str,
        hear: Callable[[EngineEvent], None] | None = None,
    ) -> str:
        """One answer; raises EngineError, NO_MODEL for the guide, which writes nothing."""
        if endpoint.protocol is Protocol.GUIDE:
            raise EngineError(Problem(kind=ProblemKind.NO_MODEL, facts={"model": GUIDE_MODEL}))
        line = await model_line(self._pool, Asked(endpoint=endpoint, model=model, key=key))
        seat = ClientSeat(source=AGENT, emit=hear or _unheard, policy=self._options.retries)
        client = GuardedClient(line, seat)
        result = await client.create([UserMessage(content=prompt, source=USER)])
        return result.content if isinstance(result.content, str) else ""

    def woke(self) -> None:
        self._pool.woke()

    async def close(self) -> None:
        """Close all model clients, each within its own bound; idempotent."""
        self._books.close()
        await self._pool.close()

    async def _team(self, plan: ConversationPlan) -> AgentConversation:
        if plan.endpoint.protocol is Protocol.GUIDE:
            raise EngineError(Problem(kind=ProblemKind.TEAM_NEEDS_MODEL))
        root = read_component(plan.team)
        supplies = await self._supplies(plan, bindings(root.config))
        conversation = AgentConversation(
            lambda emit, ledger: crew_of(root, replace(supplies, emit=emit, ledger=ledger))
        )
        await conversation.remember(plan.state, plan.replay)
        return conversation

    async def _supplies(self, plan: ConversationPlan, bound: Iterable[Binding]) -> Supplies:
        """Raises EngineError where a model that something is bound to is not there."""
        own = Asked(endpoint=plan.endpoint, model=plan.model, key=plan.key)
        lines: dict[Binding | None, LineMaker] = {None: await line_maker(self._pool, own)}
        for binding in set(bound):
            seat = plan.seats.get(binding)
            if seat is None:
                facts = {"endpoint_id": binding[0], "model": binding[1]}
                raise EngineError(Problem(kind=ProblemKind.NO_MODEL, facts=facts))
            asked = Asked(endpoint=seat.endpoint, model=seat.model, key=seat.key)
            lines[binding] = await line_maker(self._pool, asked)
        return Supplies(
            plan=plan,
            lines=lines,
            benches=self._options.benches,
            executors=self._options.executors,
            retries=self._options.retries,
            emit=_unheard,
            ledger=RunLedger(_unheard),
            hear=self._options.hear,
        )


def _sees(endpoint: Endpoint, model: str) -> bool:
    """Blocks for an import."""
    return model_info(endpoint, model)["vision"]


def _memory(plan: ConversationPlan) -> list[LLMMessage]:
    """What the agent knows at the start; a long chat's takes too long for the loop's thread."""
    remembered = unpacked(plan.state) if plan.state else []
    return repaired([*remembered, *replayed(plan.replay)])


def _unheard(event: EngineEvent) -> None:
    """A single completion has nobody who would look at its events."""
    del event
