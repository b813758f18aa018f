"""Notifications on a real bus: shown, replaced, withdrawn, clicked, and quietly left out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

from gui.services.bus_notifications import BusNotifications
from gui.services.desktop_bus import DesktopBus
from gui.services.notification_post import Notification, NotificationPost
from gui.services.tray_watch import WATCHER, TrayWatch
from tests.desktop_bus import Answer, NoAnswer, PrivateBus, private_bus, session_bus
from tests.notifications import FakeNotifications
from tests.waiting import until

__all__ = ["private_bus", "session_bus"]

HELLO = Notification(key="chat", title="A & B", text="1 < 2 & <b>so</b>", action="Show")


@dataclass
class Sending:
    """A sender on the bus and the post before it; `clicks` is what it heard."""

    bus: DesktopBus
    sender: BusNotifications
    post: NotificationPost
    clicks: list[tuple[str, str]] = field(default_factory=list)

    async def close(self) -> None:
        await self.post.close()
        await self.bus.close()


async def begin() -> Sending:
    bus = await DesktopBus.open("SESSION")
    assert bus is not None
    clicks: list[tuple[str, str]] = []
    sender = BusNotifications(
        bus,
        app_id="chat.parley.Parley",
        icon="an-icon",
        clicked=lambda key, token: clicks.append((key, token)),
    )
    await sender.start()
    return Sending(bus=bus, sender=sender, post=NotificationPost([sender]), clicks=clicks)


class Slow:
    """A sender that takes its time, and one that shows nothing where `works` is false."""

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.gate = asyncio.Event()
        self.done: list[str] = []

    async def show(self, notification: Notification) -> bool:
        await self.gate.wait()
        if self.works:
            self.done.append(notification.text)
        return self.works

    async def withdraw(self, key: str) -> None:
        self.done.append(f"-{key}")


async def test_it_is_shown_with_escaped_markup_replaced_and_withdrawn(
    session_bus: PrivateBus,
) -> None:
    server = FakeNotifications(session_bus)
    sending = await begin()
    assert await sending.sender.offered()
    sending.post.show(HELLO)
    await until(lambda: server.shown)
    (first,) = server.shown
    assert (first.title, first.body) == ("A & B", "1 &lt; 2 &amp; &lt;b&gt;so&lt;/b&gt;")
    assert first.actions == ["default", "Show"]
    assert first.hints["desktop-entry"] == ("s", "chat.parley.Parley")
    assert (first.replaces, first.icon) == (0, "an-icon")
    sending.post.show(replace(HELLO, text="newer"))
    await until(lambda: len(server.shown) == 2)
    assert server.shown[1].replaces == first.id
    sending.post.withdraw("chat")
    sending.post.withdraw("unknown")
    await until(lambda: server.closed)
    assert server.closed == [first.id]
    await sending.close()


async def test_without_markup_and_actions_the_text_stays_as_it_is(
    session_bus: PrivateBus,
) -> None:
    server = FakeNotifications(session_bus, "body")
    sending = await begin()
    sending.post.show(HELLO)
    await until(lambda: server.shown)
    assert (server.shown[0].body, server.shown[0].actions) == (HELLO.text, [])
    await sending.close()
    assert server.closed == [server.shown[0].id], "a click would lead nowhere"


async def test_a_click_names_the_chat_and_brings_the_token(session_bus: PrivateBus) -> None:
    server = FakeNotifications(session_bus)
    sending = await begin()
    sending.post.show(HELLO)
    await until(lambda: server.shown)
    number = server.shown[0].id
    server.click(number + 100)  # another program's
    server.click(number, token="a-token")
    await until(lambda: sending.clicks)
    server.click(number)
    await until(lambda: len(sending.clicks) == 2)
    assert sending.clicks == [("chat", "a-token"), ("chat", "")]
    server.dismiss(number)
    server.click(number)
    await sending.bus.has_owner("org.example.Any")  # comes after the signals
    assert len(sending.clicks) == 2
    sending.post.show(HELLO)
    await until(lambda: len(server.shown) == 2)
    assert server.shown[1].replaces == 0
    await sending.close()


class Hasty(FakeNotifications):
    """Its user clicks before Parley has been told the number."""

    def _notify(self, *arguments: object) -> Answer:
        answer = super()._notify(*arguments)
        self.click(int(str(answer.arguments[0])), token="for the window")
        return answer


async def test_a_click_before_the_number_is_known_counts(session_bus: PrivateBus) -> None:
    server = Hasty(session_bus)
    sending = await begin()
    sending.post.show(HELLO)
    await until(lambda: sending.clicks)
    assert sending.clicks == [("chat", "for the window")]
    assert len(server.shown) == 1
    await sending.close()


async def test_where_no_service_is_the_next_way_is_taken(session_bus: PrivateBus) -> None:
    sending = await begin()
    assert not await sending.sender.offered()
    tray = Slow()
    tray.gate.set()
    post = NotificationPost([sending.sender, tray])
    post.show(HELLO)
    await until(lambda: tray.done == [HELLO.text])
    post.withdraw("chat")
    await until(lambda: tray.done[1:] == ["-chat"])
    server = FakeNotifications(session_bus)  # comes later
    post.show(HELLO)
    await until(lambda: server.shown)
    await post.close()
    await sending.close()


async def test_a_slow_desktop_gets_only_the_newest() -> None:
    slow = Slow()
    post = NotificationPost([slow])
    for number in range(5):
        post.show(replace(HELLO, text=str(number)))
        await asyncio.sleep(0)
    post.show(replace(HELLO, key="other", text="other"))
    post.withdraw("other")
    slow.gate.set()
    await until(lambda: len(slow.done) == 2)
    assert slow.done == ["0", "4"]
    await post.close()
    assert slow.done == ["0", "4", "-chat"]
    post.show(HELLO)


async def test_closing_is_bounded() -> None:
    slow = Slow()
    post = NotificationPost([slow])
    post.show(HELLO)
    await asyncio.sleep(0)
    await asyncio.wait_for(post.close(), 5)
    assert slow.done == []


async def test_nothing_that_shows_it_is_no_error() -> None:
    deaf = Slow(works=False)
    deaf.gate.set()
    post = NotificationPost([deaf])
    post.show(HELLO)
    await post.close()
    await NotificationPost([]).close()


async def test_a_tray_on_the_bus_is_seen_to_come_and_go(session_bus: PrivateBus) -> None:
    bus = await DesktopBus.open("SESSION")
    assert bus is not None
    changes: list[tuple[bool, bool]] = []
    watch = TrayWatch(bus, lambda: changes.append((watch.watcher, watch.host)))
    await watch.start()
    assert (watch.watcher, watch.host) == (False, False)
    shown = [False]
    service = session_bus.serve(
        WATCHER.name,
        WATCHER.path,
        WATCHER.interface,
        {"Get": lambda *_: Answer(signature="v", arguments=(("b", shown[0]),))},
    )
    await until(lambda: changes == [(True, False)])
    shown[0] = True
    service.emit("StatusNotifierHostRegistered")
    await until(lambda: changes[1:] == [(True, True)])
    service.close()
    await until(lambda: changes[2:] == [(False, False)])
    await watch.close()
    await bus.close()


async def test_a_panel_that_ends_while_it_is_asked_is_gone(session_bus: PrivateBus) -> None:
    bus = await DesktopBus.open("SESSION")
    assert bus is not None
    service = session_bus.serve(
        WATCHER.name,
        WATCHER.path,
        WATCHER.interface,
        {"Get": lambda *_: Answer(signature="v", arguments=(("b", True),))},
    )
    changes: list[tuple[bool, bool]] = []
    watch = TrayWatch(bus, lambda: changes.append((watch.watcher, watch.host)))
    await watch.start()
    assert (watch.watcher, watch.host) == (True, True)
    service.methods["Get"] = lambda *_: NoAnswer()
    service.emit("StatusNotifierHostUnregistered")
    await until(lambda: len(service.called("Get")) == 2)
    service.close()
    await until(lambda: changes)
    await bus.has_owner(WATCHER.name)  # whatever the bus says of the end was said before
    await watch.close()
    assert changes == [(False, False)]
    assert (watch.watcher, watch.host) == (False, False)
    await bus.close()
