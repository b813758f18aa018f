"""An MCP server that a component file defines, without the secrets that may stand there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from gui.model.component import ComponentNode
from gui.model.component_json import ComponentError, ComponentFault, Json, item, member

_STDIO = "StdioServerParams"
_NAME = re.compile(r"[^\W_]+(?:[-_.]+[^\W_]+)*")
_LAUNCHERS = {"npx", "uvx", "uv", "node", "python", "python3", "docker", "bunx", "deno", "run"}
_TAIL = re.compile(r"\.(?:exe|cmd|bat|py|js|mjs|ts|sh)$", re.IGNORECASE)


class ServerTransport(StrEnum):
    STDIO = "stdio"
    SSE = "sse"
    HTTP = "http"  # streamable HTTP


_TRANSPORTS = {
    _STDIO: ServerTransport.STDIO,
    "SseServerParams": ServerTransport.SSE,
    "StreamableHttpServerParams": ServerTransport.HTTP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundServer:
    """`command` and `args` where the transport is STDIO, `url` otherwise.

    Of environment and headers only the names are kept: their values are for the user to give.
    `path` is the place of its workbench in the text that was read.
    """

    name: str
    transport: ServerTransport
    command: str = ""
    args: tuple[str, ...] = ()
    folder: str = ""
    url: str = ""
    environment: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    path: str = ""


def found_server(node: ComponentNode) -> FoundServer:
    """The server of an McpWorkbench; raises ComponentError where it does not say which."""
    path = member(node.config_path, "server_params")
    values = node.config.get("server_params")
    if not isinstance(values, dict):
        raise _wrong(path, "server_params", "object")
    transport = _transport(values, path)
    if transport is ServerTransport.STDIO:
        command = _text(values, "command", path, required=True)
        args = _texts(values.get("args"), member(path, "args"))
        return FoundServer(
            name=_program_name(command, args),
            transport=transport,
            command=command,
            args=args,
            folder=_text(values, "cwd", path),
            environment=_names(values, "env", path),
            path=node.path,
        )
    url = _text(values, "url", path, required=True)
    return FoundServer(
        name=host_of(url) or "server",
        transport=transport,
        url=url,
        headers=_names(values, "headers", path),
        path=node.path,
    )


def host_of(url: str) -> str:
    """The host that an address leads to; "" where it is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def server_params(server: FoundServer) -> dict[str, Json]:
    """The "server_params" of an McpWorkbench for this server, with empty places for secrets."""
    kind = next(name for name, found in _TRANSPORTS.items() if found is server.transport)
    if server.transport is ServerTransport.STDIO:
        params: dict[str, Json] = {
            "type": kind,
            "command": server.command,
            "args": list(server.args),
        }
        if server.environment:
            params["env"] = dict.fromkeys(server.environment, "")
        return params
    params = {"type": kind, "url": server.url}
    if server.headers:
        params["headers"] = dict.fromkeys(server.headers, "")
    return params


def _transport(values: Mapping[str, Json], path: str) -> ServerTransport:
    """Older files have no "type": there the fields tell."""
    kind = values.get("type", _STDIO if "command" in values else "StreamableHttpServerParams")
    if not isinstance(kind, str) or kind not in _TRANSPORTS:
        raise _wrong(member(path, "type"), "type", ", ".join(_TRANSPORTS))
    return _TRANSPORTS[kind]


def _text(values: Mapping[str, Json], field: str, path: str, *, required: bool = False) -> str:
    value = values.get(field)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or (required and not value.strip()):
        raise _wrong(member(path, field), field, "text")
    return value


def _texts(value: Json, path: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _wrong(path, "args", "list")
    read = []
    for number, entry in enumerate(value):
        if not isinstance(entry, str):
            raise _wrong(item(path, number), "args", "text")
        read.append(entry)
    return tuple(read)


def _names(values: Mapping[str, Json], field: str, path: str) -> tuple[str, ...]:
    value = values.get(field)
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise _wrong(member(path, field), field, "object")
    return tuple(value)


def _program_name(command: str, args: tuple[str, ...]) -> str:
    """What a person would call it: the package or script that a launcher is told to run."""
    for word in (command, *args):
        name = _TAIL.sub("", re.split(r"[\\/]", word.strip())[-1]).split("@")[0]
        if not word.startswith("-") and name.lower() not in _LAUNCHERS and _NAME.fullmatch(name):
            return name
    return "server"


def _wrong(path: str, field: str, expected: str) -> ComponentError:
    return ComponentError(ComponentFault.WRONG_TYPE, path, field=field, expected=expected)
