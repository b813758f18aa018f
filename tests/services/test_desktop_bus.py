"""The connection to the message bus, against a real dbus-daemon and against broken ones."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gui.services.desktop_bus import BusError, BusTarget, DesktopBus
from tests.desktop_bus import Answer, NoAnswer, PrivateBus, private_bus, session_bus
from tests.waiting import until

__all__ = ["private_bus", "session_bus"]

NAME, PATH, INTERFACE = "org.example.Clock", "/org/example/Clock", "org.example.Clock1"
CLOCK = BusTarget(name=NAME, path=PATH, interface=INTERFACE)
Drive = Callable[[Coroutine[Any, Any, object]], object]


async def opened() -> DesktopBus:
    bus = await DesktopBus.open("SESSION")
    assert bus is not None
    return bus


def echo(*arguments: object) -> Answer:
    return Answer(signature="s", arguments=arguments)


async def test_a_call_is_answered(session_bus: PrivateBus) -> None:
    service = session_bus.serve(NAME, PATH, INTERFACE, {"Echo": echo})
    bus = await opened()
    assert await bus.call(CLOCK, "Echo", "s", "tick") == ("tick",)
    assert service.calls[0].sender == bus.unique_name
    await bus.close()


def test_calls_and_signals_pass_on_the_loop_of_the_window(
    run: Drive, session_bus: PrivateBus
) -> None:
    service = session_bus.serve(NAME, PATH, INTERFACE, {"Echo": echo})

    async def talk() -> None:
        bus = await opened()
        heard: list[tuple[object, ...]] = []
        await bus.subscribe(CLOCK, "Struck", heard.append)
        long = "x" * 300_000  # more than a socket takes at once
        assert await bus.call(CLOCK, "Echo", "s", long) == (long,)
        service.emit("Struck", "u", 12)
        await until(lambda: heard)
        assert heard == [(12,)]
        await bus.close()

    run(talk())


async def test_many_calls_at_once_get_their_own_answers(session_bus: PrivateBus) -> None:
    session_bus.serve(NAME, PATH, INTERFACE, {"Echo": echo})
    bus = await opened()
    answers = await asyncio.gather(*(bus.call(CLOCK, "Echo", "s", str(n)) for n in range(40)))
    assert answers == [(str(n),) for n in range(40)]
    await bus.close()


async def test_an_error_has_its_name(session_bus: PrivateBus) -> None:
    refuse = Answer(error="org.example.Refused", arguments=("not now",))
    session_bus.serve(NAME, PATH, INTERFACE, {"Wind": lambda: refuse})
    bus = await opened()
    with pytest.raises(BusError, match="not now") as refused:
        await bus.call(CLOCK, "Wind")
    assert refused.value.name == "org.example.Refused"
    with pytest.raises(BusError, match="ServiceUnknown"):
        await bus.call(BusTarget(name="org.example.No", path="/", interface=INTERFACE), "Wind")
    await bus.close()


async def test_a_service_that_does_not_answer_is_given_up(session_bus: PrivateBus) -> None:
    session_bus.serve(NAME, PATH, INTERFACE, {"Wind": NoAnswer, "Echo": echo})
    bus = await opened()
    with pytest.raises(BusError, match="no answer"):
        await bus.call(CLOCK, "Wind", limit=0.05)
    assert await bus.call(CLOCK, "Echo", "s", "still there") == ("still there",)
    await bus.close()


async def test_cancelling_a_call_is_no_error(session_bus: PrivateBus) -> None:
    service = session_bus.serve(NAME, PATH, INTERFACE, {"Wind": NoAnswer})
    bus = await opened()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(bus.call(CLOCK, "Wind"))
        await until(lambda: service.calls)
        task.cancel()
    assert task.cancelled()
    await bus.close()


async def test_only_the_signals_asked_for_arrive(session_bus: PrivateBus) -> None:
    service = session_bus.serve(NAME, PATH, INTERFACE)
    bus = await opened()
    noon: list[tuple[object, ...]] = []
    everything: list[tuple[object, ...]] = []
    end = await bus.subscribe(CLOCK, "Struck", noon.append, first="noon")
    anywhere = BusTarget(name=NAME, path="", interface=INTERFACE)
    await bus.subscribe(anywhere, "Struck", everything.append)
    service.emit("Struck", "s", "noon")
    service.emit("Struck", "s", "midnight")
    service.emit("Wound", "s", "noon")
    service.emit("Struck", "s", "noon", path="/elsewhere")
    await until(lambda: len(everything) == 3)
    assert noon == [("noon",)]
    end()
    end()
    service.emit("Struck", "s", "noon")
    await until(lambda: len(everything) == 4)
    assert noon == [("noon",)]
    await bus.close()


async def test_a_stranger_cannot_speak_for_a_service(session_bus: PrivateBus) -> None:
    """The bus delivers what is sent to one connection, whatever that has subscribed to."""
    service = session_bus.serve(NAME, PATH, INTERFACE)
    stranger = session_bus.serve("org.example.Stranger", PATH, INTERFACE, {"Echo": echo})
    bus = await opened()
    heard: list[tuple[object, ...]] = []
    owned: list[bool] = []
    await bus.subscribe(CLOCK, "Struck", heard.append)
    await bus.watch_owner(NAME, owned.append)
    stranger.emit("Struck", "s", "by a stranger", to=bus.unique_name)
    asked = BusTarget(name=stranger.name, path=PATH, interface=INTERFACE)
    await bus.call(asked, "Echo", "s", "so the signal has come before")
    service.emit("Struck", "s", "to one", to=bus.unique_name)
    await until(lambda: heard)
    assert heard == [("to one",)]
    service.close()
    await until(lambda: owned == [False])
    after = session_bus.serve(NAME, PATH, INTERFACE)
    after.emit("Struck", "s", "by the next owner")
    await until(lambda: len(heard) == 2)
    assert heard[1] == ("by the next owner",)
    await bus.close()


async def test_a_subscriber_that_fails_does_not_stop_the_others(session_bus: PrivateBus) -> None:
    service = session_bus.serve(NAME, PATH, INTERFACE)
    bus = await opened()
    reported: list[object] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _loop, context: reported.append(context["exception"])
    )
    heard: list[tuple[object, ...]] = []

    def fail(_arguments: tuple[object, ...]) -> None:
        raise RuntimeError("on purpose")

    await bus.subscribe(CLOCK, "Struck", fail)
    await bus.subscribe(CLOCK, "Struck", heard.append)
    service.emit("Struck")
    await until(lambda: heard)
    assert [str(error) for error in reported] == ["on purpose"]
    await bus.close()


async def test_a_service_is_seen_to_come_and_go(session_bus: PrivateBus) -> None:
    bus = await opened()
    seen: list[bool] = []
    await bus.watch_owner(NAME, seen.append)
    assert not await bus.has_owner(NAME)
    service = session_bus.serve(NAME, PATH, INTERFACE)
    await until(lambda: seen == [True])
    assert await bus.has_owner(NAME)
    service.close()
    await until(lambda: seen == [True, False])
    await bus.close()


async def test_a_file_descriptor_comes_with_an_answer(session_bus: PrivateBus) -> None:
    reading, writing = os.pipe()
    inhibit = Answer(signature="h", arguments=(writing,))
    session_bus.serve(NAME, PATH, INTERFACE, {"Inhibit": lambda: inhibit})
    bus = await opened()
    (lock,) = await bus.call(CLOCK, "Inhibit")
    os.close(writing)
    raw = lock.to_raw_fd()  # type: ignore[attr-defined]
    os.write(raw, b"held")
    assert os.read(reading, 10) == b"held"
    assert not os.get_inheritable(raw)
    os.close(raw)
    assert os.read(reading, 10) == b"", "no other descriptor holds the pipe open"
    os.close(reading)
    await bus.close()


async def test_a_lost_connection_ends_calls_and_silences_subscribers(
    session_bus: PrivateBus,
) -> None:
    service = session_bus.serve(NAME, PATH, INTERFACE, {"Wind": NoAnswer})
    bus = await opened()
    heard: list[tuple[object, ...]] = []
    end = await bus.subscribe(CLOCK, "Struck", heard.append)
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(_failure(bus.call(CLOCK, "Wind", limit=10)))
        await until(lambda: service.calls)
        session_bus.stop()
    assert "hung up" in waiting.result() or "reset" in waiting.result()
    assert not bus.connected
    with pytest.raises(BusError, match="lost"):
        await bus.call(CLOCK, "Wind")
    end()
    await bus.close()
    assert heard == []


async def test_closing_ends_who_still_waits(session_bus: PrivateBus) -> None:
    service = session_bus.serve(NAME, PATH, INTERFACE, {"Wind": NoAnswer})
    bus = await opened()
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(_failure(bus.call(CLOCK, "Wind", limit=10)))
        await until(lambda: service.calls)
        await bus.close()
    assert "closed" in waiting.result()


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/bus", "tcp:host=x", "nonsense"])
async def test_without_a_bus_there_is_none(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert await DesktopBus.open("SESSION") is None


async def test_the_usual_place_is_found_without_the_variable(
    private_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    path = private_bus.address.removeprefix("unix:path=").split(",", maxsplit=1)[0]
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(Path(path).parent))
    bus = await DesktopBus.open("SESSION")
    assert bus is not None
    await bus.close()


@pytest.mark.parametrize("said", [b"", b"REJECTED EXTERNAL\r\n", b"x" * 9000, None])
async def test_a_bus_that_lets_nobody_in_is_no_bus(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: bytes | None
) -> None:
    """None: it takes the connection and says nothing at all."""
    monkeypatch.setattr("gui.services.desktop_bus.OPEN_LIMIT", 0.2)
    with listening(tmp_path / "bus") as server:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
        opening = asyncio.get_running_loop().create_task(DesktopBus.open("SESSION"))
        if said is not None:
            loop = asyncio.get_running_loop()
            connection, _ = await loop.sock_accept(server)
            await loop.sock_sendall(connection, said)
            if not said:
                connection.close()
            assert await opening is None
            connection.close()
        assert await opening is None


async def test_a_bus_that_speaks_nonsense_is_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with listening(tmp_path / "bus") as server:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
        opening = asyncio.get_running_loop().create_task(DesktopBus.open("SESSION"))
        loop = asyncio.get_running_loop()
        connection, _ = await loop.sock_accept(server)
        for answer in (b"OK 0123\r\n", b"AGREE_UNIX_FD\r\n", b"\xff" * 64):
            await loop.sock_recv(connection, 1000)
            await loop.sock_sendall(connection, answer)
        assert await opening is None
        connection.close()


@contextmanager
def listening(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        server.setblocking(False)
        yield server


async def _failure(work: Coroutine[Any, Any, object]) -> str:
    with pytest.raises(BusError) as failed:
        await work
    return str(failed.value)
