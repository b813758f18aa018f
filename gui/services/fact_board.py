"""Passes facts to subscribers, and keeps problems until somebody listens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from gui.services.caught import Caught
from gui.services.service_facts import FactCallback, ServiceFact, ServiceProblem


class FactBoard:
    """Calls every subscriber at once, in the order of subscription."""

    def __init__(self) -> None:
        self._callbacks: dict[int, FactCallback] = {}
        self._next = 0
        self._unheard: list[ServiceProblem] = []

    def subscribe(self, callback: FactCallback) -> Callable[[], None]:
        """Returns what ends the subscription; calling that twice does no harm."""
        number = self._next
        self._next += 1
        self._callbacks[number] = callback
        unheard, self._unheard = self._unheard, []
        for fact in unheard:
            callback(fact)

        def unsubscribe() -> None:
            self._callbacks.pop(number, None)

        return unsubscribe

    def publish(self, fact: ServiceFact) -> None:
        """A subscriber that raises is reported to the loop and does not stop the others."""
        if isinstance(fact, ServiceProblem) and not self._callbacks:
            self._unheard.append(fact)
        for callback in tuple(self._callbacks.values()):
            caught = Caught()
            with caught:
                callback(fact)
            if caught.error is not None:
                asyncio.get_running_loop().call_exception_handler(
                    {"message": "A subscriber failed", "exception": caught.error}
                )
