"""Keeps chats within their limits: before an answer, and while it is given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from gui.model import usage_sum
from gui.model.limits import NO_LIMITS, LimitKind, LimitReached, Limits, Spent, reached
from gui.model.problem import LimitError, Problem, ProblemKind
from gui.model.session import Session
from gui.model.turn import Turn
from gui.model.usage_sum import UsageSum, summed
from gui.services.price_book import PriceBook
from gui.services.stored_usage import StoredSum, StoredUsage


@dataclass(kw_only=True, eq=False)
class _Watch:
    """What answers that are given at the same time in one chat may use together.

    `before` is what the chat had used without them, `ended` what those of `turns` have used that
    have ended since.
    """

    limits: Limits
    turns: set[str]
    before: asyncio.Future[StoredSum]
    ended: Spent = field(default_factory=Spent)


class Budgets:
    """What costs an unknown price counts as free, and its tokens all the same.

    Answers that are given at the same time in one chat count together; `running_turns` has them.
    """

    def __init__(self, stored: StoredUsage, prices: PriceBook) -> None:
        self._stored = stored
        self._prices = prices
        self._open: dict[str, _Watch] = {}  # by session
        self.running_turns: Callable[[str], tuple[Turn, ...]] = _none

    async def check(self, session: Session, *, answers: int = 1) -> None:
        """Raises LimitError where the chat may not go on, with so many answers at once."""
        if session.limits != NO_LIMITS:
            spent = await self.spent(session.id)
            found = reached(session.limits, spent)
            most = session.limits.turns
            if found is None and most is not None and spent.turns + answers > most:
                found = LimitReached(which=LimitKind.TURNS, used=spent.turns, limit=most)
            if found is not None:
                raise LimitError(_problem(found, answers))

    async def open(self, session: Session) -> None:
        """From now on `excess` watches what runs in this session."""
        if session.limits == NO_LIMITS:
            return
        watch = self._open.get(session.id)
        if watch is None:
            turns = {turn.id for turn in self.running_turns(session.id)}
            before = self._stored.of_chat(session.id, without=turns)
            watch = _Watch(limits=session.limits, turns=turns, before=before)
            self._open[session.id] = watch
        await asyncio.wait({watch.before})  # which a task that is cancelled leaves alone
        watch.before.result()

    def excess(self, session_id: str) -> str | None:
        """The limit that the chat has reached with what runs so far, as a notice has it."""
        watch = self._open.get(session_id)
        if watch is None or not watch.before.done():
            return None
        spent = self._all_of(watch.before.result()) + watch.ended
        for turn in self.running_turns(session_id):
            spent += self._of_turn(turn)
        found = reached(replace(watch.limits, turns=None), spent)
        if found is None:
            return None
        return f"{found.which}: {_plain(found.used)} of {_plain(found.limit)}"

    def close(self, turn: Turn) -> None:
        """The turn has ended, and runs no more."""
        watch = self._open.get(turn.session_id)
        if watch is not None and turn.id in watch.turns:
            watch.ended += self._of_turn(turn)
            watch.turns.remove(turn.id)
            if not watch.turns:
                del self._open[turn.session_id]

    async def spent(self, session_id: str) -> Spent:
        """What a chat has used, of every branch."""
        return self._all_of(await self._stored.of_chat(session_id))

    def _all_of(self, found: StoredSum) -> Spent:
        used = summed(found.models, self._prices.cost, seconds=found.seconds)
        return _spent(used) + Spent(turns=found.answers)

    def _of_turn(self, turn: Turn) -> Spent:
        return _spent(usage_sum.of_turn(turn, self._prices.cost))


def _spent(used: UsageSum) -> Spent:
    return Spent(tokens=used.tokens, cost=used.cost or 0.0, seconds=used.seconds)


def _none(session_id: str) -> tuple[Turn, ...]:
    del session_id
    return ()


def _problem(found: LimitReached, answers: int) -> Problem:
    """`answers` were to be begun at once; for one alone that says nothing."""
    facts = {
        "which": found.which.value,
        "used": _plain(found.used),
        "limit": _plain(found.limit),
    }
    if found.which is LimitKind.TURNS and answers > 1:
        facts["answers"] = str(answers)
    return Problem(kind=ProblemKind.LIMIT_REACHED, facts=facts)


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:.2f}"
