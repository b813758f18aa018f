"""From AutoGen's messages and events to Parley's: the one place that knows both vocabularies."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable

from autogen_agentchat.base import TaskResult
from autogen_agentchat.messages import (
    BaseAgentEvent,
    BaseChatMessage,
    BaseTextChatMessage,
    CodeExecutionEvent,
    CodeGenerationEvent,
    HandoffMessage,
    MemoryQueryEvent,
    ModelClientStreamingChunkEvent,
    MultiModalMessage,
    SelectorEvent,
    SelectSpeakerEvent,
    StopMessage,
    StructuredMessage,
    TextMessage,
    ThoughtEvent,
    ToolCallExecutionEvent,
    ToolCallRequestEvent,
    ToolCallSummaryMessage,
    UserInputRequestedEvent,
)

from gui.engine.message_contents import (
    code_with_fences,
    context_text,
    data_of,
    image_of,
    memory_text,
)
from gui.engine.speaker_choice import SpeakerChoices
from gui.model.events import (
    NOBODY_NAMED,
    CodeRun,
    CodeWritten,
    EngineEvent,
    HandedOff,
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

AutoGenItem = BaseAgentEvent | BaseChatMessage | TaskResult

LONGEST_TEXT = 10_000_000
"""Characters that are taken of a kind of message that is not known: nobody vouches for it."""

_log = logging.getLogger(__name__)


class Translator:
    """Translates one run, item by item, in order.

    It remembers which sources have text streaming, since AutoGen gives the text beside tool
    calls twice: in fragments, and then as a "thought".
    """

    def __init__(
        self,
        *,
        user: str = "user",
        users: frozenset[str] = frozenset(),
        names: Iterable[str] = (),
    ) -> None:
        """`users` are agents that only say what the user has answered them.

        `names` are those of all agents.
        """
        self._user = user
        self._choices = SpeakerChoices(names)
        self._users = users
        self._streaming: set[str] = set()

    def events(self, item: AutoGenItem) -> list[EngineEvent]:
        """The events that `item` means; none for the user's own message."""
        if isinstance(item, TaskResult):
            reason = item.stop_reason
            return [RunEnded(source="", text=reason)] if reason else []
        if isinstance(item, BaseChatMessage) and item.source == self._user:
            return []
        if isinstance(item, TextMessage) and item.source in self._users:
            return []
        if isinstance(item, ModelClientStreamingChunkEvent):
            self._streaming.add(item.source)
            return [TextAppended(source=item.source, text=item.content)]
        if isinstance(item, BaseChatMessage):
            return self._message(item)
        return self._event(item)

    def _message(self, item: BaseChatMessage) -> list[EngineEvent]:
        """What one agent says to another, or to the user."""
        source = item.source
        streamed = source in self._streaming
        self._streaming.discard(source)
        match item:
            case ToolCallSummaryMessage():
                results = tuple((result.call_id, result.content) for result in item.results)
                return [ToolsSummed(source=source, text=item.content, results=results)]
            case MultiModalMessage():
                return _texts_and_images(item)
            case StructuredMessage():
                return [data_of(item)]
            case HandoffMessage():
                return [_handoff(item)]
            case StopMessage():
                return [RunEnded(source=source, text=item.content)]
            case TextMessage():
                return [TextSettled(source=source, text=item.content)]
            case BaseTextChatMessage() if streamed:
                return [TextSettled(source=source, text=item.content)]
            case _:
                return [_unknown(item)]

    def _event(self, item: BaseAgentEvent) -> list[EngineEvent]:
        """What happens while an agent works."""
        source = item.source
        match item:
            case ThoughtEvent():
                return [self._thought(item)]
            case ToolCallRequestEvent():
                return _requests(item)
            case ToolCallExecutionEvent():
                return _results(item)
            case CodeGenerationEvent():
                self._streaming.discard(source)
                text = code_with_fences(item)
                return [CodeWritten(source=source, text=text, attempt=item.retry_attempt)]
            case CodeExecutionEvent():
                return [_run(item)]
            case UserInputRequestedEvent():
                text = item.to_text()
                return [QuestionAsked(source=source, request_id=item.request_id, text=text)]
            case MemoryQueryEvent():
                memories = tuple(memory_text(memory) for memory in item.content)
                return [Remembered(source=source, memories=memories)]
            case SelectorEvent():
                self._streaming.discard(source)
                self._choices.weigh(source, item.content)
                return [SpeakerWeighed(source=source, text=item.content)]
            case SelectSpeakerEvent():
                return self._chosen(item)
            case _:
                return [_unknown(item)]

    def _chosen(self, item: SelectSpeakerEvent) -> list[EngineEvent]:
        target = ", ".join(item.content)
        chosen = SpeakerChosen(source=item.source, target=target)
        tried = self._choices.choose(item.source, item.content)
        if not tried:
            return [chosen]
        return [chosen, Noticed(source="", text=f"{tried}: {target}", kind=NOBODY_NAMED)]

    def _thought(self, item: ThoughtEvent) -> EngineEvent:
        if item.source in self._streaming:
            self._streaming.discard(item.source)
            return TextSettled(source=item.source, text=item.content)
        return ThoughtSettled(source=item.source, at=time.time(), text=item.content)


def _handoff(item: HandoffMessage) -> HandedOff:
    context = context_text(item.context)
    return HandedOff(source=item.source, target=item.target, text=item.content, context=context)


def _texts_and_images(item: MultiModalMessage) -> list[EngineEvent]:
    source = item.source
    return [
        TextSettled(source=source, text=content)
        if isinstance(content, str)
        else image_of(content, source)
        for content in item.content
    ]


def _run(item: CodeExecutionEvent) -> CodeRun:
    result = item.result
    return CodeRun(
        source=item.source,
        output=result.output,
        exit_code=result.exit_code,
        attempt=item.retry_attempt,
    )


def _requests(item: ToolCallRequestEvent) -> list[EngineEvent]:
    now = time.time()
    return [
        ToolRequested(
            source=item.source,
            call_id=call.id,
            name=call.name,
            arguments=call.arguments,
            at=now,
            state=ToolState.WAITING,  # until the gate has decided
        )
        for call in item.content
    ]


def _results(item: ToolCallExecutionEvent) -> list[EngineEvent]:
    now = time.time()
    return [
        ToolFinished(
            source=item.source,
            name=result.name,
            call_id=result.call_id,
            result=result.content,
            is_error=bool(result.is_error),
            at=now,
        )
        for result in item.content
    ]


def _unknown(item: BaseChatMessage | BaseAgentEvent) -> Noticed:
    """A kind that this version does not know says what it has to say by itself, if it can."""
    kind = type(item).__name__
    try:
        text = str(item.to_text())
    except Exception as error:  # noqa: BLE001 - a kind of somebody else's: anything may fail
        _log.warning("%s has no text", kind, exc_info=True)
        text = f"{type(error).__name__}: {error}"
    if len(text) > LONGEST_TEXT:
        text = f"{text[:LONGEST_TEXT]}…"
    return Noticed(source=item.source, text=text, kind=kind)
