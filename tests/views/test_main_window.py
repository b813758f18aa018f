"""The main window: pages, titles, keys, notices and closing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLineEdit,
    QScrollArea,
    QToolButton,
)

from gui.engine.scripted import Fail, Hold, each_in_turn, spoken
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.qt.notices import NoticeKind
from gui.views.problem_text import problem_text
from tests.views.open_window import open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_title_names_the_chat_and_always_parley(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            assert desk.window.windowTitle() == "Parley"
            session_id = await desk.new_chat()
            assert desk.window.windowTitle() == "New chat – Parley"
            await desk.house.service.shelf.rename(session_id, "Plans")
            assert desk.window.windowTitle() == "Plans – Parley"

    run(work())


def test_closing_is_asked_for_and_the_place_is_kept(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            asked: list[bool] = []
            desk.window.close_requested.connect(lambda: asked.append(True))
            desk.window.close()
            assert desk.window.isVisible()
            assert asked == [True]
            assert desk.geometry
            assert desk.geometry[0]
            QTest.keyClick(desk.window, Qt.Key.Key_Q, CONTROL)
            assert asked == [True, True]

    run(work())


def test_keys_reach_their_verbs(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            window = desk.window
            edit = desk.workspace.chat.composer.edit
            QTest.keyClick(edit, Qt.Key.Key_N, CONTROL)
            await until(lambda: desk.workspace.chat.session is not None)
            QTest.keyClick(edit, Qt.Key.Key_K, CONTROL)
            field = desk.find(QLineEdit, "searchEverythingEdit")
            assert window.focusWidget() is field
            QTest.keyClick(field, Qt.Key.Key_Escape)
            assert window.focusWidget() is edit
            QTest.keyClick(edit, Qt.Key.Key_B, CONTROL)
            assert not desk.workspace.sidebar.isVisible()
            assert desk.find(QToolButton, "sidebarButton").isVisible()
            QTest.keyClick(edit, Qt.Key.Key_B, CONTROL)
            assert desk.workspace.sidebar.isVisible()
            QTest.keyClick(edit, Qt.Key.Key_Plus, CONTROL)
            QTest.keyClick(edit, Qt.Key.Key_Minus, CONTROL)
            QTest.keyClick(edit, Qt.Key.Key_0, CONTROL)
            assert desk.text_steps == [1, -1, 0]

    run(work())


def test_the_title_is_seen_beside_the_inspector(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await desk.new_chat()
            desk.window.resize(900, 600)
            header = desk.workspace.chat.header
            for _ in range(2):
                assert desk.workspace.sidebar.isVisible()
                desk.workspace.inspector.toggle()
                await until(lambda: not desk.workspace.sidebar.isVisible())
                needed = header.title.fontMetrics().horizontalAdvance(header.title.text())
                await until(lambda: header.title.width() > needed)  # noqa: B023 - awaited here
                desk.workspace.inspector.toggle()

    run(work())


def test_a_narrow_window_folds_the_sidebar(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            window = desk.window
            wide, narrow = window.width(), window.minimumWidth()
            window.resize(narrow, window.height())
            await until(lambda: not desk.workspace.sidebar.isVisible())
            desk.workspace.fold.toggle()
            assert desk.workspace.sidebar.isVisible()
            window.resize(wide, window.height())
            await until(lambda: window.width() == wide)
            assert desk.workspace.sidebar.isVisible()
            window.resize(narrow, window.height())
            await until(lambda: not desk.workspace.sidebar.isVisible())

    run(work())


def test_the_palette_finds_runs_and_closes(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            window = desk.window
            edit = desk.workspace.chat.composer.edit
            edit.setFocus()
            QTest.keyClick(edit, Qt.Key.Key_P, CONTROL | SHIFT)
            field = window.focusWidget()
            assert field is not None
            assert field.objectName() == "paletteEdit"
            QTest.keyClicks(field, "shsb")
            QTest.keyClick(field, Qt.Key.Key_Return)
            assert not desk.workspace.sidebar.isVisible()
            assert window.focusWidget() is edit
            desk.workspace.table.trigger("palette")
            QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)
            assert not desk.workspace.panels.dismiss()

    run(work())


def test_the_cheat_sheet_opens_and_a_click_elsewhere_closes_it(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            window = desk.window
            QTest.keyClick(window, Qt.Key.Key_Slash, CONTROL)
            QTest.mouseClick(desk.workspace.chat.transcript, Qt.MouseButton.LeftButton)
            assert not desk.workspace.panels.dismiss()

    run(work())


def test_the_cheat_sheet_shows_all_its_rows_where_there_is_room(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            desk.window.resize(1000, 900)
            QTest.keyClick(desk.window, Qt.Key.Key_Slash, CONTROL)
            sheet = desk.workspace.findChild(QFrame, "cheatSheet")
            assert sheet is not None
            (area,) = sheet.findChildren(QScrollArea)
            await until(lambda: area.viewport().height() > 100)
            await until(lambda: area.verticalScrollBar().maximum() == 0)

    run(work())


def test_a_problem_of_the_service_is_shown_in_words_until_closed(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            problem = Problem(kind=ProblemKind.STORE_UNWRITABLE)
            desk.workspace.show_error(EngineError(problem))
            notice = desk.workspace.notices.notice
            assert notice is not None
            assert notice.kind is NoticeKind.PROBLEM
            assert problem_text(problem).sentence in notice.text
            QTest.mouseClick(desk.find(QToolButton, "noticeClose"), Qt.MouseButton.LeftButton)
            assert not desk.workspace.notices.isVisible()

    run(work())


def test_an_unexpected_error_is_a_crash_and_no_notice(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            error = KeyError("gone")
            desk.workspace.show_error(error)
            assert desk.crashes == [error]
            assert desk.workspace.notices.notice is None
            desk.crashes.clear()

    run(work())


def test_escape_stops_the_answer(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    script = each_in_turn([*spoken("One"), Hold(gate=asyncio.Event())])

    async def work() -> None:
        async with open_desk(qapp, tmp_path, script) as desk:
            session_id = await desk.new_chat()
            desk.write("Hello")
            await until(lambda: desk.house.service.is_running(session_id))
            QTest.keyClick(desk.workspace.chat.composer.edit, Qt.Key.Key_Escape)
            await until(lambda: not desk.house.service.is_running(session_id))

    run(work())


def test_the_last_answer_is_copied(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await desk.new_chat()
            desk.write("Hello")
            await until(desk.workspace.chat.last_answer)
            await desk.house.idle(session_id)
            QTest.keyClick(desk.workspace.chat.composer.edit, Qt.Key.Key_C, CONTROL | SHIFT)
            assert QGuiApplication.clipboard().text() == "You said: Hello"

    run(work())


def test_saving_is_told_in_a_window_of_its_own(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            desk.window.hide()
            desk.window.show_saving(["Running answers"])
            shown = [w for w in qapp.topLevelWidgets() if w.objectName() == "savingNotice"]
            assert len(shown) == 1
            assert shown[0].isVisible()
            desk.window.hide_saving()
            await until(lambda: not any(w is shown[0] for w in qapp.topLevelWidgets()))

    run(work())


def test_a_failed_answer_marks_its_row(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    script = each_in_turn([Fail(problem=Problem(kind=ProblemKind.SERVER_ERROR))])

    async def work() -> None:
        async with open_desk(qapp, tmp_path, script) as desk:
            session_id = await desk.new_chat()
            desk.write("Hello")
            rows = desk.workspace.sidebar.list.model()
            await until(lambda: desk.house.service.is_running(session_id))
            await desk.house.idle(session_id)
            spoken_rows = [
                rows.index(i, 0).data(Qt.ItemDataRole.AccessibleTextRole)
                for i in range(rows.rowCount())
            ]
            assert spoken_rows == ["Today", "Hello, failed"]

    run(work())


def test_themes_and_languages_change_live(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await desk.new_chat()
            before = desk.window.grab().toImage().pixelColor(5, 5)
            desk.theme.choose(choice="dark", scale=150)
            after = desk.window.grab().toImage().pixelColor(5, 5)
            assert after == desk.theme.theme.color("sidebar")
            assert before != after
            desk.workspace.chat.composer.edit.setPlaceholderText("")
            QApplication.sendEvent(desk.workspace.chat.composer, QEvent(QEvent.Type.LanguageChange))
            assert desk.workspace.chat.composer.edit.placeholderText()

    run(work())


def test_controls_say_what_they_do_and_their_keys(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            sidebar = desk.workspace.sidebar
            assert sidebar.new_chat.toolTip() == "New chat (Ctrl+N)"
            assert sidebar.settings.toolTip() == "Settings (Ctrl+,)"
            buttons = desk.window.findChildren(QAbstractButton)
            shown = [button for button in buttons if button.isVisible()]
            assert [b.objectName() for b in shown if not (b.accessibleName() or b.text())] == []

    run(work())


def test_an_action_has_its_keys_for_itself(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            keys = [key for row in desk.workspace.table.rows for key in row.shortcuts]
            assert len(keys) == len(set(keys))
            assert len({row.id for row in desk.workspace.table.rows}) == len(
                desk.workspace.table.rows
            )

    run(work())
