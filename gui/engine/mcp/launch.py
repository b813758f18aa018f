"""What a server is started with: its words and variables with all values filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gui.engine.mcp.http_line import Address
from gui.model.mcp_report import McpDiagnosis, McpFault
from gui.model.mcp_server import McpServer, Transport

_PLACE = re.compile(r"\$\{(secret|env):([^}:]+)(?::-([^}]*))?\}")


class FaultError(Exception):
    """A start ends here; `diagnosis` says why."""

    def __init__(self, fault: McpFault, **facts: str) -> None:
        super().__init__(fault.value)
        self.diagnosis = McpDiagnosis(fault=fault, facts=facts)


@dataclass(frozen=True, kw_only=True)
class Launch:
    """A command line, or an address; both may hold secrets."""

    command: tuple[str, ...] = field(default=(), repr=False)
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    folder: Path | None = None
    address: Address | None = None


def launch_of(server: McpServer, secrets: Mapping[str, str], environ: Mapping[str, str]) -> Launch:
    """Raises FaultError for a value that is nowhere, or a folder that is not there."""
    for name in server.secrets:
        if not secrets.get(name):
            raise FaultError(McpFault.VALUE_MISSING, name=name)
    placed: set[str] = set()

    def filled(text: str) -> str:
        return _PLACE.sub(lambda match: _value(match, secrets, environ, placed), text)

    words = tuple(filled(word) for word in (server.command, *server.args))
    plain = {name: filled(value) for name, value in server.plain.items()}
    url = filled(server.url)
    own = {name: secrets[name] for name in server.secrets if name not in placed}
    if server.transport is not Transport.STDIO:
        address = Address(transport=server.transport, url=url, headers={**plain, **own})
        return Launch(address=address)
    folder = Path(filled(server.folder)).expanduser() if server.folder else None
    if folder is not None and not folder.is_dir():
        raise FaultError(McpFault.FOLDER_MISSING, folder=str(folder))
    return Launch(command=words, environment={**plain, **own}, folder=folder)


def _value(
    match: re.Match[str], secrets: Mapping[str, str], environ: Mapping[str, str], placed: set[str]
) -> str:
    kind, name, otherwise = match.groups()
    if kind == "secret":
        placed.add(name)
    value = (secrets if kind == "secret" else environ).get(name, "")
    if value:
        return value
    if otherwise is None:
        raise FaultError(McpFault.VALUE_MISSING, name=name)
    return str(otherwise)
