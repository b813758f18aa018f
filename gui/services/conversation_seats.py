"""The agents of open sessions: seated when needed, kept while they fit, let go in bounded time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from gui.model.lane import session_of
from gui.model.problem import EngineError, ParleyError
from gui.model.session import Session
from gui.services.conversation_plans import ConversationPlans, Ports
from gui.services.engine_port import Conversation, ConversationPlan
from gui.services.owned_tasks import OwnedTasks, wait_for_all

_log = logging.getLogger(__name__)

_UNREADABLE = "unreadable"
_CHANGED = "changed"
"""What the fact `state` of an engine's problem says of a memory that it cannot take up."""


@dataclass(kw_only=True, eq=False)
class Seat:
    """A conversation in use; its memory reaches up to the turn `head_id`.

    `team_changed`: its memory was of another team, so it was told anew what was said; the user
    does not know yet.
    """

    plan: ConversationPlan
    conversation: Conversation
    head_id: str | None
    used_at: float
    team_changed: bool = False
    unsaved: bool = False
    saving: asyncio.Task[None] | None = None


class ConversationSeats:
    """One seat per open session at most, and one for each answer that is given beside its own.

    A seat whose answer did not end well is discarded.
    """

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._plans = ConversationPlans(ports)
        self.folder = self._plans.folder
        self._taking: dict[str, asyncio.Lock] = {}
        self._seats: dict[str, Seat] = {}
        self._tasks = OwnedTasks()

    async def take(self, session: Session, head_id: str | None, *, lane: str = "") -> Seat:
        """A conversation that remembers exactly what led to `head_id`.

        Raises ParleyError when the session's model cannot be used. One in another `lane` than
        the session's own is to be given back with `finish` or `discard`.
        """
        lane = lane or session.id
        async with self._taking.setdefault(lane, asyncio.Lock()):
            return await self._take(session, head_id, lane)

    async def _take(self, session: Session, head_id: str | None, lane: str) -> Seat:
        plan = replace(await self._plans.plan(session), session_id=lane)
        seat = self._seats.get(lane)
        if seat is not None:
            if seat.saving is not None:
                await wait_for_all({seat.saving}, limit=self._ports.options.state_limit)
            if self._fits(seat, plan, head_id):
                seat.used_at = self._ports.options.monotonic()
                return seat
            self.discard(seat)
        return await self._seat(plan, head_id)

    def discard(self, seat: Seat, *, after: asyncio.Task[None] | None = None) -> None:
        """Let go of a conversation, once the task `after` has left it or had time to."""
        lane = seat.plan.session_id
        if self._seats.get(lane) is seat:
            del self._seats[lane]
        if session_of(lane) != lane:
            self._taking.pop(lane, None)
        self._tasks.begin(f"close {seat.plan.session_id}", self._close(seat, after))

    def keep(self, seat: Seat, turn_id: str) -> None:
        """`turn_id` was answered well: save what the agents know after it."""
        seat.head_id = turn_id
        seat.unsaved = True
        seat.used_at = self._ports.options.monotonic()
        seat.saving = self._tasks.start(f"save state {turn_id}", self._save(seat))

    def finish(self, seat: Seat, turn_id: str) -> None:
        """Like `keep`, for a lane that ends with this answer: the conversation is closed."""
        self.keep(seat, turn_id)
        lane = seat.plan.session_id
        self._taking.pop(lane, None)
        self._tasks.begin(f"finish {lane}", self.let_go(lane))

    def session_ids(self) -> tuple[str, ...]:
        return tuple(self._seats)

    async def evict(self, is_running: Callable[[str], bool]) -> None:
        """Save and close what nobody has used for the time of the setting."""
        options = self._ports.options
        oldest = options.monotonic() - options.idle_minutes() * 60
        for session_id, seat in tuple(self._seats.items()):
            if seat.used_at <= oldest and not is_running(session_of(session_id)):
                _log.info("session %s was idle and is closed", session_id)
                await self.let_go(session_id)

    async def let_go(self, session_id: str) -> None:
        """Save and close one conversation, if there is one; bounded."""
        seat = self._seats.pop(session_id, None)
        if seat is not None:
            limit = self._ports.options.state_limit + self._ports.options.close_limit
            work = self._save_and_close(seat, limit=limit)
            task = self._tasks.start(f"let go {session_id}", work)
            await wait_for_all({task}, limit=limit + 1.0)

    async def close_all(self, *, limit: float) -> None:
        """Save and close everything within `limit` seconds, whatever hangs."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + limit
        for session_id in self.session_ids():
            seat = self._seats.pop(session_id)
            work = self._save_and_close(seat, limit=limit * 0.8)
            self._tasks.begin(f"let go {session_id}", work)
        # The last tenth is for those that end only when they are cancelled.
        if not await wait_for_all(self._tasks.pending(), limit=limit * 0.9):
            await self._tasks.cancel(limit=deadline - loop.time())

    async def _seat(self, plan: ConversationPlan, head_id: str | None) -> Seat:
        session_id = session_of(plan.session_id)
        memory = await self._ports.store.memory(session_id, head_id)
        changed = False
        with_memory = replace(plan, state=memory.state, replay=memory.replay)
        try:
            conversation = await self._ports.engine.converse(with_memory)
        except EngineError as error:
            why = error.problem.facts.get("state")
            if memory.state is None or why not in (_UNREADABLE, _CHANGED):
                raise
            changed = why == _CHANGED
            _log.warning("the state of %s is %s: %s", plan.session_id, why, error.problem.detail)
            told = await self._ports.store.memory(session_id, head_id, stateless=True)
            conversation = await self._ports.engine.converse(replace(plan, replay=told.replay))
        seat = Seat(
            plan=plan,
            conversation=conversation,
            head_id=head_id,
            used_at=self._ports.options.monotonic(),
            team_changed=changed,
        )
        self._seats[plan.session_id] = seat
        return seat

    def _fits(self, seat: Seat, plan: ConversationPlan, head_id: str | None) -> bool:
        busy = seat.saving is not None and not seat.saving.done()
        return seat.head_id == head_id and seat.plan == plan and not busy

    async def _save(self, seat: Seat) -> None:
        """A state that cannot be had is replayed from the turns instead, next time."""
        asking = self._tasks.start("ask for state", seat.conversation.save_state())
        try:
            if not await wait_for_all({asking}, limit=self._ports.options.state_limit):
                return
            data = asking.result()
            if seat.head_id is not None:
                await self._ports.store.save_state(seat.head_id, data)
            seat.unsaved = False
        except ParleyError as error:
            _log.warning("the state of %s was not saved: %s", seat.plan.session_id, error)
        finally:
            asking.cancel()

    async def _save_and_close(self, seat: Seat, *, limit: float) -> None:
        """Half of `limit` is for each; a state that takes longer is given up for the closing."""
        if seat.unsaved:
            if seat.saving is None or seat.saving.done():
                seat.saving = self._tasks.start("save state once more", self._save(seat))
            if not await wait_for_all({seat.saving}, limit=limit / 2):
                seat.saving.cancel()
        await self._close_within(seat, limit / 2)

    async def _close(self, seat: Seat, after: asyncio.Task[None] | None) -> None:
        if after is not None:
            await wait_for_all({after}, limit=self._ports.options.close_limit)
        await self._close_within(seat, self._ports.options.close_limit)

    async def _close_within(self, seat: Seat, limit: float) -> None:
        closing = self._tasks.start("close conversation", seat.conversation.close())
        if not await wait_for_all({closing}, limit=limit):
            closing.cancel()
