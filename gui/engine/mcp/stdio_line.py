"""Messages to and from a server that Parley has started: one line of JSON each, by its pipes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from gui.engine.mcp.server_child import ServerChild
from gui.engine.mcp.wire import Wire
from gui.model.mcp_report import McpFault

if TYPE_CHECKING:
    from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
    from mcp.shared.message import SessionMessage

    from gui.engine.mcp.wire import Streams

_WAITING = 64  # messages on their way, in each direction
_LONG = 128 * 1024  # bytes of a line that are read in another thread
_EXIT_LIMIT = 1.0  # seconds for a server that has closed its output to end


@asynccontextmanager
async def stdio_streams(child: ServerChild, wire: Wire) -> AsyncGenerator[Streams, None]:
    """Enter and leave it in the same task; it does not end the child."""
    import anyio
    from mcp.shared.message import SessionMessage

    to_session, incoming = anyio.create_memory_object_stream[SessionMessage | Exception](_WAITING)
    outgoing, from_session = anyio.create_memory_object_stream[SessionMessage](_WAITING)
    async with to_session, incoming, outgoing, from_session, anyio.create_task_group() as group:
        group.start_soon(_read, child, to_session, wire)
        group.start_soon(_write, child, from_session)
        try:
            yield incoming, outgoing
        finally:
            group.cancel_scope.cancel()


async def _read(
    child: ServerChild, session: MemoryObjectSendStream[SessionMessage | Exception], wire: Wire
) -> None:
    from mcp.shared.message import SessionMessage
    from mcp.types import JSONRPCMessage
    from pydantic import ValidationError

    while True:
        try:
            line = await child.output.readline()
        except ValueError:
            wire.note_babble("a line that is too long")
            continue
        except OSError:
            line = b""
        if not line:
            break
        if not line.strip():
            continue
        try:
            if len(line) > _LONG:
                message = await asyncio.to_thread(JSONRPCMessage.model_validate_json, line)
            else:
                message = JSONRPCMessage.model_validate_json(line)
        except ValidationError:
            wire.note_babble(line[:4000].decode(errors="replace"))
            continue
        await session.send(SessionMessage(message))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_EXIT_LIMIT):
            await child.gone.wait()  # then its last words about the reason are there, too
    wire.end(McpFault.CRASHED, code="" if child.code is None else str(child.code))


async def _write(child: ServerChild, session: MemoryObjectReceiveStream[SessionMessage]) -> None:
    async for sent in session:
        text = sent.message.model_dump_json(by_alias=True, exclude_none=True)
        try:
            child.input.write(text.encode() + b"\n")
            await child.input.drain()
        except OSError:  # it has ended, which the reader tells
            return
