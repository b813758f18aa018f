"""What one chat may use at most before it stops and says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """None: no limit. `turns` are answers, `cost` is in US dollars, `seconds` are of answering."""

    turns: int | None = None
    tokens: int | None = None
    cost: float | None = None
    seconds: float | None = None


NO_LIMITS = Limits()
