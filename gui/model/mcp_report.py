"""What is known of an MCP server: its state, its tools, its start step by step, its fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gui.model.problem import EngineError, Problem, ProblemKind


class McpState(StrEnum):
    STOPPED = "stopped"
    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"  # it never became ready
    DIED = "died"  # it was ready, and ended by itself


class McpStep(StrEnum):
    """What a start consists of, in this order; `RESOLVE` only where a program is started."""

    RESOLVE = "resolve"
    START = "start"
    INITIALIZE = "initialize"
    TOOLS = "tools"
    PROMPTS = "prompts"
    RESOURCES = "resources"


class McpFault(StrEnum):
    """Why a server does not work; the words are chosen where it is shown."""

    NOT_KNOWN = "not_known"  # there is no such server any more
    SWITCHED_OFF = "switched_off"
    COMMAND_NOT_FOUND = "command_not_found"
    NOT_EXECUTABLE = "not_executable"
    FOLDER_MISSING = "folder_missing"
    NOT_STARTED = "not_started"  # the system refuses to start it
    VALUE_MISSING = "value_missing"  # a secret or a variable that it needs
    SECRETS_UNREADABLE = "secrets_unreadable"
    DOWNLOADING = "downloading"
    CRASHED = "crashed"  # it ended before it was ready
    DIED = "died"  # it ended later
    NO_ANSWER = "no_answer"
    NOT_MCP = "not_mcp"  # it answers, but something else
    UNAUTHORIZED = "unauthorized"  # 401
    FORBIDDEN = "forbidden"  # 403
    PATH_NOT_FOUND = "path_not_found"  # 404, 405
    SERVER_ERROR = "server_error"  # any other status
    REDIRECTED = "redirected"
    REFUSED = "refused"
    NAME_NOT_RESOLVED = "name_not_resolved"
    TLS_FAILED = "tls_failed"
    CUT = "cut"  # the connection was lost
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, kw_only=True)
class McpDiagnosis:
    """A fault and its facts: short strings by name (command, code, seconds, host, status, name).

    `errors` are the last lines that the server wrote to its standard error, `said` the last
    ones of its output that were no answers. Neither holds a secret.
    """

    fault: McpFault
    facts: Mapping[str, str] = field(default_factory=dict)
    errors: str = ""
    said: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class McpTool:
    """A tool as its server describes it: none of it is Parley's word.

    `reads_only` and `destroys` are hints of the server; None where it says nothing. `schema` is
    the JSON schema of its arguments.
    """

    name: str
    title: str = ""
    description: str = ""
    reads_only: bool | None = None
    destroys: bool | None = None
    schema: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class McpPrompt:
    """A prompt that a server offers; `arguments` are pairs of a name and whether it is needed."""

    name: str
    title: str = ""
    description: str = ""
    arguments: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, kw_only=True)
class McpPromptText:
    """One message of a prompt, filled in."""

    role: str
    text: str


@dataclass(frozen=True, kw_only=True)
class McpResource:
    """Something that a server lets be read."""

    uri: str
    name: str = ""
    description: str = ""
    mime: str = ""
    size: int | None = None


@dataclass(frozen=True, kw_only=True)
class McpContent:
    """What was read from a resource: a text, or bytes."""

    uri: str
    mime: str
    content: str | bytes


@dataclass(frozen=True, kw_only=True)
class McpStepDone:
    """A step of a start: how long it took, and what it found (a path, a number of tools)."""

    step: McpStep
    seconds: float
    found: str = ""
    failed: bool = False


@dataclass(frozen=True, kw_only=True)
class McpStatus:
    """A server at this moment. `babble` counts the lines of its output that were no answers."""

    state: McpState = McpState.STOPPED
    step: McpStep | None = None
    steps: tuple[McpStepDone, ...] = ()
    title: str = ""  # what the server calls itself, with its version
    tools: tuple[McpTool, ...] = ()
    prompts: tuple[McpPrompt, ...] = ()
    resources: tuple[McpResource, ...] = ()
    diagnosis: McpDiagnosis | None = None
    errors: str = ""
    said: tuple[str, ...] = ()
    babble: int = 0


@dataclass(frozen=True, kw_only=True)
class McpAbsence:
    """A server that chats go without: it has `died`, or did not start.

    Without a diagnosis it takes long to start, and may be there for the next message.
    """

    server_id: str
    name: str
    died: bool = False
    diagnosis: McpDiagnosis | None = None


class McpError(EngineError):
    """An MCP server cannot be used; `diagnosis` says why."""

    def __init__(self, server: str, diagnosis: McpDiagnosis) -> None:
        facts = {"server": server, "fault": diagnosis.fault.value, **diagnosis.facts}
        super().__init__(
            Problem(kind=ProblemKind.MCP_SERVER_FAILED, facts=facts, detail=diagnosis.errors)
        )
        self.diagnosis = diagnosis
