"""Where a name leads: its addresses, and whether one of them is not of the public internet."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

from gui.model.internet_address import is_public

Resolve = Callable[[str, int], tuple[str, ...]]
"""The addresses of a host; blocks, raises OSError."""

_LIMIT = 3.0  # seconds for what is said before a call


def resolved(host: str, port: int) -> tuple[str, ...]:
    """As the system resolves it, best first."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(f"{host!r} is no name of a host") from error
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


class Hosts:
    """Knows the hosts of which the user was last told that they are not public."""

    def __init__(self, resolve: Resolve = resolved) -> None:
        self._resolve = resolve
        self._told: set[str] = set()

    def is_open(self, host: str, port: int) -> bool:
        """Whether all its addresses are public, within a moment; if not, the user will be asked.

        What cannot be resolved counts as not public.
        """
        answers: list[bool] = []

        def look() -> None:
            try:
                answers.append(all(is_public(one) for one in self._resolve(host, port)))
            except OSError:
                answers.append(False)

        thread = threading.Thread(target=look, name="parley-host", daemon=True)
        thread.start()
        thread.join(_LIMIT)
        open_to_all = bool(answers and answers[0])
        if open_to_all:
            self._told.discard(host)
        else:
            self._told.add(host)
        return open_to_all

    def addresses(self, host: str, port: int, *, asked_for: bool) -> tuple[str, ...]:
        """Blocks; raises OSError, PermissionError for a host of which the user was not told.

        `asked_for`: it is the one that the call names. Where a page leads from there, nobody
        was told.
        """
        found = self._resolve(host, port)
        told = asked_for and host in self._told
        if not told and not all(is_public(one) for one in found):
            raise PermissionError(f"{host} is on this computer or its network")
        return found
