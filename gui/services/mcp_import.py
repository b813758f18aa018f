"""Reads MCP servers from the JSON that other programs keep them in; starts nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from gui.model.address import origin_of_address, without_user_info
from gui.model.mcp_server import START_LIMIT, McpServer, Transport
from gui.model.redaction import redacted
from gui.services.json_comments import without_comments

LARGEST = 1_000_000  # characters of a file
MOST = 200  # servers

_SERVER_LISTS = ("mcpServers", "servers", "context_servers", "mcp_servers")
_ADDRESSES = ("url", "serverUrl", "httpUrl", "server_url")
_SECRET_NAME = re.compile(
    r"(?i)(key|token|secret|passw|credential|(^|_|-)(pat|pass|auth|pwd)($|_|-))"
)
_SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie"})
_INPUT = re.compile(r"\$\{input:([^}]+)\}")
_VARIABLE = re.compile(r"\$\{(?:env:)?([A-Za-z_]\w*)(?::-([^}]*))?\}")
_OTHER = re.compile(r"\$\{(?!(?:env|secret):)[^}]*\}")
_UNDERSTOOD = frozenset(
    {
        *_ADDRESSES,
        "args",
        "command",
        "cwd",
        "description",
        "disabled",
        "enabled",
        "env",
        "headers",
        "name",
        "timeout",
        "transport",
        "transportType",
        "type",
    }
)


class McpNote(StrEnum):
    """What of a server cannot be taken over, or not as it is; the words are chosen in the view."""

    NOTHING_TO_START = "nothing_to_start"  # neither a command nor an address
    ADDRESS_NOT_WEB = "address_not_web"
    TRANSPORT_UNKNOWN = "transport_unknown"
    PLACE_UNKNOWN = "place_unknown"  # ${workspaceFolder} and the like
    APPROVALS_IGNORED = "approvals_ignored"  # tools that may always run elsewhere
    OTHER_IGNORED = "other_ignored"


@dataclass(frozen=True, kw_only=True)
class McpFound:
    """A server as it would be added, switched off; `given` are the secrets that came along.

    `asked` are those that the user must still give. `notes` are pairs of a note and its word.
    """

    server: McpServer
    given: Mapping[str, str] = field(default_factory=dict, repr=False)
    asked: tuple[str, ...] = ()
    notes: tuple[tuple[McpNote, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class McpImport:
    """What a text holds; `refused` are names of servers that cannot be used, each with why."""

    found: tuple[McpFound, ...] = ()
    refused: tuple[tuple[str, McpNote], ...] = ()


class McpImportError(ValueError):
    """The text holds no servers at all."""


def read_mcp_file(path: Path) -> McpImport:
    """Blocks; raises OSError and McpImportError."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return read_mcp_json(file.read(LARGEST + 1))


def read_mcp_json(text: str) -> McpImport:
    """Raises McpImportError for what is no JSON, or holds no servers."""
    if len(text) > LARGEST:
        raise McpImportError("too large")
    rows = list(_rows(_parsed(text)))
    if not rows:
        raise McpImportError("no servers")
    found: list[McpFound] = []
    refused: list[tuple[str, McpNote]] = []
    for name, row in rows[:MOST]:
        reader = _Reader(name, row)
        fault = reader.fault
        if fault is None:
            found.append(reader.found())
        else:
            refused.append((name, fault))
    return McpImport(found=tuple(found), refused=tuple(refused))


def looks_secret(name: str, value: str) -> bool:
    """Whether a variable or a header is likely to hold something that nobody else may know."""
    if name.lower() in _SECRET_HEADERS or _SECRET_NAME.search(name):
        return True
    return redacted(value) != value


def _parsed(text: str) -> object:
    plain = without_comments(text.strip())
    for attempt in (plain, "{" + plain.strip().strip(",") + "}"):  # manuals show a part of a file
        try:
            return json.loads(attempt)
        except (ValueError, RecursionError):
            continue
    raise McpImportError("no JSON")


def _rows(data: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Names and objects of servers, however deep in settings of a program they lie."""
    if not isinstance(data, dict):
        return
    for wrapper in ("mcp", "amp.mcpServers"):
        if isinstance(data.get(wrapper), dict):
            yield from _rows(data[wrapper])
            return
    for name in _SERVER_LISTS:
        if isinstance(data.get(name), dict):
            yield from _named(data[name])
            return
    if _is_server(data):
        yield str(data.get("name") or _name_for(data)), data
        return
    yield from ((name, row) for name, row in _named(data) if _is_server(row))


def _named(rows: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    for name, row in rows.items():
        if isinstance(row, dict):
            yield str(name), row


def _is_server(row: Mapping[str, object]) -> bool:
    return isinstance(row.get("command"), str | dict) or any(name in row for name in _ADDRESSES)


def _name_for(row: Mapping[str, object]) -> str:
    """For one that has none: its package or its host."""
    address = next((str(row[name]) for name in _ADDRESSES if name in row), "")
    if address:
        return urlsplit(address).hostname or address
    args = row.get("args")
    words = [str(row.get("command", "")), *(args if isinstance(args, list) else ())]
    plain = [word for word in words if isinstance(word, str) and not word.startswith("-")]
    last = plain[1] if len(plain) > 1 else plain[0]
    return last.rstrip("/").rpartition("/")[2] or last


class _Reader:
    """One server while it is read."""

    def __init__(self, name: str, row: Mapping[str, object]) -> None:
        self._name = name
        self._row = row
        command = row.get("command")
        self._inner = command if isinstance(command, dict) else {}  # as Zed has it
        self._command = str(self._inner.get("path", "")) if self._inner else _text(command)
        self._address = next((_text(row[name]) for name in _ADDRESSES if name in row), "")
        self._notes: list[tuple[McpNote, str]] = []
        self._secrets: dict[str, str] = {}
        self._asked: list[str] = []

    @property
    def fault(self) -> McpNote | None:
        if self._transport is None:
            return McpNote.TRANSPORT_UNKNOWN
        if self._transport is Transport.STDIO:
            return None if self._command.strip() else McpNote.NOTHING_TO_START
        if not self._address:
            return McpNote.NOTHING_TO_START
        return None if origin_of_address(self._address.strip()) else McpNote.ADDRESS_NOT_WEB

    def found(self) -> McpFound:
        transport = self._transport or Transport.STDIO
        local = transport is Transport.STDIO
        row = {**self._row, **self._inner}
        args = row.get("args") if local else ()
        words = tuple(str(arg) for arg in args) if isinstance(args, list | tuple) else ()
        plain = self._plain(row.get("env") if local else row.get("headers"))
        server = McpServer(
            id="",
            name=self._name.strip()[:80] or "MCP",
            transport=transport,
            command=self._told(self._command.strip()) if local else "",
            args=tuple(self._told(word) for word in words),
            folder=self._told(_text(row.get("cwd"))) if local else "",
            environment=plain if local else {},
            url="" if local else self._url(),
            headers={} if local else plain,
            start_limit=START_LIMIT,
            secrets=tuple(dict.fromkeys((*self._secrets, *self._asked))),
        )
        self._note_rest()
        return McpFound(
            server=server,
            given=self._secrets,
            asked=tuple(dict.fromkeys(self._asked)),
            notes=tuple(dict.fromkeys(self._notes)),
        )

    @property
    def _transport(self) -> Transport | None:
        kinds = (self._row.get(name) for name in ("type", "transport", "transportType"))
        said = next((kind for kind in kinds if isinstance(kind, str)), "").lower()
        if said in {"stdio", "local"} or (not said and self._command):
            return Transport.STDIO
        if said == "sse":
            return Transport.SSE
        if said in {"http", "streamable-http", "streamablehttp", "streamable_http", "remote"}:
            return Transport.HTTP
        if said:
            return None
        path = urlsplit(self._address).path if self._address else ""
        older = path.rstrip("/").endswith("/sse") and "httpUrl" not in self._row
        return Transport.SSE if older else Transport.HTTP

    def _url(self) -> str:
        """A key in the address is a secret, too."""
        told = self._told(without_user_info(self._address.strip()))
        for name, value in parse_qsl(urlsplit(told).query):
            if looks_secret(name, "") and "${" not in value and value:
                self._secrets[name] = value
                told = told.replace(f"{name}={value}", f"{name}=${{secret:{name}}}")
        return told

    def _plain(self, pairs: object) -> dict[str, str]:
        """The values that are no secrets; the others are put aside."""
        plain: dict[str, str] = {}
        for name, value in pairs.items() if isinstance(pairs, dict) else ():
            told = self._told(str(value), name)
            if told == f"${{secret:{name}}}":
                continue
            if "${" in told or not told.strip() or not looks_secret(name, told):
                plain[str(name)] = told
            else:
                self._secrets[str(name)] = told
            if not told.strip() and looks_secret(name, ""):
                del plain[name]
                self._asked.append(name)
        return plain

    def _told(self, text: str, name: str = "") -> str:
        """With the ways of other programs to name a value turned into Parley's own."""

        def asked(match: re.Match[str]) -> str:
            whole = name if name and match[0] == text else re.sub(r"\W+", "_", match[1])
            self._asked.append(whole)
            return f"${{secret:{whole}}}"

        told = _INPUT.sub(asked, text).replace("${userHome}", str(Path.home()))
        told = told.replace("${/}", "/").replace("${pathSeparator}", "/")
        told = _VARIABLE.sub(_variable, told)
        for left in _OTHER.findall(told):
            self._notes.append((McpNote.PLACE_UNKNOWN, left))
        return told

    def _note_rest(self) -> None:
        for name in self._row:
            if name in {"alwaysAllow", "autoApprove", "trust"} and self._row[name]:
                self._notes.append((McpNote.APPROVALS_IGNORED, name))
            elif name not in _UNDERSTOOD:
                self._notes.append((McpNote.OTHER_IGNORED, str(name)))


_PLACES = frozenset({"workspaceFolder", "workspaceRoot", "file", "fileDirname", "cwd"})


def _variable(match: re.Match[str]) -> str:
    name, otherwise = match[1], match[2]
    if name in _PLACES:
        return match[0]
    return f"${{env:{name}:-{otherwise}}}" if otherwise is not None else f"${{env:{name}}}"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
