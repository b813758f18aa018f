"""Stopping, cancelling and closing: prompt and bounded, whatever the server or a tool does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

import pytest

from gui.engine.autogen_engine import AutoGenEngine
from gui.engine.conversation import AgentConversation
from gui.model.endpoint import Endpoint, Protocol
from gui.model.events import RetryScheduled, TextAppended, ToolDecided
from gui.model.gate import Decision, Question, ToolCall
from tests import model_behaviours as does
from tests.engine.talk import PROTOCOLS, Heard, endpoint_of, heard, plan_of
from tests.model_behaviours import Behaviour
from tests.model_servers import ModelServer
from tests.waiting import until

each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS)
LEFT = "was left behind"

GUIDE = Endpoint(id="guide", name="Guide", protocol=Protocol.GUIDE, needs_key=False)

STOPPED = [
    does.text("word " * 1000, fragments=1000, pause=0.01),
    does.silent(),
    does.headers_only(),
    does.stall(),
    does.rate_limited(retry_after="60"),
]


def names(behaviour: Behaviour) -> str:
    return behaviour.then or str(behaviour.error.get("type", behaviour.kind))


async def begun(
    conversation: AgentConversation, server: ModelServer
) -> tuple[asyncio.Task[Heard], Heard]:
    """A run under way, the server having been asked."""
    into = Heard()
    running = asyncio.create_task(heard(conversation, "hello", into))
    await until(lambda: server.chats)
    return running, into


@each_protocol
@pytest.mark.parametrize("behaviour", STOPPED, ids=names)
async def test_stop_ends_the_stream_at_once_and_without_a_problem(
    server: ModelServer,
    engine: AutoGenEngine,
    protocol: Protocol,
    behaviour: Behaviour,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.script(behaviour)
    conversation = await engine.converse(plan_of(endpoint_of(server, protocol)))
    running, into = await begun(conversation, server)
    await until(lambda: into.events or behaviour.kind in ("silent", "headers_only"))
    conversation.request_stop()
    answer = await running
    assert LEFT not in caplog.text
    assert answer.problem is None
    await until(server.chats[0].closed.is_set, within=2.0)
    assert len(server.chats) == 1
    await conversation.close()


@each_protocol
@pytest.mark.parametrize("behaviour", STOPPED, ids=names)
async def test_cancelling_the_reader_ends_everything(
    server: ModelServer,
    engine: AutoGenEngine,
    protocol: Protocol,
    behaviour: Behaviour,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.script(behaviour)
    conversation = await engine.converse(plan_of(endpoint_of(server, protocol)))
    running, _ = await begun(conversation, server)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await conversation.close()
    assert LEFT not in caplog.text
    await until(server.chats[0].closed.is_set, within=2.0)


async def test_closing_the_stream_early(server: ModelServer, engine: AutoGenEngine) -> None:
    server.script(does.text("word " * 1000, fragments=1000, pause=0.01))
    conversation = await engine.converse(plan_of(endpoint_of(server)))
    async with aclosing(conversation.run("hello")) as events:
        async for event in events:
            if isinstance(event, TextAppended):
                break
    await until(server.chats[0].closed.is_set, within=2.0)
    with pytest.raises(RuntimeError):
        await anext(conversation.run("again"))
    await conversation.close()
    await conversation.close()


async def test_a_stop_while_waiting_for_the_rate_limit_is_in_the_turn(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    server.script(does.rate_limited(retry_after="60"))
    conversation = await engine.converse(plan_of(endpoint_of(server)))
    running, into = await begun(conversation, server)
    await until(lambda: into.turn.wait is not None)
    conversation.request_stop()
    answer = await running
    assert isinstance(answer.events[-1], RetryScheduled)
    await conversation.close()


class SlowGate:
    """Decides when it is told to, never by itself."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.left = asyncio.Event()

    def judge(self, call: ToolCall) -> Decision | None:
        del call
        return None

    async def decide(self, call: ToolCall) -> Decision:
        self.asked.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.left.set()
        return Decision(allowed=True, arguments=call.arguments)

    async def answer(self, question: Question) -> str:
        return question.text


@pytest.mark.parametrize("how", ["stop", "cancel"])
async def test_ending_in_a_tool_call_leaves_nothing_running(
    engine: AutoGenEngine, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    gate = SlowGate()
    conversation = await engine.converse(replace(plan_of(GUIDE), gate=gate))
    running = asyncio.create_task(heard(conversation, "what time is it?"))
    await gate.asked.wait()
    if how == "stop":
        conversation.request_stop()
        answer = await running
        assert not answer.of(ToolDecided)
    else:
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert LEFT not in caplog.text
    assert gate.left.is_set()
    await conversation.close()


class StubbornAgent:
    """Stands in for an agent whose clean-up never ends."""

    def __init__(self) -> None:
        self.freed = asyncio.Event()

    async def run_stream(self, **_: object) -> AsyncGenerator[object, None]:
        try:
            await asyncio.Event().wait()
            yield None
        finally:
            while not self.freed.is_set():
                try:
                    await self.freed.wait()
                except asyncio.CancelledError:
                    continue


async def test_an_agent_that_never_ends_is_left_behind(
    monkeypatch: pytest.MonkeyPatch,
    engine: AutoGenEngine,
    server: ModelServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("gui.engine.conversation.LEAVE_LIMIT", 0.1)
    conversation = await engine.converse(plan_of(endpoint_of(server)))
    agent = StubbornAgent()
    conversation._crew = replace(conversation._crew, runner=agent)  # type: ignore[arg-type]
    running = asyncio.create_task(heard(conversation, "hello"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert LEFT in caplog.text
    agent.freed.set()
    await conversation.close()
