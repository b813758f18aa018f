"""Keys grabbed from a real X server: lock keys, other programs, other layouts, and its death."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest

from gui.model.global_shortcut import KeyCombination, Press, ShortcutState
from gui.qt.key_combinations import read_keys
from gui.qt.task_scope import TaskScope
from gui.qt.x11_connection import keysym, lock_variants
from gui.qt.x11_shortcut import X11Shortcut, blends_windows
from gui.services.daemon_executor import DaemonExecutor
from tests.e2e.desk import Desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]  # Any: asyncio's own word


def keys(text: str) -> KeyCombination:
    read = read_keys(text)
    assert isinstance(read, KeyCombination), text
    return read


@dataclass
class Hearer:
    shortcut: X11Shortcut
    presses: list[Press] = field(default_factory=list)
    states: list[ShortcutState] = field(default_factory=list)


@asynccontextmanager
async def hearer(desk: Desk) -> AsyncIterator[Hearer]:
    executor = DaemonExecutor(workers=2, name="x11")
    asyncio.get_running_loop().set_default_executor(executor)
    presses: list[Press] = []
    states: list[ShortcutState] = []
    errors: list[BaseException] = []
    tasks = TaskScope(None, errors.append)
    shortcut = X11Shortcut(
        pressed=presses.append, changed=states.append, tasks=tasks, display=desk.display
    )
    yield Hearer(shortcut, presses, states)
    await shortcut.close()
    tasks.close()
    executor.shutdown()
    assert executor.join(5.0)
    assert not errors


def _has(presses: list[Press], count: int) -> bool:
    return len(presses) == count


async def press(desk: Desk, *names: str) -> None:
    await asyncio.get_running_loop().run_in_executor(None, lambda: desk.press(*names))


async def lay_out(desk: Desk, layout: str) -> None:
    environment = {**os.environ, **desk.environment}

    def work() -> None:
        subprocess.run(["setxkbmap", layout], env=environment, check=True, timeout=10)

    await asyncio.get_running_loop().run_in_executor(None, work)


def test_keys_are_heard_whatever_is_locked(run: Run, desk: Desk) -> None:
    async def work() -> None:
        async with hearer(desk) as ears:
            assert await ears.shortcut.grab(keys("Ctrl+Alt+Space")) is ShortcutState.ACTIVE
            for count, lock in enumerate(("", "Num_Lock", "Caps_Lock"), start=1):
                if lock:
                    await press(desk, lock)
                await press(desk, "ctrl+alt+space")
                await until(partial(_has, ears.presses, count))
                if lock:
                    await press(desk, lock)
            assert all(one.time for one in ears.presses)

    run(work())


def test_other_keys_take_the_place_of_the_first(run: Run, desk: Desk) -> None:
    async def work() -> None:
        async with hearer(desk) as ears:
            assert await ears.shortcut.grab(keys("Ctrl+Alt+Space")) is ShortcutState.ACTIVE
            for text, pressed in (("Ctrl+!", "ctrl+exclam"), ("Meta+F9", "super+F9"), ("F8", "F8")):
                ears.presses.clear()
                assert await ears.shortcut.grab(keys(text)) is ShortcutState.ACTIVE
                await press(desk, "ctrl+alt+space")
                await press(desk, pressed)
                await until(lambda: ears.presses)
                assert len(ears.presses) == 1

    run(work())


def test_keys_of_another_program_are_taken_until_it_lets_go(run: Run, desk: Desk) -> None:
    async def work() -> None:
        async with hearer(desk) as first, hearer(desk) as second:
            assert await first.shortcut.grab(keys("Ctrl+Alt+K")) is ShortcutState.ACTIVE
            assert await second.shortcut.grab(keys("Ctrl+Alt+K")) is ShortcutState.TAKEN
            await first.shortcut.close()
            assert await second.shortcut.grab(keys("Ctrl+Alt+K")) is ShortcutState.ACTIVE

    run(work())


def test_the_keys_follow_the_layout_of_the_keyboard(run: Run, desk: Desk) -> None:
    async def work() -> None:
        async with hearer(desk) as ears:
            await lay_out(desk, "us")
            assert await ears.shortcut.grab(keys("Ctrl+Alt+Ü")) is ShortcutState.UNKNOWN_KEYS
            await lay_out(desk, "de")
            await until(lambda: ears.states[-1:] == [ShortcutState.ACTIVE])
            await press(desk, "ctrl+alt+udiaeresis")
            await until(lambda: ears.presses)
            await lay_out(desk, "us")
            await until(lambda: ears.states[-1:] == [ShortcutState.UNKNOWN_KEYS])

    run(work())


def test_a_server_that_dies_or_is_not_there_is_told(run: Run) -> None:
    async def work() -> None:
        screen = Desk()
        try:
            async with hearer(screen) as ears:
                assert await ears.shortcut.grab(keys("Ctrl+Alt+K")) is ShortcutState.ACTIVE
                screen.break_off()
                await until(lambda: ears.states == [ShortcutState.UNAVAILABLE])
                nowhere = X11Shortcut(
                    pressed=ears.presses.append,
                    changed=ears.states.append,
                    tasks=TaskScope(None, lambda _error: None),
                    display="nowhere",
                )
                assert await nowhere.grab(keys("F9")) is ShortcutState.UNAVAILABLE
        finally:
            screen.close()

    run(work())


def test_nobody_blends_windows_on_a_bare_screen(run: Run, desk: Desk) -> None:
    async def work() -> None:
        async with hearer(desk):
            assert not await blends_windows(desk.display)

    run(work())


@pytest.mark.parametrize(
    ("name", "number"), [("space", 0x20), ("a", 0x61), ("F5", 0xFFC2), ("U00FC", 0xFC)]
)
def test_names_of_keysyms_have_numbers(name: str, number: int) -> None:
    assert keysym(name) == number
    assert keysym("U4E2D") == 0x1004E2D


def test_every_state_of_the_locks_is_grabbed() -> None:
    assert lock_variants(2, 16) == (0, 2, 16, 18)
    assert lock_variants(2, 0) == (0, 2)
