"""The bytes of D-Bus: a socket to a bus, messages out, messages and file descriptors in."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal

from jeepney import DBusAddress, HeaderFields, MessageFlag, MessageType, Parser, new_method_call
from jeepney.auth import BEGIN, Authenticator
from jeepney.bus import get_bus
from jeepney.fds import FileDescriptor, fds_buf_size

Bus = Literal["SESSION", "SYSTEM"]

READS_IN_A_ROW = 64
"""What is read before other work has its turn; a flood of signals must not hold the window."""

_BROKEN = (ValueError, LookupError, TypeError, AssertionError, struct.error)
"""What the parser raises for bytes that are no D-Bus."""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A message from the bus; `reply_to` is 0 for a signal, `error` "" where nothing failed.

    `sender` is the unique name of its connection, which the bus itself has put there.
    """

    reply_to: int
    error: str
    sender: str
    path: str
    interface: str
    member: str
    body: tuple[object, ...]

    def close_files(self) -> None:
        """For a message nobody wants: its file descriptors would stay open."""
        _close_files(self.body)


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    name: str
    path: str
    interface: str
    method: str
    signature: str = ""
    arguments: tuple[object, ...] = ()
    answered: bool = True


class BusWire:
    """Connected and authenticated; `begin` starts reading. Has no task: the loop calls it."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._loop = asyncio.get_running_loop()
        self._parser = Parser()
        self._serials = count(1)
        self._unsent = bytearray()
        self._on_message: Callable[[Incoming], None] = lambda _message: None
        self._on_lost: Callable[[str], None] = lambda _why: None
        self.open = True

    @classmethod
    async def connect(cls, which: Bus) -> BusWire:
        """Raises OSError where there is no bus, ValueError where it does not let us in."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        connection.setblocking(False)
        loop = asyncio.get_running_loop()
        try:
            await loop.sock_connect(connection, address(which))
            talk = Authenticator(enable_fds=True)
            for line in talk:
                await loop.sock_sendall(connection, line)
                answer = await loop.sock_recv(connection, 1024)
                if not answer:
                    raise ConnectionResetError("the bus hung up")
                talk.feed(answer)
            await loop.sock_sendall(connection, BEGIN)
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    def begin(self, on_message: Callable[[Incoming], None], on_lost: Callable[[str], None]) -> None:
        """`on_lost` is called once at most, and never after `close`."""
        self._on_message, self._on_lost = on_message, on_lost
        self._loop.add_reader(self._socket, self._read)

    def send(self, message: Outgoing) -> int:
        """The serial that a reply will name. Sends now what fits, the rest when there is room."""
        target = DBusAddress(message.path, message.name, message.interface)
        built = new_method_call(
            target, message.method, message.signature or None, message.arguments
        )
        if not message.answered:
            built.header.flags |= MessageFlag.no_reply_expected
        serial = next(self._serials)
        waiting = bool(self._unsent)
        self._unsent += built.serialise(serial=serial)
        if not waiting:
            self._write()
        return serial

    def close(self) -> None:
        if not self.open:
            return
        self.open = False
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
        self._socket.close()
        for descriptor in self._parser.fds:
            descriptor.close()

    def _write(self) -> None:
        try:
            sent = self._socket.send(self._unsent)
        except BlockingIOError:
            sent = 0
        except OSError as error:
            self._lose(str(error))
            return
        del self._unsent[:sent]
        if self._unsent:
            self._loop.add_writer(self._socket, self._write)
        else:
            self._loop.remove_writer(self._socket)

    def _read(self) -> None:
        for _ in range(READS_IN_A_ROW):
            try:
                wanted = self._parser.bytes_desired()
                data, more, _, _ = self._socket.recvmsg(
                    wanted, fds_buf_size(), socket.MSG_CMSG_CLOEXEC
                )
                self._parser.add_data(data, FileDescriptor.from_ancdata(more))
                message = self._parser.get_next_message() if data else None
            except BlockingIOError:
                return
            except (OSError, *_BROKEN) as error:
                self._lose(str(error) or type(error).__name__)
                return
            if not data:
                self._lose("the bus hung up")
                return
            if message is not None:
                self._on_message(_incoming(message.header, message.body))
            if not self.open:
                return

    def _lose(self, why: str) -> None:
        if self.open:
            self.close()
            self._on_lost(why)


def address(which: Bus) -> str:
    """Where the bus listens; like the desktop's own libraries, also without the variable."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if which == "SESSION" and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        usual = Path(runtime) / "bus" if runtime else None
        if usual is None or not usual.exists():
            raise FileNotFoundError("no session bus")
        return str(usual)
    try:
        found: str = get_bus(which)
    except (RuntimeError, ValueError, LookupError) as error:
        raise OSError(f"an address that cannot be used: {error}") from error
    return found


def _incoming(header: object, body: tuple[object, ...]) -> Incoming:
    fields = header.fields  # type: ignore[attr-defined] # jeepney ships no types
    kind = header.message_type  # type: ignore[attr-defined]
    replies = kind in (MessageType.method_return, MessageType.error)
    return Incoming(
        reply_to=fields.get(HeaderFields.reply_serial, 0) if replies else 0,
        error=fields.get(HeaderFields.error_name, "unknown") if kind is MessageType.error else "",
        sender=fields.get(HeaderFields.sender, ""),
        path=fields.get(HeaderFields.path, ""),
        interface=fields.get(HeaderFields.interface, ""),
        member=fields.get(HeaderFields.member, "") if kind is MessageType.signal else "",
        body=body,
    )


def _close_files(value: object) -> None:
    if isinstance(value, FileDescriptor):
        value.close()
    elif isinstance(value, dict):
        _close_files(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for part in value:
            _close_files(part)
