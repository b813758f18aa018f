"""What the settings ask of whoever keeps the rules for tools and remembers what was decided."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from gui.model.gate import Policy, ToolFacts, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentDecision:
    """One call that was let through or not; `title` is its chat's, "" for a chat without one.

    `source` is the agent, `tool` the id that rules know the tool by, or its name.
    """

    title: str
    tool: str
    verdict: Verdict
    source: str = ""
    facts: ToolFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRules:
    """`everywhere` are the rules by tool, those of single chats left out; None removes one.

    `decisions` gives at most so many, the newest first; it may raise StoreError. `servers` are
    names of MCP servers by their ids.
    """

    everywhere: Callable[[], Mapping[str, Policy]]
    set: Callable[[str, Policy | None], None]
    decisions: Callable[[int], Coroutine[Any, Any, tuple[RecentDecision, ...]]]
    # Any: what asyncio's own coroutine type leaves open
    servers: Callable[[], Mapping[str, str]] = dict


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRules:
    """The rules that hold in one chat, whose id comes first; None removes one.

    `used` are the newest calls in the chat; like `set` it may raise StoreError.
    """

    of: Callable[[str], Mapping[str, Policy]]
    set: Callable[[str, str, Policy | None], Coroutine[Any, Any, None]]
    used: Callable[[str], Coroutine[Any, Any, tuple[RecentDecision, ...]]]
    servers: Callable[[], Mapping[str, str]] = dict
