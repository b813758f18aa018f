"""What a model is shown of a long memory: its newest messages, or its first and its newest ones.

A call is never shown without its results, nor results without their call, and the message that
is being answered is always there.
"""

from __future__ import annotations

from collections.abc import Sequence

from autogen_core.model_context import (
    BufferedChatCompletionContext,
    HeadAndTailChatCompletionContext,
)
from autogen_core.models import (
    AssistantMessage,
    FunctionExecutionResultMessage,
    LLMMessage,
    UserMessage,
)

_NOTE = "({count} messages are left out here.)"
_SYSTEM = "system"


class NewestContext(BufferedChatCompletionContext):
    """Shows a few more messages than its size where that keeps a call and its results together."""

    async def get_messages(self) -> list[LLMMessage]:
        start = _whole_start(self._messages, len(self._messages) - self._buffer_size)
        return _with_question(self._messages[:start], self._messages[start:])


class EndsContext(HeadAndTailChatCompletionContext):
    async def get_messages(self) -> list[LLMMessage]:
        messages = self._messages
        end = min(self._head_size, len(messages))
        if end and _has_calls(messages[end - 1]):
            end -= 1
        start = _whole_start(messages, len(messages) - self._tail_size)
        if start <= end:
            return list(messages)
        tail = _with_question(messages[end:start], messages[start:])
        left_out = len(messages) - end - len(tail)
        return _joined(messages[:end], tail, _NOTE.format(count=left_out))


def _whole_start(messages: Sequence[LLMMessage], start: int) -> int:
    start = max(0, start)
    while start > 0 and isinstance(messages[start], FunctionExecutionResultMessage):
        start -= 1
    return start


def _with_question(before: Sequence[LLMMessage], tail: list[LLMMessage]) -> list[LLMMessage]:
    """`tail`, and what it answers if that stands `before` it."""
    if any(isinstance(message, UserMessage) for message in tail):
        return tail
    asked = next((m for m in reversed(before) if isinstance(m, UserMessage)), None)
    return tail if asked is None else [asked, *tail]


def _joined(head: list[LLMMessage], tail: list[LLMMessage], note: str) -> list[LLMMessage]:
    """With the note where it leaves the user and the assistant taking turns."""
    first = tail[0]
    if head and isinstance(head[-1], UserMessage):
        return [*head, AssistantMessage(content=note, source=_SYSTEM), *tail]
    if not isinstance(first, UserMessage):
        return [*head, UserMessage(content=note, source=_SYSTEM), *tail]
    said = first.content
    content = f"{note}\n\n{said}" if isinstance(said, str) else [note, *said]
    return [*head, first.model_copy(update={"content": content}), *tail[1:]]


def _has_calls(message: LLMMessage) -> bool:
    return isinstance(message, AssistantMessage) and isinstance(message.content, list)
