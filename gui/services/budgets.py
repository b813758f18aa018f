"""Keeps chats within their limits: before an answer, and while it is given."""

from __future__ import annotations

from gui.model import usage_sum
from gui.model.limits import NO_LIMITS, LimitKind, LimitReached, Limits, Spent, reached
from gui.model.problem import LimitError, Problem, ProblemKind
from gui.model.session import Session
from gui.model.turn import Turn
from gui.model.usage_sum import UsageSum, summed
from gui.services.price_book import PriceBook
from gui.services.stored_usage import StoredUsage


class Budgets:
    """What costs an unknown price counts as free, and its tokens all the same."""

    def __init__(self, stored: StoredUsage, prices: PriceBook) -> None:
        self._stored = stored
        self._prices = prices
        self._open: dict[str, tuple[Limits, Spent]] = {}  # by turn: the limits, what was before

    async def check(self, session: Session) -> None:
        """Raises LimitError where the chat may not go on."""
        if session.limits != NO_LIMITS:
            found = reached(session.limits, await self.spent(session.id))
            if found is not None:
                raise LimitError(_problem(found))

    async def open(self, session: Session, turn: Turn) -> None:
        """From now on `excess` watches this answer."""
        if session.limits != NO_LIMITS:
            before = await self.spent(session.id, without=turn.id)
            self._open[turn.id] = (session.limits, before)

    def excess(self, turn: Turn) -> str | None:
        """The limit that the chat has reached with this answer so far, as a notice has it."""
        watched = self._open.get(turn.id)
        if watched is None:
            return None
        limits, before = watched
        spent = _spent(usage_sum.of_turn(turn, self._prices.cost))
        found = reached(limits, before + spent)
        if found is None or found.which is LimitKind.TURNS:
            return None
        return f"{found.which}: {_plain(found.used)} of {_plain(found.limit)}"

    def close(self, turn: Turn) -> None:
        self._open.pop(turn.id, None)

    async def spent(self, session_id: str, *, without: str = "") -> Spent:
        """What a chat has used, without one of its turns; of every branch."""
        found = await self._stored.of_chat(session_id, without=without)
        used = summed(found.models, self._prices.cost, seconds=found.seconds)
        return _spent(used) + Spent(turns=found.answers)


def _spent(used: UsageSum) -> Spent:
    return Spent(tokens=used.tokens, cost=used.cost or 0.0, seconds=used.seconds)


def _problem(found: LimitReached) -> Problem:
    facts = {
        "which": found.which.value,
        "used": _plain(found.used),
        "limit": _plain(found.limit),
    }
    return Problem(kind=ProblemKind.LIMIT_REACHED, facts=facts)


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:.2f}"
