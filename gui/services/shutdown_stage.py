"""One step of the clean-up: its name, its limit and its work."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Stage:
    """`run` keeps within `limit` seconds by itself, logs who was late, and may run twice.

    One that `saves` what the user wrote or received keeps its limit also when the user
    asks for a hurried end.
    """

    name: str
    limit: float
    run: Callable[[], Awaitable[None]]
    saves: bool = False
