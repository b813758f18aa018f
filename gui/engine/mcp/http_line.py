"""Messages to and from a server over HTTP: by mcp's own clients, with Parley's rules for both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gui.engine.client_pool import proxy_of
from gui.engine.mcp.wire import Wire
from gui.model.address import is_plain_http
from gui.model.mcp_report import McpFault
from gui.model.mcp_server import Transport

if TYPE_CHECKING:
    import ssl

    import httpx

    from gui.engine.mcp.wire import Incoming, Streams

CONNECT_LIMIT = 10.0  # seconds
_WRITE_LIMIT = 30.0  # seconds
_WAITING = 64  # messages on their way
_ANSWERS = ("application/json", "text/event-stream")
_FAULTS = {
    401: McpFault.UNAUTHORIZED,
    403: McpFault.FORBIDDEN,
    404: McpFault.PATH_NOT_FOUND,
    405: McpFault.PATH_NOT_FOUND,
}


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a server is, with everything filled in; it may hold secrets."""

    transport: Transport
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


@asynccontextmanager
async def http_streams(address: Address, wire: Wire) -> AsyncGenerator[Streams, None]:
    """Enter and leave it in the same task. What the server refuses with is told to `wire`.

    How long an answer may take is the caller's to decide: reading has no limit here.
    """
    import httpx

    watch = _Watch(wire, strict=address.transport is Transport.HTTP)
    limits = httpx.Timeout(None, connect=CONNECT_LIMIT, write=_WRITE_LIMIT)
    certificates = await asyncio.to_thread(_certificates, address.url)

    def make(
        headers: dict[str, str] | None = None,
        timeout: httpx.Timeout | None = None,
        auth: httpx.Auth | None = None,
    ) -> httpx.AsyncClient:
        """What mcp asks for is decided here already."""
        del headers, timeout, auth
        return httpx.AsyncClient(
            headers=dict(address.headers),
            timeout=limits,
            verify=certificates,
            proxy=proxy_of(address.url),
            trust_env=False,
            follow_redirects=False,
            event_hooks={"response": [watch.response]},
        )

    if address.transport is Transport.SSE:
        from mcp.client.sse import sse_client

        async with (
            sse_client(address.url, httpx_client_factory=make) as (read, write),
            _watched(read, wire) as incoming,
        ):
            yield incoming, write
    else:
        from mcp.client.streamable_http import streamable_http_client

        async with (
            make() as client,
            streamable_http_client(address.url, http_client=client) as ends,
            _watched(ends[0], wire) as incoming,
        ):
            yield incoming, ends[1]


@asynccontextmanager
async def _watched(read: Incoming, wire: Wire) -> AsyncGenerator[Incoming, None]:
    """Notices that the stream has ended, which nobody else would tell."""
    import anyio
    import httpx
    from mcp.shared.message import SessionMessage

    to_session, incoming = anyio.create_memory_object_stream[SessionMessage | Exception](_WAITING)

    async def relay() -> None:
        async for message in read:
            if isinstance(message, httpx.TransportError):
                break
            await to_session.send(message)
        wire.end(McpFault.CUT)

    async with read, to_session, incoming, anyio.create_task_group() as group:
        group.start_soon(relay)
        try:
            yield incoming
        finally:
            group.cancel_scope.cancel()


class _Watch:
    """Looks at each answer before mcp does, which swallows some errors and waits on others."""

    def __init__(self, wire: Wire, *, strict: bool) -> None:
        self._wire = wire
        self._strict = strict  # also what is posted is answered with messages
        self._met = False

    async def response(self, response: httpx.Response) -> None:
        status, method = response.status_code, response.request.method
        if method == "DELETE" or (method == "GET" and self._met):
            return  # the end of a session, and a stream that a server need not have
        facts = {"status": str(status), "host": response.request.url.netloc.decode()}
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if 300 <= status < 400:
            self._wire.end(McpFault.REDIRECTED, **facts)
        elif status == 404 and self._met:
            self._wire.end(McpFault.CUT, **facts)  # the server has forgotten the session
        elif status >= 400:
            self._wire.end(_FAULTS.get(status, McpFault.SERVER_ERROR), **facts)
        elif status == 200 and kind not in _ANSWERS and (self._strict or method == "GET"):
            self._wire.note_babble(await _beginning(response))
            self._wire.end(McpFault.NOT_MCP, kind=kind, **facts)
        else:
            self._met = True


async def _beginning(response: httpx.Response) -> str:
    """Of a page that is no answer; httpx gives up on it afterwards."""
    async for text in response.aiter_text(1024):
        return text
    return ""


def _certificates(url: str) -> ssl.SSLContext | bool:
    import httpx2

    # Reading the certificates takes time that a plain connection need not spend.
    return False if is_plain_http(url) else httpx2.create_ssl_context()
