"""What the thread of the session file tells beside the results of the calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gui.model.problem import Problem


@dataclass(frozen=True, kw_only=True)
class StoreNews:
    """`recovered`: a damaged file was replaced. `refused`, `accepted`: see `SessionStore`."""

    recovered: Callable[[Problem], None]
    refused: Callable[[], None]
    accepted: Callable[[], None]
