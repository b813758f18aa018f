"""What was used of models, and what it cost, added up: for a turn, an agent, a chat, a month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gui.model.turn import ModelRequest, Turn, Usage

Cost = Callable[[str, Usage], float | None]
"""Of a model's name and what was used of it; None where the price is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelUsage:
    """`cost` is in US dollars, None where the price of the model is not known."""

    model: str
    usage: Usage
    cost: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageSum:
    """By model, in the order of their names; `seconds` are those in which models answered."""

    models: tuple[ModelUsage, ...] = ()
    seconds: float = 0.0

    @property
    def usage(self) -> Usage:
        return sum((one.usage for one in self.models), Usage())

    @property
    def tokens(self) -> int:
        usage = self.usage
        return usage.prompt_tokens + usage.completion_tokens

    @property
    def cost(self) -> float | None:
        """Of the models whose prices are known; None where there is none of them."""
        known = [one.cost for one in self.models if one.cost is not None]
        return sum(known) if known else None

    @property
    def is_whole(self) -> bool:
        """Whether the price of every model is known."""
        return all(one.cost is not None for one in self.models)


def summed(pairs: Iterable[tuple[str, Usage]], cost: Cost, *, seconds: float = 0.0) -> UsageSum:
    """Of models and what was used of each, in any order."""
    found: dict[str, Usage] = {}
    for model, usage in pairs:
        found[model] = found.get(model, Usage()) + usage
    models = (
        ModelUsage(model=model, usage=usage, cost=cost(model, usage))
        for model, usage in sorted(found.items())
    )
    return UsageSum(models=tuple(models), seconds=seconds)


def of_turn(turn: Turn, cost: Cost) -> UsageSum:
    """An answer of an older Parley has no requests: its model and its usage count then."""
    if not turn.requests:
        pairs = [(turn.model, turn.usage)] if turn.usage is not None else []
        return summed(pairs, cost)
    return _of_requests(turn.requests, cost)


def by_agent(turn: Turn, cost: Cost) -> dict[str, UsageSum]:
    """In the order in which the agents first asked a model."""
    agents = dict.fromkeys(request.source for request in turn.requests)
    return {
        agent: _of_requests((r for r in turn.requests if r.source == agent), cost)
        for agent in agents
    }


def _of_requests(requests: Iterable[ModelRequest], cost: Cost) -> UsageSum:
    asked = tuple(requests)
    pairs = ((request.model, request.usage) for request in asked if request.usage is not None)
    seconds = (
        max(0.0, request.ended_at - request.started_at)
        for request in asked
        if request.ended_at is not None
    )
    return summed(pairs, cost, seconds=sum(seconds))
