"""What a team remembers, as bytes: the states of its parts, and the memories these leave out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from autogen_core.models import LLMMessage
from pydantic import TypeAdapter, ValidationError

from gui.engine.context_order import repaired, without_tools
from gui.engine.crew import Crew
from gui.engine.saved_state import packed_parts, unpacked_parts
from gui.model.problem import EngineError, Problem, ProblemKind

_MESSAGES: TypeAdapter[list[LLMMessage]] = TypeAdapter(list[LLMMessage])


async def crew_state(crew: Crew, waiting: str, told: Sequence[tuple[str, str]]) -> bytes:
    """`waiting` is who has handed over to the user; `told` is what was said so far, if needed."""
    await _repair(crew)
    parts = {
        "shape": crew.shape,
        "waiting": waiting,
        "told": [list(pair) for pair in told],
        "roots": {path: await root.save_state() for path, root in crew.roots.items()},
        "memories": {
            member.path: await member.memory.save_state()
            for member in crew.members
            if member.memory is not None and not member.kept
        },
    }
    return await asyncio.to_thread(packed_parts, parts)


async def load_crew(crew: Crew, data: bytes) -> tuple[str, list[tuple[str, str]]]:
    """Raises EngineError with the fact `state`: "changed" for a state of another team."""
    parts = await asyncio.to_thread(unpacked_parts, data)
    if parts.get("shape") != crew.shape:
        raise EngineError(_unusable("changed", "the state is of another team"))
    try:
        for path, root in crew.roots.items():
            await root.load_state(parts["roots"][path])
        for member in crew.members:
            if member.memory is not None and not member.kept:
                await member.memory.load_state(parts["memories"][member.path])
        return str(parts["waiting"]), [(str(who), str(said)) for who, said in parts["told"]]
    except (KeyError, TypeError, ValueError, ValidationError, AttributeError) as error:
        raise EngineError(_unusable("unreadable", f"{type(error).__name__}: {error}")) from error


async def replay_into(crew: Crew, messages: Sequence[LLMMessage]) -> None:
    """Let each agent remember what was said, whoever said it."""
    told = without_tools(messages)
    for member in crew.members:
        if member.memory is not None:
            for message in told:
                await member.memory.add_message(message)


async def _repair(crew: Crew) -> None:
    """Calls that were cut short get a result, so that the memory is in order wherever it goes."""
    for member in crew.members:
        if member.memory is None:
            continue
        state: Mapping[str, Any] = await member.memory.save_state()
        # A long memory takes too long for the thread of the window.
        mended = await asyncio.to_thread(_mended, state)
        if mended is not None:
            await member.memory.load_state(mended)


def _mended(state: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The state of a memory with all results; None where none is missing."""
    messages = _MESSAGES.validate_python(state["messages"])
    mended = with_results(messages)
    if mended == messages:
        return None
    return {**state, "messages": _MESSAGES.dump_python(mended)}


def with_results(messages: Sequence[LLMMessage]) -> list[LLMMessage]:
    """`messages`, and a result for each call that has none."""
    out: list[LLMMessage] = []
    for index, message in enumerate(messages):
        out.append(message)
        calls = message.content if message.type == "AssistantMessage" else ""
        follows = messages[index + 1] if index + 1 < len(messages) else None
        if isinstance(calls, list) and (
            follows is None or follows.type != "FunctionExecutionResultMessage"
        ):
            out.append(repaired([message])[-1])
    return out


def _unusable(state: str, detail: str) -> Problem:
    return Problem(kind=ProblemKind.UNEXPECTED, facts={"state": state}, detail=detail[:400])
