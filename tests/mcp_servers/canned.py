"""Web servers that are no MCP servers: they answer one thing, nothing at all, or by TLS."""

from __future__ import annotations

import asyncio
import ssl
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

CERTIFICATE = Path(__file__).parents[1] / "services" / "self_signed.pem"
Serve = Callable[[StreamReader, StreamWriter], Awaitable[None]]


@asynccontextmanager
async def _server(serve: Serve, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    async def guarded(reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            await serve(reader, writer)
        writer.close()

    server = await asyncio.start_server(guarded, "127.0.0.1", 0, ssl=context)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def answering(status: int, body: str) -> AsyncIterator[str]:
    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = (
            f"HTTP/1.1 {status} Said\r\ncontent-type: text/html\r\nlocation: http://127.0.0.1:9/\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        writer.write((head + body).encode())
        await writer.drain()

    async with _server(serve) as port:
        yield f"http://127.0.0.1:{port}/mcp"


@asynccontextmanager
async def silent() -> AsyncIterator[str]:
    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        while await reader.read(4096):
            pass

    async with _server(serve) as port:
        yield f"http://127.0.0.1:{port}/mcp"


@asynccontextmanager
async def talking_tls() -> AsyncIterator[str]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)

    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.read(1)

    async with _server(serve, context) as port:
        yield f"https://127.0.0.1:{port}/mcp"
