"""What leaves this computer: a request to a host, told by whoever sends it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

_USUAL_PORTS = {"http": 80, "https": 443}


class SentKind(StrEnum):
    MODEL = "model"
    WEB = "web"  # a page that an agent reads
    SITE = "site"  # a tool of a component that asks one address
    MCP = "mcp"
    UPDATE = "update"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One request; `size` counts the bytes of what it says, `session_id` is "" outside a chat."""

    host: str
    kind: SentKind
    size: int
    session_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSum:
    """All requests of a kind to one host; times are Unix seconds."""

    host: str
    kind: SentKind
    requests: int
    size: int
    first_at: float
    last_at: float


Hear = Callable[[Sent], None]

ASKING_CHAT: ContextVar[str] = ContextVar("ASKING_CHAT", default="")
"""The chat that a task works for, where what it calls serves all chats."""


def host_in(address: str) -> str:
    """The host, with its port where that is an unusual one; never a user's name or password."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    shown = f"[{host}]" if ":" in host else host
    return shown if port in (None, _USUAL_PORTS.get(parts.scheme)) else f"{shown}:{port}"


def unheard(sent: Sent) -> None:
    """For who has nobody to tell."""
    del sent
