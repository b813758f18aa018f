"""What models cost: prices by name, and the cost of what was used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from gui.model.turn import Usage

T = TypeVar("T")

_MILLION = 1_000_000
_ANY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """US dollars for a million tokens."""

    prompt: float
    completion: float

    def of(self, usage: Usage) -> float:
        """Never below zero."""
        prompt = max(0, usage.prompt_tokens) * self.prompt
        return max(0.0, (prompt + max(0, usage.completion_tokens) * self.completion) / _MILLION)


FREE = Price(prompt=0.0, completion=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTable:
    """Prices by the provider's name of the model; a name that ends in * stands for a beginning.

    `contexts` are the tokens that each can be sent. `date` is when the prices were looked up, as
    YYYY-MM-DD, or "".
    """

    prices: Mapping[str, Price] = field(default_factory=dict)
    contexts: Mapping[str, int] = field(default_factory=dict)
    date: str = ""

    def price(self, model: str) -> Price | None:
        """The whole name counts before a beginning of it, and a longer one before a shorter.

        A name like "openai/gpt-4.1", as resellers have it, is looked up without the maker too.
        """
        return _found(self.prices, model)

    def context(self, model: str) -> int | None:
        """How many tokens it can be sent, looked up in the same way."""
        return _found(self.contexts, model)

    def cost(self, model: str, usage: Usage) -> float | None:
        """In US dollars; None where the price is not known."""
        price = self.price(model)
        return None if price is None else price.of(usage)


def _found(table: Mapping[str, T], model: str) -> T | None:
    name = model.strip().lower()
    found = _fitting(table, name)
    return found if found is not None or "/" not in name else _fitting(table, name.split("/")[-1])


def _fitting(table: Mapping[str, T], name: str) -> T | None:
    if name in table:
        return table[name]
    beginnings = [b for b in table if b.endswith(_ANY) and name.startswith(b[:-1])]
    return table[max(beginnings, key=len)] if beginnings else None
