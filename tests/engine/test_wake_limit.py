"""After a sleep: lost connections are given up soon, living ones are left alone."""

from __future__ import annotations

import asyncio
import json
import socketserver
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from gui.engine.autogen_engine import AutoGenEngine, EngineOptions
from gui.engine.retry_wait import RetryPolicy
from gui.engine.wake_limit import WakeLimits
from gui.model.endpoint import Endpoint, Protocol
from gui.model.events import RetryScheduled
from gui.model.problem import ProblemKind
from tests import model_behaviours as does
from tests.engine.talk import PROTOCOLS, Heard, endpoint_of, heard, plan_of
from tests.model_servers import ModelServer
from tests.waiting import until

SILENCE = 0.5

each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS)


def spares_nothing(url: str) -> bool:
    """Like a server on another computer."""
    del url
    return False


@pytest.fixture
async def engine() -> AsyncIterator[AutoGenEngine]:
    quick = RetryPolicy(first=0.02, server_first=0.02)
    wakes = WakeLimits(silence=SILENCE, spares=spares_nothing)
    built = AutoGenEngine(options=EngineOptions(retries=quick, wakes=wakes))
    yield built
    await built.close()


class Talk:
    """One message under way."""

    def __init__(self, engine: AutoGenEngine, endpoint: Endpoint) -> None:
        self.answer = Heard()
        self._work = asyncio.get_running_loop().create_task(self._talk(engine, endpoint))

    async def end(self) -> Heard:
        await asyncio.wait_for(self._work, 10)
        return self.answer

    async def _talk(self, engine: AutoGenEngine, endpoint: Endpoint) -> None:
        conversation = await engine.converse(plan_of(endpoint))
        await heard(conversation, "hello", self.answer)
        await conversation.close()


@each_protocol
async def test_a_stream_that_stays_silent_ends_with_what_came(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    server.script(does.stall(after=3))
    talk = Talk(engine, endpoint_of(server, protocol, read_timeout=60))
    await until(lambda: talk.answer.turn.text)
    engine.woke()
    answer = await talk.end()
    assert answer.problem is not None
    assert answer.problem.kind is ProblemKind.SLEPT
    assert answer.problem.facts["host"].startswith("127.0.0.1:")
    assert answer.turn.text
    assert len(server.chats) == 1


@each_protocol
@pytest.mark.parametrize("behaviour", [does.silent(), does.headers_only()], ids=["sent", "begun"])
async def test_where_nothing_had_come_it_is_asked_once_more(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol, behaviour: does.Behaviour
) -> None:
    server.script(behaviour, does.text("Here again."))
    talk = Talk(engine, endpoint_of(server, protocol, read_timeout=60))
    await until(lambda: server.chats)
    engine.woke()
    answer = await talk.end()
    assert (answer.turn.text, answer.problem) == ("Here again.", None)
    waits = [event for event in answer.events if isinstance(event, RetryScheduled)]
    assert [wait.problem.kind for wait in waits] == [ProblemKind.SLEPT]


@each_protocol
async def test_a_stream_that_goes_on_is_left_alone(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    server.script(does.text("word " * 20, fragments=20, pause=0.05))
    talk = Talk(engine, endpoint_of(server, protocol))
    await until(lambda: talk.answer.turn.text)
    engine.woke()
    answer = await talk.end()
    assert answer.problem is None
    assert answer.turn.text.count("word") == 20


async def test_a_request_after_the_sleep_may_take_its_time(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    engine.woke()
    server.script(replace(does.text("Slow."), first_pause=SILENCE * 2))
    answer = await Talk(engine, endpoint_of(server)).end()
    assert (answer.turn.text, answer.problem) == ("Slow.", None)


async def test_a_server_on_this_computer_slept_too(server: ModelServer) -> None:
    engine = AutoGenEngine(options=EngineOptions(wakes=WakeLimits(silence=SILENCE)))
    server.script(replace(does.text("Slow."), first_pause=SILENCE * 3))
    talk = Talk(engine, endpoint_of(server))
    await until(lambda: server.chats)
    engine.woke()
    answer = await talk.end()
    assert (answer.turn.text, answer.problem) == ("Slow.", None)
    await engine.close()


class Forgetful(socketserver.StreamRequestHandler):
    """Answers once; what comes later on the same connection is lost without a word."""

    server: Gateway

    def handle(self) -> None:
        self.server.connections += 1
        self._read_request()
        text = {"choices": [{"index": 0, "delta": {"content": "Yes."}}]}
        stop = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
        body = b"".join(b"data: " + json.dumps(part).encode() + b"\n\n" for part in (text, stop))
        body += b"data: [DONE]\n\n"
        head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: {}\r\n\r\n"
        self.wfile.write(head.format(len(body)).encode() + body)
        self.server.answered.set()
        while self.rfile.read1(65536):
            self.server.lost += 1

    def _read_request(self) -> None:
        length = 0
        while (line := self.rfile.readline().strip()) != b"":
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        self.rfile.read(length)


class Gateway(socketserver.ThreadingTCPServer):
    """A way to a server that forgets connections, as routers do while a computer sleeps."""

    daemon_threads = False
    block_on_close = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Forgetful)
        self.connections = 0
        self.lost = 0
        self.answered = threading.Event()

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint(
            id="test",
            name="Test",
            protocol=Protocol.OPENAI,
            base_url=f"http://127.0.0.1:{self.server_address[1]}/v1",
            needs_key=False,
            connect_timeout=2.0,
            read_timeout=1.0,
        )


@contextmanager
def gateway() -> Iterator[Gateway]:
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


async def said(engine: AutoGenEngine, server: Gateway) -> Heard:
    return await Talk(engine, server.endpoint).end()


async def test_an_idle_connection_is_not_used_after_a_sleep(engine: AutoGenEngine) -> None:
    with gateway() as server:
        assert (await said(engine, server)).turn.text == "Yes."
        engine.woke()
        after = await said(engine, server)
        assert (after.turn.text, after.problem) == ("Yes.", None)
        assert (server.connections, server.lost) == (2, 0)
        await engine.close()


async def test_without_a_sleep_connections_are_used_again(engine: AutoGenEngine) -> None:
    """The test above would say nothing otherwise."""
    with gateway() as server:
        assert (await said(engine, server)).turn.text == "Yes."
        after = await said(engine, server)
        assert after.problem is not None
        assert after.problem.kind is ProblemKind.TIMED_OUT
        assert server.connections == 1
        assert server.lost
        await engine.close()
