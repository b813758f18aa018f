"""Servers that chats have to go without: how long each is waited for, and who is told, once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from gui.engine.mcp.connection import Connection
from gui.model.mcp_report import McpAbsence, McpFault, McpState


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """`first` is how many seconds of a start a request waits for where the server may be left out;
    one that has failed is tried again after `again` seconds, and not waited for."""

    first: float = 10.0
    again: float = 60.0


class Absences:
    """A server that fails in the same way again is not told of again before it has been ready."""

    def __init__(self, patience: Patience) -> None:
        self.callbacks: dict[int, Callable[[McpAbsence], None]] = {}
        self._patience = patience
        self._failed_at: dict[str, float] = {}
        self._wanted: set[str] = set()
        self._told: dict[str, McpFault | None] = {}

    def want(self, server_id: str) -> None:
        """A chat asks for it: that it does not start is worth telling."""
        self._wanted.add(server_id)

    def forget(self, server_id: str) -> None:
        """The user looks after it."""
        self._wanted.discard(server_id)
        self._told.pop(server_id, None)
        self._failed_at.pop(server_id, None)

    def forgive(self) -> None:
        """The settings are others: what has failed may work now."""
        self._failed_at.clear()

    def may_start(self, server_id: str) -> bool:
        failed_at = self._failed_at.get(server_id)
        return failed_at is None or _now() >= failed_at + self._patience.again

    def seconds_for(self, connection: Connection) -> float:
        """How long to wait for it from now on."""
        if connection.server.id in self._failed_at:
            return 0.0
        return max(0.0, connection.begun + self._patience.first - _now())

    def note(self, connection: Connection) -> None:
        """Its status is another."""
        server_id, state = connection.server.id, connection.state
        if state is McpState.READY:
            self._told.pop(server_id, None)
            self._failed_at.pop(server_id, None)
        elif state is McpState.FAILED:
            self._failed_at[server_id] = _now()
        if state is McpState.DIED or (state is McpState.FAILED and server_id in self._wanted):
            self._tell(connection)

    def note_late(self, connection: Connection) -> None:
        """A request goes without it, though it may be ready for the next one."""
        if connection.state is McpState.STARTING and connection.server.id not in self._failed_at:
            self._tell(connection)

    def _tell(self, connection: Connection) -> None:
        server = connection.server
        diagnosis = connection.status.diagnosis
        fault = diagnosis.fault if diagnosis is not None else None
        if not server.enabled or self._told.get(server.id, _NEVER) is fault:
            return
        self._told[server.id] = fault
        absence = McpAbsence(
            server_id=server.id,
            name=server.name,
            died=connection.state is McpState.DIED,
            diagnosis=diagnosis,
        )
        for callback in tuple(self.callbacks.values()):
            callback(absence)


_NEVER = object()


def _now() -> float:
    return asyncio.get_running_loop().time()
