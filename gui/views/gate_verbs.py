"""What the window asks of whoever owns tools, agents, folders and limits."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gui.model.limits import Limits
from gui.model.plan import AgentContext
from gui.model.session import Session
from gui.views.tool_rules import ChatRules

Work = Coroutine[Any, Any, object]
"""Any: what asyncio's own coroutine type leaves open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallChoice:
    """What the user says to a call that waits. `arguments` is JSON, None where they stay as asked.

    `remember`: calls of this tool are allowed in this chat from now on. `source` is the agent
    whose call it is: those of several agents may have the same id.
    """

    source: str
    allowed: bool
    arguments: str | None = None
    reason: str = ""
    remember: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GateVerbs:
    """Each names its session first. All may raise LookupError where what they name is gone.

    `folder` is where the tools of a chat work, whether or not that folder exists yet.
    """

    decide: Callable[[str, str, str, CallChoice], Work]  # session, turn, call
    answer: Callable[[str, str, str, str], Work]  # session, turn, request, words
    stop_tool: Callable[[str, str], Work]  # session, call
    stop_after_turn: Callable[[str], Work]
    set_team: Callable[[str, str | None], Work]
    set_folder: Callable[[str, str], Work]  # "" is the chat's own folder
    set_limits: Callable[[str, Limits], Work]
    contexts: Callable[[str], Coroutine[Any, Any, tuple[AgentContext, ...]]]
    folder: Callable[[Session], Path]
    rules: ChatRules
