"""One line of the list above the box: what it is called, and what taking it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One without `take` only tells something. An `eager` one is chosen before the user moves."""

    title: str
    note: str = ""
    take: Callable[[], None] | None = None
    eager: bool = True
