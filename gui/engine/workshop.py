"""What all parts of one crew are built with, and what has been built so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from autogen_agentchat.base import ChatAgent
from autogen_agentchat.conditions import ExternalTermination
from autogen_agentchat.teams import BaseGroupChat

from gui.engine.agent_wants import Benches
from gui.engine.code_executors import Executors, LazyExecutor
from gui.engine.component_node import Node
from gui.engine.crew import Faults, Member, Runner
from gui.engine.gated_calls import GatedCalls, GateSeat
from gui.engine.guarded_client import ClientSeat, GuardedClient
from gui.engine.model_line import LineMaker
from gui.engine.retry_wait import RetryPolicy
from gui.engine.run_ledger import RunLedger
from gui.model.events import EngineEvent
from gui.model.leaving import Hear
from gui.model.plan import ConversationPlan

Binding = tuple[str, str]  # an endpoint's id and a model's name


class MakeAgent(Protocol):
    def __call__(self, node: Node, path: str, shop: Workshop, *, kept: bool) -> ChatAgent: ...


class MakeTeam(Protocol):
    def __call__(self, node: Node, path: str, shop: Workshop) -> BaseGroupChat: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplies:
    """`lines` are the models that parts are bound to, and with no binding the chat's own."""

    plan: ConversationPlan
    lines: Mapping[Binding | None, LineMaker]
    benches: Benches
    executors: Executors
    retries: RetryPolicy
    emit: Callable[[EngineEvent], None]
    ledger: RunLedger
    hear: Hear


def with_addition(told: str, plan: ConversationPlan) -> str:
    """What an agent is told, and what all are told in this chat."""
    return "\n\n".join(text for text in (told, plan.addition.strip()) if text)


@dataclass(slots=True, kw_only=True)
class Workshop:
    """`make_agent` and `make_team` build what is inside of something else."""

    supplies: Supplies
    make_agent: MakeAgent
    make_team: MakeTeam
    allowed_code: frozenset[str] = frozenset()
    faults: Faults = field(default_factory=Faults)
    members: list[Member] = field(default_factory=list)
    calls: list[GatedCalls] = field(default_factory=list)
    teams: list[BaseGroupChat] = field(default_factory=list)
    stops: list[ExternalTermination] = field(default_factory=list)
    executors: list[LazyExecutor] = field(default_factory=list)
    roots: dict[str, Runner] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    users: set[str] = field(default_factory=set)
    alone: bool = False  # one agent without a team

    def line(self, owner: Node) -> LineMaker:
        """The model that the component `owner` is bound to, else the chat's."""
        stated = owner.config.get("model_client")
        own = stated.get("parley") if isinstance(stated, dict) else None
        if isinstance(own, dict) and own.get("endpoint") and own.get("model"):
            return self.supplies.lines[str(own["endpoint"]), str(own["model"])]
        return self.supplies.lines[None]

    def told(self, system: str | None) -> str:
        """An agent's own system message, and what all are told in this chat."""
        return with_addition(system or "", self.supplies.plan)

    def client(self, owner: Node, name: str, path: str) -> GuardedClient:
        seat = ClientSeat(
            source=name,
            path=path,
            emit=self.supplies.emit,
            ledger=self.supplies.ledger,
            policy=self.supplies.retries,
            among_others=not self.alone,
            failed=self.faults.note,
        )
        return GuardedClient(self.line(owner).line(), seat)

    def seat(self, name: str, path: str) -> GateSeat:
        return GateSeat(
            gate=self.supplies.plan.gate,
            session_id=self.supplies.plan.session_id,
            source=name,
            path=path,
            emit=self.supplies.emit,
            ledger=self.supplies.ledger,
            failed=self.faults.note,
        )

    def new_calls(self, name: str, path: str) -> GatedCalls:
        calls = GatedCalls(self.seat(name, path))
        self.calls.append(calls)
        return calls
