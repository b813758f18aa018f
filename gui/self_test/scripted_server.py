"""A model server on this computer that says what it is told, for a check of teams."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

Says = Callable[[str], str]
"""The answer to the body of a request."""

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


@asynccontextmanager
async def scripted_server(says: Says) -> AsyncIterator[str]:
    """Its address, which speaks as much of OpenAI's protocol as an agent needs."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = next(
            int(line.partition(":")[2])
            for line in head.splitlines()
            if line.startswith("content-length:")
        )
        said = says((await reader.readexactly(length)).decode())
        writer.write(_HEAD + _event({"role": "assistant", "content": said}, ends=None))
        writer.write(_event({}, ends="stop") + b"data: [DONE]\n\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        port = server.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.close()


def _event(delta: dict[str, str], *, ends: str | None) -> bytes:
    chunk = {
        "id": "answer",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "delta": delta, "finish_reason": ends}],
    }
    return f"data: {json.dumps(chunk)}\n\n".encode()
