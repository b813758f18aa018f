"""Who answers in a conversation: one agent or a team, and all that is reached from outside."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from autogen_agentchat.base import ChatAgent, Team
from autogen_agentchat.conditions import ExternalTermination
from autogen_agentchat.teams import BaseGroupChat
from autogen_core.model_context import ChatCompletionContext
from autogen_core.tools import Workbench

from gui.engine.code_executors import LazyExecutor
from gui.engine.context_order import in_order
from gui.engine.errors import Asked
from gui.engine.gated_calls import GatedCalls
from gui.engine.message_contents import context_text
from gui.model.plan import AgentContext
from gui.model.problem import EngineError

_log = logging.getLogger(__name__)

Runner = ChatAgent | Team

_LIST_LIMIT = 1.0  # seconds for the names of tools that somebody only looks at
_LONGEST_PAUSE = 0.05  # seconds until what has begun since is cancelled too
_SWEEP_LIMIT = 1.0  # seconds for the messages of a team that are being cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One agent: its place, its memory and its tools.

    `kept` tells whether the state of its team holds its memory.
    """

    path: str
    source: str
    kind: str
    model: str = ""
    system: str = ""
    memory: ChatCompletionContext | None = None
    workbenches: tuple[Workbench, ...] = ()
    handoffs: tuple[str, ...] = ()
    kept: bool = True


class Faults:
    """The last error of a model or of a server: a team tells of it as text only."""

    def __init__(self) -> None:
        self.last: EngineError | None = None

    def note(self, error: EngineError) -> None:
        self.last = error

    def meant_by(self, error: Exception) -> Exception:
        # The other branches of a graph do not understand that one has failed, and fail of that.
        names = (f"{EngineError.__name__}: ", f"{type(self.last).__name__}: ", "GroupChatError")
        told = any(name in str(error) for name in names)
        meant = isinstance(error, RuntimeError) and told
        return self.last if meant and self.last is not None else error


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """`runner` takes the messages. `roots` are what holds a state: it, and agents used as tools.

    `users` are names of agents that speak for the user. `resumes` tells that one who has handed
    over to the user must be named when the user answers, `retold` that the team remembers
    nothing of earlier messages, `sees` that its model is shown pictures.
    """

    runner: Runner
    asked: Asked
    members: tuple[Member, ...] = ()
    calls: tuple[GatedCalls, ...] = ()
    teams: tuple[BaseGroupChat, ...] = ()
    stops: tuple[ExternalTermination, ...] = ()
    executors: tuple[LazyExecutor, ...] = ()
    roots: dict[str, Runner] = field(default_factory=dict)
    shape: str = ""
    users: frozenset[str] = frozenset()
    resumes: bool = False
    retold: bool = False
    sees: bool = True
    faults: Faults = field(default_factory=Faults)

    def cancel(self) -> None:
        """Tell everything that runs to end, without waiting."""
        for calls in self.calls:
            calls.cancel()
        for team in self.teams:
            cancel_team(team)

    async def cancel_until(self, ended: asyncio.Task[None], *, limit: float) -> None:
        """Cancel also what begins meanwhile, until `ended` is done or `limit` seconds are over."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + limit
        pause = 0.0
        while not ended.done() and loop.time() < deadline:
            self.cancel()
            await asyncio.wait({ended}, timeout=pause)
            pause = min(_LONGEST_PAUSE, pause + 0.01)

    async def sweep(self) -> None:
        """Wait for what was cancelled; bounded."""
        self.cancel()
        tasks = {task for team in self.teams for task in team_tasks(team)}
        await asyncio.gather(
            *(calls.sweep() for calls in self.calls), _wait_for(tasks), return_exceptions=True
        )

    async def close(self) -> None:
        """Let go of what runs code; bounded."""
        closing = [executor.stop() for executor in self.executors]
        try:
            async with asyncio.timeout(_SWEEP_LIMIT):
                await asyncio.gather(*closing, return_exceptions=True)
        except TimeoutError:
            _log.warning("what runs code did not stop within %.1f s", _SWEEP_LIMIT)

    async def contexts(self) -> tuple[AgentContext, ...]:
        return tuple([await _context_of(member) for member in self.members if member.model])


def team_tasks(team: BaseGroupChat) -> set[asyncio.Task[object]]:
    """What a team works at; AutoGen has no door to it."""
    return set(getattr(team._runtime, "_background_tasks", ()))  # noqa: SLF001


def begun(task: asyncio.Task[object]) -> bool:
    """Whether it has made its first step: cancelled before that, it never enters its `try`."""
    coroutine = task.get_coro()
    return not inspect.iscoroutine(coroutine) or (
        inspect.getcoroutinestate(coroutine) != inspect.CORO_CREATED
    )


def cancel_team(team: BaseGroupChat) -> None:
    """Neither a token nor the end of its stream ends what a team's agents do.

    A message whose task has not begun is left: AutoGen would count it as unfinished for ever. It
    and the messages that it leads to are met when this is asked again.
    """
    for task in team_tasks(team):
        # A second time would interrupt the clean-up of teams inside.
        if begun(task) and not task.cancelling():
            task.cancel()


def ending(teams: tuple[BaseGroupChat, ...]) -> Callable[[], None]:
    def end() -> None:
        for team in teams:
            cancel_team(team)

    return end


async def _wait_for(tasks: set[asyncio.Task[object]]) -> None:
    if tasks:
        await asyncio.wait(tasks, timeout=_SWEEP_LIMIT)


async def _context_of(member: Member) -> AgentContext:
    tools = [name for bench in member.workbenches for name in await _names_of(bench)]
    tools += member.handoffs
    entries = [("system", member.system)] if member.system else []
    if member.memory is not None:
        messages = await member.memory.get_messages()
        sent = in_order(messages, tools=bool(tools), among_others="/" in member.path)
        entries += [(_role(message.type), context_text([message])) for message in sent]
    return AgentContext(
        source=member.source, model=member.model, entries=tuple(entries), tools=tuple(tools)
    )


async def _names_of(bench: Workbench) -> list[str]:
    """None of those of a server that cannot be asked at once."""
    try:
        async with asyncio.timeout(_LIST_LIMIT):
            return [tool["name"] for tool in await bench.list_tools()]
    except (EngineError, TimeoutError) as error:
        _log.info("the tools of a server are not known: %r", error)
        return []


def _role(kind: str) -> str:
    match kind:
        case "SystemMessage":
            return "system"
        case "UserMessage":
            return "user"
        case "AssistantMessage":
            return "assistant"
        case _:
            return "tool"
