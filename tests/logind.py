"""A logind on a private bus: hands out locks, and tells of sleep and shutdown as told."""

from __future__ import annotations

import os
import select

from tests.desktop_bus import Answer, FakeService, PrivateBus

NAME = "org.freedesktop.login1"
PATH = "/org/freedesktop/login1"
INTERFACE = "org.freedesktop.login1.Manager"


class FakeLogind:
    """`close` lets go of all locks."""

    def __init__(self, bus: PrivateBus) -> None:
        self._ends: list[tuple[int, int]] = []
        self.service: FakeService = bus.serve(NAME, PATH, INTERFACE, {"Inhibit": self._inhibit})

    def sleep(self, *, coming: bool) -> None:
        self.service.emit("PrepareForSleep", "b", coming)

    def shut_down(self) -> None:
        self.service.emit("PrepareForShutdown", "b", True)

    @property
    def locks(self) -> int:
        """How many were handed out."""
        return len(self._ends)

    def held(self) -> int:
        """How many locks are open somewhere. Only for when the last one has surely arrived."""
        self._close_own()
        poll = select.poll()
        for reader, _ in self._ends:
            poll.register(reader, 0)
        return len(self._ends) - len(poll.poll(0))

    def close(self) -> None:
        self._close_own()
        for reader, _ in self._ends:
            os.close(reader)

    def _inhibit(self, what: str, who: str, why: str, mode: str) -> Answer:
        assert (what, who, mode) == ("sleep:shutdown", "Parley", "delay")
        assert why
        self._ends.append(os.pipe())
        return Answer(signature="h", arguments=(self._ends[-1][1],))

    def _close_own(self) -> None:
        """The other end of the pipe hears of it once nobody else has it either."""
        for number, (reader, writer) in enumerate(self._ends):
            if writer >= 0:
                os.close(writer)
                self._ends[number] = (reader, -1)
