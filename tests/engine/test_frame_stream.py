"""Fragments wait a frame at most, and the first one not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from gui.engine.delta_merger import DeltaMerger
from gui.engine.frame_stream import FRAME, CutShortError, FrameStream
from gui.engine.stream_shapes import SHAPES
from gui.model.endpoint import Protocol

DONE = b"data: [DONE]\n\n"


def fragment(text: str) -> bytes:
    return b'data: {"choices":[{"delta":{"content":"%b"}}]}\n\n' % text.encode()


class Source:
    """A body that gives what is put into it, when it is put."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[bytes | Exception | None] = asyncio.Queue()
        self.closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while (item := await self.queue.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item

    async def aclose(self) -> None:
        self.closed = True


def stream_of(source: Source) -> FrameStream:
    return FrameStream(source, DeltaMerger(SHAPES[Protocol.OPENAI]))


async def test_the_first_fragment_passes_at_once_and_the_next_ones_together() -> None:
    source = Source()
    stream = stream_of(source)
    chunks = stream.chunks()
    source.queue.put_nowait(fragment("a"))
    assert await anext(chunks) == fragment("a")
    for letter in "bcd":
        source.queue.put_nowait(fragment(letter))
    joined = await anext(chunks)
    assert joined.count(b"data:") == 1
    assert b'"bcd"' in joined
    source.queue.put_nowait(DONE)
    source.queue.put_nowait(None)
    assert [chunk async for chunk in chunks] == [DONE]
    await stream.aclose()
    assert source.closed


async def never(seconds: float) -> None:
    raise AssertionError(f"waited {seconds} s")


async def test_after_a_pause_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source()
    stream = stream_of(source)
    chunks = stream.chunks()
    for letter in "abc":
        source.queue.put_nowait(fragment(letter))
        await anext(chunks)
        await asyncio.sleep(FRAME * 1.5)
        with monkeypatch.context() as patched:
            patched.setattr(asyncio, "sleep", never)
            source.queue.put_nowait(fragment("x"))
            await anext(chunks)
        await asyncio.sleep(FRAME * 1.5)
    await chunks.aclose()
    await stream.aclose()


async def test_an_error_comes_after_all_that_came_before_it() -> None:
    source = Source()
    stream = stream_of(source)
    source.queue.put_nowait(fragment("a"))
    source.queue.put_nowait(ConnectionResetError("gone"))
    chunks = stream.chunks()
    assert await anext(chunks) == fragment("a")
    with pytest.raises(ConnectionResetError):
        await anext(chunks)
    await stream.aclose()


async def test_an_end_before_the_end_is_an_error() -> None:
    source = Source()
    stream = stream_of(source)
    source.queue.put_nowait(fragment("a"))
    source.queue.put_nowait(None)
    chunks = stream.chunks()
    assert await anext(chunks) == fragment("a")
    with pytest.raises(CutShortError):
        await anext(chunks)
    await stream.aclose()


async def test_closing_ends_the_reader() -> None:
    source = Source()
    stream = stream_of(source)
    chunks = stream.chunks()
    source.queue.put_nowait(fragment("a"))
    await anext(chunks)
    await stream.aclose()
    assert all(task.get_name() != "read ahead" for task in asyncio.all_tasks())
    await chunks.aclose()


async def test_a_source_that_is_much_faster_than_its_reader_is_held_back() -> None:
    source = Source()
    stream = stream_of(source)
    chunks = stream.chunks()
    block = fragment("x" * 1000) * 300
    for _ in range(20):
        source.queue.put_nowait(block)
    got = (await anext(chunks)).count(b"x")
    await asyncio.sleep(FRAME * 4)
    assert not source.queue.empty()
    source.queue.put_nowait(DONE)
    source.queue.put_nowait(None)
    got += sum([chunk.count(b"x") async for chunk in chunks])
    assert got == 20 * 300 * 1000
    await stream.aclose()
