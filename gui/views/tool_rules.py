"""What the settings ask of whoever keeps the rules for tools and remembers what was decided."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from gui.model.gate import Policy, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentDecision:
    """One call that was let through or not; `title` is its chat's, "" for a chat without one."""

    title: str
    tool: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRules:
    """`everywhere` are the rules by tool, those of single chats left out; None removes one.

    `decisions` gives at most so many, the newest first; it may raise StoreError.
    """

    everywhere: Callable[[], Mapping[str, Policy]]
    set: Callable[[str, Policy | None], None]
    decisions: Callable[[int], Coroutine[Any, Any, tuple[RecentDecision, ...]]]
    # Any: what asyncio's own coroutine type leaves open
