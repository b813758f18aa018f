"""Keeps an agent's memory in the order that providers insist on, and fills it from stored turns.

The order: the user and the assistant take turns, beginning with the user; each request of tools
is followed by one result for each call; nothing is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autogen_core import FunctionCall, Image
from autogen_core.models import (
    AssistantMessage,
    FunctionExecutionResult,
    FunctionExecutionResultMessage,
    LLMMessage,
    SystemMessage,
    UserMessage,
)

from gui.engine.enclosures import said_now
from gui.engine.message_forms import AGENT, USER, fitted, system_first, without_pictures
from gui.model.turn import Role, ToolCallPart, ToolState, Turn, part_words

NO_ANSWER = "(No answer: it was interrupted.)"
ONLY_RESULTS = "(These results are all of the answer.)"
NO_MESSAGE = "(No message.)"
SUMMED_UP = "What was said before, in short:\n\n{text}"
SUMMARY_READ = "(I have read it.)"
GO_ON = "(Please go on.)"
CANCELLED = "Cancelled by the user."

_BROKEN_STATES = (ToolState.FAILED, ToolState.DENIED, ToolState.CANCELLED)


def replayed(turns: Iterable[Turn]) -> list[LLMMessage]:
    """The messages that stand for `turns`, without thoughts, in order."""
    messages: list[LLMMessage] = []
    for turn in turns:
        if turn.compaction is not None:
            summary = SUMMED_UP.format(text=turn.compaction.text)
            messages += [UserMessage(content=summary, source=USER), _assistant(SUMMARY_READ)]
        elif turn.role is Role.USER:
            messages.append(_said(turn))
        else:
            messages += _answer(turn)
    return messages


def _said(turn: Turn) -> UserMessage:
    words, *pictures = said_now(turn.text, turn.enclosed)
    if pictures:
        return UserMessage(content=[words, *pictures] if words else [*pictures], source=USER)
    return UserMessage(content=words or NO_MESSAGE, source=USER)


def repaired(messages: Iterable[LLMMessage]) -> list[LLMMessage]:
    """`messages` in valid order: results of cancelled calls and missing answers are added."""
    out: list[LLMMessage] = []
    waiting: list[FunctionCall] = []  # calls of the last message that have no result yet
    for message in messages:
        if isinstance(message, FunctionExecutionResultMessage):
            if waiting:
                out.append(_results(waiting, message.content))
                waiting = []
            continue
        if waiting:
            out.append(_results(waiting, []))
            waiting = []
        if isinstance(message, UserMessage):
            if out and not _is_answer(out[-1]):
                out.append(_assistant(_missing_answer(out[-1])))
            out.append(message)
        elif isinstance(message, AssistantMessage):
            _append_assistant(out, message)
            waiting = message.content if isinstance(message.content, list) else []
        else:
            out.append(message)
    if waiting:
        out.append(_results(waiting, []))
    return out


def without_tools(messages: Iterable[LLMMessage]) -> list[LLMMessage]:
    """`messages` with calls and results told as text, for a model that has no tools now."""
    out: list[LLMMessage] = []
    told: list[str] = []
    for message in messages:
        if isinstance(message, AssistantMessage) and isinstance(message.content, list):
            told += [message.thought] if message.thought else []
            told += [f"(Used the tool {call.name}: {call.arguments})" for call in message.content]
        elif isinstance(message, FunctionExecutionResultMessage):
            told += [f"(Result of {result.name}: {result.content})" for result in message.content]
        elif isinstance(message, AssistantMessage):
            out.append(_assistant("\n\n".join([*told, str(message.content)]), message.source))
            told = []
        else:
            if told:
                out.append(_assistant("\n\n".join(told)))
                told = []
            out.append(message)
    return [*out, _assistant("\n\n".join(told))] if told else out


def for_request(
    messages: Sequence[LLMMessage], *, tools: bool, among_others: bool = False, sees: bool = True
) -> list[LLMMessage]:
    """What is sent: as `in_order` says, and never with the model's own words as the last."""
    out = in_order(messages, tools=tools, among_others=among_others, sees=sees)
    if not out:
        return [UserMessage(content=NO_MESSAGE, source=USER)]
    if isinstance(out[-1], SystemMessage):
        return [*out[:-1], UserMessage(content=out[-1].content, source=USER)]
    if isinstance(out[-1], AssistantMessage):
        # Many providers refuse it, and others take it for the beginning of the answer.
        return [*out, UserMessage(content=GO_ON, source=USER)]
    return out


def in_order(
    messages: Sequence[LLMMessage], *, tools: bool, among_others: bool = False, sees: bool = True
) -> list[LLMMessage]:
    """In valid order, and without calls where the request offers no tools.

    `among_others`: several agents speak, and what they said without a break is one message.
    `sees` tells whether the model is shown pictures.
    """
    messages = system_first(messages if sees else without_pictures(messages))
    if among_others:
        messages = joined(messages)
    return fitted(repaired(messages if tools else without_tools(repaired(messages))))


def joined(messages: Iterable[LLMMessage]) -> list[LLMMessage]:
    """`messages` with those that came in one after the other as one, saying who said what."""
    out: list[LLMMessage] = []
    run: list[UserMessage] = []
    for message in messages:
        if isinstance(message, UserMessage):
            run.append(message)
            continue
        out += _one_of(run)
        run = []
        out.append(message)
    return out + _one_of(run)


def _one_of(run: list[UserMessage]) -> list[LLMMessage]:
    if len(run) < 2:
        return list(run)
    words: list[str] = []
    pictures: list[Image] = []
    for message in run:
        pieces = message.content if isinstance(message.content, list) else [message.content]
        said = "\n\n".join(piece for piece in pieces if isinstance(piece, str))
        words.append(f"{message.source}: {said}" if message.source != USER else said)
        pictures += [piece for piece in pieces if not isinstance(piece, str)]
    text = "\n\n".join(words)
    # Words in several pieces would be several messages to Ollama.
    return [UserMessage(content=[text, *pictures] if pictures else text, source=run[-1].source)]


def _assistant(text: str, source: str = AGENT) -> AssistantMessage:
    return AssistantMessage(content=text, source=source)


def _is_answer(message: LLMMessage) -> bool:
    if isinstance(message, SystemMessage):
        return True
    return isinstance(message, AssistantMessage) and isinstance(message.content, str)


def _missing_answer(last: LLMMessage) -> str:
    """An agent may leave it at the results of its tools, or hand over with one."""
    if isinstance(last, FunctionExecutionResultMessage) and all(
        result.content != CANCELLED for result in last.content
    ):
        return ONLY_RESULTS
    return NO_ANSWER


def _append_assistant(out: list[LLMMessage], message: AssistantMessage) -> None:
    last = out[-1] if out else None
    if last is None or isinstance(last, SystemMessage):
        out.append(UserMessage(content=NO_MESSAGE, source=USER))
    if isinstance(message.content, list):
        if isinstance(last, AssistantMessage) and isinstance(last.content, str):
            out.pop()
            said = "\n\n".join(filter(None, [last.content, message.thought]))
            message = message.model_copy(update={"thought": said})
        out.append(message)
        return
    text = message.content if message.content.strip() else NO_ANSWER
    if isinstance(last, AssistantMessage) and isinstance(last.content, str):
        out[-1] = _assistant(f"{last.content}\n\n{text}", last.source)
    else:
        out.append(AssistantMessage(content=text, source=message.source))


def _results(
    calls: Sequence[FunctionCall], found: Sequence[FunctionExecutionResult]
) -> FunctionExecutionResultMessage:
    by_id = {result.call_id: result for result in found}
    return FunctionExecutionResultMessage(
        content=[by_id.get(call.id) or _cancelled(call) for call in calls]
    )


def _cancelled(call: FunctionCall) -> FunctionExecutionResult:
    return FunctionExecutionResult(
        content=CANCELLED, name=call.name, call_id=call.id, is_error=True
    )


def _answer(turn: Turn) -> list[LLMMessage]:
    messages: list[LLMMessage] = []
    calls: list[ToolCallPart] = []
    said: list[str] = []
    for part in turn.parts:
        if isinstance(part, ToolCallPart):
            calls.append(part)
        elif (words := part_words(part)).strip():
            messages += _use_of_tools(calls, said)
            said.append(words)
    messages += _use_of_tools(calls, said)
    return [*messages, _assistant("\n\n".join(said) or NO_ANSWER)]


def _use_of_tools(calls: list[ToolCallPart], said: list[str]) -> list[LLMMessage]:
    """Take the calls gathered so far, and the text before them, out of the two lists."""
    if not calls:
        return []
    request = AssistantMessage(
        content=[
            FunctionCall(id=call.call_id, name=call.name, arguments=call.arguments)
            for call in calls
        ],
        thought="\n\n".join(said) or None,
        source=AGENT,
    )
    results = FunctionExecutionResultMessage(
        content=[
            FunctionExecutionResult(
                content=call.result or (CANCELLED if call.state in _BROKEN_STATES else ""),
                name=call.name,
                call_id=call.call_id,
                is_error=call.state in _BROKEN_STATES,
            )
            for call in calls
        ]
    )
    calls.clear()
    said.clear()
    return [request, results]
