"""The gate's values: a tool call that asks to pass, an agent's question, and what is decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """The most that a tool can do."""

    READ = "read"  # it looks and changes nothing
    WRITE = "write"  # it changes files, or something behind a server
    RUN = "run"  # it runs code


class Policy(StrEnum):
    """What the user wants of a tool: everywhere, or in one chat."""

    ASK = "ask"
    ASK_FOR_WRITES = "writes"
    ALLOW = "allow"
    DENY = "deny"


class DecidedBy(StrEnum):
    USER = "user"
    CHAT = "chat"  # a policy that the user has set for this chat
    POLICY = "policy"  # a policy that holds everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolFacts:
    """What Parley, and not the model, says of a call.

    `tool_id` is the same for each call of a tool, whatever agents call it: "files/write_file",
    "mcp/<server id>/<name>". `place` is where it acts: a folder, a host, a server's name.
    `isolated` tells whether code runs apart from this computer; None where none is run.
    `preview` is what the call would change, as a unified diff, or "".
    """

    tool_id: str
    effect: Effect
    place: str = ""
    isolated: bool | None = None
    preview: str = ""


@dataclass(frozen=True, kw_only=True)
class ToolCall:
    """A call before it runs; `arguments` is JSON."""

    session_id: str
    source: str
    call_id: str
    name: str
    arguments: str
    facts: ToolFacts

    @property
    def read_only(self) -> bool:
        return self.facts.effect is Effect.READ


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the gate says. `arguments` are those to use; `reason` reaches the model when denied."""

    allowed: bool
    arguments: str
    reason: str = ""
    by: DecidedBy = DecidedBy.POLICY

    @property
    def refusal(self) -> str:
        """What the model is told: the user's reason alone could be taken for a result."""
        said = "The user did not allow this call."
        if self.by is DecidedBy.USER and self.reason:
            return f"{said} The reason: {self.reason}"
        return self.reason or said


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A decision as it stays with its turn; `at` is Unix time in seconds.

    `asked` are the arguments that were asked for, where the user has changed them; else "".
    """

    allowed: bool
    by: DecidedBy
    at: float
    reason: str = ""
    asked: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """An agent waits for words of the user."""

    session_id: str
    source: str
    request_id: str
    text: str
