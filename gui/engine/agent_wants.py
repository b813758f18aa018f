"""What an agent is to be given beside what its component says, and who gives it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gui.engine.bench_of_tools import Bench
from gui.model.plan import ConversationPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentWants:
    """Ids of built-in tools and of MCP servers, and absolute paths of documents.

    `taken` are the names of the tools that the agent has already.
    `plain` is the assistant that answers without a team: it names nothing itself.
    """

    source: str
    tools: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    plain: bool = False
    taken: tuple[str, ...] = ()


Benches = Callable[[AgentWants, ConversationPlan], Sequence[Bench]]
"""Gives the tools; whoever made their workbenches starts and stops them. Raises EngineError."""


def no_benches(wants: AgentWants, plan: ConversationPlan) -> Sequence[Bench]:
    del wants, plan
    return ()
