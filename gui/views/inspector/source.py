"""What the inspector asks of others: hosts, costs, contexts, the folder, and its own memory."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from gui.model.leaving import HostSum
from gui.model.limits import Spent
from gui.model.session import Session
from gui.model.turn import Turn
from gui.model.turn_tree import TreeRow
from gui.model.usage_sum import UsageSum
from gui.views.gate_verbs import GateVerbs


def _no_cost(turn: Turn) -> float | None:
    del turn
    return None


def _no_agents(turn: Turn) -> dict[str, UsageSum]:
    del turn
    return {}


async def _nothing_spent(session_id: str) -> Spent:
    del session_id
    return Spent()


async def _no_tree(session_id: str) -> tuple[TreeRow, ...]:
    del session_id
    return ()


async def _nothing_sent(session_id: str) -> tuple[HostSum, ...]:
    del session_id
    return ()


def _no_host(session: Session) -> str:
    del session
    return ""


def _forget(shown: bool) -> None:
    del shown


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectorSource:
    """`host` is where the chat's model is asked, "" where nothing leaves this computer.

    `cost` is in US dollars, None where a price is not known. `by_agent` is what each agent has
    used in an answer, `spent` what all of a chat has, `sent` what it has sent to which hosts,
    `tree` are all turns of one. `shown` and `keep` remember whether the inspector is open.
    """

    verbs: GateVerbs | None = None
    host: Callable[[Session], str] = _no_host
    cost: Callable[[Turn], float | None] = _no_cost
    by_agent: Callable[[Turn], dict[str, UsageSum]] = _no_agents
    spent: Callable[[str], Coroutine[Any, Any, Spent]] = _nothing_spent
    tree: Callable[[str], Coroutine[Any, Any, tuple[TreeRow, ...]]] = _no_tree
    sent: Callable[[str], Coroutine[Any, Any, tuple[HostSum, ...]]] = _nothing_sent
    shown: Callable[[], bool] = bool
    keep: Callable[[bool], None] = _forget
