"""Joins the chunks of a streamed HTTP reply before the HTTP library reads them one by one.

A server that sends each fragment in a chunk of its own costs more in the library, which is
written in Python, than the fragment itself.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Protocol, cast

_HEAD = re.compile(rb"HTTP/1\.1 (\d\d\d)[^\n]*\n")
_HEAD_END = b"\r\n\r\n"
_MOST_HEAD = 64 * 1024  # bytes; the library gives up at as many
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked[ \t]*\r\n", re.IGNORECASE)
_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})\r\n")
_PART_OF_SIZE = re.compile(rb"[0-9a-fA-F]{0,8}\r?")
_LINE_END = b"\r\n"


class _State(Enum):
    HEAD = auto()
    CHUNKS = auto()
    PLAIN = auto()  # all passes as it is, up to the next request


class ChunkJoiner:
    """Takes the bytes of a connection and gives them back, with fewer and longer chunks.

    What is in the chunks, and all else, comes out as it went in, and at once. What is not
    plainly a chunk is left to the library.
    """

    def __init__(self) -> None:
        self._state = _State.HEAD
        self._seen = b""  # of the head
        self._rest = b""  # of a line with a size
        self._left = 0  # bytes of the current chunk that have not come yet
        self._inside = False  # whether the end of a chunk's line is still to come

    def begin(self) -> None:
        """A request is sent: what comes next is the head of a reply, unless one is under way."""
        if self._state is not _State.CHUNKS:
            self._state, self._seen = _State.HEAD, b""

    def feed(self, data: bytes) -> bytes:
        """Return what there is of it; nothing where only framing came."""
        match self._state:
            case _State.HEAD:
                return self._take_head(data)
            case _State.CHUNKS:
                return self._join(data)
            case _State.PLAIN:
                return data

    def _take_head(self, data: bytes) -> bytes:
        known = len(self._seen)
        self._seen += data
        end = self._seen.find(_HEAD_END)
        if end < 0:
            if len(self._seen) > _MOST_HEAD:
                self._state = _State.PLAIN
            return data
        end += len(_HEAD_END)
        head, body = self._seen[:end], self._seen[end:]
        shown = head[known:]
        self._seen = b""
        status = _HEAD.match(head)
        if status is not None and status[1].startswith(b"1"):
            return shown + self._take_head(body)
        if status is None or _CHUNKED.search(head) is None:
            self._state = _State.PLAIN
            return shown + body
        self._state, self._rest, self._left, self._inside = _State.CHUNKS, b"", 0, False
        return shown + self._join(body)

    def _join(self, data: bytes) -> bytes:
        data, self._rest = self._rest + data, b""
        texts: list[bytes] = []
        at, end = 0, len(data)
        while at < end:
            if self._left:
                text = data[at : at + self._left]
                texts.append(text)
                at += len(text)
                self._left -= len(text)
                continue
            size_at = at
            if self._inside:
                size_at += len(_LINE_END)
                if not data.startswith(_LINE_END, at):
                    return self._stop(texts, data, at, may_follow=_LINE_END.startswith(data[at:]))
            size = _SIZE.match(data, size_at)
            if size is None or not (length := int(size[1], 16)):
                may_follow = size is None and bool(_PART_OF_SIZE.fullmatch(data, size_at))
                return self._stop(texts, data, at, may_follow=may_follow)
            self._left, self._inside = length, True
            at = size.end()
        return _chunk(texts)

    def _stop(self, texts: list[bytes], data: bytes, at: int, *, may_follow: bool) -> bytes:
        """Wait for the rest of a line, or leave all that follows as it is."""
        if may_follow:
            self._rest = data[at:]
            return _chunk(texts)
        self._state = _State.PLAIN
        rest = data[at:]
        if self._inside and rest.startswith(_LINE_END):
            rest = rest[len(_LINE_END) :]  # what is given back has its own
        return _chunk(texts) + rest


def _chunk(texts: list[bytes]) -> bytes:
    text = b"".join(texts)
    return b"%x\r\n%b\r\n" % (len(text), text) if text else b""


class NetworkStream(Protocol):
    """What httpcore promises of a connection; its arguments are only handed on here."""

    async def read(self, *args: object, **options: object) -> bytes: ...

    async def write(self, *args: object, **options: object) -> None: ...

    async def aclose(self) -> None: ...

    async def start_tls(self, *args: object, **options: object) -> NetworkStream: ...

    def get_extra_info(self, info: str) -> object: ...


class _JoinedStream:
    def __init__(self, stream: NetworkStream) -> None:
        self._stream = stream
        self._joiner = ChunkJoiner()

    async def read(self, *args: object, **options: object) -> bytes:
        while data := await self._stream.read(*args, **options):
            if joined := self._joiner.feed(data):
                return joined
        return b""

    async def write(self, *args: object, **options: object) -> None:
        self._joiner.begin()
        await self._stream.write(*args, **options)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(self, *args: object, **options: object) -> _JoinedStream:
        return _JoinedStream(await self._stream.start_tls(*args, **options))

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class NetworkBackend(Protocol):
    """What httpcore makes connections with."""

    async def connect_tcp(self, *args: object, **options: object) -> NetworkStream: ...

    async def connect_unix_socket(self, *args: object, **options: object) -> NetworkStream: ...

    async def sleep(self, seconds: float) -> None: ...


class _JoiningBackend:
    def __init__(self, backend: NetworkBackend) -> None:
        self._backend = backend

    async def connect_tcp(self, *args: object, **options: object) -> _JoinedStream:
        return _JoinedStream(await self._backend.connect_tcp(*args, **options))

    async def connect_unix_socket(self, *args: object, **options: object) -> _JoinedStream:
        return _JoinedStream(await self._backend.connect_unix_socket(*args, **options))

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)


class _Pool(Protocol):
    _network_backend: NetworkBackend


def join_chunks(pool: object) -> None:
    """Have the connections that `pool` will make join chunks; its library only takes whole pools.

    Pools of httpcore and httpcore2 are the same in this.
    """
    hidden = cast("_Pool", pool)
    hidden._network_backend = _JoiningBackend(hidden._network_backend)  # noqa: SLF001 - see above
