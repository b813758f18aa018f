"""One agent with its memory, answering one message at a time and stopping when told to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.messages import MultiModalMessage, TextMessage
from autogen_core import CancellationToken
from autogen_core.model_context import UnboundedChatCompletionContext

from gui.engine.context_order import USER, repaired
from gui.engine.errors import Asked, problem_of
from gui.engine.gate_workbench import GateWorkbench
from gui.engine.saved_state import packed
from gui.engine.translate import AutoGenItem, Translator
from gui.model.events import EngineEvent
from gui.model.plan import AgentContext
from gui.model.problem import EngineError
from gui.model.run_record import RunRecord

log = logging.getLogger(__name__)

LEAVE_LIMIT = 1.0  # seconds until a run that ignores its cancellation is left behind


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentParts:
    """What a conversation is made of."""

    agent: AssistantAgent
    memory: UnboundedChatCompletionContext
    asked: Asked
    gate: GateWorkbench | None = None


@dataclass(frozen=True, slots=True)
class _End:
    """Ends a run's queue; `error` is what its task failed with."""

    error: Exception | None = None


async def _translated(translator: Translator, item: AutoGenItem) -> list[EngineEvent]:
    """Images are written as files first, which takes too long for the thread of the window."""
    if isinstance(item, MultiModalMessage):
        return await asyncio.to_thread(translator.events, item)
    return translator.events(item)


class Mailbox:
    """Carries the events of one run, from wherever they arise, to the one who reads the run.

    Outside of a run, and once a run was told to end, what arrives is dropped.
    """

    def __init__(self) -> None:
        self._queue: asyncio.Queue[EngineEvent | _End] | None = None

    def open(self) -> asyncio.Queue[EngineEvent | _End]:
        self._queue = asyncio.Queue()
        return self._queue

    def put(self, event: EngineEvent) -> None:
        if self._queue is not None:
            self._queue.put_nowait(event)

    def end(self, error: Exception | None = None) -> None:
        """End the run after the events that are already here; later calls do nothing."""
        queue, self._queue = self._queue, None
        if queue is not None:
            queue.put_nowait(_End(error))


class AgentConversation:
    """Holds an `AssistantAgent`; see `Conversation` in the services for what it promises.

    The agent runs in a task of its own, so that neither its cancellation nor a clean-up that
    hangs can hold up the one who reads the events.
    """

    def __init__(self, make: Callable[[Callable[[EngineEvent], None]], AgentParts]) -> None:
        self._mailbox = Mailbox()
        self._parts = make(self._mailbox.put)
        self._token = CancellationToken()
        self._task: asyncio.Task[None] | None = None
        self._spent = False

    async def run(
        self, message: str, *, records: Sequence[RunRecord] = ()
    ) -> AsyncGenerator[EngineEvent, None]:
        """Answer `message`; raises EngineError. After an end before its time, it is spent."""
        del records  # nothing of a single agent's run is recorded yet
        if self._spent or self._task is not None:
            raise RuntimeError("this conversation was ended before its time")
        self._token = CancellationToken()  # it keeps hold of every future that it was linked to
        queue = self._mailbox.open()
        self._task = asyncio.get_running_loop().create_task(self._drive(message), name="agent")
        try:
            while not isinstance(item := await queue.get(), _End):
                yield item
            if item.error is not None:
                raise EngineError(problem_of(item.error, self._parts.asked)) from item.error
        finally:
            await self._leave()

    def request_stop(self) -> None:
        """End the run after what has arrived. An agent alone has no turn to finish first."""
        if self._task is not None:
            self._spent = True
            self._mailbox.end()
            self._cancel(self._task)

    def stop_after_turn(self) -> None:
        self.request_stop()

    def stop_tool(self, call_id: str) -> None:
        if self._parts.gate is not None:
            log.info("a call was to be ended: %s", call_id)

    async def contexts(self) -> tuple[AgentContext, ...]:
        return ()

    async def save_state(self) -> bytes:
        """The memory after the last finished answer."""
        messages = [message.model_copy() for message in await self._parts.memory.get_messages()]
        return await asyncio.to_thread(packed, repaired(messages))

    async def close(self) -> None:
        """End a run that is still going, within its bound."""
        self.request_stop()
        await self._leave()

    async def _drive(self, message: str) -> None:
        translator = Translator(user=USER)
        task = TextMessage(content=message, source=USER)
        stream = self._parts.agent.run_stream(
            task=task, cancellation_token=self._token, output_task_messages=False
        )
        try:
            async with aclosing(stream):
                async for item in stream:
                    for event in await _translated(translator, item):
                        self._mailbox.put(event)
        except Exception as error:  # noqa: BLE001 - the edge: it is translated where it is read
            self._spent = True
            self._mailbox.end(error)
        except BaseException:
            self._spent = True
            raise
        finally:
            self._mailbox.end()

    def _cancel(self, task: asyncio.Task[None]) -> None:
        """Both ways: the token alone can hang inside a tool, the task alone leaves futures.

        Once only: a second time would interrupt the clean-up.
        """
        if self._token.is_cancelled():
            return
        try:
            self._token.cancel()
        except Exception:  # a callback of a tool may raise, and the others are skipped then
            log.warning("a tool raised while it was cancelled", exc_info=True)
        task.cancel()

    async def _leave(self) -> None:
        task, self._task = self._task, None
        if task is None:
            return
        self._mailbox.end()
        if not task.done():
            self._spent = True
            self._cancel(task)
            await asyncio.wait({task}, timeout=LEAVE_LIMIT)
        if self._parts.gate is not None and self._spent:
            await self._parts.gate.sweep()
        if not task.done():
            log.warning("an agent did not stop within %.1f s and was left behind", LEAVE_LIMIT)
