"""Why a run ended: AutoGen's own sentences in the reader's words, everything else as it is."""

from __future__ import annotations

import asyncio

import pytest
from autogen_agentchat.base import TerminationCondition
from autogen_agentchat.conditions import (
    ExternalTermination,
    FunctionCallTermination,
    HandoffTermination,
    MaxMessageTermination,
    SourceMatchTermination,
    StopMessageTermination,
    TextMentionTermination,
    TextMessageTermination,
    TimeoutTermination,
    TokenUsageTermination,
)
from autogen_agentchat.messages import (
    BaseAgentEvent,
    BaseChatMessage,
    HandoffMessage,
    StopMessage,
    TextMessage,
    ToolCallExecutionEvent,
)
from autogen_core.models import FunctionExecutionResult, RequestUsage

from gui.views.transcript.ending_words import ending_words

SPENT = RequestUsage(prompt_tokens=90, completion_tokens=60)
RESULT = FunctionExecutionResult(content="", name="approve", call_id="1", is_error=False)
RUN: list[BaseAgentEvent | BaseChatMessage] = [
    TextMessage(content="All done, 'it's' DONE", source="critic", models_usage=SPENT),
    HandoffMessage(content="x", source="critic", target="writer"),
    ToolCallExecutionEvent(content=[RESULT], source="critic"),
    StopMessage(content="x", source="critic"),
]
EXTERNAL = ExternalTermination()

CONDITIONS = [
    (MaxMessageTermination(2), "the limit of 2 messages was reached"),
    (
        TokenUsageTermination(max_total_token=1),
        "the limit of tokens was reached: 150 have been used",
    ),
    (TimeoutTermination(0.0), "the limit of 0 seconds was reached"),
    (TextMentionTermination("'it's' DONE"), "somebody said “'it's' DONE”"),
    (HandoffTermination("writer"), "critic handed over to writer"),
    (TextMessageTermination("critic"), "critic has written"),
    (SourceMatchTermination(["critic"]), "critic has answered"),
    (FunctionCallTermination("approve"), "the tool approve was used"),
    (StopMessageTermination(), "an agent asked to stop"),
    (EXTERNAL, "it was asked to stop"),
    (
        TextMentionTermination("DONE") | MaxMessageTermination(1),
        "somebody said “DONE”; the limit of 1 messages was reached",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "words"), CONDITIONS, ids=lambda v: type(v).__name__)
def test_what_autogen_says_is_in_the_readers_words(
    condition: TerminationCondition, words: str
) -> None:
    EXTERNAL.set()
    stop = asyncio.run(_met(condition))
    assert stop is not None
    assert ending_words(stop.content) == words


async def _met(condition: TerminationCondition) -> StopMessage | None:
    return await condition(RUN)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("Maximum number of turns 3 reached.", "the limit of 3 turns was reached"),
        ("Digraph execution is complete", "all steps of the graph are done"),
        ("Handoff to user from triage detected.", "triage handed over to you"),
    ],
)
def test_what_teams_say_is_too(reason: str, words: str) -> None:
    assert ending_words(reason) == words


@pytest.mark.parametrize(
    "reason",
    ["", "The request is answered.", "Stop message received, and more", "Stop message received."],
)
def test_what_somebody_else_says_stays_as_it_is(reason: str) -> None:
    assert ending_words(reason) == reason
