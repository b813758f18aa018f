"""A memory that is cut stays in order, before a model server that insists on the order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from autogen_core.models import LLMMessage, UserMessage
from hypothesis import given
from hypothesis import strategies as st

from gui.engine.autogen_engine import AutoGenEngine, EngineOptions
from gui.engine.context_order import for_request
from gui.engine.cut_contexts import EndsContext, NewestContext
from gui.engine.retry_wait import RetryPolicy
from gui.model.turn import Role
from tests import model_behaviours as does
from tests.engine.counted_tools import CountedTools
from tests.engine.talk import Heard, heard
from tests.engine.talk import turn as said_turn
from tests.engine.teams import Component, agent, component, team, team_plan
from tests.engine.test_context_order import check, messages
from tests.model_servers import ModelServer

CONTEXTS = "autogen_core.model_context"
ADD = does.tools(("add", '{"a": 1, "b": 2}'))


def newest(size: int) -> Component:
    return component(f"{CONTEXTS}.BufferedChatCompletionContext", buffer_size=size)


def ends(head: int, tail: int) -> Component:
    provider = f"{CONTEXTS}.HeadAndTailChatCompletionContext"
    return component(provider, head_size=head, tail_size=tail)


CUTS = [newest(1), newest(2), newest(3), newest(4), ends(1, 1), ends(2, 1), ends(1, 2), ends(3, 2)]


@pytest.fixture
async def adding() -> AsyncIterator[AutoGenEngine]:
    options = EngineOptions(
        retries=RetryPolicy(first=0.02, server_first=0.02), benches=CountedTools().benches
    )
    built = AutoGenEngine(options=options)
    yield built
    await built.close()


async def answers(
    engine: AutoGenEngine,
    server: ModelServer,
    made: Component,
    **more: Any,  # noqa: ANN401
) -> list[Heard]:
    conversation = await engine.converse(team_plan(server, made, **more))
    told = [await heard(conversation, f"question {number}") for number in range(3)]
    state = await conversation.save_state()
    await conversation.close()
    again = await engine.converse(team_plan(server, made, state=state))
    told.append(await heard(again, "question 3"))
    await again.close()
    return told


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: str(cut["config"]))
async def test_one_agent_with_a_tool(
    server: ModelServer, adding: AutoGenEngine, cut: Component
) -> None:
    server.script(*[ADD, does.text("Three.")] * 4)
    made = agent("lead", {"tools": ["add"]}, model_context=cut)
    replay = (said_turn(Role.USER, "before"), said_turn(Role.AGENT, "answered"))
    told = await answers(adding, server, made, replay=replay)
    assert [one.problem for one in told] == [None] * 4
    assert len(server.chats) == 8
    for number, chat in enumerate(server.chats):
        shown = str(chat.messages)
        assert f"question {number // 2}" in shown, "what is asked is always there"
        if number % 2:
            assert chat.messages[-1]["role"] == "tool", "so is what its tool gave"
    assert "question 1" not in str(server.chats[7].messages), "what is far back is left out"


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: str(cut["config"]))
async def test_a_team_of_two_with_tools(
    server: ModelServer, adding: AutoGenEngine, cut: Component
) -> None:
    server.script_for("You are one.", *[ADD, does.text("Three.")] * 4)
    server.script_for("You are two.", does.text("Right."))
    pair = team(
        "RoundRobinGroupChat",
        agent("one", {"tools": ["add"]}, model_context=cut),
        agent("two", {"tools": ["add"]}, model_context=cut),
        max_turns=2,
    )
    replay = (said_turn(Role.USER, "before"), said_turn(Role.AGENT, "answered"))
    told = await answers(adding, server, pair, replay=replay)
    assert [one.problem for one in told] == [None] * 4
    assert len(server.chats) == 12


@given(memory=st.lists(messages, max_size=9), size=st.integers(1, 6), head=st.integers(1, 6))
def test_any_memory_is_shown_in_order_and_with_what_is_asked(
    memory: list[LLMMessage], size: int, head: int
) -> None:
    for context in (
        NewestContext(size, initial_messages=memory),
        EndsContext(head, size, initial_messages=memory),
    ):
        shown = asyncio.run(context.get_messages())
        asked = [message for message in memory if isinstance(message, UserMessage)]
        if asked:
            assert any(str(asked[-1].content) in str(message.content) for message in shown)
        check(for_request(shown, tools=True))
