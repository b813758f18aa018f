"""A private message bus in a real dbus-daemon, and services on it that answer as told."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

LIMIT = 10.0

# No folders of services: nothing of this computer is started by a call.
CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True, kw_only=True)
class Called:
    method: str
    arguments: tuple[object, ...]
    interface: str
    sender: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a method answers; with `error`, D-Bus's name of it and a text as the argument."""

    signature: str = ""
    arguments: tuple[object, ...] = ()
    error: str = ""


class NoAnswer:
    """For a method that never answers."""


Method = Callable[..., Answer | NoAnswer]


class FakeService:
    """Owns `name` and answers calls on a thread of its own, until `close`.

    `methods` maps a member's name to what answers it; what is not in it is refused. All
    calls are kept in `calls`, in their order.
    """

    def __init__(
        self, address: str, name: str, path: str, interface: str, methods: dict[str, Method]
    ) -> None:
        self.name, self.path, self.interface = name, path, interface
        self.methods = methods
        self.calls: list[Called] = []
        self._sending = threading.Lock()
        self._connection: DBusConnection = open_dbus_connection(address, enable_fds=True)
        self._own(name)
        self._thread = threading.Thread(target=self._serve, name=f"fake-{name}", daemon=True)
        self._thread.start()

    def called(self, method: str) -> list[Called]:
        return [call for call in tuple(self.calls) if call.method == method]

    def wait_for(self, method: str, *, times: int = 1, within: float = LIMIT) -> Called:
        """The `times`-th call of `method`, once it has come."""
        end = time.monotonic() + within
        while len(self.called(method)) < times:
            if time.monotonic() > end:
                raise AssertionError(f"{method} was not called {times} times: {self.calls}")
            time.sleep(0.005)
        return self.called(method)[times - 1]

    def emit(
        self, signal: str, signature: str = "", *arguments: object, path: str = "", to: str = ""
    ) -> None:
        """Send a signal to all, or to the connection `to` alone."""
        emitter = DBusAddress(path or self.path, interface=self.interface)
        message = new_signal(emitter, signal, signature or None, arguments)
        if to:
            message.header.fields[HeaderFields.destination] = to
        self._send(message)

    def close(self) -> None:
        connection = self._connection
        with contextlib.suppress(OSError):  # the bus went first
            connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(LIMIT)
        connection.close()

    def _own(self, name: str) -> None:
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        call = new_method_call(bus, "RequestName", "su", (name, 0))
        reply = self._connection.send_and_get_reply(call, timeout=LIMIT)
        assert reply.body == (1,), reply.body

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except (OSError, ValueError, EOFError):
                return
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Message) -> None:
        fields = message.header.fields
        method = fields[HeaderFields.member]
        self.calls.append(
            Called(
                method=method,
                arguments=message.body,
                interface=fields.get(HeaderFields.interface, ""),
                sender=fields.get(HeaderFields.sender, ""),
            )
        )
        known = self.methods.get(method)
        unknown = Answer(error="org.freedesktop.DBus.Error.UnknownMethod", arguments=(method,))
        answer = known(*message.body) if known is not None else unknown
        if isinstance(answer, NoAnswer):
            return
        if answer.error:
            reply = new_error(message, answer.error, "s", answer.arguments or ("refused",))
        else:
            reply = new_method_return(message, answer.signature or None, answer.arguments)
        self._send(reply)

    def _send(self, message: Message) -> None:
        with self._sending:
            try:
                self._connection.send(message)
            except OSError:  # the bus is gone
                return


class PrivateBus:
    """A dbus-daemon of its own; `close` ends it and the services on it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        configuration = folder / "bus.conf"
        configuration.write_text(CONFIGURATION.format(folder=folder), encoding="utf-8")
        self._daemon = subprocess.Popen(
            ["dbus-daemon", f"--config-file={configuration}", "--print-address", "--nofork"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()
        assert self.address, "dbus-daemon did not start"
        self._services: list[FakeService] = []

    @property
    def environment(self) -> dict[str, str]:
        """For a program that shall use this bus."""
        return {"DBUS_SESSION_BUS_ADDRESS": self.address}

    def serve(
        self, name: str, path: str, interface: str, methods: dict[str, Method] | None = None
    ) -> FakeService:
        service = FakeService(self.address, name, path, interface, methods or {})
        self._services.append(service)
        return service

    def stop(self) -> None:
        """The daemon goes, and all connections with it."""
        self._daemon.terminate()
        self._daemon.wait(LIMIT)

    def close(self) -> None:
        for service in self._services:
            service.close()
        self.stop()
        if self._daemon.stdout is not None:
            self._daemon.stdout.close()


@pytest.fixture
def private_bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateBus]:
    """A bus for one test; `monkeypatch.setenv` with its `environment` makes it the session's."""
    if shutil.which("dbus-daemon") is None:
        pytest.fail("install dbus: ./test.sh does so where it may")
    bus = PrivateBus(tmp_path_factory.mktemp("bus"))
    yield bus
    bus.close()


@pytest.fixture
def session_bus(private_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch) -> PrivateBus:
    """The private bus as this process's session bus."""
    for name, value in private_bus.environment.items():
        monkeypatch.setenv(name, value)
    return private_bus
