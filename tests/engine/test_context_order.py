"""Whatever happened before, what is sent is in the order that strict providers insist on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from autogen_core import FunctionCall
from autogen_core.models import (
    AssistantMessage,
    FunctionExecutionResult,
    FunctionExecutionResultMessage,
    LLMMessage,
    SystemMessage,
    UserMessage,
)
from hypothesis import given
from hypothesis import strategies as st

from gui.engine.autogen_engine import AutoGenEngine
from gui.engine.context_order import CANCELLED, NO_ANSWER, for_request, repaired, replayed
from gui.model.endpoint import Protocol
from gui.model.turn import Role, TextPart, ThoughtPart, ToolCallPart, ToolState, TurnState
from tests import model_behaviours as does
from tests.engine.talk import PROTOCOLS, endpoint_of, heard, plan_of, turn
from tests.model_behaviours import Behaviour
from tests.model_servers import ModelServer


def call(name: str) -> FunctionCall:
    return FunctionCall(id=name, name=name, arguments="{}")


def result(name: str) -> FunctionExecutionResult:
    return FunctionExecutionResult(content="ok", name=name, call_id=name, is_error=False)


messages: st.SearchStrategy[LLMMessage] = st.one_of(
    st.sampled_from(["hello", "again"]).map(lambda t: UserMessage(content=t, source="user")),
    st.sampled_from(["", "yes", " "]).map(lambda t: AssistantMessage(content=t, source="a")),
    st.lists(st.sampled_from("xyz"), min_size=1, max_size=2, unique=True).map(
        lambda names: AssistantMessage(content=[call(n) for n in names], source="a")
    ),
    st.lists(st.sampled_from("xyz"), max_size=2, unique=True).map(
        lambda names: FunctionExecutionResultMessage(content=[result(n) for n in names])
    ),
)


def check(ordered: list[LLMMessage]) -> None:
    """Fail unless `ordered` alternates, and each call has its result."""
    last = ""
    calls: list[str] = []
    for message in ordered:
        match message:
            case SystemMessage():
                continue
            case UserMessage():
                assert last in ("", "text")
                last = "user"
            case FunctionExecutionResultMessage():
                assert last == "calls"
                assert [r.call_id for r in message.content] == calls
                last = "results"
            case AssistantMessage(content=list() as wanted):
                assert last in ("user", "results")
                calls = [c.id for c in wanted]
                last = "calls"
            case AssistantMessage():
                assert last in ("user", "results")
                assert str(message.content).strip()
                last = "text"
    assert last != "calls"


@given(st.lists(messages, max_size=8))
def test_any_memory_is_put_in_order(memory: list[LLMMessage]) -> None:
    check(repaired(memory))
    asked = [*memory, UserMessage(content="now", source="user")]
    for tools in (True, False):
        ordered = for_request(asked, tools=tools)
        check(ordered)
        last = ordered[-1]
        assert isinstance(last, UserMessage)
        assert last.content == "now"


@given(st.lists(messages, max_size=8))
def test_order_once_made_is_left_alone(memory: list[LLMMessage]) -> None:
    once = repaired(memory)
    assert repaired(once) == once


@given(st.lists(messages, max_size=8))
def test_without_tools_no_call_is_left(memory: list[LLMMessage]) -> None:
    ordered = for_request(memory, tools=False)
    assert not any(isinstance(message.content, list) for message in ordered)


def test_a_turn_with_thoughts_and_tools_is_replayed_without_its_thoughts() -> None:
    said = replace(
        turn(Role.AGENT),
        parts=(
            ThoughtPart(source="assistant", text="Hm."),
            TextPart(source="assistant", text="Let me see."),
            ToolCallPart(
                source="assistant",
                call_id="1",
                name="clock",
                arguments="{}",
                state=ToolState.DONE,
                result="noon",
            ),
            TextPart(source="assistant", text="It is noon."),
        ),
    )
    request, results, answer = replayed([said])
    assert isinstance(request, AssistantMessage)
    assert (request.thought, request.content) == (
        "Let me see.",
        [FunctionCall(id="1", name="clock", arguments="{}")],
    )
    assert isinstance(results, FunctionExecutionResultMessage)
    assert results.content[0].content == "noon"
    assert answer == AssistantMessage(content="It is noon.", source="assistant")


def test_a_call_without_result_was_cancelled() -> None:
    broken = ToolCallPart(
        source="a", call_id="1", name="clock", arguments="{}", state=ToolState.CANCELLED
    )
    _, results, answer = replayed([replace(turn(Role.AGENT), parts=(broken,))])
    assert isinstance(results, FunctionExecutionResultMessage)
    assert (results.content[0].content, results.content[0].is_error) == (CANCELLED, True)
    assert answer.content == NO_ANSWER


ENDS: list[Behaviour] = [
    does.cut(after=2),
    does.cut(after=0),
    does.malformed(after=2),
    does.server_error(400),
    does.empty(),
    does.headers_only(),
    does.thoughts("Hm.", ""),
]


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("behaviour", ENDS, ids=lambda b: f"{b.then or b.kind}{b.after or ''}")
async def test_order_after_an_end_before_its_time(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol, behaviour: Behaviour
) -> None:
    """The server is strict: it refuses what is out of order."""
    server.script(does.text("One."), behaviour, does.text("Three."))
    endpoint = endpoint_of(server, protocol, read_timeout=0.3)
    conversation = await engine.converse(plan_of(endpoint))
    first = await heard(conversation, "first")
    state = await conversation.save_state()
    second = await heard(conversation, "second")
    assert second.problem is not None
    await conversation.close()
    replay = (turn(Role.USER, "second"), second.turn)
    again = await engine.converse(plan_of(endpoint, state=state, replay=replay))
    third = await heard(again, "third")
    assert (third.problem, third.turn.text) == (None, "Three.")
    said = [m for m in server.chats[-1].messages if m["role"] != "system"]
    assert [m["role"] for m in said] == ["user", "assistant"] * 2 + ["user"]
    assert said[1]["content"] == first.turn.text
    assert said[3]["content"] == (second.turn.text or NO_ANSWER)
    await again.close()


async def test_a_stopped_answer_is_remembered_as_far_as_it_came(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    replay = (
        turn(Role.USER, "first"),
        turn(Role.AGENT, "Half of", state=TurnState.STOPPED),
        turn(Role.USER, "second"),
        turn(Role.AGENT, state=TurnState.INTERRUPTED),
    )
    conversation = await engine.converse(plan_of(endpoint_of(server), replay=replay))
    assert (await heard(conversation, "third")).problem is None
    said = [m["content"] for m in server.chats[-1].messages[1:]]
    assert said == ["first", "Half of", "second", NO_ANSWER, "third"]
    await conversation.close()
