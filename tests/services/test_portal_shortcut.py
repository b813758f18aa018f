"""The shortcut of the desktop's portal: bound, pressed, declined, missing, ended."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from gui.model.global_shortcut import KeyCombination, Press, ShortcutState
from gui.services.portal_shortcut import PortalShortcut, trigger
from tests.desktop_bus import Answer, FakeService, PrivateBus, private_bus, session_bus
from tests.waiting import until

__all__ = ["private_bus", "session_bus"]

KEYS = KeyCombination(key="space", ctrl=True, alt=True)
PATH = "/org/freedesktop/portal/desktop"
PORTAL = "org.freedesktop.portal"
SESSION = f"{PATH}/session/one"


class Portal:
    """A portal that answers each request with a signal, as the real one does."""

    def __init__(self, bus: PrivateBus, *, bind: int = 0, chosen: bool = True) -> None:
        self.bind, self.chosen = bind, chosen
        self.service: FakeService = bus.serve(
            f"{PORTAL}.Desktop",
            PATH,
            f"{PORTAL}.Request",
            {
                "Register": lambda *_: Answer(),
                "CreateSession": self._create,
                "BindShortcuts": self._bind,
                "Close": Answer,
            },
        )

    def emit(
        self, interface: str, signal: str, signature: str, *arguments: object, path: str = PATH
    ) -> None:
        self.service.interface = f"{PORTAL}.{interface}"
        self.service.emit(signal, signature, *arguments, path=path)

    def press(self, *, shortcut: str = "quick-ask", session: str = SESSION) -> None:
        token = {"activation_token": ("s", "let-it-through")}
        arguments = (session, shortcut, 12345, token)
        self.emit("GlobalShortcuts", "Activated", "osta{sv}", *arguments)

    def _create(self, options: dict[str, tuple[str, object]]) -> Answer:
        return self._respond(options, 0, {"session_handle": ("s", SESSION)})

    def _bind(
        self,
        session: str,
        wanted: list[object],
        parent: str,
        options: dict[str, tuple[str, object]],
    ) -> Answer:
        assert (session, parent) == (SESSION, "")
        bound = wanted if self.chosen else []
        return self._respond(options, self.bind, {"shortcuts": ("a(sa{sv})", bound)})

    def _respond(
        self, options: dict[str, tuple[str, object]], code: int, results: dict[str, object]
    ) -> Answer:
        sender = self.service.calls[-1].sender.removeprefix(":").replace(".", "_")
        path = f"{PATH}/request/{sender}/{options['handle_token'][1]}"
        self.emit("Request", "Response", "ua{sv}", code, results, path=path)
        return Answer(signature="o", arguments=(path,))


@asynccontextmanager
async def shortcut(
    pressed: Callable[[Press], None], changed: Callable[[ShortcutState], None]
) -> AsyncIterator[PortalShortcut]:
    made = PortalShortcut(description="Ask", pressed=pressed, changed=changed)
    yield made
    await made.close()


async def test_keys_are_bound_and_pressed(session_bus: PrivateBus) -> None:
    portal = Portal(session_bus)
    presses: list[Press] = []
    async with shortcut(presses.append, lambda _state: None) as wanted:
        assert await wanted.grab(KEYS) is ShortcutState.ACTIVE
        (registered,) = portal.service.called("Register")
        assert registered.arguments[0] == "chat.parley.Parley"
        _, shortcuts, _, _ = portal.service.called("BindShortcuts")[0].arguments
        facts = {"description": ("s", "Ask"), "preferred_trigger": ("s", "CTRL+ALT+space")}
        assert shortcuts == [("quick-ask", facts)]
        portal.press(shortcut="another")
        portal.press(session=f"{PATH}/session/another")
        portal.press()
        await until(lambda: presses)
        assert presses == [Press(token="let-it-through")]
    portal.service.wait_for("Close")


@pytest.mark.parametrize(
    ("code", "chosen", "expected"),
    [
        (1, True, ShortcutState.DECLINED),
        (0, False, ShortcutState.DECLINED),
        (2, True, ShortcutState.BY_COMMAND),
    ],
)
async def test_the_desktop_may_say_no(
    session_bus: PrivateBus, code: int, chosen: bool, expected: ShortcutState
) -> None:
    portal = Portal(session_bus, bind=code, chosen=chosen)
    async with shortcut(lambda _press: None, lambda _state: None) as wanted:
        assert await wanted.grab(KEYS) is expected
        portal.service.wait_for("Close")
        portal.bind, portal.chosen = 0, True
        assert await wanted.grab(KEYS) is ShortcutState.ACTIVE


async def test_a_portal_without_shortcuts_leaves_the_command(session_bus: PrivateBus) -> None:
    session_bus.serve(f"{PORTAL}.Desktop", PATH, f"{PORTAL}.Request", {})
    async with shortcut(lambda _press: None, lambda _state: None) as wanted:
        assert await wanted.grab(KEYS) is ShortcutState.BY_COMMAND


async def test_no_portal_and_no_bus_leave_the_command(
    session_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shortcut(lambda _press: None, lambda _state: None) as wanted:
        assert await wanted.grab(KEYS) is ShortcutState.BY_COMMAND
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
        assert await wanted.grab(KEYS) is ShortcutState.BY_COMMAND


async def test_the_end_of_the_session_is_told(session_bus: PrivateBus) -> None:
    portal = Portal(session_bus)
    states: list[ShortcutState] = []
    async with shortcut(lambda _press: None, states.append) as wanted:
        assert await wanted.grab(KEYS) is ShortcutState.ACTIVE
        portal.emit("Session", "Closed", "", path=SESSION)
        await until(lambda: states == [ShortcutState.UNAVAILABLE])


async def test_a_portal_that_goes_is_told(session_bus: PrivateBus) -> None:
    portal = Portal(session_bus)
    states: list[ShortcutState] = []
    async with shortcut(lambda _press: None, states.append) as wanted:
        assert await wanted.grab(KEYS) is ShortcutState.ACTIVE
        portal.service.close()
        await until(lambda: states == [ShortcutState.UNAVAILABLE])


def test_triggers_are_in_the_words_of_the_specification() -> None:
    all_of_them = KeyCombination(key="F5", ctrl=True, alt=True, shift=True, meta=True)
    assert trigger(all_of_them) == "CTRL+ALT+SHIFT+LOGO+F5"
    assert trigger(KeyCombination(key="F5")) == "F5"
