"""Stops every connection and name look-up beyond this computer, and remembers who tried."""

from __future__ import annotations

import ipaddress
import socket
import sys

_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_CONTACTS = ("socket.connect", "socket.sendto", "socket.sendmsg")
_LOCAL_NAMES = ("", "localhost", "localhost.localdomain")

_attempts: list[str] = []


class BeyondLoopbackError(OSError):
    """Raised inside the call that would have left this computer."""


def install() -> None:
    """Watch from now on, for the life of the process.

    An audit hook sees every look-up and connection, also those made from C, without
    replacing anything.
    """
    sys.addaudithook(_audit)


def take_attempts() -> tuple[str, ...]:
    """The attempts since the last call, e.g. `socket.getaddrinfo example.org`."""
    attempts = tuple(_attempts)
    _attempts.clear()
    return attempts


def _audit(event: str, args: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    if event in _LOOKUPS:
        host = _text(args[0])
    elif event in _CONTACTS:
        address = args[1]
        if not isinstance(address, tuple):  # a Unix socket, or one that is connected already
            return
        host = _text(address[0])
    else:
        return
    if is_local(host):
        return
    if host.rstrip(".").endswith(".invalid"):
        # Reserved for names that never resolve: answered here as a name server would.
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    _attempts.append(f"{event} {host}")
    raise BeyondLoopbackError(f"tests stay on this computer: {event} {host}")


def is_local(host: str) -> bool:
    """Whether `host` names this computer, or no computer at all."""
    if host in _LOCAL_NAMES or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _text(host: object) -> str:
    if host is None:
        return ""
    return host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
