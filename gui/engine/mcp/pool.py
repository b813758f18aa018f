"""All MCP servers that run: one connection each, shared by all chats, begun when first used."""

from __future__ import annotations

import asyncio
import base64
import logging
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from gui.engine.bench_of_tools import Bench
from gui.engine.login_path import LoginPath
from gui.engine.mcp.absences import Absences, Patience
from gui.engine.mcp.connection import AnswerLateError, Connection
from gui.engine.mcp.doctor import report
from gui.engine.mcp.means import Means
from gui.engine.mcp.server_bench import (
    ReadyRoster,
    ServerNames,
    ServerRoster,
    bench_of,
    ready_bench_of,
)
from gui.engine.mcp.server_child import StartServer
from gui.model.leaving import Hear, unheard
from gui.model.mcp_report import (
    McpAbsence,
    McpContent,
    McpDiagnosis,
    McpError,
    McpFault,
    McpPrompt,
    McpPromptText,
    McpResource,
    McpState,
    McpStatus,
)
from gui.model.mcp_server import McpServer

log = logging.getLogger(__name__)

Heard = Callable[[str], None]
T = TypeVar("T")


class McpSource(Protocol):
    """What the user has configured."""

    def get(self, server_id: str) -> McpServer | None: ...

    async def secrets_of(self, server: McpServer) -> Mapping[str, str]:
        """By name; raises SecretError."""
        ...

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Hear that a server is another, new or gone; returns what ends the subscription."""
        ...


class McpPool:
    """Starts a server only while it is switched on, or when the user has it checked.

    One that is switched off, removed or set up anew while it runs is ended. One that has
    died is started again by the next call.
    """

    def __init__(
        self,
        source: McpSource,
        start: StartServer,
        environ: Mapping[str, str] = os.environ,
        patience: Patience | None = None,
        *,
        hear: Hear = unheard,
    ) -> None:
        self._source = source
        self._means = Means(
            start=start,
            secrets=source.secrets_of,
            path=LoginPath(start, environ),
            environ=environ,
            hear=hear,
        )
        self._absences = Absences(patience or Patience())
        self._connections: dict[str, Connection] = {}
        self._callbacks: dict[int, Heard] = {}
        self._next = 0
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False
        self._unsubscribe = source.subscribe(self._reconsider)

    def status(self, server_id: str) -> McpStatus:
        """As it is, or as it was when it ended."""
        connection = self._connections.get(server_id)
        return McpStatus() if connection is None else connection.status

    def subscribe(self, callback: Heard) -> Callable[[], None]:
        """Hear the id of a server whose status is another; returns what ends the subscription."""
        return self._heard_by(self._callbacks, callback)

    def hear_absences(self, callback: Callable[[McpAbsence], None]) -> Callable[[], None]:
        """Hear of a server that chats must go without; returns what ends the subscription."""
        return self._heard_by(self._absences.callbacks, callback)

    def bench(self, server_ids: Sequence[str], *, taken: Collection[str] = ()) -> list[Bench]:
        """One for each server, in this order; nothing is started yet.

        No two tools have the same name, nor one of those that are `taken`.
        """
        ids = tuple(dict.fromkeys(server_ids))
        names = ServerNames(self._source.get, taken)
        roster = ServerRoster(ids, self.connected, names)
        return [bench_of(server_id, roster, self.connected, names) for server_id in ids]

    def ready_bench(
        self, wanted: Callable[[], tuple[str, ...]], *, taken: Collection[str] = ()
    ) -> Bench:
        """The tools of those that are `wanted` at the time and ready soon; the rest is left out."""
        names = ServerNames(self._source.get, taken)
        return ready_bench_of(ReadyRoster(wanted, self._soon, names), self.connected, names)

    async def connected(self, server_id: str) -> Connection:
        """The connection to a server that is ready; raises McpError."""
        server = self._source.get(server_id)
        if server is None:
            raise McpError(server_id, McpDiagnosis(fault=McpFault.NOT_KNOWN))
        if not server.enabled or self._closed:
            raise McpError(server.name, McpDiagnosis(fault=McpFault.SWITCHED_OFF))
        self._absences.want(server_id)
        connection = self._connections.get(server_id)
        if connection is None or connection.over:
            connection = self._begin(server)
        await connection.ready()
        return connection

    async def check(self, server_id: str) -> McpStatus:
        """Start a server anew and say how that went; one that is switched off is ended after it."""
        server = self._source.get(server_id)
        if server is None or self._closed:
            return McpStatus(
                state=McpState.FAILED, diagnosis=McpDiagnosis(fault=McpFault.NOT_KNOWN)
            )
        await self.stop(server_id)
        self._absences.forget(server_id)
        connection = self._begin(server)
        try:
            return await connection.settled()
        finally:
            if not server.enabled:
                await connection.end()

    async def stop(self, server_id: str) -> None:
        """End a server, within bounds; the next use starts it again."""
        connection = self._connections.get(server_id)
        if connection is not None:
            await connection.end()

    def report(self, server_id: str) -> str:
        """For the clipboard: everything that is known of a server, without secrets."""
        server = self._source.get(server_id)
        return "" if server is None else report(server, self.status(server_id))

    async def prompts(self, server_id: str) -> tuple[McpPrompt, ...]:
        return (await self.connected(server_id)).status.prompts

    async def prompt(
        self, server_id: str, name: str, arguments: Mapping[str, str]
    ) -> tuple[McpPromptText, ...]:
        """The messages of a prompt, filled in, as far as they are text; raises McpError."""
        from mcp.types import GetPromptRequest, GetPromptRequestParams, GetPromptResult

        params = GetPromptRequestParams(name=name, arguments=dict(arguments))
        connection = await self.connected(server_id)
        request = GetPromptRequest(params=params)
        with _judging(connection.server):
            answer = await connection.request(
                request, GetPromptResult, limit=connection.server.call_limit
            )
        texts = ((m.role, _text_of(m.content)) for m in answer.messages)
        return tuple(McpPromptText(role=role, text=text) for role, text in texts if text)

    async def resources(self, server_id: str) -> tuple[McpResource, ...]:
        return (await self.connected(server_id)).status.resources

    async def read(self, server_id: str, uri: str) -> tuple[McpContent, ...]:
        """What a resource holds; raises McpError."""
        from mcp.types import ReadResourceRequest, ReadResourceRequestParams, ReadResourceResult
        from pydantic import AnyUrl

        connection = await self.connected(server_id)
        with _judging(connection.server):
            request = ReadResourceRequest(params=ReadResourceRequestParams(uri=AnyUrl(uri)))
            answer = await connection.request(
                request, ReadResourceResult, limit=connection.server.call_limit
            )
            return tuple(map(_content_of, answer.contents))

    async def close(self) -> None:
        """End all servers side by side, within the bound of one; idempotent."""
        self._closed = True
        self._unsubscribe()
        self._callbacks.clear()
        self._absences.callbacks.clear()
        await asyncio.gather(*(each.end() for each in self._connections.values()))
        if self._ending:
            await asyncio.wait(self._ending, timeout=0.5)

    async def _soon(self, server_id: str) -> Connection | None:
        """A connection that is ready, or None; its start goes on all the same."""
        server = self._source.get(server_id)
        if server is None or not server.enabled or self._closed:
            return None
        self._absences.want(server_id)
        connection = self._connections.get(server_id)
        if connection is None or (connection.over and self._absences.may_start(server_id)):
            connection = self._begin(server)
        if connection.state is McpState.STARTING:
            await connection.settled(within=self._absences.seconds_for(connection))
            self._absences.note_late(connection)
        return connection if connection.state is McpState.READY else None

    def _begin(self, server: McpServer) -> Connection:
        connection = Connection(server, self._means, lambda: self._tell(server.id))
        self._connections[server.id] = connection
        self._tell(server.id)
        return connection

    def _heard_by(
        self, callbacks: dict[int, Callable[[T], None]], callback: Callable[[T], None]
    ) -> Callable[[], None]:
        number = self._next
        self._next += 1
        callbacks[number] = callback

        def unsubscribe() -> None:
            callbacks.pop(number, None)

        return unsubscribe

    def _tell(self, server_id: str) -> None:
        self._absences.note(self._connections[server_id])
        for callback in tuple(self._callbacks.values()):
            callback(server_id)

    def _reconsider(self) -> None:
        """The settings are others: what no longer agrees with them is ended."""
        self._absences.forgive()
        for server_id, connection in self._connections.items():
            server = self._source.get(server_id)
            still = server is not None and server.launch == connection.server.launch
            if server is not None and still:
                connection.take_over(server)  # limits and trust count at once
            if (server is None or not server.enabled or not still) and not connection.over:
                task = asyncio.get_running_loop().create_task(connection.end())
                self._ending.add(task)
                task.add_done_callback(self._ending.discard)


@contextmanager
def _judging(server: McpServer) -> Iterator[None]:
    """Whatever goes wrong with a request becomes an McpError."""
    from mcp.shared.exceptions import McpError as RefusedError

    try:
        yield
    except AnswerLateError as error:
        raise McpError(server.name, McpDiagnosis(fault=McpFault.NO_ANSWER)) from error
    except (RefusedError, ValueError) as error:
        diagnosis = McpDiagnosis(fault=McpFault.UNEXPECTED, facts={"text": str(error)[:300]})
        raise McpError(server.name, diagnosis) from error


def _text_of(content: object) -> str:
    text = getattr(content, "text", None)
    if text is None:
        text = getattr(getattr(content, "resource", None), "text", None)
    return text if isinstance(text, str) else ""


def _content_of(content: object) -> McpContent:
    uri, mime = str(getattr(content, "uri", "")), getattr(content, "mimeType", None) or ""
    text = getattr(content, "text", None)
    if isinstance(text, str):
        return McpContent(uri=uri, mime=mime, content=text)
    blob = base64.b64decode(getattr(content, "blob", ""), validate=True)
    return McpContent(uri=uri, mime=mime, content=blob)
