"""How long to wait before a model is asked again, and when to give up."""

from __future__ import annotations

import email.utils
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass

from gui.model.problem import Problem, ProblemKind

LIMIT = 300.0  # seconds; who asks for a longer wait is told to the user at once
RATE_ATTEMPTS = 5  # requests in all
SERVER_RETRIES = 2
_FIRST = 1.0
_LONGEST = 60.0
_SERVER_FIRST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """The lengths of waits, in seconds, and how many; tests shorten them."""

    first: float = _FIRST
    server_first: float = _SERVER_FIRST
    longest: float = _LONGEST
    limit: float = LIMIT

    def wait(self, problem: Problem, *, attempt: int, asked: float | None) -> float | None:
        """Seconds to wait after request number `attempt` failed, or None to give up.

        `asked` is what the server asked for. Only what waiting can cure is tried again.
        """
        if problem.kind is ProblemKind.RATE_LIMITED:
            if attempt >= RATE_ATTEMPTS or (asked or 0) > self.limit:
                return None
            return asked if asked is not None else self._growing(self.first, attempt)
        if problem.kind is ProblemKind.SERVER_ERROR and attempt <= SERVER_RETRIES:
            if asked is not None:
                return asked if asked <= self.longest else None
            return self._growing(self.server_first, attempt)
        if problem.kind is ProblemKind.SLEPT and attempt == 1 and self.longest > 0:
            return self.server_first
        return None

    def _growing(self, first: float, attempt: int) -> float:
        # Spread, so that several chats that were refused together do not come back together.
        spread = random.uniform(0.75, 1.25)  # noqa: S311 - no secret depends on it
        return min(self.longest, first * float(2 ** (attempt - 1)) * spread)


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """The seconds in `Retry-After`, given as a number or as a date, or None."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after")
    seconds = _number(value)
    if seconds is not None or not value:
        return seconds
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - time.time())


def _number(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
