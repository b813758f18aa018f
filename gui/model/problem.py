"""What can go wrong, as values: a kind, its facts, and the error that carries them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class ProblemKind(StrEnum):
    """Every failure that a user is told about; the words are chosen where it is shown."""

    KEY_MISSING = "key_missing"
    KEY_REFUSED = "key_refused"  # 401
    FORBIDDEN = "forbidden"  # 403
    MODEL_NOT_FOUND = "model_not_found"  # 404 for the model
    ADDRESS_NOT_FOUND = "address_not_found"  # 404 for the path
    RATE_LIMITED = "rate_limited"  # 429
    QUOTA_EXCEEDED = "quota_exceeded"  # 402, or 429 that no waiting cures
    SERVER_ERROR = "server_error"  # 5xx
    REQUEST_REFUSED = "request_refused"  # 400 and the rest of 4xx
    CONTEXT_TOO_LONG = "context_too_long"
    NAME_NOT_RESOLVED = "name_not_resolved"
    TLS_FAILED = "tls_failed"
    CONNECTION_REFUSED = "connection_refused"
    CONNECTION_CUT = "connection_cut"
    SLEPT = "slept"  # the connection was lost while the computer slept
    TIMED_OUT = "timed_out"
    MALFORMED_REPLY = "malformed_reply"
    EMPTY_REPLY = "empty_reply"
    CONTENT_FILTERED = "content_filtered"
    NO_MODEL = "no_model"
    TEAM_NEEDS_MODEL = "team_needs_model"
    TEAM_MISSING = "team_missing"  # the chat's agent or team is not in the library any more
    LIMIT_REACHED = "limit_reached"  # of the chat: its facts are which, used and limit
    MODEL_UNKNOWN = "model_unknown"  # its abilities must be told by the user
    TEAM_UNUSABLE = "team_unusable"  # `part` says where in its file something is wrong
    CODE_NOT_ALLOWED = "code_not_allowed"  # a tool's source that the user has not allowed
    ENGINE_UNAVAILABLE = "engine_unavailable"  # AutoGen could not be imported
    STORE_NEWER = "store_newer"  # the file was written by a newer Parley
    STORE_DAMAGED = "store_damaged"
    STORE_LOG_LOST = "store_log_lost"  # the newest changes were in it
    STORE_UNWRITABLE = "store_unwritable"
    BACKUP_NEWER = "backup_newer"  # a copy of the store by a newer Parley
    BACKUP_DAMAGED = "backup_damaged"  # a copy of the store, which was not restored
    SECRET_STORE_UNAVAILABLE = "secret_store_unavailable"
    CHAT_FILE_UNREADABLE = "chat_file_unreadable"
    CHAT_FILE_OTHER = "chat_file_other"  # it is no chat of Parley
    CHAT_FILE_NEWER = "chat_file_newer"  # it was written by a newer Parley
    CHAT_FILE_DAMAGED = "chat_file_damaged"
    CHAT_FILE_TOO_LARGE = "chat_file_too_large"
    CHAT_FILE_UNWRITABLE = "chat_file_unwritable"
    FILE_UNWRITABLE = "file_unwritable"
    MCP_SERVER_FAILED = "mcp_server_failed"
    FILE_NOT_TAKEN = "file_not_taken"  # it cannot go with a message
    FILE_LOST = "file_lost"  # its bytes are not where its message is
    FILE_NOT_OPENED = "file_not_opened"  # no program on this computer shows it
    PICTURES_NOT_SEEN = "pictures_not_seen"  # `model` says who cannot see them
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One failure, with the facts that its sentence needs.

    `facts` holds short strings by name (host, model, status, seconds, path, file);
    `detail` is the raw text for the folded part: never a key, never shown as markup.
    """

    kind: ProblemKind
    facts: dict[str, str] = field(default_factory=dict)
    detail: str = ""

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "facts": dict(self.facts),
            "detail": self.detail,
        }

    @classmethod
    def from_json(cls, data: dict[str, object]) -> Problem:
        """Read what `to_json` wrote; a kind this version does not know becomes UNEXPECTED."""
        raw = str(data.get("kind", ""))
        kind = ProblemKind(raw) if raw in ProblemKind._value2member_map_ else ProblemKind.UNEXPECTED
        facts = data.get("facts")
        pairs = facts.items() if isinstance(facts, dict) else ()
        return cls(
            kind=kind,
            facts={str(name): str(value) for name, value in pairs},
            detail=str(data.get("detail", "")),
        )


class ParleyError(Exception):
    """The root of every error that Parley raises on purpose; carries a `Problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.kind.value} {problem.facts}")
        self.problem = problem


class EngineError(ParleyError):
    """A model, its server or the agent framework failed."""


class LimitError(ParleyError):
    """A chat has used what its limits allow."""


class StoreError(ParleyError):
    """The session store cannot be read or written."""


class SecretError(ParleyError):
    """A key cannot be read from or written to where keys are kept."""


class ChatFileError(ParleyError):
    """A file with a chat cannot be read or written."""


class FileError(ParleyError):
    """A file cannot go with a message."""
