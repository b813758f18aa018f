"""The user's MCP servers: kept in the settings, their secrets where secrets are kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from gui.model.address import without_user_info
from gui.model.mcp_server import CALL_LIMIT, START_LIMIT, McpServer, Transport
from gui.services.identifiers import Identifiers
from gui.services.secrets import Holder, KeyPlace, Secrets
from gui.services.settings import Json, Settings

MCP_SERVERS = "mcp_servers"
LONGEST_SECONDS = 86_400


class McpServers:
    """What the pool of servers is told from, and what the settings page changes."""

    def __init__(self, settings: Settings, secrets: Secrets) -> None:
        self._settings = settings
        self._secrets = secrets
        self._ids = Identifiers()

    def list(self) -> tuple[McpServer, ...]:
        stored = self._settings.section(MCP_SERVERS)
        rows = stored if isinstance(stored, list) else []
        read = (_server_of(row) for row in rows if isinstance(row, dict))
        return tuple(server for server in read if server is not None)

    def get(self, server_id: str) -> McpServer | None:
        return next((server for server in self.list() if server.id == server_id), None)

    def add(self, server: McpServer) -> McpServer:
        """Append it under a new id, which the returned server has."""
        added = replace(server, id=self._ids.new())
        self._write((*self.list(), added))
        return added

    def update(self, server: McpServer) -> None:
        """Raises LookupError where there is none with that id."""
        known = self.list()
        if all(each.id != server.id for each in known):
            raise LookupError(server.id)
        self._write(tuple(server if each.id == server.id else each for each in known))

    async def save(
        self,
        server: McpServer,
        secrets: Mapping[str, str],
        *,
        place: KeyPlace = KeyPlace.KEYRING,
    ) -> McpServer:
        """Keep the secrets that are given, then the server; one without an id is new.

        Of a known server the other secrets stay, unless it is reached at another server now:
        what was given to one web address never goes to another. Raises SecretError, with
        nothing changed, when they cannot be kept in `place`.
        """
        known = self.get(server.id)
        made = server if known is not None else replace(server, id=self._ids.new())
        kept = {} if known is None else await self._still_good(known, made)
        wanted = {name: value for name, value in {**kept, **secrets}.items() if value}
        wanted = {name: value for name, value in wanted.items() if name in made.secrets}
        if wanted:
            await self._secrets.keep(_holder(made), json.dumps(wanted), place=place)
        elif known is not None and known.secrets:
            await self._secrets.delete(_holder(known).name)
        rows = self.list()
        if known is None:
            self._write((*rows, made))
        else:
            self._write(tuple(made if each.id == made.id else each for each in rows))
        return made

    async def remove(self, server_id: str) -> None:
        """The server at once, then its secrets."""
        known = self.get(server_id)
        self._write(tuple(each for each in self.list() if each.id != server_id))
        if known is not None and known.secrets:
            await self._secrets.delete(_holder(known).name)

    async def secrets_of(self, server: McpServer) -> Mapping[str, str]:
        """By name, without those that are not there; raises SecretError.

        Those of another command or another address are as good as none.
        """
        if not server.secrets:
            return {}
        kept = await self._secrets.find(_holder(server))
        return {name: value for name, value in _read(kept).items() if name in server.secrets}

    async def place_of(self, server: McpServer) -> KeyPlace | None:
        """Where its secrets are kept; None where there are none. Raises SecretError."""
        return await self._secrets.place_of(_holder(server)) if server.secrets else None

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Hear that a server is another, new or gone; returns what ends the subscription."""

        def heard(name: str) -> None:
            if name == MCP_SERVERS:
                callback()

        return self._settings.subscribe(heard)

    async def _still_good(self, known: McpServer, made: McpServer) -> Mapping[str, str]:
        """A program's own secrets stay while the user edits how it is called."""
        programs = known.transport is made.transport is Transport.STDIO
        if known.bound_to != made.bound_to and not programs:
            return {}
        return await self.secrets_of(known)

    def _write(self, servers: tuple[McpServer, ...]) -> None:
        self._settings.set_section(MCP_SERVERS, [_row_of(server) for server in servers])


def _holder(server: McpServer) -> Holder:
    return Holder(name=f"mcp/{server.id}", origin=server.bound_to)


def _read(kept: str | None) -> dict[str, str]:
    try:
        values = json.loads(kept or "{}")
    except ValueError:
        return {}
    pairs = values.items() if isinstance(values, dict) else ()
    return {name: value for name, value in pairs if isinstance(value, str)}


def _row_of(server: McpServer) -> Json:
    return {
        "id": server.id,
        "name": server.name,
        "transport": server.transport.value,
        "command": server.command,
        "args": list(server.args),
        "folder": server.folder,
        "environment": dict(server.environment),
        "url": without_user_info(server.url),
        "headers": dict(server.headers),
        "secrets": list(server.secrets),
        "enabled": server.enabled,
        "trusted": server.trusted,
        "switched_off": list(server.switched_off),
        "start_limit": server.start_limit,
        "call_limit": server.call_limit,
    }


def _server_of(row: dict[str, Json]) -> McpServer | None:
    """None for a row that is no server of which this version knows how to speak to it."""
    server_id, transport = _text(row, "id"), _text(row, "transport")
    if not server_id or transport not in {t.value for t in Transport}:
        return None
    return McpServer(
        id=server_id,
        name=_text(row, "name") or server_id,
        transport=Transport(transport),
        command=_text(row, "command"),
        args=_texts(row, "args"),
        folder=_text(row, "folder"),
        environment=_pairs(row, "environment"),
        url=without_user_info(_text(row, "url")),
        headers=_pairs(row, "headers"),
        secrets=_texts(row, "secrets"),
        enabled=row.get("enabled") is True,
        trusted=row.get("trusted") is True,
        switched_off=_texts(row, "switched_off"),
        start_limit=_seconds(row, "start_limit", START_LIMIT),
        call_limit=_seconds(row, "call_limit", CALL_LIMIT),
    )


def _text(row: dict[str, Json], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _texts(row: dict[str, Json], name: str) -> tuple[str, ...]:
    value = row.get(name)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _pairs(row: dict[str, Json], name: str) -> dict[str, str]:
    value = row.get(name)
    pairs = value.items() if isinstance(value, dict) else ()
    return {key: each for key, each in pairs if isinstance(each, str)}


def _seconds(row: dict[str, Json], name: str, otherwise: float) -> float:
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return otherwise
    return float(value) if 0 < value <= LONGEST_SECONDS else otherwise
