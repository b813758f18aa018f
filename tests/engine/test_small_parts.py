"""Waits, saved states, proxies, and the door of the tools."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from autogen_core import CancellationToken, FunctionCall
from autogen_core.models import AssistantMessage, LLMMessage, UserMessage
from autogen_core.tools import BaseTool, FunctionTool, StaticWorkbench
from hypothesis import given
from hypothesis import strategies as st

from gui.engine.bench_of_tools import Bench
from gui.engine.client_pool import base_url_of, proxy_of
from gui.engine.errors import Asked, problem_of
from gui.engine.gate_workbench import GateWorkbench
from gui.engine.gated_calls import GatedCalls, GateSeat
from gui.engine.retry_wait import RetryPolicy, asked_wait
from gui.engine.run_ledger import RunLedger
from gui.engine.saved_state import packed, unpacked
from gui.model.endpoint import Endpoint, Protocol
from gui.model.events import EngineEvent, Recorded, ToolDecided
from gui.model.gate import Effect, ToolFacts
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.model.turn import ToolState
from tests.engine.talk import OpenGate

LIMITED = Problem(kind=ProblemKind.RATE_LIMITED)


def test_retry_after_is_seconds_or_a_date() -> None:
    assert asked_wait({"retry-after": "7"}) == 7
    assert asked_wait({"retry-after-ms": "250", "retry-after": "7"}) == 0.25
    date = email.utils.formatdate(time.time() + 60, usegmt=True)
    assert 55 < (asked_wait({"retry-after": date}) or 0) < 61
    past = email.utils.formatdate(time.time() - 60, usegmt=True)
    assert asked_wait({"retry-after": past}) == 0
    for nonsense in ("", "soon", "-1", "nan", "inf"):
        assert asked_wait({"retry-after": nonsense}) is None


def test_waits_grow_and_end() -> None:
    policy = RetryPolicy()
    waits = [policy.wait(LIMITED, attempt=n, asked=None) for n in range(1, 6)]
    assert waits[-1] is None
    lengths = [wait for wait in waits if wait is not None]
    assert len(lengths) == 4
    assert all(0.75 * 2**n <= wait <= 1.25 * 2**n for n, wait in enumerate(lengths))
    assert policy.wait(LIMITED, attempt=1, asked=301) is None
    assert policy.wait(LIMITED, attempt=1, asked=299) == 299
    slept = [policy.wait(Problem(kind=ProblemKind.SLEPT), attempt=n, asked=None) for n in (1, 2)]
    assert slept == [policy.server_first, None]
    cured = (ProblemKind.RATE_LIMITED, ProblemKind.SERVER_ERROR, ProblemKind.SLEPT)
    for kind in ProblemKind:
        if kind not in cured:
            assert policy.wait(Problem(kind=kind), attempt=1, asked=1) is None


messages: st.SearchStrategy[LLMMessage] = st.one_of(
    st.text().map(lambda t: UserMessage(content=t, source="user")),
    st.text().map(lambda t: AssistantMessage(content=t, source="a")),
    st.text().map(
        lambda t: AssistantMessage(
            content=[FunctionCall(id="1", name="n", arguments=t)], source="a", thought=t
        )
    ),
)


@given(st.lists(messages, max_size=5))
def test_a_state_is_read_as_it_was_written(memory: list[LLMMessage]) -> None:
    assert unpacked(packed(memory)) == memory


def test_a_lone_surrogate_does_not_break_a_state() -> None:
    memory: list[LLMMessage] = [UserMessage(content="\ud83d", source="user")]
    assert unpacked(packed(memory)) == memory


@given(st.binary(max_size=60))
def test_a_damaged_state_is_a_problem_and_no_crash(data: bytes) -> None:
    for damaged in (data, b"PAS\x01" + data, packed([])[:-1], b"PAS\x02" + packed([])[4:]):
        with pytest.raises(EngineError) as caught:
            unpacked(damaged)
        assert caught.value.problem.facts == {"state": "unreadable"}


def test_no_proxy_for_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "proxy.test:3128")
    monkeypatch.setenv("https_proxy", "http://proxy.test:3129")
    monkeypatch.setenv("no_proxy", "inside.test")
    for address in ("http://127.0.0.1:1", "http://localhost:2/v1", "http://[::1]:3"):
        assert proxy_of(address) is None
    for address in ("http://127.evil.test/v1", "http://model.test/v1"):
        assert proxy_of(address) == "http://proxy.test:3128"
    assert proxy_of("https://model.test/v1") == "http://proxy.test:3129"
    assert proxy_of("https://inside.test/v1") is None


@pytest.mark.parametrize(
    ("protocol", "given_url", "url"),
    [
        (Protocol.OPENAI, "", "https://api.openai.com/v1"),
        (Protocol.OPENAI, "http://h/v1", "http://h/v1"),
        (Protocol.ANTHROPIC, "", "https://api.anthropic.com"),
        (Protocol.ANTHROPIC, "http://h/v1", "http://h"),
        (Protocol.OLLAMA, "", "http://127.0.0.1:11434"),
        (Protocol.OLLAMA, "http://h:1/v1", "http://h:1"),
        (Protocol.OLLAMA, "http://h:1/api", "http://h:1"),
    ],
)
def test_addresses(protocol: Protocol, given_url: str, url: str) -> None:
    endpoint = Endpoint(id="x", name="X", protocol=protocol, base_url=given_url)
    assert base_url_of(endpoint) == url


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("RateLimitError: Error code: 429 - {}\nTraceback: …", ProblemKind.RATE_LIMITED),
        ("openai.APITimeoutError: Request timed out.\nTraceback: …", ProblemKind.TIMED_OUT),
        ("ReadError: gone", ProblemKind.CONNECTION_CUT),
        ("something else", ProblemKind.UNEXPECTED),
    ],
)
def test_errors_that_a_team_tells_as_text(text: str, kind: ProblemKind) -> None:
    endpoint = Endpoint(id="x", name="X", protocol=Protocol.OPENAI)
    assert problem_of(RuntimeError(text), Asked(endpoint=endpoint)).kind is kind


async def add(a: int, b: int) -> int:
    """Add."""
    return a + b


async def fail() -> str:
    """Fail."""
    raise OSError("broken")


def facts_of(name: str, arguments: Mapping[str, Any]) -> ToolFacts:
    del arguments
    return ToolFacts(tool_id=name, effect=Effect.READ if name == "add" else Effect.WRITE)


def gated(gate: OpenGate, emit: Callable[[EngineEvent], None]) -> GateWorkbench:
    tools: list[BaseTool[Any, Any]] = [
        FunctionTool(add, description="Add"),
        FunctionTool(fail, description="Fail"),
    ]
    seat = GateSeat(
        gate=gate, session_id="s", source="a", path="a", emit=emit, ledger=RunLedger(emit)
    )
    bench = Bench(workbench=StaticWorkbench(tools=tools), facts=facts_of)
    return GateWorkbench(bench, GatedCalls(seat))


async def test_the_gate_hears_of_every_call() -> None:
    gate = OpenGate()
    events: list[EngineEvent] = []
    workbench = gated(gate, events.append)
    assert [tool["name"] for tool in await workbench.list_tools()] == ["add", "fail"]
    result = await workbench.call_tool("add", {"a": 1, "b": 2}, CancellationToken(), "c1")
    assert (result.to_text(), result.is_error) == ("3", False)
    assert (gate.calls[0].arguments, gate.calls[0].read_only) == ('{"a": 1, "b": 2}', True)
    told, *recorded = events
    assert [type(event) for event in recorded] == [Recorded, Recorded]
    assert isinstance(told, ToolDecided)
    assert (told.call_id, told.state) == ("c1", ToolState.RUNNING)
    assert (told.source, told.name, told.arguments) == ("a", "add", '{"a": 1, "b": 2}')
    assert told.facts == facts_of("add", {})
    assert told.verdict is not None
    assert told.verdict.allowed
    failed = await workbench.call_tool("fail", {}, CancellationToken(), "c2")
    assert failed.is_error
    assert "broken" in failed.to_text()
    assert not gate.calls[1].read_only


async def test_a_denied_call_tells_the_model_why() -> None:
    events: list[EngineEvent] = []
    workbench = gated(OpenGate(allowed=False, reason="No."), events.append)
    result = await workbench.call_tool("add", {"a": 1, "b": 2}, CancellationToken(), "c1")
    assert (result.to_text(), result.is_error) == ("No.", True)
    assert isinstance(events[0], ToolDecided)
    assert events[0].state is ToolState.DENIED
