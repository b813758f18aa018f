"""MCP servers as the user has configured them: how each is started or reached, and its limits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gui.model.address import origin_of_address

START_LIMIT = 60.0  # seconds; a first start by npx or uvx downloads a package
CALL_LIMIT = 300.0  # seconds

DOWNLOADERS = frozenset({"npx", "uvx", "uv", "pipx", "bunx", "pnpm", "yarn", "docker", "podman"})
"""Programs that may download what they are asked to run."""


class Transport(StrEnum):
    """How a server is spoken to."""

    STDIO = "stdio"  # a program that Parley starts
    SSE = "sse"  # the older of two ways over HTTP
    HTTP = "http"  # streamable HTTP


@dataclass(frozen=True, kw_only=True)
class McpServer:
    """One server. Only what its transport needs is used: `command` or `url`.

    Secrets are not here: `secrets` has the names of environment variables (of headers, over
    HTTP) whose values lie in the secret store. A plain value, an argument or the address may
    hold `${secret:NAME}`, which takes that secret's place then, and `${env:NAME}`, which is
    read from Parley's environment at each start. `start_limit` and `call_limit` are seconds.
    A `trusted` server is believed when it says that a tool only reads.
    """

    id: str
    name: str
    transport: Transport
    command: str = ""
    args: tuple[str, ...] = ()
    folder: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    enabled: bool = False
    trusted: bool = False
    switched_off: tuple[str, ...] = ()  # names of tools that no agent gets
    start_limit: float = START_LIMIT
    call_limit: float = CALL_LIMIT

    @property
    def bound_to(self) -> str:
        """What its secrets are for: this very command, or the server at the address.

        "" for what is no plain address: no secret could be for it.
        """
        if self.transport is Transport.STDIO:
            return "command:" + json.dumps([self.command, *self.args])
        return origin_of_address(self.url)

    @property
    def launch(self) -> tuple[object, ...]:
        """All that a running server is started from: another one of it needs another start."""
        settings = (self.environment, self.headers)
        return (
            self.transport,
            self.command,
            self.args,
            self.folder,
            self.url,
            self.secrets,
            *(tuple(sorted(each.items())) for each in settings),
        )

    @property
    def plain(self) -> Mapping[str, str]:
        """The environment or the headers, as far as they are no secrets."""
        return self.environment if self.transport is Transport.STDIO else self.headers

    @property
    def downloads(self) -> bool:
        """Whether its program may have to fetch what it runs first."""
        program = self.command.replace("\\", "/").rpartition("/")[2].partition(".")[0]
        return self.transport is Transport.STDIO and program.lower() in DOWNLOADERS

    @property
    def shown(self) -> str:
        """The command line or the address, for a reader."""
        if self.transport is not Transport.STDIO:
            return self.url
        return " ".join(_quoted(word) for word in (self.command, *self.args))


def _quoted(word: str) -> str:
    if word and not any(letter.isspace() or letter in "\"'\\" for letter in word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
