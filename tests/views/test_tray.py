"""The tray's menu and icon, notifications of a real window, and the window kept by the tray."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QCloseEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu

from gui.engine.scripted import Fail, Hold, Script, each_in_turn, spoken
from gui.model.problem import Problem, ProblemKind
from gui.model.session import Session, TitleBy
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.qt.tray_drawing import tray_icon
from gui.services.chat_overview import ChatOverview
from gui.services.desk_abilities import DeskAbilities
from gui.services.service_facts import SessionChanged
from gui.services.setting import KEEP_RUNNING, NOTIFY, TRAY
from gui.services.settings import Settings
from gui.views.kept_window import Keeping, KeptWindow
from gui.views.presence import Presence, PresenceParts
from gui.views.tray import Tray
from tests.desktop_bus import PrivateBus, private_bus, session_bus
from tests.notifications import FakeNotifications
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

__all__ = ["private_bus", "session_bus"]

Run = Callable[[Coroutine[Any, Any, None]], None]


@dataclass
class Outside:
    """A window with its presence on the bus, and the notification service that hears it."""

    desk: Desk
    presence: Presence
    settings: Settings
    abilities: DeskAbilities
    server: FakeNotifications
    leaving: list[bool]

    async def told(self, times: int) -> None:
        await until(lambda: len(self.server.shown) == times)

    async def look_away(self) -> None:
        self.desk.window.showMinimized()
        await until(lambda: not self.presence.window.in_front())

    async def look(self) -> None:
        self.desk.window.showNormal()
        self.desk.window.activateWindow()
        await until(self.presence.window.in_front)


@asynccontextmanager
async def outside(
    app: QApplication, folder: Path, bus: PrivateBus, script: Script
) -> AsyncIterator[Outside]:
    server = FakeNotifications(bus)
    leaving = [False]
    async with open_desk(app, folder, script) as desk:
        settings, abilities = Settings(folder / "settings.json"), DeskAbilities()
        presence = Presence(
            PresenceParts(
                window=desk.window,
                workspace=desk.workspace,
                service=desk.house.service,
                settings=settings,
                theme=desk.theme,
                tasks=TaskScope(desk.window, desk.crashes.append),
                abilities=abilities,
                leaving=lambda: leaving[0],
                seen_elsewhere=lambda _session_id: False,
            )
        )
        await presence.start()
        yield Outside(
            desk=desk,
            presence=presence,
            settings=settings,
            abilities=abilities,
            server=server,
            leaving=leaving,
        )
        await presence.close()
        await settings.flush()


def test_an_answer_that_ends_behind_is_told_and_a_click_leads_to_it(
    run: Run, qapp: QApplication, tmp_path: Path, session_bus: PrivateBus
) -> None:
    gate = asyncio.Event()
    script = each_in_turn(
        [Hold(gate=gate), *spoken("# Well\n\nIt is **done** & [here](https://example.org).")]
    )

    async def work() -> None:
        async with outside(qapp, tmp_path, session_bus, script) as out:
            desk = out.desk
            told = await desk.new_chat()
            desk.write("what is <it>")
            await until(lambda: desk.house.service.is_running(told))
            await desk.new_chat()
            await out.look_away()
            gate.set()
            await until(lambda: out.server.shown)
            (shown,) = out.server.shown
            assert (shown.title, shown.body) == ("what is <it>", "Well It is done &amp; here.")
            out.server.click(shown.id)
            await until(lambda: desk.shown() == told)
            await until(lambda: out.server.closed == [shown.id])
            assert desk.window.isVisible()
            assert not desk.window.isMinimized()

    run(work())


def test_what_is_seen_or_unwanted_is_not_told(
    run: Run, qapp: QApplication, tmp_path: Path, session_bus: PrivateBus
) -> None:
    async def work() -> None:
        async with outside(qapp, tmp_path, session_bus, each_in_turn(spoken("Seen."))) as out:
            await out.look()
            session_id = await out.desk.new_chat()
            await out.desk.house.talk(session_id, "one")
            out.settings.set(NOTIFY, False)
            await out.look_away()
            await out.desk.house.talk(session_id, "two")
            out.settings.set(NOTIFY, True)
            await out.desk.house.talk(session_id, "three")
            await until(lambda: out.server.shown)
            assert len(out.server.shown) == 1
            out.settings.set(NOTIFY, False)
            await until(lambda: out.server.closed)

    run(work())


def test_a_failure_is_told_in_words_and_replaced_by_what_comes_after_it(
    run: Run, qapp: QApplication, tmp_path: Path, session_bus: PrivateBus
) -> None:
    refused = Problem(kind=ProblemKind.KEY_REFUSED, facts={"host": "example.org"})
    script = each_in_turn([Fail(problem=refused)], spoken("Well."), spoken("word " * 500))

    async def work() -> None:
        async with outside(qapp, tmp_path, session_bus, script) as out:
            await out.look_away()
            session = await out.desk.house.service.create()
            for number, words in enumerate(("one", "two", "three")):
                await out.desk.house.talk(session.id, words)
                await out.told(number + 1)
            first, second, third = out.server.shown
            assert first.body == "The key was refused by example.org."
            assert second.body == "Well."
            assert third.body.endswith("word…")
            assert len(third.body) <= 200
            assert (second.replaces, third.replaces) == (first.id, first.id)

    run(work())


def test_the_settings_tell_what_this_desktop_lacks(
    run: Run, qapp: QApplication, tmp_path: Path, session_bus: PrivateBus
) -> None:
    async def work() -> None:
        async with outside(qapp, tmp_path, session_bus, each_in_turn(spoken("x"))) as out:
            assert out.abilities.words(NOTIFY.id) == ""
            assert "no tray" in out.abilities.words(TRAY.id)
            assert "ends Parley" in out.abilities.words(KEEP_RUNNING.id)
            out.settings.set(TRAY, False)
            assert out.abilities.words(TRAY.id) == ""
            out.settings.set(KEEP_RUNNING, True)
            closings: list[bool] = []
            out.desk.window.close_requested.connect(lambda: closings.append(True))
            out.desk.window.close()
            assert closings == [True], "there is no tray that would bring it back"

    run(work())


def test_the_menu_shows_the_last_chats_and_their_states(
    qapp: QApplication, theme: ThemeSwitch
) -> None:
    overview, parent = ChatOverview(), QObject()
    quick: list[bool] = []
    tray = Tray(parent, overview, theme=theme, has_quick_ask=lambda: bool(quick))
    menu = tray.menu
    assert lines(menu) == ["Show Parley", "New chat", "Quit"]
    overview.fill([chat(number) for number in range(10)])
    overview.take(SessionChanged(session=chat(3), running=True))
    overview.take(SessionChanged(session=replace(chat(4), unread=True), running=False))
    quick.append(True)
    menu.aboutToShow.emit()
    assert lines(menu)[:4] == ["Show Parley", "New chat", "Quick ask", "Fish && chips 9"]
    assert "Fish && chips 3 (answering)" in lines(menu)
    assert "Fish && chips 4 (unread)" in lines(menu)
    assert len(lines(menu)) == 4 + 8
    chosen: list[str] = []
    tray.chat_wanted.connect(chosen.append)
    action(menu, "trayChat1").trigger()
    assert chosen == ["chat-8"]
    quits: list[bool] = []
    tray.quit_wanted.connect(lambda: quits.append(True))
    action(menu, "trayQuit").trigger()
    assert quits == [True]
    tray.close()


def test_the_icon_has_a_dot_in_both_looks(qapp: QApplication) -> None:
    for desktop in ("", "GNOME", "ubuntu:GNOME", "KDE", "XFCE"):
        environ = {"XDG_CURRENT_DESKTOP": desktop}
        for size in (16, 22, 48):
            plain = picture(dot=False, size=size, environ=environ)
            dotted = picture(dot=True, size=size, environ=environ)
            corner = (size - size // 4, size // 4)
            assert plain.pixelColor(*corner) != dotted.pixelColor(*corner), desktop
            low = (size // 4, size - size // 3)
            assert plain.pixelColor(*low) == dotted.pixelColor(*low), desktop


def test_closing_hides_the_window_only_while_a_tray_brings_it_back(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            wanted, there, leaving = [False], [True], [False]
            keeping = Keeping(
                wanted=lambda: wanted[0], tray_there=lambda: there[0], leaving=lambda: leaving[0]
            )
            kept = KeptWindow(desk.window, keeping)
            closings: list[bool] = []
            desk.window.close_requested.connect(lambda: closings.append(True))
            desk.window.close()
            assert closings == [True]
            wanted[0] = True
            desk.window.close()
            assert closings == [True]
            assert desk.window.isHidden()
            kept.look()
            assert desk.window.isHidden()
            there[0] = False
            kept.look()
            assert desk.window.isVisible()
            desk.window.close()
            assert len(closings) == 2
            there[0] = True
            desk.window.quit()
            assert len(closings) == 3
            kept.give_up()
            qapp.sendEvent(desk.window, QCloseEvent())
            assert len(closings) == 4
            kept.close()

    run(work())


def test_a_window_hidden_from_the_start_waits_for_its_tray(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            there = [False]
            desk.window.hide()
            keeping = Keeping(
                wanted=lambda: True, tray_there=lambda: there[0], leaving=lambda: False
            )
            kept = KeptWindow(desk.window, keeping)
            kept.look()
            assert desk.window.isHidden()
            there[0] = True
            kept.look()
            assert desk.window.isHidden()
            there[0] = False
            kept.look()
            assert desk.window.isVisible()
            kept.close()

    run(work())


def test_nothing_brings_the_window_back_while_parley_is_closing(
    run: Run, qapp: QApplication, tmp_path: Path, session_bus: PrivateBus
) -> None:
    async def work() -> None:
        async with outside(qapp, tmp_path, session_bus, each_in_turn(spoken("x"))) as out:
            session = await out.desk.new_chat()
            out.leaving[0] = True
            out.desk.window.hide()
            tray = out.presence.tray
            for wanted in (tray.clicked, tray.window_wanted, tray.new_chat_wanted):
                wanted.emit()
            tray.chat_wanted.emit(session)
            assert out.desk.window.isHidden()
            out.leaving[0] = False
            tray.clicked.emit()
            assert out.desk.window.isVisible()

    run(work())


def test_hiding_keeps_what_is_typed_and_tells_once_where_the_window_is(
    run: Run, qapp: QApplication, tmp_path: Path, session_bus: PrivateBus
) -> None:
    async def work() -> None:
        async with outside(qapp, tmp_path, session_bus, each_in_turn(spoken("x"))) as out:
            await out.desk.new_chat()
            out.desk.workspace.chat.composer.edit.insertPlainText("half a thought")
            out.presence.window.hide()
            await until(lambda: out.server.shown)
            assert "still running" in out.server.shown[0].body
            drafts = [s.draft for s in await out.desk.house.store.list_sessions()]
            assert drafts == ["half a thought"]
            out.server.click(out.server.shown[0].id)
            await until(out.desk.window.isVisible)
            await until(lambda: out.server.closed)
            out.presence.window.hide()
            await out.presence.post.close()
            assert len(out.server.shown) == 1

    run(work())


def lines(menu: QMenu) -> list[str]:
    return [each.text() for each in menu.actions() if each.isVisible() and each.text()]


def action(menu: QMenu, name: str) -> QAction:
    found = menu.findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


def picture(*, dot: bool, size: int, environ: dict[str, str]) -> QImage:
    return tray_icon(dot=dot, environ=environ).pixmap(size, size).toImage().scaled(size, size)


def chat(number: int) -> Session:
    return Session(
        id=f"chat-{number}",
        title=f"Fish & chips {number}",
        title_by=TitleBy.WORDS,
        created_at=number,
        updated_at=number,
    )
