"""What answers, chats and months have used of models, and what that cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from gui.model import usage_sum
from gui.model.turn import Turn
from gui.model.usage_sum import UsageSum, summed
from gui.services.price_book import PriceBook
from gui.services.stored_usage import StoredUsage


class UsageBook:
    """Sums of the file are a moment behind what streams unless `flush` has it written before."""

    def __init__(
        self, stored: StoredUsage, prices: PriceBook, *, flush: Callable[[], object]
    ) -> None:
        self._stored = stored
        self._flush = flush
        self.prices = prices

    def of_turn(self, turn: Turn) -> UsageSum:
        return usage_sum.of_turn(turn, self.prices.cost)

    def by_agent(self, turn: Turn) -> dict[str, UsageSum]:
        """In the order in which the agents first asked a model."""
        return usage_sum.by_agent(turn, self.prices.cost)

    async def of_chat(self, session_id: str) -> UsageSum:
        """Of every branch."""
        self._flush()
        found = await self._stored.of_chat(session_id)
        return summed(found.models, self.prices.cost, seconds=found.seconds)

    async def of_month(self, year: int, month: int) -> UsageSum:
        """Of all chats, deleted ones too until they are purged; a month of the local calendar."""
        self._flush()
        start = datetime(year, month, 1).astimezone()
        end = datetime(year + month // 12, month % 12 + 1, 1).astimezone()
        found = await self._stored.of_time(start.timestamp(), end.timestamp())
        return summed(found.models, self.prices.cost, seconds=found.seconds)
