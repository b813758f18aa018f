"""An agent or a team with its memory, answering one message at a time, stopping when told to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing

from autogen_agentchat.base import TaskResult
from autogen_agentchat.messages import (
    BaseChatMessage,
    HandoffMessage,
    MultiModalMessage,
    TextMessage,
)
from autogen_core import CancellationToken

from gui.engine.context_order import repaired, replayed
from gui.engine.crew import Crew
from gui.engine.crew_state import crew_state, load_crew, replay_into
from gui.engine.enclosures import Said, said_with, unseen
from gui.engine.errors import problem_of
from gui.engine.mailbox import End, Mailbox
from gui.engine.message_forms import AGENT, USER
from gui.engine.model_record import ModelRecord
from gui.engine.retold import Retold
from gui.engine.run_ledger import RunLedger
from gui.engine.saved_state import packed
from gui.engine.sent_image import pack_memories
from gui.engine.translate import AutoGenItem, Translator
from gui.model.events import EngineEvent
from gui.model.plan import AgentContext
from gui.model.problem import EngineError
from gui.model.run_record import RecordKind, RunRecord
from gui.model.turn import Enclosed, Turn

log = logging.getLogger(__name__)

LEAVE_LIMIT = 1.0  # seconds until a run that ignores its cancellation is left behind

MakeCrew = Callable[[Callable[[EngineEvent], None], RunLedger], Crew]


async def _translated(translator: Translator, item: AutoGenItem) -> list[EngineEvent]:
    """Images are written as files first, which takes too long for the thread of the window."""
    if isinstance(item, MultiModalMessage):
        return await asyncio.to_thread(translator.events, item)
    return translator.events(item)


class AgentConversation:
    """Holds whoever answers; see `Conversation` in the services for what it promises.

    They run in a task of their own, so that neither its cancellation nor a clean-up that hangs
    can hold up the one who reads the events.
    """

    def __init__(self, make: MakeCrew) -> None:
        self._mailbox = Mailbox()
        self._ledger = RunLedger(self._mailbox.put)
        self._crew = make(self._mailbox.put, self._ledger)
        self._token = CancellationToken()
        self._task: asyncio.Task[None] | None = None
        self._spent = False
        self._waiting = ""  # who has handed over to the user
        self._retold = Retold()

    async def remember(self, state: bytes | None, turns: Sequence[Turn]) -> None:
        """Take up a team's saved state, then the turns after it; raises EngineError."""
        if state is not None:
            self._waiting, told = await load_crew(self._crew, state)
            self._retold = Retold(told)
            await pack_memories(one.memory for one in self._crew.members if one.memory)
        await replay_into(self._crew, replayed(turns))
        if self._crew.retold:
            self._retold.add_turns(turns)

    async def run(
        self,
        message: str,
        *,
        enclosed: Sequence[Enclosed] = (),
        records: Sequence[RunRecord] = (),
    ) -> AsyncGenerator[EngineEvent, None]:
        """Answer `message`; raises EngineError. After an end before its time, it is spent."""
        if self._spent or self._task is not None:
            raise RuntimeError("this conversation was ended before its time")
        self._token = CancellationToken()  # it keeps hold of every future that it was linked to
        self._ledger.begin(records)
        for record in records:
            if record.kind is RecordKind.MODEL:
                self._ledger.call_ids |= ModelRecord.read(record.data).call_ids
        queue = self._mailbox.open()
        self._task = asyncio.get_running_loop().create_task(
            self._drive(message, enclosed), name="agent"
        )
        try:
            while not isinstance(item := await queue.get(), End):
                yield item
            if item.error is not None:
                error = self._crew.faults.meant_by(item.error)
                raise EngineError(problem_of(error, self._crew.asked)) from item.error
        finally:
            await self._leave()

    def request_stop(self) -> None:
        """End the run after what has arrived; whatever arrives later is dropped."""
        if self._task is not None:
            self._spent = True
            self._mailbox.end()
            self._cancel(self._task)

    def stop_after_turn(self) -> None:
        """Let the agent that speaks finish. One that is alone has no turn to finish first."""
        if not self._crew.stops:
            self.request_stop()
        elif self._task is not None:
            for stop in self._crew.stops:
                stop.set()

    def stop_tool(self, call_id: str) -> None:
        if not any(calls.stop(call_id) for calls in self._crew.calls):
            log.info("a call that was to be ended does not run: %s", call_id)

    async def contexts(self) -> tuple[AgentContext, ...]:
        return await self._crew.contexts()

    async def save_state(self) -> bytes:
        """The memory after the last finished answer."""
        if self._crew.roots:
            return await crew_state(self._crew, self._waiting, self._retold.pairs)
        memory = self._crew.members[0].memory
        found = await memory.get_messages() if memory else []
        messages = [message.model_copy() for message in found]
        return await asyncio.to_thread(packed, repaired(messages))

    async def close(self) -> None:
        """End a run that is still going, within its bound."""
        self.request_stop()
        await self._leave()
        await self._crew.close()

    async def _drive(self, message: str, enclosed: Sequence[Enclosed]) -> None:
        names = (member.source for member in self._crew.members)
        translator = Translator(user=USER, users=self._crew.users, names=names)
        try:
            for stop in self._crew.stops:
                await stop.reset()
            said, notices = await said_with(message, enclosed)
            for notice in notices:
                self._mailbox.put(notice)
            if not self._crew.sees and len(said) > 1:
                self._mailbox.put(unseen())
            stream = self._crew.runner.run_stream(
                task=self._worded(said),
                cancellation_token=self._token,
                output_task_messages=False,
            )
            async with aclosing(stream):
                async for item in stream:
                    self._note(item)
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

    def _worded(self, content: Said) -> BaseChatMessage:
        """As a team that is asked for its next speaker needs it."""
        message, *pictures = content
        waiting, self._waiting = self._waiting, ""
        if pictures and not (waiting and self._crew.resumes) and not self._crew.retold:
            pieces = [piece for piece in content if piece != ""]
            return MultiModalMessage(content=pieces, source=USER)
        if waiting and self._crew.resumes:
            return HandoffMessage(content=message, source=USER, target=waiting)
        said = message
        if self._crew.retold:
            said = self._retold.with_what_was_said(message)
            self._retold.add(USER, message)
        return TextMessage(content=said, source=USER)

    def _note(self, item: AutoGenItem) -> None:
        """Remember who hands over to the user, and the last words of a team that forgets."""
        if isinstance(item, HandoffMessage):
            self._waiting = item.source if item.target == USER else ""
        elif isinstance(item, TaskResult) and self._crew.retold and item.messages:
            self._retold.add(AGENT, item.messages[-1].to_text())

    def _cancel(self, task: asyncio.Task[None]) -> None:
        """All ways: the token alone can hang inside a tool, the task alone leaves futures,
        and neither of them reaches what the agents of a team do.

        Once only: a second time would interrupt the clean-up.
        """
        if self._token.is_cancelled():
            return
        try:
            self._token.cancel()
        except Exception:  # a callback of a tool may raise, and the others are skipped then
            log.warning("a tool raised while it was cancelled", exc_info=True)
        self._crew.cancel()
        task.cancel()

    async def _leave(self) -> None:
        task, self._task = self._task, None
        if task is None:
            return
        self._mailbox.end()
        if not task.done():
            self._spent = True
            self._cancel(task)
            await self._crew.cancel_until(task, limit=LEAVE_LIMIT)
        if self._spent:
            await self._crew.sweep()
        if not task.done():
            log.warning("an agent did not stop within %.1f s and was left behind", LEAVE_LIMIT)
