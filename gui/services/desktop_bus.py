"""A connection to the desktop's message bus: calls with a limit, and signals for subscribers."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gui.services.caught import Caught

if TYPE_CHECKING:  # only where there can be a bus
    from gui.services.bus_wire import BusWire, Incoming

log = logging.getLogger(__name__)

OPEN_LIMIT = 2.0
"""Seconds for a bus to let us in; one that is not there is known at once."""

CALL_LIMIT = 2.0
"""Seconds for an answer where the caller names no other limit."""

SignalCallback = Callable[[tuple[object, ...]], None]


class BusError(Exception):
    """A call that failed: refused by the service, lost with the connection, or too late.

    `name` is D-Bus's name of the error, "" where the failure is not an answer.
    """

    def __init__(self, text: str, *, name: str = "") -> None:
        super().__init__(f"{name}: {text}" if name else text)
        self.name = name


@dataclass(frozen=True, kw_only=True)
class BusTarget:
    """An interface of an object of a service; for signals `path` "" means any object."""

    name: str
    path: str
    interface: str


THE_BUS = BusTarget(
    name="org.freedesktop.DBus", path="/org/freedesktop/DBus", interface="org.freedesktop.DBus"
)

NOBODY = "org.freedesktop.DBus.Error.NameHasNoOwner"


@dataclass(frozen=True, kw_only=True, eq=False)
class _Subscription:
    target: BusTarget
    signal: str
    first: str
    callback: SignalCallback

    def rule(self) -> str:
        parts = {
            "type": "signal",
            "sender": self.target.name,
            "path": self.target.path,
            "interface": self.target.interface,
            "member": self.signal,
            "arg0": self.first,
        }
        return ",".join(f"{key}='{value}'" for key, value in parts.items() if value)

    def fits(self, message: Incoming) -> bool:
        return (
            message.member == self.signal
            and message.interface == self.target.interface
            and message.path == (self.target.path or message.path)
            and (not self.first or message.body[:1] == (self.first,))
        )


class DesktopBus:
    """One connection. Once it is lost, calls raise BusError and subscribers hear no more.

    Has no task: messages are read by the event loop's own callback.
    """

    def __init__(self, wire: BusWire) -> None:
        self._wire = wire
        self._replies: dict[int, asyncio.Future[Incoming]] = {}
        self._subscriptions: list[_Subscription] = []
        self._owners: dict[str, str] = {}  # unique names, of the services subscribed to
        self.unique_name = ""
        """What other programs know this connection as, such as ":1.42"."""

    @classmethod
    async def open(cls, which: Literal["SESSION", "SYSTEM"]) -> DesktopBus | None:
        """Connect within OPEN_LIMIT; None where there is no bus, or none that lets us in."""
        if not sys.platform.startswith("linux"):
            return None
        from gui.services.bus_wire import BusWire

        bus = None
        try:
            async with asyncio.timeout(OPEN_LIMIT):
                bus = cls(await BusWire.connect(which))
                await bus._greet()
        except (OSError, ValueError, BusError) as error:
            log.info("no %s bus: %s", which.lower(), str(error) or "no answer")
            if bus is not None:
                await bus.close()
            return None
        except asyncio.CancelledError:
            if bus is not None:
                await bus.close()
            raise
        return bus

    @property
    def connected(self) -> bool:
        return self._wire.open

    async def call(
        self,
        target: BusTarget,
        method: str,
        signature: str = "",
        *arguments: object,
        limit: float = CALL_LIMIT,
    ) -> tuple[object, ...]:
        """What the method answers. Raises BusError, at the latest after `limit` seconds.

        A file descriptor in the answer is an object with `to_raw_fd()` and `close()`; the
        caller owns it.
        """
        from gui.services.bus_wire import Outgoing

        if not self._wire.open:
            raise BusError("the connection to the bus is lost")
        serial = self._wire.send(
            Outgoing(
                name=target.name,
                path=target.path,
                interface=target.interface,
                method=method,
                signature=signature,
                arguments=arguments,
            )
        )
        reply = await self._reply(serial, f"{target.interface}.{method}", limit)
        if reply.error:
            text = reply.body[0] if reply.body else ""
            reply.close_files()
            raise BusError(str(text), name=reply.error)
        return reply.body

    async def subscribe(
        self, target: BusTarget, signal: str, callback: SignalCallback, *, first: str = ""
    ) -> Callable[[], None]:
        """Hear a signal's arguments until the returned function is called. Raises BusError.

        With `first`, only signals whose first argument is that text arrive. Only the service
        itself is heard: to a single connection anybody may send a signal of any name.
        """
        await self._learn_owner(target.name)
        wanted = _Subscription(target=target, signal=signal, first=first, callback=callback)
        self._subscriptions.append(wanted)
        try:
            await self.call(THE_BUS, "AddMatch", "s", wanted.rule())
        except BaseException:
            self._drop(wanted)
            raise

        def unsubscribe() -> None:
            if self._drop(wanted):
                self._tell_bus("RemoveMatch", wanted.rule())

        return unsubscribe

    async def has_owner(self, name: str) -> bool:
        """Whether a program offers the service `name` now. Raises BusError."""
        (owned,) = await self.call(THE_BUS, "NameHasOwner", "s", name)
        return bool(owned)

    async def can_start(self, name: str) -> bool:
        """Whether a call to the service `name` would start it. Raises BusError."""
        (names,) = await self.call(THE_BUS, "ListActivatableNames")
        return isinstance(names, list) and name in names

    async def watch_owner(self, name: str, callback: Callable[[bool], None]) -> Callable[[], None]:
        """Hear when the service `name` comes (True) and goes. Raises BusError."""

        def told(arguments: tuple[object, ...]) -> None:
            callback(bool(arguments[2:3] and arguments[2]))

        return await self.subscribe(THE_BUS, "NameOwnerChanged", told, first=name)

    async def close(self) -> None:
        """Let go at once; whoever still waits for an answer gets a BusError."""
        self._wire.close()
        self._end("the connection to the bus was closed")

    async def _learn_owner(self, name: str) -> None:
        """Know from now on who offers the service `name`. Raises BusError."""
        if name == THE_BUS.name or name.startswith(":") or name in self._owners:
            return
        await self.subscribe(THE_BUS, "NameOwnerChanged", self._note_owner, first=name)
        try:
            (owner,) = await self.call(THE_BUS, "GetNameOwner", "s", name)
        except BusError as error:
            if error.name != NOBODY:
                raise
            owner = ""
        self._owners.setdefault(name, str(owner))  # what was told meanwhile is newer

    def _note_owner(self, arguments: tuple[object, ...]) -> None:
        name, _, owner = arguments
        self._owners[str(name)] = str(owner)

    async def _greet(self) -> None:
        self._wire.begin(self._take, self._end)
        (name,) = await self.call(THE_BUS, "Hello")
        self.unique_name = str(name)

    async def _reply(self, serial: int, what: str, limit: float) -> Incoming:
        reply: asyncio.Future[Incoming] = asyncio.get_running_loop().create_future()
        self._replies[serial] = reply
        if not self._wire.open:  # lost while sending
            self._end("the connection to the bus is lost")
        try:
            async with asyncio.timeout(limit):
                return await reply
        except TimeoutError as error:
            _forgo(reply)
            raise BusError(f"no answer to {what} within {limit:g} s") from error
        except asyncio.CancelledError:
            _forgo(reply)
            raise
        finally:
            self._replies.pop(serial, None)

    def _take(self, message: Incoming) -> None:
        reply = self._replies.pop(message.reply_to, None)
        if reply is not None and not reply.done():
            reply.set_result(message)
            return
        fitting = [
            one for one in self._subscriptions if message.member and self._fits(one, message)
        ]
        for wanted in fitting:
            if wanted in self._subscriptions:  # an earlier one may have ended it
                _tell(wanted.callback, message.body)
        if not fitting:
            message.close_files()

    def _fits(self, wanted: _Subscription, message: Incoming) -> bool:
        name = wanted.target.name
        return wanted.fits(message) and message.sender == self._owners.get(name, name)

    def _end(self, why: str) -> None:
        self._subscriptions.clear()
        replies, self._replies = self._replies, {}
        for reply in replies.values():
            if not reply.done():
                reply.set_exception(BusError(why))

    def _drop(self, wanted: _Subscription) -> bool:
        if wanted not in self._subscriptions:
            return False
        self._subscriptions.remove(wanted)
        return True

    def _tell_bus(self, method: str, argument: str) -> None:
        from gui.services.bus_wire import Outgoing

        if not self._wire.open:
            return
        self._wire.send(
            Outgoing(
                name=THE_BUS.name,
                path=THE_BUS.path,
                interface=THE_BUS.interface,
                method=method,
                signature="s",
                arguments=(argument,),
                answered=False,
            )
        )


def _tell(callback: SignalCallback, arguments: tuple[object, ...]) -> None:
    """A subscriber that raises is reported to the loop and does not stop the others."""
    caught = Caught()
    with caught:
        callback(arguments)
    if caught.error is not None:
        asyncio.get_running_loop().call_exception_handler(
            {"message": "A subscriber of the bus failed", "exception": caught.error}
        )


def _forgo(reply: asyncio.Future[Incoming]) -> None:
    """The answer may have come in the very moment in which nobody wanted it any more."""
    if not reply.cancel() and not reply.cancelled() and reply.exception() is None:
        reply.result().close_files()
