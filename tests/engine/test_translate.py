"""Every message and event of AutoGen has its meaning; one that is not known has its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import autogen_agentchat.messages as am
import pytest
from autogen_agentchat.base import TaskResult
from autogen_core import FunctionCall, Image
from autogen_core.code_executor import CodeBlock, CodeResult
from autogen_core.memory import MemoryContent
from autogen_core.models import FunctionExecutionResult, RequestUsage
from PIL import Image as Picture
from pydantic import BaseModel

from gui.engine.translate import Translator
from gui.model.events import (
    EngineEvent,
    HandedOff,
    Noticed,
    QuestionAsked,
    TextAppended,
    TextSettled,
    ThoughtSettled,
    ToolFinished,
    ToolRequested,
    UsageReported,
)
from gui.model.turn import ToolState, Usage


class Weather(BaseModel):
    sky: str


class NewEvent(am.BaseAgentEvent):
    """A kind that this version does not know."""

    content: str
    type: Literal["NewEvent"] = "NewEvent"

    def to_text(self) -> str:
        return f"new: {self.content}"


class NewMessage(am.BaseTextChatMessage):
    type: Literal["NewMessage"] = "NewMessage"


CALL = FunctionCall(id="1", name="clock", arguments="{}")
RESULT = FunctionExecutionResult(content="noon", name="clock", call_id="1", is_error=False)
CODE = CodeBlock(code="1", language="python")
PICTURE = Image(Picture.new("RGB", (1, 1)))

CASES: list[tuple[am.BaseAgentEvent | am.BaseChatMessage | TaskResult, type[EngineEvent], str]] = [
    (am.TextMessage(content="a", source="x"), TextSettled, "a"),
    (am.MultiModalMessage(content=["a", PICTURE], source="x"), TextSettled, "a\n<image>"),
    (am.StopMessage(content="a", source="x"), Noticed, "a"),
    (am.ToolCallSummaryMessage(content="a", source="x", tool_calls=[], results=[]), TextSettled,
     "a"),
    (am.StructuredMessage[Weather](content=Weather(sky="blue"), source="x"), TextSettled, "blue"),
    (am.HandoffMessage(content="over", source="x", target="y"), HandedOff, "over"),
    (am.ModelClientStreamingChunkEvent(content="a", source="x"), TextAppended, "a"),
    (am.ThoughtEvent(content="a", source="x"), ThoughtSettled, "a"),
    (am.CodeGenerationEvent(content="a", source="x", retry_attempt=0, code_blocks=[CODE]),
     TextSettled, "a"),
    (am.CodeExecutionEvent(result=CodeResult(exit_code=0, output="out"), source="x",
                           retry_attempt=0), Noticed, "out"),
    (am.UserInputRequestedEvent(request_id="r", source="x"), QuestionAsked, ""),
    (am.MemoryQueryEvent(content=[MemoryContent(content="m", mime_type="text/plain")],
                         source="x"), Noticed, "m"),
    (am.SelectSpeakerEvent(content=["y"], source="x"), Noticed, "y"),
    (am.SelectorEvent(content="y", source="x"), Noticed, "y"),
    (NewEvent(content="a", source="x"), Noticed, "new: a"),
    (NewMessage(content="a", source="x"), Noticed, "a"),
    (TaskResult(messages=[], stop_reason="enough"), Noticed, "enough"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "kind", "text"), CASES, ids=lambda v: type(v).__name__)
def test_each_kind(
    item: am.BaseAgentEvent | am.BaseChatMessage | TaskResult, kind: type[EngineEvent], text: str
) -> None:
    (event,) = Translator().events(item)
    assert isinstance(event, kind)
    assert text in str(getattr(event, "text", ""))


def test_no_kind_is_forgotten() -> None:
    """A new version of AutoGen that brings a new kind is noticed here."""
    known = {type(item).__name__.split("[")[0] for item, _, _ in CASES}
    known |= {"ToolCallRequestEvent", "ToolCallExecutionEvent"}
    bases = {"BaseMessage", "BaseChatMessage", "BaseTextChatMessage", "BaseAgentEvent"}
    kinds: Mapping[str, Any] = vars(am)
    there = {
        name
        for name, kind in kinds.items()
        if isinstance(kind, type) and issubclass(kind, am.BaseMessage) and "[" not in name
    }
    assert there - bases <= known


def test_a_request_waits_and_a_result_finishes() -> None:
    translator = Translator()
    usage = RequestUsage(prompt_tokens=3, completion_tokens=4)
    requested, used = translator.events(
        am.ToolCallRequestEvent(content=[CALL], source="x", models_usage=usage)
    )
    assert isinstance(requested, ToolRequested)
    assert (requested.call_id, requested.state) == ("1", ToolState.WAITING)
    assert used == UsageReported(usage=Usage(prompt_tokens=3, completion_tokens=4))
    (finished,) = translator.events(am.ToolCallExecutionEvent(content=[RESULT], source="x"))
    assert isinstance(finished, ToolFinished)
    assert (finished.call_id, finished.result, finished.is_error) == ("1", "noon", False)


def test_the_text_beside_tool_calls_is_text() -> None:
    translator = Translator()
    translator.events(am.ModelClientStreamingChunkEvent(content="Let me see.", source="x"))
    (event,) = translator.events(am.ThoughtEvent(content="Let me see.", source="x"))
    assert event == TextSettled(source="x", text="Let me see.")


def test_the_users_own_message_and_no_usage_say_nothing() -> None:
    translator = Translator()
    assert translator.events(am.TextMessage(content="a", source="user")) == []
    none = RequestUsage(prompt_tokens=0, completion_tokens=0)
    events = translator.events(am.TextMessage(content="a", source="x", models_usage=none))
    assert events == [TextSettled(source="x", text="a")]
    assert translator.events(TaskResult(messages=[])) == []
