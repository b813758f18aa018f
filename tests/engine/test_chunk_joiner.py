"""Joining the chunks of a reply changes what an HTTP library reads in nothing but their number."""

from __future__ import annotations

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.engine.chunk_joiner import ChunkJoiner

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


def chunked(texts: list[bytes], *, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(text), text) for text in texts) + end


@st.composite
def cut(draw: st.DrawFn, whole: bytes) -> list[bytes]:
    places = sorted(draw(st.lists(st.integers(0, len(whole)), max_size=12)))
    pieces = (whole[a:b] for a, b in zip([0, *places], [*places, len(whole)], strict=True))
    return [piece for piece in pieces if piece]


def read(pieces: list[bytes]) -> tuple[list[object], bytes, str]:
    """What h11 makes of a reply and its end: the events without data, the data, the error."""
    client = h11.Connection(h11.CLIENT)
    client.send(h11.Request(method="GET", target="/", headers=[("host", "x")]))
    client.send(h11.EndOfMessage())
    events: list[object] = []
    data = b""
    try:
        for piece in (*pieces, b""):
            client.receive_data(piece)
            while (event := client.next_event()) not in (h11.NEED_DATA, h11.PAUSED):
                if isinstance(event, h11.ConnectionClosed):
                    break
                if isinstance(event, h11.Data):
                    data += bytes(event.data)
                else:
                    events.append(event)
    except h11.RemoteProtocolError as error:
        return events, data, type(error).__name__
    return events, data, ""


def joined(pieces: list[bytes]) -> list[bytes]:
    joiner = ChunkJoiner()
    joiner.begin()
    return [out for piece in pieces if (out := joiner.feed(piece))]


replies = st.one_of(
    st.lists(st.binary(min_size=1, max_size=30), max_size=8).map(lambda t: HEAD + chunked(t)),
    st.lists(st.binary(min_size=1, max_size=30), max_size=8).map(
        lambda t: HEAD + chunked(t, end=b"0\r\nTrailer: 1\r\n\r\n")
    ),
    st.lists(st.binary(min_size=1, max_size=3), max_size=8).map(
        lambda t: b"HTTP/1.1 103 Early\r\n\r\n" + HEAD + chunked(t)
    ),
    st.lists(st.binary(min_size=1, max_size=3), max_size=8).map(
        lambda t: HEAD + chunked(t, end=b"2;name=value\r\nab\r\n0\r\n\r\n")
    ),
    st.lists(st.binary(min_size=1, max_size=3), max_size=8).map(
        lambda t: HEAD + chunked(t, end=b"no size\r\nab\r\n0\r\n\r\n")
    ),
    st.lists(st.binary(min_size=1, max_size=3), max_size=8).map(
        lambda t: HEAD + chunked(t, end=b"00000000000000003\r\nabc\r\n0\r\n\r\n")
    ),
    st.lists(st.binary(min_size=1, max_size=9), min_size=1, max_size=4).map(
        lambda t: HEAD + chunked(t)[:-9]
    ),
    st.binary(max_size=40).map(
        lambda b: b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(b), b)
    ),
    st.binary(max_size=60),
)


@given(st.data())
def test_a_library_reads_the_same(data: st.DataObject) -> None:
    pieces = data.draw(cut(data.draw(replies)))
    events, body, error = read(joined(pieces))
    wanted, whole, wanted_error = read(pieces)
    assert [str(event) for event in events] == [str(event) for event in wanted]
    assert (body, error) == (whole, wanted_error)


def test_many_chunks_that_come_together_become_one() -> None:
    (out,) = joined([HEAD + chunked([b"word "] * 1_000)])
    assert out == HEAD + b"%x\r\n%b\r\n0\r\n\r\n" % (5_000, b"word " * 1_000)


def test_what_has_come_of_a_chunk_is_not_held_back() -> None:
    joiner = ChunkJoiner()
    joiner.feed(HEAD)
    assert joiner.feed(b"a\r\nhello") == b"5\r\nhello\r\n"
    assert joiner.feed(b"world\r") == b"5\r\nworld\r\n"
    assert not joiner.feed(b"\n")


@pytest.mark.parametrize("first", [[b"one"], [b"one", b"two"]])
def test_the_next_reply_on_the_connection_is_joined_too(first: list[bytes]) -> None:
    joiner = ChunkJoiner()
    for texts in (first, [b"x"] * 9):
        joiner.begin()
        out = joiner.feed(HEAD + chunked(texts))
        text = b"".join(texts)
        assert out == HEAD + chunked([text])
