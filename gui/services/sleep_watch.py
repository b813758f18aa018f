"""Knows when the computer is about to sleep or to be shut down, and when it has slept."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, cast

from gui.model.problem import ParleyError
from gui.model.turn import TurnState
from gui.services.desktop_bus import BusError, BusTarget, DesktopBus
from gui.services.owned_tasks import OwnedTasks
from gui.services.service_facts import ServiceFact, TurnChanged
from gui.services.sleep_clock import SleepClock

log = logging.getLogger(__name__)

LOGIND = BusTarget(
    name="org.freedesktop.login1",
    path="/org/freedesktop/login1",
    interface="org.freedesktop.login1.Manager",
)
WHY = "Chats are being saved"
PACE = 30.0  # seconds between two looks at the clocks, and only while an answer is given
LATE = 30.0  # seconds after its time at which a timer must have slept
SAVE_LIMIT = 3.0  # seconds; logind waits five for whoever holds a lock
CLOSE_LIMIT = 0.5


class FileDescriptor(Protocol):
    """What a lock comes as; the system waits until it is closed."""

    def to_raw_fd(self) -> int: ...


@dataclass(frozen=True, kw_only=True)
class SleepCalls:
    """What to do: `save` may raise ParleyError, `woke` and `shutdown` must not block."""

    save: Callable[[], Awaitable[object]]
    woke: Callable[[], None]
    shutdown: Callable[[], None]


class SleepWatch:
    """On Linux logind tells, and waits for the saving; elsewhere the clocks tell afterwards.

    The clocks are looked at when an answer begins, and now and then while one is given.
    """

    def __init__(
        self, calls: SleepCalls, *, clock: SleepClock | None = None, pace: float = PACE
    ) -> None:
        self._calls = calls
        self._clock = clock or SleepClock.of_system()
        self._pace = pace
        self._running: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._tasks = OwnedTasks()
        self._bus: DesktopBus | None = None
        self._lock: int | None = None
        self._asleep = False  # or about to be
        self._ending = False

    async def start(self) -> None:
        """Listen to logind where there is one."""
        self._bus = await DesktopBus.open("SYSTEM")
        if self._bus is None:
            return
        try:
            await self._bus.subscribe(LOGIND, "PrepareForSleep", self._sleep_told)
            await self._bus.subscribe(LOGIND, "PrepareForShutdown", self._shutdown_told)
        except BusError as error:
            log.info("sleep is not announced: %s", error)
            return
        await self._take_lock()

    def take(self, fact: ServiceFact) -> None:
        """Follow which answers are being given."""
        if not isinstance(fact, TurnChanged):
            return
        if fact.turn.state is not TurnState.RUNNING:
            self._running.discard(fact.turn.id)
        elif fact.turn.id not in self._running:
            self._running.add(fact.turn.id)
            self._look()
        if not self._running:
            self._rest()

    async def close(self) -> None:
        """Let the system go on. In a shutdown the lock stays until this process has ended."""
        self._rest()
        await self._tasks.cancel(limit=CLOSE_LIMIT)
        if not self._ending:
            self._release()
        bus, self._bus = self._bus, None
        if bus is not None:
            await bus.close()

    def _look(self) -> None:
        self._rest()
        if self._clock.slept():
            self._wake("the clocks")
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(self._pace, self._look_late, loop.time() + self._pace)

    def _look_late(self, due: float) -> None:
        """Where all clocks go on in a sleep, as on Windows, the timer comes late."""
        late = asyncio.get_running_loop().time() - due > LATE
        if late:
            self._clock.slept()
            self._wake("a late timer")
        self._look()

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wake(self, teller: str) -> None:
        log.info("the computer slept, says %s", teller)
        self._calls.woke()

    def _sleep_told(self, arguments: tuple[object, ...]) -> None:
        self._asleep = arguments[:1] == (True,)
        if self._asleep:
            self._tasks.begin("save before sleep", self._save())
            return
        self._clock.slept()  # this sleep is known
        self._wake("logind")
        self._tasks.begin("sleep lock", self._take_lock())

    def _shutdown_told(self, arguments: tuple[object, ...]) -> None:
        if arguments[:1] == (True,):
            self._ending = True
            self._calls.shutdown()

    async def _save(self) -> None:
        try:
            async with asyncio.timeout(SAVE_LIMIT):
                await self._calls.save()
        except (ParleyError, TimeoutError) as error:
            log.warning("not all was saved before the sleep: %s", error)
        finally:
            if self._asleep and not self._ending:
                self._release()
        log.info("saved before the sleep")

    async def _take_lock(self) -> None:
        """Delay a sleep or a shutdown until what was received is saved."""
        if self._bus is None or self._lock is not None:
            return
        try:
            answer = await self._bus.call(
                LOGIND, "Inhibit", "ssss", "sleep:shutdown", "Parley", WHY, "delay"
            )
        except BusError as error:
            log.info("no lock before sleep: %s", error)
            return
        lock = cast("FileDescriptor", answer[0]).to_raw_fd()
        self._release()  # another one that came meanwhile
        self._lock = lock
        log.info("logind waits for us before sleep and shutdown")

    def _release(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            os.close(lock)
