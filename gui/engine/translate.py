"""From AutoGen's messages and events to Parley's: the one place that knows both vocabularies."""

from __future__ import annotations

import time

from autogen_agentchat.base import TaskResult
from autogen_agentchat.messages import (
    BaseAgentEvent,
    BaseChatMessage,
    CodeGenerationEvent,
    HandoffMessage,
    ModelClientStreamingChunkEvent,
    MultiModalMessage,
    StructuredMessage,
    TextMessage,
    ThoughtEvent,
    ToolCallExecutionEvent,
    ToolCallRequestEvent,
    ToolCallSummaryMessage,
    UserInputRequestedEvent,
)

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

AutoGenItem = BaseAgentEvent | BaseChatMessage | TaskResult
SYSTEM = "system"

_WRITTEN = (
    TextMessage,
    MultiModalMessage,
    ToolCallSummaryMessage,
    StructuredMessage,
    CodeGenerationEvent,
)


class Translator:
    """Translates one run, item by item, in order.

    It remembers which sources have text streaming, since AutoGen gives the text beside tool
    calls twice: in fragments, and then as a "thought".
    """

    def __init__(self, *, user: str = "user") -> None:
        self._user = user
        self._streaming: set[str] = set()

    def events(self, item: AutoGenItem) -> list[EngineEvent]:
        """The events that `item` means; none for the user's own message."""
        if isinstance(item, BaseChatMessage) and item.source == self._user:
            return []
        events = self._events(item)
        usage = None if isinstance(item, TaskResult) else item.models_usage
        if usage is not None and (usage.prompt_tokens or usage.completion_tokens):
            told = Usage(
                prompt_tokens=usage.prompt_tokens, completion_tokens=usage.completion_tokens
            )
            events.append(UsageReported(usage=told))
        return events

    def _events(self, item: AutoGenItem) -> list[EngineEvent]:
        match item:
            case ModelClientStreamingChunkEvent():
                self._streaming.add(item.source)
                return [TextAppended(source=item.source, text=item.content)]
            case ThoughtEvent():
                return [self._thought(item)]
            case ToolCallRequestEvent():
                return _requests(item)
            case ToolCallExecutionEvent():
                return _results(item)
            case HandoffMessage():
                self._streaming.discard(item.source)
                return [HandedOff(source=item.source, target=item.target, text=item.content)]
            case UserInputRequestedEvent():
                return [_question(item)]
            case _ if isinstance(item, _WRITTEN):
                return [self._settled(item)]
            case TaskResult():
                reason = item.stop_reason
                return [Noticed(source=SYSTEM, text=reason)] if reason else []
            case _:  # stop, memory, selection, execution of code, and what is not known yet
                return [Noticed(source=item.source, text=item.to_text())]

    def _settled(self, item: BaseChatMessage | BaseAgentEvent) -> TextSettled:
        self._streaming.discard(item.source)
        return TextSettled(source=item.source, text=item.to_text())

    def _thought(self, item: ThoughtEvent) -> EngineEvent:
        if item.source in self._streaming:
            return self._settled(item)
        return ThoughtSettled(source=item.source, at=time.time(), text=item.content)


def _question(item: UserInputRequestedEvent) -> QuestionAsked:
    return QuestionAsked(source=item.source, request_id=item.request_id, text=item.to_text())


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
            call_id=result.call_id,
            result=result.content,
            is_error=bool(result.is_error),
            at=now,
        )
        for result in item.content
    ]
