"""Brings what is sent to a model into the form that every provider takes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence

from autogen_core import FunctionCall
from autogen_core.models import (
    AssistantMessage,
    FunctionExecutionResultMessage,
    LLMMessage,
    SystemMessage,
    UserMessage,
)
from autogen_core.tools import Tool, ToolSchema

USER = "user"
AGENT = "assistant"
UNSEEN = "(A picture, which this model cannot see.)"

_FOREIGN = re.compile(r"[^a-zA-Z0-9_-]")
_LONGEST_NAME = 64


def fit_name(name: str) -> str:
    """`name` as providers take names: of agents, tools and calls; another one for each."""
    if name and len(name) <= _LONGEST_NAME and not _FOREIGN.search(name):
        return name
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{_FOREIGN.sub('_', name)[: _LONGEST_NAME - 9]}_{mark}"


def system_first(messages: Iterable[LLMMessage]) -> list[LLMMessage]:
    """System messages at the beginning only: what an agent is told later is said by the user.

    AutoGen puts what an agent is to know into its memory again with each message.
    """
    out: list[LLMMessage] = []
    told: set[str] = set()
    late: list[str] = []  # what is to be said with the next message of the user
    for message in messages:
        if isinstance(message, SystemMessage):
            if message.content in told:
                continue
            told.add(message.content)
            if all(isinstance(before, SystemMessage) for before in out) and not late:
                out.append(message)
            elif isinstance(out[-1], UserMessage):
                out[-1] = _with_words(out[-1], after=message.content)
            else:
                late.append(message.content)
            continue
        if late:
            said = "\n\n".join(late)
            late.clear()
            if isinstance(message, UserMessage):
                out.append(_with_words(message, before=said))
                continue
            out.append(UserMessage(content=said, source=USER))
        out.append(message)
    return [*out, UserMessage(content="\n\n".join(late), source=USER)] if late else out


def without_pictures(messages: Iterable[LLMMessage]) -> list[LLMMessage]:
    """For a model that cannot see; AutoGen refuses them there."""
    return [
        message.model_copy(update={"content": _words_only(message)})
        if isinstance(message, UserMessage) and isinstance(message.content, list)
        else message
        for message in messages
    ]


def fitted(messages: Iterable[LLMMessage]) -> list[LLMMessage]:
    """With names that fit, and calls as they must be, whatever a model has written.

    That is: with objects as arguments, and ids that are not there twice, as those are of
    servers that begin to count again with each answer.
    """
    out: list[LLMMessage] = []
    taken: set[str] = set()
    given: dict[str, list[str]] = {}  # the new ids of the last calls, by the old ones
    for message in messages:
        if isinstance(message, FunctionExecutionResultMessage):
            out.append(_with_ids(message, given))
            continue
        if isinstance(message, AssistantMessage) and isinstance(message.content, list):
            given = {}
            for call in message.content:
                given.setdefault(call.id, []).append(_own_id(call.id, taken))
        out.append(_fitted(message, given))
    return out


def offered(tools: Sequence[Tool | ToolSchema]) -> tuple[list[Tool | ToolSchema], dict[str, str]]:
    """`tools` under names that fit, and their own names by these.

    Of two with one name it is the first, which AutoGen calls.
    """
    found: dict[str, Tool | ToolSchema] = {}
    own: dict[str, str] = {}
    for tool in tools:
        schema = tool if isinstance(tool, dict) else tool.schema
        fit = fit_name(schema["name"])
        if fit not in found:
            found[fit] = tool if fit == schema["name"] else ToolSchema(**{**schema, "name": fit})
            own[fit] = schema["name"]
    return list(found.values()), own


def _with_words(message: UserMessage, *, before: str = "", after: str = "") -> UserMessage:
    pieces = [message.content] if isinstance(message.content, str) else message.content
    words = [piece for piece in pieces if isinstance(piece, str)]
    pictures = [piece for piece in pieces if not isinstance(piece, str)]
    text = "\n\n".join(told.strip() for told in [before, *words, after] if told.strip())
    if not pictures:
        return UserMessage(content=text, source=message.source)
    # Some providers refuse a piece of text that is empty.
    return UserMessage(content=[text, *pictures] if text else [*pictures], source=message.source)


def _words_only(message: UserMessage) -> str:
    return "\n\n".join(piece if isinstance(piece, str) else UNSEEN for piece in message.content)


def _own_id(call_id: str, taken: set[str]) -> str:
    own = call_id
    number = 1
    while own in taken:
        number += 1
        own = f"{call_id}_{number}"
    taken.add(own)
    return own


def _with_ids(
    message: FunctionExecutionResultMessage, given: dict[str, list[str]]
) -> FunctionExecutionResultMessage:
    left = {old: list(new) for old, new in given.items()}
    return FunctionExecutionResultMessage(
        content=[
            result.model_copy(
                update={
                    "call_id": left[result.call_id].pop(0)
                    if left.get(result.call_id)
                    else result.call_id,
                    "name": fit_name(result.name),
                }
            )
            for result in message.content
        ]
    )


def _fit_call(call: FunctionCall, call_id: str) -> FunctionCall:
    name, arguments = fit_name(call.name), call.arguments
    try:
        told = json.loads(arguments)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        arguments = json.dumps({"arguments": arguments}, ensure_ascii=False)
    return FunctionCall(id=call_id, name=name, arguments=arguments)


def _fitted(message: LLMMessage, given: dict[str, list[str]]) -> LLMMessage:
    if not isinstance(message, UserMessage | AssistantMessage):
        return message
    changes: dict[str, object] = {"source": fit_name(message.source)}
    if isinstance(message, AssistantMessage):
        if isinstance(message.content, list):
            left = {old: list(new) for old, new in given.items()}
            changes["content"] = [_fit_call(call, left[call.id].pop(0)) for call in message.content]
        if message.thought is not None and not message.thought.strip():
            changes["thought"] = None
    if all(getattr(message, name) == value for name, value in changes.items()):
        return message
    return message.model_copy(update=changes)
