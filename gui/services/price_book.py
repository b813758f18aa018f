"""What models cost here: the user's own prices, what runs on this computer, the table of Parley."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from functools import cached_property
from math import isfinite
from pathlib import Path

from gui.model.address import is_loopback
from gui.model.endpoint import Endpoint, Protocol
from gui.model.prices import FREE, Price, PriceTable
from gui.model.turn import Usage
from gui.resources import resource
from gui.services.sections import Sections
from gui.services.settings import Json

PRICES = "prices"
"""The section of the settings with the user's own prices, by model."""

_DATE = "date"


class PriceBook:
    """`endpoints` are those that are configured: models of this computer's own servers are free."""

    def __init__(
        self,
        sections: Sections,
        endpoints: Callable[[], Iterable[Endpoint]],
        *,
        path: Path | None = None,
    ) -> None:
        self._sections = sections
        self._endpoints = endpoints
        self._path = path

    @cached_property
    def table(self) -> PriceTable:
        """What comes with Parley."""
        return read_prices(self._path)

    def own(self) -> dict[str, Price]:
        """The user's prices by model; they count before all others."""
        section = self._sections.section(PRICES)
        pairs = section.items() if isinstance(section, dict) else ()
        read = ((model, _price_of(row)) for model, row in pairs)
        return {model: price for model, price in read if price is not None}

    def set_own(self, model: str, price: Price | None) -> None:
        """None: as Parley has it. Raises ValueError for a price below zero."""
        if price is not None and not (_is_price(price.prompt) and _is_price(price.completion)):
            raise ValueError("a price is a number from 0 on")
        prices = self.own()
        prices.pop(model, None)
        if price is not None:
            prices[model] = price
        section: dict[str, Json] = {
            name: {"prompt": one.prompt, "completion": one.completion}
            for name, one in prices.items()
        }
        self._sections.set_section(PRICES, section)

    def price(self, model: str) -> Price | None:
        own = {name.strip().lower(): price for name, price in self.own().items()}
        found = PriceTable(prices=own).price(model)
        if found is None and self._is_local(model):
            return FREE
        return found if found is not None else self.table.price(model)

    def cost(self, model: str, usage: Usage) -> float | None:
        """In US dollars; None where the price is not known."""
        price = self.price(model)
        return None if price is None else price.of(usage)

    def context(self, model: str) -> int | None:
        """How many tokens it can be sent; None where that is not known."""
        return self.table.context(model)

    def _is_local(self, model: str) -> bool:
        """Whether only servers of this computer have a model of that name."""
        having = [endpoint for endpoint in self._endpoints() if model in endpoint.models]
        return bool(having) and all(_runs_here(endpoint) for endpoint in having)


def read_prices(path: Path | None = None) -> PriceTable:
    with (path or resource("prices.toml")).open("rb") as file:
        data = tomllib.load(file)
    date = str(data.pop(_DATE, ""))
    prices: dict[str, Price] = {}
    contexts: dict[str, int] = {}
    for maker in data.values():
        for model, (prompt, completion, *context) in maker.items():
            prices[model] = Price(prompt=float(prompt), completion=float(completion))
            if context:
                contexts[model] = int(context[0])
    return PriceTable(prices=prices, contexts=contexts, date=date)


def _runs_here(endpoint: Endpoint) -> bool:
    if endpoint.protocol is Protocol.GUIDE:
        return True
    address = endpoint.base_url
    return is_loopback(address) if address else endpoint.protocol is Protocol.OLLAMA


def _price_of(row: Json) -> Price | None:
    if not isinstance(row, dict):
        return None
    prompt, completion = row.get("prompt"), row.get("completion")
    if not _is_price(prompt) or not _is_price(completion):
        return None
    return Price(prompt=float(str(prompt)), completion=float(str(completion)))


def _is_price(value: object) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and isfinite(float(str(value))) and float(str(value)) >= 0
