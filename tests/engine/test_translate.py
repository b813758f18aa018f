"""Every message and event of AutoGen has its meaning; one that is not known has its text."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import autogen_agentchat.messages as am
import pytest
from autogen_agentchat.base import TaskResult
from autogen_core import FunctionCall, Image
from autogen_core.code_executor import CodeBlock, CodeResult
from autogen_core.memory import MemoryContent
from autogen_core.models import (
    AssistantMessage,
    FunctionExecutionResult,
    FunctionExecutionResultMessage,
    LLMMessage,
    RequestUsage,
    UserMessage,
)
from PIL import Image as Picture
from pydantic import BaseModel

from gui.engine.translate import LONGEST_TEXT, Translator
from gui.model.events import (
    CodeRun,
    CodeWritten,
    DataSettled,
    EngineEvent,
    HandedOff,
    ImageShown,
    Noticed,
    QuestionAsked,
    Remembered,
    RunEnded,
    SpeakerChosen,
    SpeakerWeighed,
    TextAppended,
    TextSettled,
    ThoughtSettled,
    ToolFinished,
    ToolRequested,
    ToolsSummed,
)
from gui.model.turn import ToolState


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
TALK: list[LLMMessage] = [
    AssistantMessage(content=[CALL], source="x"),
    FunctionExecutionResultMessage(content=[RESULT]),
]

CASES: list[tuple[am.BaseAgentEvent | am.BaseChatMessage | TaskResult, type[EngineEvent], str]] = [
    (am.TextMessage(content="a", source="x"), TextSettled, "a"),
    (am.MultiModalMessage(content=["a"], source="x"), TextSettled, "a"),
    (am.StopMessage(content="a", source="x"), RunEnded, "a"),
    (am.ToolCallSummaryMessage(content="a", source="x", tool_calls=[], results=[]), ToolsSummed,
     "a"),
    (am.StructuredMessage[Weather](content=Weather(sky="blue"), source="x"), DataSettled, "blue"),
    (am.HandoffMessage(content="over", source="x", target="y"), HandedOff, "over"),
    (am.ModelClientStreamingChunkEvent(content="a", source="x"), TextAppended, "a"),
    (am.ThoughtEvent(content="a", source="x"), ThoughtSettled, "a"),
    (am.CodeGenerationEvent(content="a", source="x", retry_attempt=0, code_blocks=[CODE]),
     CodeWritten, "a"),
    (am.CodeExecutionEvent(result=CodeResult(exit_code=0, output="out"), source="x",
                           retry_attempt=0), CodeRun, ""),
    (am.UserInputRequestedEvent(request_id="r", source="x"), QuestionAsked, ""),
    (am.MemoryQueryEvent(content=[MemoryContent(content="m", mime_type="text/plain")],
                         source="x"), Remembered, ""),
    (am.SelectSpeakerEvent(content=["y"], source="x"), SpeakerChosen, ""),
    (am.SelectorEvent(content="y", source="x"), SpeakerWeighed, "y"),
    (NewEvent(content="a", source="x"), Noticed, "new: a"),
    (NewMessage(content="a", source="x"), Noticed, "a"),
    (TaskResult(messages=[], stop_reason="enough"), RunEnded, "enough"),
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


SAID = [
    (["writer"], 0),
    (["Next is the story_teller."], 0),
    (["nobody", "story teller"], 0),
    (["nobody", "somebody", "the critics"], 3),
    (["writer or critic"], 1),
    (["writer", "writer", "writer"], 3),
    ([], 0),
]


@pytest.mark.parametrize(("said", "tried"), SAID, ids=str)
def test_a_model_that_names_no_speaker_is_noticed(said: list[str], tried: int) -> None:
    target = "story_teller" if any("story" in text for text in said) else "writer"
    translator = Translator(names={"writer", "critic", "story_teller"})
    for text in said:
        translator.events(am.SelectorEvent(content=text, source="manager"))
    events = translator.events(am.SelectSpeakerEvent(content=[target], source="manager"))
    assert events[0] == SpeakerChosen(source="manager", target=target)
    told = [event.text for event in events if isinstance(event, Noticed)]
    assert told == ([f"{tried}: writer"] if tried else [])


def test_a_request_waits_and_a_result_finishes() -> None:
    translator = Translator()
    (requested,) = translator.events(am.ToolCallRequestEvent(content=[CALL], source="x"))
    assert isinstance(requested, ToolRequested)
    assert (requested.call_id, requested.state) == ("1", ToolState.WAITING)
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


def test_texts_and_images_stay_in_their_order() -> None:
    message = am.MultiModalMessage(content=["a", PICTURE, "b", PICTURE], source="x")
    first, image, second, same = Translator().events(message)
    assert (first, second) == (TextSettled(source="x", text="a"), TextSettled(source="x", text="b"))
    assert isinstance(image, ImageShown)
    assert image.digest == hashlib.sha256(image.data).hexdigest()
    assert (image.media_type, image.width, image.height) == ("image/png", 1, 1)
    assert Picture.open(io.BytesIO(image.data)).size == (1, 1)
    assert same == image


class Silent(am.BaseAgentEvent):
    """A kind that cannot say what it is."""

    def to_text(self) -> str:
        raise RuntimeError("no words")


class Endless(am.BaseAgentEvent):
    def to_text(self) -> str:
        return "x" * (LONGEST_TEXT + 5)


def test_a_kind_that_is_not_known_is_named_even_where_it_fails_or_is_huge() -> None:
    (silent,) = Translator().events(Silent(source="x"))
    assert silent == Noticed(source="x", text="RuntimeError: no words", kind="Silent")
    (endless,) = Translator().events(Endless(source="x"))
    assert isinstance(endless, Noticed)
    assert len(endless.text) == LONGEST_TEXT + 1


def test_an_unknown_message_replaces_what_was_streamed_of_it() -> None:
    translator = Translator()
    translator.events(am.ModelClientStreamingChunkEvent(content="a", source="x"))
    assert translator.events(NewMessage(content="ab", source="x")) == [
        TextSettled(source="x", text="ab")
    ]


def test_data_keeps_its_shape_and_its_sentence() -> None:
    message = am.StructuredMessage[Weather](
        content=Weather(sky="blue"), source="x", format_string="It is {sky}."
    )
    (event,) = Translator().events(message)
    told = DataSettled(source="x", text='{"sky":"blue"}', type_name="Weather", words="It is blue.")
    assert event == told
    message.format_string = "It is {green}."
    assert Translator().events(message) == [replace(told, words="")]


def test_code_that_is_not_in_the_text_is_put_below() -> None:
    event = am.CodeGenerationEvent(content="a", source="x", retry_attempt=2, code_blocks=[CODE])
    (told,) = Translator().events(event)
    assert told == CodeWritten(source="x", text="a\n\n```python\n1\n```", attempt=2)


def test_what_is_handed_over_has_its_context() -> None:
    context = [UserMessage(content=["look", PICTURE], source="user"), *TALK]
    message = am.HandoffMessage(content="over", source="x", target="y", context=context)
    (event,) = Translator().events(message)
    assert isinstance(event, HandedOff)
    assert event.context == "look\n(1 × 1)\n\nclock({})\n\nclock: noon"


def test_memories_of_every_type_have_words() -> None:
    contents: list[Any] = ["m", b"12", {"a": "ü"}, PICTURE]
    event = am.MemoryQueryEvent(
        content=[MemoryContent(content=c, mime_type="application/json") for c in contents],
        source="x",
    )
    (told,) = Translator().events(event)
    assert isinstance(told, Remembered)
    assert told.memories == (
        "m",
        "(application/json: 2 bytes)",
        '{"a": "ü"}',
        "(application/json: 1 × 1)",
    )
