"""The sidebar: groups, states, search, keyboard, renaming, and what can be undone."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton

from gui.model.session import Session, TitleBy
from gui.model.turn import TurnState
from gui.views.sidebar.row_words import RowState
from gui.views.sidebar.session_list_model import STATE_ROLE, SessionListModel
from gui.views.sidebar.time_words import when
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

TODAY = date(2026, 11, 24)


def at(days_ago: int, hour: int = 12) -> int:
    day = datetime(TODAY.year, TODAY.month, TODAY.day, hour).astimezone()
    return round((day - timedelta(days=days_ago)).timestamp() * 1000)


def chat(name: str, *, days_ago: int = 0) -> Session:
    then = at(days_ago)
    return Session(id=name, title=name, title_by=TitleBy.USER, created_at=then, updated_at=then)


@pytest.fixture
def model(qapp: QApplication) -> SessionListModel:
    return SessionListModel(today=lambda: TODAY)


def words(model: SessionListModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_chats_stand_in_groups_newest_first(model: SessionListModel) -> None:
    chats = [
        chat("old", days_ago=30),
        chat("week", days_ago=7),
        chat("yesterday", days_ago=1),
        chat("noon"),
        replace(chat("pinned", days_ago=90), pinned=True),
        replace(chat("put away"), archived=True, pinned=True),
        replace(chat("later"), updated_at=at(0, hour=13)),
    ]
    model.replace(chats, lambda _: False)
    assert words(model) == [
        "Pinned", "pinned",
        "Today", "later", "noon",
        "Yesterday", "yesterday",
        "Previous 7 days", "week",
        "Older", "old",
        "Archived", "put away",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days_ago", "shown"),
    [(1, "Mon"), (6, "Wed"), (7, "Nov 17"), (300, "Jan 28"), (400, "Oct 20, 2025")],
)
def test_times_are_short(qapp: QApplication, days_ago: int, shown: str) -> None:
    assert when(at(days_ago), TODAY) == shown


def test_the_model_keeps_its_promises_to_qt_while_chats_change(model: SessionListModel) -> None:
    tester = QAbstractItemModelTester(model)
    model.replace([chat("a"), chat("b", days_ago=1)], lambda _: False)
    model.put(chat("c"), running=True)
    model.put(replace(chat("b"), pinned=True), running=False)
    model.remove_all(("a",))
    assert words(model) == ["Pinned", "b", "Today", "c"]
    tester.deleteLater()


@pytest.mark.parametrize(
    ("session", "running", "needs", "state"),
    [
        (chat("a"), False, False, RowState.QUIET),
        (replace(chat("a"), unread=True), False, False, RowState.UNREAD),
        (
            replace(chat("a"), head_state=TurnState.FAILED, unread=True),
            False,
            False,
            RowState.FAILED,
        ),
        (chat("a"), True, False, RowState.RUNNING),
        (chat("a"), True, True, RowState.NEEDS_YOU),
    ],
)
def test_a_row_shows_one_state_and_says_it(
    model: SessionListModel, session: Session, running: bool, needs: bool, state: RowState
) -> None:
    model.put(session, running=running)
    model.mark_needs_you("a", needs=needs)
    index = model.index_of("a")
    assert index.data(STATE_ROLE) == state
    spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("a, ")
    assert (state is RowState.QUIET) or state.value.replace("_", " ") in spoken


def test_a_chat_that_goes_on_needs_nobody_any_more(model: SessionListModel) -> None:
    model.put(chat("a"), running=True, needs_user=True)
    assert model.index_of("a").data(STATE_ROLE) == RowState.NEEDS_YOU
    model.put(chat("a"), running=True)
    assert model.index_of("a").data(STATE_ROLE) == RowState.RUNNING


def test_thousands_of_chats_are_arranged_at_once(model: SessionListModel) -> None:
    model.replace((chat(f"{i}", days_ago=i % 60) for i in range(5000)), lambda _: False)
    assert model.rowCount() == 5000 + 4
    moved = replace(chat("4999"), updated_at=at(0, hour=14))
    model.put(moved, running=True)
    assert model.index_of("4999").row() == 1


async def _three_chats(desk: Desk) -> list[str]:
    ids = []
    for text in ("First words", "Second words", "Third words"):
        session_id = await desk.new_chat()
        desk.write(text)
        await until(desk.workspace.chat.last_answer)
        await desk.house.idle(session_id)
        ids.append(session_id)
    return ids


def test_chats_are_shown_as_they_come_and_switched_by_key(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            first, second, third = await _three_chats(desk)
            sidebar = desk.workspace.sidebar
            assert sidebar.list.current_id() == third
            control = Qt.KeyboardModifier.ControlModifier
            QTest.keyClick(desk.workspace.chat.composer.edit, Qt.Key.Key_Tab, control)
            await until(lambda: desk.shown() == second)
            assert sidebar.list.current_id() == second
            sidebar.list.setFocus()
            QTest.keyClick(sidebar.list, Qt.Key.Key_Down)
            await until(lambda: desk.shown() == first)
            assert desk.window.focusWidget() is sidebar.list

    run(work())


def test_search_looks_into_texts_and_escape_ends_it(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            first, *_ = await _three_chats(desk)
            sidebar = desk.workspace.sidebar
            QTest.keyClicks(sidebar.search, "You said: First")
            await until(lambda: sidebar.list.model().rowCount() == 2)
            assert sidebar.neighbour(None, step=1) == first
            QTest.keyClick(sidebar.search, Qt.Key.Key_Escape)
            await until(lambda: sidebar.list.model().rowCount() == 4)

    run(work())


def test_a_row_is_renamed_in_place_even_while_rows_move(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            first, second, _ = await _three_chats(desk)
            await desk.show(first)
            QTest.keyClick(desk.workspace.chat.composer.edit, Qt.Key.Key_F2)
            editor = desk.workspace.sidebar.list.findChild(QLineEdit, "titleEdit")
            assert editor is not None
            await desk.house.service.shelf.set_pinned(second, pinned=True)
            editor.setText("Renamed")
            QTest.keyClick(editor, Qt.Key.Key_Return)
            await until(lambda: desk.window.windowTitle() == "Renamed – Parley")

    run(work())


def test_deleting_can_be_undone(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            _, second, third = await _three_chats(desk)
            desk.workspace.table.trigger("chat.delete")
            await until(lambda: desk.shown() == second)
            await until(desk.workspace.notices.isVisible)
            desk.find(QPushButton, "noticeAction")
            undo = desk.window.findChild(QPushButton, "noticeAction")
            assert undo is not None
            QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
            await until(lambda: desk.shown() == third)
            assert desk.workspace.sidebar.list.model().rowCount() == 4

    run(work())


def test_deleting_the_last_chat_leaves_an_empty_one(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            only = await desk.new_chat()
            desk.write("Hello")
            await until(desk.workspace.chat.last_answer)
            desk.workspace.table.trigger("chat.delete")
            await until(lambda: desk.shown() not in (None, only))

    run(work())


def test_an_archived_chat_leaves_the_list_and_is_found_by_search(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            first, *_ = await _three_chats(desk)
            sidebar = desk.workspace.sidebar
            await desk.house.service.shelf.set_archived(first, archived=True)
            await until(lambda: sidebar.list.model().rowCount() == 3)
            QTest.keyClicks(sidebar.search, "First")
            await until(lambda: sidebar.list.model().rowCount() == 2)
            assert sidebar.list.model().index(0, 0).data() == "Archived"

    run(work())


def test_a_right_click_offers_the_verbs_of_that_row_without_opening_it(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            first, _, third = await _three_chats(desk)
            view = desk.workspace.sidebar.list
            view.menu_wanted.emit(first, view.mapToGlobal(QPoint(0, 0)))
            menu = desk.workspace.sidebar.findChild(QMenu, "chatMenu")
            assert menu is not None
            names = [action.text() for action in menu.actions()]
            assert names == [
                "Rename", "Pin", "Mark as unread", "Move to folder…", "Tags…", "Instructions…",
                "Duplicate", "Export…", "Copy link to chat", "Archive", "", "Delete",
            ]  # fmt: skip
            menu.actions()[1].trigger()
            menu.close()
            rows = view.model()
            await until(lambda: rows.index(0, 0).data() == "Pinned")
            assert rows.index(1, 0).data() == "First words"
            assert desk.shown() == third

    run(work())
