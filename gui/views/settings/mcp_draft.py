"""An MCP server as it is typed in, before it is one: what is wrong with it, what it becomes."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from gui.model.address import origin_of_address
from gui.model.mcp_server import McpServer, Transport
from gui.services.mcp_import import looks_secret

KEPT = "••••••"
"""Stands for a secret that is kept, and is not shown."""

_PLACED = re.compile(r"\$\{secret:([^}:]+)")
_HEADER = re.compile(r"^([\w-]+)\s*[:=]\s*(.*)$")
_VARIABLE = re.compile(r"^([^=\s]+)\s*=\s*(.*)$")


class McpDraftFault(Enum):
    """Why a draft cannot be saved; the words are chosen where it is shown."""

    NAME_MISSING = auto()
    COMMAND_MISSING = auto()
    COMMAND_UNCLEAR = auto()  # a quotation mark without its partner
    ADDRESS_MISSING = auto()
    ADDRESS_NOT_WEB = auto()
    VALUES_UNCLEAR = auto()  # a line without a name and a value
    SECRET_OF_ANOTHER_ADDRESS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class McpDraft:
    """The fields as typed; `values` has one variable or header a line."""

    name: str
    transport: Transport
    command: str = ""
    folder: str = ""
    url: str = ""
    values: str = ""
    trusted: bool = False
    start_limit: int = 60
    call_limit: int = 300

    @classmethod
    def of(cls, server: McpServer) -> McpDraft:
        """The fields of a known server; its secrets stay unseen."""
        mark = "=" if server.transport is Transport.STDIO else ": "
        lines = [f"{name}{mark}{value}" for name, value in server.plain.items()]
        lines += [f"{name}{mark}{KEPT}" for name in server.secrets]
        return cls(
            name=server.name,
            transport=server.transport,
            command=server.shown if server.command else "",
            folder=server.folder,
            url=server.url,
            values="\n".join(lines),
            trusted=server.trusted,
            start_limit=round(server.start_limit),
            call_limit=round(server.call_limit),
        )

    def faults(self, base: McpServer) -> dict[str, McpDraftFault]:
        """What is wrong, by the name of the field; empty when the draft can be saved."""
        found: dict[str, McpDraftFault] = {}
        if not self.name.strip():
            found["name"] = McpDraftFault.NAME_MISSING
        if self.transport is Transport.STDIO:
            words = split_command(self.command)
            if words is None:
                found["command"] = McpDraftFault.COMMAND_UNCLEAR
            elif not words or not words[0].strip():
                found["command"] = McpDraftFault.COMMAND_MISSING
        elif not self.url.strip():
            found["url"] = McpDraftFault.ADDRESS_MISSING
        elif not origin_of_address(self.url.strip()):
            found["url"] = McpDraftFault.ADDRESS_NOT_WEB
        pairs = self._pairs
        if pairs is None:
            found["values"] = McpDraftFault.VALUES_UNCLEAR
        elif KEPT in pairs.values() and not self._may_keep(base):
            found["values"] = McpDraftFault.SECRET_OF_ANOTHER_ADDRESS
        return found

    def applied_to(self, base: McpServer) -> tuple[McpServer, Mapping[str, str]]:
        """The server, and the secrets that were typed; call it on a draft without faults.

        A value that looks secret becomes one, as does one that was.
        """
        pairs = self._pairs or {}
        placed = _PLACED.findall(self.command + self.url + self.values)
        secret = {
            name: value
            for name, value in pairs.items()
            if value == KEPT or self._is_secret(name, value, (*base.secrets, *placed))
        }
        plain = {name: value for name, value in pairs.items() if name not in secret}
        words = split_command(self.command) or ()
        local = self.transport is Transport.STDIO
        server = replace(
            base,
            name=self.name.strip(),
            transport=self.transport,
            command=words[0] if local and words else "",
            args=tuple(words[1:]) if local else (),
            folder=self.folder.strip() if local else "",
            environment=plain if local else {},
            url="" if local else self.url.strip(),
            headers={} if local else plain,
            secrets=tuple(dict.fromkeys((*secret, *placed))),
            trusted=self.trusted,
            start_limit=float(self.start_limit),
            call_limit=float(self.call_limit),
        )
        return server, {name: value for name, value in secret.items() if value != KEPT}

    @property
    def _pairs(self) -> dict[str, str] | None:
        pattern = _VARIABLE if self.transport is Transport.STDIO else _HEADER
        pairs: dict[str, str] = {}
        for line in filter(None, map(str.strip, self.values.splitlines())):
            match = pattern.match(line)
            if match is None:
                return None
            pairs[match[1]] = match[2].strip()
        return pairs

    def _may_keep(self, base: McpServer) -> bool:
        if self.transport is Transport.STDIO:
            return base.transport is Transport.STDIO
        return origin_of_address(self.url.strip()) == base.bound_to

    @staticmethod
    def _is_secret(name: str, value: str, known: tuple[str, ...]) -> bool:
        if "${" in value or not value:
            return False
        return name in known or looks_secret(name, value)


def split_command(line: str, *, windows: bool = sys.platform == "win32") -> tuple[str, ...] | None:
    """The words of a command line as a shell would see them; None when a quotation is open."""
    reader = shlex.shlex(line, posix=True, punctuation_chars=False)
    reader.whitespace_split = True
    reader.commenters = ""
    if windows:
        reader.escape = ""
    try:
        return tuple(reader)
    except ValueError:
        return None
