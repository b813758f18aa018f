"""From any exception of an SDK, an HTTP library or AutoGen to one `Problem`."""

from __future__ import annotations

import json
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from gui.engine.retry_wait import asked_wait
from gui.model.endpoint import Endpoint, Protocol
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.model.redaction import redacted

_DETAIL_LIMIT = 4000  # characters; a server may answer with a whole page
_OWN_HOST = {
    Protocol.OPENAI: "api.openai.com",
    Protocol.ANTHROPIC: "api.anthropic.com",
    Protocol.OLLAMA: "127.0.0.1:11434",
}

# Words of servers, lower case. The first group that matches decides.
_TOO_LONG = (
    "context_length_exceeded",
    "context length",
    "context window",
    "context size",
    "maximum context",
    "prompt is too long",
    "too many tokens",
    "input is too long",
    "exceeds the maximum number of tokens",
    "request_too_large",
    "token limit",
)
_FILTERED = ("content_filter", "content management policy", "content_policy", "safety system")
_QUOTA = (
    "insufficient_quota",
    "exceeded your current quota",
    "credit balance",
    "insufficient balance",
    "billing",
    "out of credits",
    "quota_exceeded",
)
_BAD_KEY = ("api key not valid", "api_key_invalid", "invalid api key", "invalid_api_key")
_NO_MODEL = ("model_not_found", "does not exist", "unknown model", "not a valid model")

# What Anthropic and others call an error that comes inside a stream that began with 200.
_STATUS_BY_WORD = {
    "authentication_error": 401,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "rate_limit_exceeded": 429,
    "insufficient_quota": 429,
    "invalid_request_error": 400,
    "context_length_exceeded": 400,
    "content_filter": 400,
    "overloaded_error": 529,
    "api_error": 500,
    "server_error": 500,
}

_KIND_BY_STATUS = {
    401: ProblemKind.KEY_REFUSED,
    402: ProblemKind.QUOTA_EXCEEDED,
    403: ProblemKind.FORBIDDEN,
    408: ProblemKind.TIMED_OUT,
    413: ProblemKind.CONTEXT_TOO_LONG,
    429: ProblemKind.RATE_LIMITED,
}

# By the name of a class, so that httpx and httpx2 and both SDKs need not be imported here.
_KIND_BY_CLASS = {
    "SleptError": ProblemKind.SLEPT,
    "APITimeoutError": ProblemKind.TIMED_OUT,
    "TimeoutException": ProblemKind.TIMED_OUT,
    "TimeoutError": ProblemKind.TIMED_OUT,
    "RemoteProtocolError": ProblemKind.CONNECTION_CUT,
    "ReadError": ProblemKind.CONNECTION_CUT,
    "WriteError": ProblemKind.CONNECTION_CUT,
    "CloseError": ProblemKind.CONNECTION_CUT,
    "EndOfStream": ProblemKind.CONNECTION_CUT,
    "ConnectionResetError": ProblemKind.CONNECTION_CUT,
    "BrokenPipeError": ProblemKind.CONNECTION_CUT,
    "DecodingError": ProblemKind.MALFORMED_REPLY,
    "APIResponseValidationError": ProblemKind.MALFORMED_REPLY,
    "JSONDecodeError": ProblemKind.MALFORMED_REPLY,
    "ValidationError": ProblemKind.MALFORMED_REPLY,
    "UnicodeDecodeError": ProblemKind.MALFORMED_REPLY,
    "ConnectError": ProblemKind.CONNECTION_REFUSED,
    "ConnectionError": ProblemKind.CONNECTION_REFUSED,
    "ProxyError": ProblemKind.CONNECTION_REFUSED,
    "InvalidURL": ProblemKind.ADDRESS_NOT_FOUND,
    "UnsupportedProtocol": ProblemKind.ADDRESS_NOT_FOUND,
    "APIConnectionError": ProblemKind.CONNECTION_CUT,
}

_NO_LEDGER = "Failed to parse ledger information"  # a model that cannot plan, says Magentic-One
_WRAPPED = re.compile(r"\A(?:[\w.]+\.)?(?P<name>\w+): (?P<text>.*)")  # a team's RuntimeError
_CODE_IN_TEXT = re.compile(r"[Ee]rror code: (\d{3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked of whom when something failed; `key` is only used to take it out of texts."""

    endpoint: Endpoint
    model: str = ""
    key: str | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        if not self.endpoint.base_url:
            return _OWN_HOST.get(self.endpoint.protocol, "")
        try:
            netloc = urlsplit(self.endpoint.base_url).netloc
        except ValueError:
            netloc = ""
        return netloc.rpartition("@")[2] or self.endpoint.base_url


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A server's own error: its status, and all its words in lower case."""

    status: int
    words: str
    headers: Mapping[str, str]


def problem_of(error: BaseException, asked: Asked) -> Problem:
    """Say what `error` means; the first meaning found from the outside in counts."""
    if isinstance(error, EngineError):
        return error.problem
    chain = list(_chain(error))
    facts = {"host": asked.host, "model": asked.model}
    refusal = next((r for r in map(_refusal, chain) if r is not None), None)
    if refusal is None:
        kind = _kind_of_failure(chain)
        if kind is ProblemKind.TIMED_OUT:
            facts["seconds"] = f"{_limit(chain, asked):g}"
    else:
        kind = _kind_of_refusal(refusal, asked)
        facts["status"] = str(refusal.status)
        wait = asked_wait(refusal.headers)
        if wait is not None:
            facts["seconds"] = f"{wait:.0f}"
    return Problem(
        kind=kind,
        facts={name: value for name, value in facts.items() if value},
        detail=_detail(error, asked.key),
    )


def waits_asked(error: BaseException) -> float | None:
    """The seconds that the server asked to wait before the next try, or None."""
    for link in _chain(error):
        refusal = _refusal(link)
        if refusal is not None:
            return asked_wait(refusal.headers)
    return None


def _chain(error: BaseException, depth: int = 0) -> Iterator[BaseException]:
    yield error
    if depth > 10:
        return
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _chain(inner, depth + 1)
    cause = error.__cause__ or error.__context__
    if cause is not None:
        yield from _chain(cause, depth + 1)


def _refusal(error: BaseException) -> _Refusal | None:
    status = getattr(error, "status_code", None)
    words = _words(error)
    if not isinstance(status, int):
        if not hasattr(error, "body"):  # openai.APIError: an error inside a stream
            return _wrapped_refusal(error)
        status = -1
    if status < 300:
        named = (code for word, code in _STATUS_BY_WORD.items() if word in words)
        status = next(named, 500 if hasattr(error, "body") or status == -1 else status)
        if type(error).__name__ in ("APIConnectionError", "APITimeoutError"):
            return None
        if type(error).__name__ == "APIResponseValidationError":
            return None
    headers = getattr(getattr(error, "response", None), "headers", None)
    return _Refusal(status, words, headers if isinstance(headers, Mapping) else {})


def _wrapped_refusal(error: BaseException) -> _Refusal | None:
    if not isinstance(error, RuntimeError):
        return None
    found = _CODE_IN_TEXT.search(str(error))
    return _Refusal(int(found[1]), str(error).lower(), {}) if found else None


def _words(error: BaseException) -> str:
    body = getattr(error, "body", None)
    said = json.dumps(body, default=str) if body is not None else getattr(error, "error", "")
    return f"{said} {error}".lower()


def _kind_of_refusal(refusal: _Refusal, asked: Asked) -> ProblemKind:
    words, status = refusal.words, refusal.status
    if status == 401:
        return ProblemKind.KEY_REFUSED if asked.key else ProblemKind.KEY_MISSING
    if status in (400, 402, 403, 422, 429) and _any(_QUOTA, words):
        return ProblemKind.QUOTA_EXCEEDED
    if status in (400, 413, 422, 500) and _any(_TOO_LONG, words):
        return ProblemKind.CONTEXT_TOO_LONG
    if status in (400, 403, 422) and _any(_FILTERED, words):
        return ProblemKind.CONTENT_FILTERED
    if status in (400, 403) and _any(_BAD_KEY, words):
        return ProblemKind.KEY_REFUSED
    if status in (400, 404, 422) and _speaks_of_model(words, asked.model, status):
        return ProblemKind.MODEL_NOT_FOUND
    if status == 404 or 300 <= status < 400:
        return ProblemKind.ADDRESS_NOT_FOUND
    if status >= 500:
        return ProblemKind.SERVER_ERROR
    return _KIND_BY_STATUS.get(status, ProblemKind.REQUEST_REFUSED)


def _speaks_of_model(words: str, model: str, status: int) -> bool:
    if "model_not_found" in words:
        return True
    named = bool(model) and re.search(rf"(?<![\w.-]){re.escape(model.lower())}(?!\w)", words)
    if status == 404:
        return bool(named) or ("model" in words and _any((*_NO_MODEL, "not found"), words))
    return bool(named) and _any(_NO_MODEL, words)


def _any(parts: tuple[str, ...], words: str) -> bool:
    return any(part in words for part in parts)


def _kind_of_failure(chain: list[BaseException]) -> ProblemKind:
    for error in chain:
        if isinstance(error, socket.gaierror):
            return ProblemKind.NAME_NOT_RESOLVED
        if isinstance(error, ssl.SSLError):
            return ProblemKind.TLS_FAILED
        if isinstance(error, ConnectionRefusedError):
            return ProblemKind.CONNECTION_REFUSED
    if any(_NO_LEDGER in str(error) for error in chain):
        return ProblemKind.MALFORMED_REPLY
    names = [name for error in chain for name in _class_names(error)]
    general = ("APIConnectionError", "ConnectionError", "OSError")
    for name in (*(n for n in names if n not in general), *names):
        if name in _KIND_BY_CLASS:
            return _KIND_BY_CLASS[name]
    return ProblemKind.UNEXPECTED


def _class_names(error: BaseException) -> list[str]:
    names = [kind.__name__ for kind in type(error).__mro__]
    if isinstance(error, RuntimeError) and (found := _WRAPPED.match(str(error))):
        names.insert(0, found["name"])
    return names


def _limit(chain: list[BaseException], asked: Asked) -> float:
    connecting = any("ConnectTimeout" in _class_names(error) for error in chain)
    return asked.endpoint.connect_timeout if connecting else asked.endpoint.read_timeout


def _detail(error: BaseException, key: str | None) -> str:
    lines = []
    for link in _chain(error):
        line = f"{type(link).__name__}: {link}".strip(": ")
        if line not in lines:
            lines.append(line)
    return redacted("\n".join(lines)[:_DETAIL_LIMIT], key)
