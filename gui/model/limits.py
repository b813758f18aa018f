"""What one chat may use at most before it stops and says so, and which limit it has reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from math import isfinite

_MOST = 1e15


class LimitKind(StrEnum):
    """In the order in which they are looked at; the values are the names in `Limits`."""

    TURNS = "turns"
    TOKENS = "tokens"
    COST = "cost"
    SECONDS = "seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """None: no limit. `turns` are answers, `cost` is in US dollars, `seconds` are of answering."""

    turns: int | None = None
    tokens: int | None = None
    cost: float | None = None
    seconds: float | None = None

    def to_json(self) -> dict[str, float]:
        """Only what is limited."""
        pairs = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in pairs if value is not None}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Limits:
        """What cannot be a limit is none."""
        turns, tokens = _number(data.get("turns")), _number(data.get("tokens"))
        return cls(
            turns=None if turns is None else int(turns),
            tokens=None if tokens is None else int(tokens),
            cost=_number(data.get("cost")),
            seconds=_number(data.get("seconds")),
        )


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a chat has used, in the units of `Limits`."""

    turns: int = 0
    tokens: int = 0
    cost: float = 0.0
    seconds: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            turns=self.turns + other.turns,
            tokens=self.tokens + other.tokens,
            cost=self.cost + other.cost,
            seconds=self.seconds + other.seconds,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitReached:
    which: LimitKind
    used: float
    limit: float


def reached(limits: Limits, spent: Spent) -> LimitReached | None:
    """The first limit that leaves nothing to use."""
    for which in LimitKind:
        limit: float | None = getattr(limits, which.value)
        used: float = getattr(spent, which.value)
        if limit is not None and used >= limit:
            return LimitReached(which=which, used=used, limit=limit)
    return None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if isfinite(value) and 0 <= value <= _MOST else None
