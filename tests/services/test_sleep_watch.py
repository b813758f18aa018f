"""Sleep is noticed: told by logind, which waits for the saving, or seen by the clocks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from gui.model.problem import Problem, ProblemKind, StoreError
from gui.model.turn import Role, TurnState
from gui.services.service_facts import TurnChanged
from gui.services.sleep_clock import SleepClock
from gui.services.sleep_watch import SleepCalls, SleepWatch
from tests.desktop_bus import Answer, PrivateBus, private_bus
from tests.engine.talk import turn
from tests.logind import INTERFACE, NAME, PATH, FakeLogind
from tests.waiting import until

__all__ = ["private_bus"]


@dataclass
class FakeClock:
    """Seconds that the test lets pass."""

    whole: float = 1000.0
    awake: float = 100.0

    def sleep(self, seconds: float) -> None:
        self.whole += seconds

    def run(self, seconds: float) -> None:
        self.whole += seconds
        self.awake += seconds

    def sleep_clock(self, *, step: float = 2.0) -> SleepClock:
        return SleepClock(whole=lambda: self.whole, awake=lambda: self.awake, step=step)


@dataclass
class Told:
    """What a watch has called; `save` waits for `gate`."""

    saved: int = 0
    woke: int = 0
    shutdowns: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    error: Exception | None = None

    async def save(self) -> None:
        await self.gate.wait()
        self.saved += 1
        if self.error is not None:
            raise self.error

    def calls(self) -> SleepCalls:
        return SleepCalls(save=self.save, woke=self._woke, shutdown=self._shutdown)

    def _woke(self) -> None:
        self.woke += 1

    def _shutdown(self) -> None:
        self.shutdowns += 1


@pytest.fixture
def system_bus(private_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch) -> PrivateBus:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", private_bus.address)
    return private_bus


@pytest.fixture
def logind(system_bus: PrivateBus) -> Iterator[FakeLogind]:
    logind = FakeLogind(system_bus)
    yield logind
    logind.close()


@pytest.fixture
def no_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'none'}")


@asynccontextmanager
async def watching(
    told: Told, *, clock: FakeClock | None = None, pace: float = 30.0
) -> AsyncIterator[SleepWatch]:
    told.gate.set()
    used = clock or FakeClock()
    watch = SleepWatch(told.calls(), clock=used.sleep_clock(), pace=pace)
    await watch.start()
    yield watch
    await watch.close()


def running(name: str = "one") -> TurnChanged:
    return TurnChanged(turn=replace(turn(Role.AGENT, state=TurnState.RUNNING), id=name))


def ended(name: str = "one") -> TurnChanged:
    return TurnChanged(turn=replace(turn(Role.AGENT, state=TurnState.DONE), id=name))


async def test_sleep_waits_for_the_saving_and_a_wake_takes_a_new_lock(logind: FakeLogind) -> None:
    told = Told()
    async with watching(told):
        assert (logind.locks, logind.held()) == (1, 1)
        told.gate.clear()
        logind.sleep(coming=True)
        await asyncio.sleep(0.1)
        assert (told.saved, logind.held()) == (0, 1)
        told.gate.set()
        await until(lambda: logind.held() == 0)
        assert (told.saved, told.woke) == (1, 0)
        logind.sleep(coming=False)
        await until(lambda: told.woke)
        await until(lambda: logind.locks == 2)
        await asyncio.sleep(0.1)  # the lock is on its way
        assert logind.held() == 1
    assert logind.held() == 0


async def test_a_wake_that_is_told_twice_leaves_one_lock(logind: FakeLogind) -> None:
    told = Told()
    async with watching(told):
        logind.sleep(coming=True)
        await until(lambda: logind.held() == 0)
        logind.sleep(coming=False)
        logind.sleep(coming=False)
        await until(lambda: told.woke == 2)
        await until(lambda: logind.locks == 3)
        await asyncio.sleep(0.1)  # the lock is on its way
        assert logind.held() == 1
    assert logind.held() == 0


async def test_a_saving_that_outlasts_the_sleep_keeps_the_lock_for_the_next(
    logind: FakeLogind,
) -> None:
    told = Told()
    async with watching(told):
        told.gate.clear()
        logind.sleep(coming=True)
        logind.sleep(coming=False)
        await until(lambda: told.woke)
        told.gate.set()
        await until(lambda: told.saved)
        await asyncio.sleep(0.1)
        assert logind.held() == 1


async def test_the_system_sleeps_also_where_saving_fails(logind: FakeLogind) -> None:
    problem = Problem(kind=ProblemKind.STORE_UNWRITABLE)
    told = Told(error=StoreError(problem))
    async with watching(told):
        logind.sleep(coming=True)
        await until(lambda: logind.held() == 0)
        assert told.saved == 1


async def test_a_shutdown_is_told_and_waits_for_the_end_of_the_process(logind: FakeLogind) -> None:
    told = Told()
    watch = SleepWatch(told.calls(), clock=FakeClock().sleep_clock())
    await watch.start()
    logind.shut_down()
    await until(lambda: told.shutdowns)
    await watch.close()
    assert logind.held() == 1
    watch._release()  # as the end of the process does
    assert logind.held() == 0


async def test_logind_may_refuse(system_bus: PrivateBus) -> None:
    refused = Answer(error="org.freedesktop.DBus.Error.AccessDenied")
    logind = system_bus.serve(NAME, PATH, INTERFACE, {"Inhibit": lambda *_: refused})
    told = Told()
    async with watching(told):
        logind.emit("PrepareForSleep", "b", True)
        await until(lambda: told.saved)
        logind.emit("PrepareForSleep", "b", False)
        await until(lambda: told.woke)


async def test_without_logind_there_is_no_lock(system_bus: PrivateBus) -> None:
    told = Told()
    async with watching(told):
        pass
    assert (told.saved, told.woke) == (0, 0)
    assert system_bus.address


@pytest.mark.usefixtures("no_bus")
async def test_the_clocks_tell_while_an_answer_is_given() -> None:
    told, clock = Told(), FakeClock()
    async with watching(told, clock=clock, pace=0.02) as watch:
        watch.take(running())
        clock.run(3600)
        await asyncio.sleep(0.1)
        assert told.woke == 0
        clock.sleep(600)
        await until(lambda: told.woke)
        await asyncio.sleep(0.1)
        assert told.woke == 1


@pytest.mark.usefixtures("no_bus")
async def test_nothing_looks_at_the_clocks_while_nothing_is_given() -> None:
    told, clock = Told(), FakeClock()
    async with watching(told, clock=clock, pace=0.02) as watch:
        watch.take(running())
        watch.take(running("two"))
        watch.take(ended())
        watch.take(ended("two"))
        clock.sleep(600)
        await asyncio.sleep(0.1)
        assert told.woke == 0
        watch.take(running())  # before it asks a server: its old connections may be gone
        assert told.woke == 1


async def test_what_logind_told_the_clocks_do_not_tell_again(logind: FakeLogind) -> None:
    told, clock = Told(), FakeClock()
    async with watching(told, clock=clock, pace=0.02) as watch:
        watch.take(running())
        logind.sleep(coming=True)
        await until(lambda: told.saved)
        watch._rest()  # the process stands still
        clock.sleep(600)
        logind.sleep(coming=False)
        await until(lambda: told.woke)
        watch._look()
        await asyncio.sleep(0.1)
        assert told.woke == 1
        await until(lambda: logind.locks == 2)


@pytest.mark.parametrize(
    ("passes", "slept"),
    [
        (lambda clock: clock.run(1e6), False),
        (lambda clock: clock.sleep(29), False),
        (lambda clock: clock.sleep(31), True),
        (lambda clock: clock.sleep(-3600), False),
    ],
)
def test_a_wall_clock_that_was_set_a_little_is_no_sleep(
    passes: Callable[[FakeClock], None], slept: bool
) -> None:
    clock = FakeClock()
    watched = clock.sleep_clock(step=30.0)
    passes(clock)
    assert watched.slept() is slept
    assert not watched.slept()


def test_this_computer_has_not_slept_just_now() -> None:
    assert not SleepClock.of_system().slept()
