"""Joining fragments changes nothing but the number of events, however the bytes are cut."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.engine.delta_merger import DeltaMerger
from gui.engine.stream_shapes import SHAPES
from gui.model.endpoint import Protocol
from tests.model_behaviours import thoughts
from tests.model_streams import events

Json = dict[str, Any]

texts = st.text(st.characters(codec="utf-8") | st.sampled_from('\r\n"\\{}你😀\u2028'), max_size=6)
line_ends = st.sampled_from([b"\n", b"\r\n", b"\r"])


def openai_chunk(delta: Json, **choice: object) -> Json:
    whole = {"index": 0, "delta": delta, "finish_reason": None, **choice}
    return {"id": "c", "created": 1, "choices": [whole]}


openai_events = st.one_of(
    texts.map(lambda t: openai_chunk({"content": t})),
    texts.map(lambda t: openai_chunk({"content": t})),
    texts.map(lambda t: openai_chunk({"content": None, "reasoning_content": t})),
    texts.map(lambda t: openai_chunk({"role": "assistant", "content": t})),
    texts.map(lambda t: openai_chunk({"content": t}, index=1)),
    texts.map(lambda t: openai_chunk({"content": t}, logprobs={"content": []})),
    texts.map(lambda t: openai_chunk({"content": t}, finish_reason="stop")),
    texts.map(lambda t: openai_chunk({"tool_calls": [{"index": 0, "function": {"name": t}}]})),
    texts.map(lambda t: openai_chunk({"content": t, "tool_calls": [{"index": 0}]})),
    texts.map(lambda t: {**openai_chunk({"content": t}), "usage": {"prompt_tokens": 1}}),
    st.just({"choices": [], "usage": {"prompt_tokens": 1}}),
    st.just(openai_chunk({})),
)


@st.composite
def sse_blocks(draw: st.DrawFn) -> bytes:
    """One event of a stream, or something else that may stand there."""
    end = draw(line_ends)
    kind = draw(st.sampled_from(["json", "json", "json", "comment", "broken", "two lines", "done"]))
    ascii_only = draw(st.booleans())
    data = json.dumps(draw(openai_events), ensure_ascii=ascii_only).encode()
    match kind:
        case "comment":
            return b": keep-alive" + end + end
        case "broken":
            return b"data: " + data[: len(data) // 2] + end + end
        case "two lines":
            head, tail = data.split(b",", 1)
            return b"data: " + head + b"," + end + b"data: " + tail + end + end
        case "done":
            return b"data: [DONE]" + end + end
        case _:
            return draw(st.sampled_from([b"data: ", b"data:"])) + data + end + end


@st.composite
def cut(draw: st.DrawFn, whole: bytes) -> list[bytes]:
    places = sorted(draw(st.lists(st.integers(0, len(whole)), max_size=12)))
    return [whole[a:b] for a, b in zip([0, *places], [*places, len(whole)], strict=True)]


def merged(pieces: list[bytes], protocol: Protocol = Protocol.OPENAI) -> bytes:
    merger = DeltaMerger(SHAPES[protocol])
    return b"".join([*(merger.feed(piece) for piece in pieces), merger.close()])


def heard(stream: bytes) -> list[object]:
    """What a client reads, neighbouring fragments that differ in nothing else joined."""
    events: list[object] = []
    normal = stream.replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode()
    for block in normal.split("\n\n"):
        lines = [line for line in block.split("\n") if line.startswith("data:")]
        data = "\n".join(line.removeprefix("data:").removeprefix(" ") for line in lines)
        if not data:
            continue
        try:
            event = json.loads(data)
        except ValueError:
            events.append(data)
            continue
        place = SHAPES[Protocol.OPENAI].place(event)
        if place is None:
            events.append(event)
            continue
        text, place.holder[place.key] = place.holder[place.key], None
        last = events[-1] if events else None
        if isinstance(last, tuple) and last[:2] == (place.key, event):
            events[-1] = (place.key, event, last[2] + text)
        else:
            events.append((place.key, event, text))
    return events


@given(st.data())
def test_only_neighbouring_fragments_are_joined(data: st.DataObject) -> None:
    stream = b"".join(data.draw(st.lists(sse_blocks(), max_size=12)))
    out = merged(data.draw(cut(stream)))
    assert heard(out) == heard(stream)


@given(st.data())
def test_anything_that_is_no_event_passes_byte_for_byte(data: st.DataObject) -> None:
    stream = data.draw(st.binary(max_size=200))
    for protocol in SHAPES:
        assert merged(data.draw(cut(stream)), protocol) == stream


WRITTEN = (
    b"a",
    b"b c",
    b'\\"',
    b"\\\\",
    b"\\ud83d",
    b"\\ude00",
    "你".encode(),
    b"\xf0\x9f\x98\x80",
    b"}{",
)
ODD = (b"", b"\\u00", b"41", b"\xe4", b"\xbd\xa0", b"\\x", b'","done":true,"x":"', b'"}, {"')


def heard_lines(stream: bytes) -> list[object]:
    """The lines a client of Ollama's reads, neighbouring texts joined; broken ones as they are."""
    found: list[object] = []
    for line in stream.splitlines(keepends=True):
        try:
            event = json.loads(line)
        except ValueError:
            found.append(line)
            continue
        text = event["message"].pop("content")
        if event["done"] or not text:
            found.append((event, text))
            continue
        del event["created_at"]
        last = found[-1] if found else None
        if isinstance(last, list) and last[0] == event:
            last[1] += text
        else:
            found.append([event, text])
    return [json.dumps(each) if isinstance(each, list) else each for each in found]


@given(st.lists(st.sampled_from((*WRITTEN * 3, *ODD)), max_size=40), st.integers(1, 9))
def test_texts_that_are_not_parsed_one_by_one_are_what_they_would_be(
    written: list[bytes], dates: int
) -> None:
    stream = b"".join(
        b'{"model":"m","created_at":"%d","message":{"content":"%b"},"done":false}\n'
        % (number // dates, text)
        for number, text in enumerate(written)
    )
    out = merged([stream], Protocol.OLLAMA)
    assert heard_lines(out) == heard_lines(stream)


def test_a_long_run_becomes_one_event() -> None:
    whole = "".join(f'word {n} \\ " 你\n' for n in range(500))
    stream = b"".join(
        b"data: " + json.dumps(openai_chunk({"content": letter})).encode() + b"\n\n"
        for letter in whole
    )
    (event,) = heard(merged([stream]))
    assert isinstance(event, tuple)
    assert event[2] == whole
    assert merged([stream]).count(b"data:") == 1


def test_a_single_event_is_not_rewritten() -> None:
    odd = b'data:   {"choices":[{"delta":{"content":"a"}}] , "x":1.50}\n\n'
    assert merged([odd]) == odd


def test_a_surrogate_pair_cut_in_two_comes_out_whole() -> None:
    halves = (
        b'data: {"choices":[{"delta":{"content":"\\u' + half + b'"}}]}\n\n'
        for half in (b"d83d", b"de00")
    )
    (event,) = heard(merged([b"".join(halves)]))
    assert isinstance(event, tuple)
    assert event[2].encode("utf-16", "surrogatepass").decode("utf-16") == "😀"


def test_obfuscation_does_not_stop_the_joining() -> None:
    stream = b"".join(
        b'data: {"choices":[{"delta":{"content":"%b"}}],"obfuscation":"%b"}\n\n' % (t, t * 3)
        for t in (b"a", b"b", b"c")
    )
    assert merged([stream]).count(b"data:") == 1


@pytest.mark.parametrize(
    ("protocol", "stream", "cut_short"),
    [
        (Protocol.OPENAI, b'data: {"choices":[{"delta":{"content":"a"}}]}\n\n', True),
        (Protocol.OPENAI, b'data: {"choices":[{"finish_reason":"stop"}]}\n\n', False),
        (Protocol.OPENAI, b'data: {"choices":[]}\n\ndata: [DONE]\n\n', False),
        (Protocol.OPENAI, b'data: {"choices":[]}\n\ndata: [DONE]', False),
        (Protocol.OPENAI, b'data: {"choices":[]}\n\ndata: {"error":{}}\n\n', True),
        (Protocol.OPENAI, b'data: {"choices":[]}\n\ndata: {"error":{"code":1}}\n\n', False),
        (Protocol.OPENAI, b"<html>", False),
        (Protocol.ANTHROPIC, b'event: x\ndata: {"type":"message_start"}\n\n', True),
        (
            Protocol.ANTHROPIC,
            b'data: {"type":"message_start"}\n\ndata: {"type":"message_stop"}\n\n',
            False,
        ),
        (Protocol.OLLAMA, b'{"message":{"content":"a"},"done":false}\n', True),
        (Protocol.OLLAMA, b'{"message":{"content":""},"done":true}', False),
    ],
)
def test_an_end_without_the_end_is_noticed(
    protocol: Protocol, stream: bytes, cut_short: bool
) -> None:
    merger = DeltaMerger(SHAPES[protocol])
    merger.feed(stream)
    merger.close()
    assert merger.cut_short is cut_short


@pytest.mark.parametrize("protocol", [Protocol.ANTHROPIC, Protocol.OLLAMA])
def test_the_other_protocols_are_joined_too(protocol: Protocol) -> None:
    reply = "Hello 你好 " * 20
    name = str(protocol.value)
    said = replace(thoughts("Let me think of it.", reply), fragments=50)
    blocks = list(events(name, said, "m"))
    out = merged([b"".join(blocks)], protocol)
    assert json.dumps(reply).strip('"') in out.decode()
    assert out.count(b"\n") < 40
