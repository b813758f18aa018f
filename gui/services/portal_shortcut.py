"""The global shortcut of desktops under Wayland: bound by the desktop's portal, if it does that."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Final

from gui.model.global_shortcut import KeyCombination, Press, ShortcutState
from gui.services.desktop_bus import BusError, BusTarget, DesktopBus

log = logging.getLogger(__name__)

APP_ID: Final = "chat.parley.Parley"
SHORTCUT_ID: Final = "quick-ask"
PORTAL: Final = "org.freedesktop.portal.Desktop"
PATH: Final = "/org/freedesktop/portal/desktop"

SESSION_LIMIT = 5.0
ANSWER_LIMIT = 300.0
"""Seconds for the user to answer the desktop's question which keys it may be."""

GRANTED, CANCELLED = 0, 1
"""How a request to the portal ends; everything else is a failure of its own."""

_numbers = count(1)


class PortalShortcut:
    """Fits `GlobalShortcut`. The desktop may ask the user, who may choose other keys.

    `description` is what the desktop's own settings show. `changed` tells that the desktop has
    ended it.
    """

    def __init__(
        self,
        *,
        description: str,
        pressed: Callable[[Press], None],
        changed: Callable[[ShortcutState], None],
    ) -> None:
        self._description = description
        self._pressed = pressed
        self._changed = changed
        self._bus: DesktopBus | None = None
        self._session = ""

    async def grab(self, keys: KeyCombination) -> ShortcutState:
        await self.close()
        self._bus = bus = await DesktopBus.open("SESSION")
        if bus is None:
            return ShortcutState.BY_COMMAND
        try:
            state = await self._bind(bus, keys)
        except BusError as error:
            log.info("the desktop binds no shortcuts: %s", error)
            state = ShortcutState.BY_COMMAND
        except asyncio.CancelledError:
            await self.close()
            raise
        if state is not ShortcutState.ACTIVE:
            await self.close()
        return state

    def bring_front(self, window_id: int, press: Press) -> None:
        """Nothing more: the token of the press is what a window shows when it asks itself."""

    async def close(self) -> None:
        bus, self._bus = self._bus, None
        session, self._session = self._session, ""
        if bus is None:
            return
        if session:
            with suppress(BusError):
                await bus.call(_target("Session", path=session), "Close", limit=0.5)
        await bus.close()

    async def _bind(self, bus: DesktopBus, keys: KeyCombination) -> ShortcutState:
        await _introduce(bus)
        shortcuts = _target("GlobalShortcuts")
        await bus.subscribe(shortcuts, "Activated", self._on_activated)
        await bus.watch_owner(PORTAL, self._on_owner)
        options = {"session_handle_token": ("s", _token())}
        made = await _Request(bus).run("CreateSession", "a{sv}", options, limit=SESSION_LIMIT)
        session = made.results.get("session_handle", "")
        if made.code != GRANTED or not isinstance(session, str) or not session:
            return ShortcutState.BY_COMMAND
        self._session = session
        await bus.subscribe(_target("Session", path=session), "Closed", self._on_closed)
        facts = {
            "description": ("s", self._description),
            "preferred_trigger": ("s", trigger(keys)),
        }
        wanted = [(SHORTCUT_ID, facts)]
        plain: dict[str, object] = {}
        bound = await _Request(bus).run(
            "BindShortcuts", "oa(sa{sv})sa{sv}", session, wanted, "", plain, limit=ANSWER_LIMIT
        )
        granted = bound.code == GRANTED
        if bound.code == CANCELLED or (granted and not bound.results.get("shortcuts")):
            return ShortcutState.DECLINED
        return ShortcutState.ACTIVE if granted else ShortcutState.BY_COMMAND

    def _on_activated(self, arguments: tuple[object, ...]) -> None:
        match arguments:
            case (session, shortcut, *rest) if (session, shortcut) == (self._session, SHORTCUT_ID):
                self._pressed(Press(token=_activation_token(rest)))
            case _:
                pass

    def _on_closed(self, arguments: tuple[object, ...]) -> None:
        del arguments
        self._session = ""
        self._changed(ShortcutState.UNAVAILABLE)

    def _on_owner(self, present: bool) -> None:  # noqa: FBT001 - the bus calls it
        if not present and self._session:
            self._on_closed(())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    code: int
    results: dict[str, object]


class _Request:
    """One question to the portal, whose answer is a signal of an object made for it."""

    def __init__(self, bus: DesktopBus) -> None:
        self._bus = bus
        self._token = _token()
        self._answer: asyncio.Future[_Answer] = asyncio.get_running_loop().create_future()

    async def run(self, method: str, signature: str, *arguments: object, limit: float) -> _Answer:
        """The last of `arguments` are the options. Raises BusError, also after `limit`."""
        *first, options = arguments
        if not isinstance(options, dict):
            raise TypeError(f"the options of {method} are {options!r}")
        sender = self._bus.unique_name.removeprefix(":").replace(".", "_")
        path = f"{PATH}/request/{sender}/{self._token}"
        told = await self._bus.subscribe(_target("Request", path=path), "Response", self._take)
        try:
            options = {**options, "handle_token": ("s", self._token)}
            shortcuts = _target("GlobalShortcuts")
            await self._bus.call(shortcuts, method, signature, *first, options)
            async with asyncio.timeout(limit):
                return await self._answer
        except TimeoutError as error:
            raise BusError(f"no answer to {method} within {limit:g} s") from error
        finally:
            told()

    def _take(self, arguments: tuple[object, ...]) -> None:
        code, results = arguments
        if isinstance(code, int) and isinstance(results, dict) and not self._answer.done():
            plain = {str(name): _plain(value) for name, value in results.items()}
            self._answer.set_result(_Answer(code=code, results=plain))


def trigger(keys: KeyCombination) -> str:
    """The combination in the words of the shortcuts specification: "CTRL+ALT+space"."""
    modifiers = (("CTRL", keys.ctrl), ("ALT", keys.alt), ("SHIFT", keys.shift), ("LOGO", keys.meta))
    return "+".join([*(name for name, wanted in modifiers if wanted), keys.key])


async def _introduce(bus: DesktopBus) -> None:
    """Say which program this is; portals that cannot be told find out by themselves, or not."""
    registry = BusTarget(name=PORTAL, path=PATH, interface="org.freedesktop.host.portal.Registry")
    with suppress(BusError):
        await bus.call(registry, "Register", "sa{sv}", APP_ID, {})


def _target(interface: str, *, path: str = PATH) -> BusTarget:
    return BusTarget(name=PORTAL, path=path, interface=f"org.freedesktop.portal.{interface}")


def _token() -> str:
    return f"parley{next(_numbers)}"


def _plain(value: object) -> object:
    """The value of a variant, which comes as its signature and itself."""
    return value[1] if isinstance(value, tuple) else value


def _activation_token(rest: list[object]) -> str:
    options = rest[-1] if rest else None
    token = _plain(options.get("activation_token", "")) if isinstance(options, dict) else ""
    return token if isinstance(token, str) else ""
