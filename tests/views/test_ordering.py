"""Order in the window: folders, tags, several chats at once, the archive, and the bin."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)

from gui.model.chat_folder import FolderDefaults
from gui.views.ordering_dialogs import FolderPicker, InstructionsDialog, TagDialog
from gui.views.put_away import PutAwayPanel
from gui.views.sidebar.grouping import Sort
from tests.services.house import LARGE
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

D = TypeVar("D", bound=QDialog)
Run = Callable[[Coroutine[Any, Any, None]], None]
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def words(desk: Desk) -> list[str]:
    model = desk.workspace.sidebar.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


async def chats(desk: Desk, *titles: str) -> list[str]:
    """Answered ones with these titles, the last one on the screen."""
    ids = []
    for title in titles:
        session_id = await desk.new_chat()
        desk.write(title)
        await until(desk.workspace.chat.last_answer)
        await desk.house.idle(session_id)
        ids.append(session_id)
    return ids


def spot(desk: Desk, title: str) -> QPoint:
    view = desk.workspace.sidebar.list
    return view.visualRect(view.model().index(words(desk).index(title), 0)).center()


def click(desk: Desk, title: str, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    view = desk.workspace.sidebar.list.viewport()
    QTest.mouseClick(view, LEFT, modifiers, spot(desk, title))


def drag(desk: Desk, title: str, target: str) -> None:
    view = desk.workspace.sidebar.list.viewport()
    start, end = spot(desk, title), spot(desk, target)
    QTest.mousePress(view, LEFT, PLAIN, start)
    QTest.mouseMove(view, start + QPoint(0, 15))
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, PLAIN, end)


async def dialog(desk: Desk, kind: type[D]) -> D:
    await until(lambda: any(one.isVisible() for one in desk.window.findChildren(kind)))
    return next(one for one in desk.window.findChildren(kind) if one.isVisible())


def press(inside: QWidget, name: str) -> None:
    button = inside.findChild(QPushButton, name)
    assert button is not None
    QTest.mouseClick(button, LEFT)


async def undo(desk: Desk, said: str) -> None:
    """Press Undo once the notice that says so is there."""
    labels = desk.workspace.notices.findChildren(QLabel)
    await until(lambda: any(said in one.text() and one.isVisible() for one in labels))
    press(desk.window, "noticeAction")


def choose(desk: Desk, name: str) -> None:
    """A line of the menu that is open."""
    menus = [one for one in desk.workspace.sidebar.findChildren(QMenu) if one.isVisible()]
    action = next(one for menu in menus for one in menu.actions() if one.objectName() == name)
    action.trigger()
    for menu in menus:
        menu.close()


def test_chats_are_dragged_into_a_folder_and_out_and_it_folds(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await chats(desk, "One", "Two", "Three")
            work = await desk.house.service.folders.create("Work")
            await until(lambda: "Work" in words(desk))
            click(desk, "Two")
            click(desk, "One", CONTROL)
            drag(desk, "One", "Work")
            await until(lambda: words(desk) == ["Folders", "Work", "Two", "One", "Today", "Three"])
            desk.workspace.table.trigger("chat.stop")  # Esc: only one is chosen again
            drag(desk, "Two", "Three")
            await until(lambda: words(desk) == ["Folders", "Work", "One", "Today", "Three", "Two"])
            click(desk, "Work")
            assert words(desk) == ["Folders", "Work", "Today", "Three", "Two"]
            view = desk.workspace.sidebar.list
            folder = view.model().index(1, 0)
            spoken = str(folder.data(Qt.ItemDataRole.AccessibleTextRole))
            assert spoken == "Folder Work, chats: 1, collapsed"
            view.setFocus()
            view.setCurrentIndex(folder)
            QTest.keyClick(view, Qt.Key.Key_Right)
            assert "One" in words(desk)
            await desk.house.service.folders.create("Inner", parent_id=work.id)
            await until(lambda: "Inner" in words(desk))
            drag(desk, "Inner", "Today")
            await until(lambda: words(desk)[1:3] == ["Inner", "Work"])

    run(work())


def test_folders_are_there_after_a_restart_and_away_while_only_one_tag_is_shown(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            one, _ = await chats(desk, "One", "Two")
            folder = await desk.house.service.folders.create("Work")
            await desk.house.service.order.file_in([one], folder.id)
            await desk.house.service.order.set_tags([one], add=["home"], remove=[])
        async with open_desk(qapp, tmp_path) as desk:
            await until(lambda: words(desk) == ["Folders", "Work", "One", "Today", "Two"])
            desk.workspace.sidebar.order.show_tag("home")
            assert words(desk) == ["Today", "One"]
            desk.workspace.sidebar.order.show_tag("")
            assert words(desk) == ["Folders", "Work", "One", "Today", "Two"]
            QTest.keyClicks(desk.workspace.sidebar.search, "One")
            await until(lambda: words(desk) == ["Today", "One"])
            QTest.keyClick(desk.workspace.sidebar.search, Qt.Key.Key_Escape)
            await until(lambda: words(desk) == ["Folders", "Work", "One", "Today", "Two"])

    run(work())


def test_a_folder_is_made_by_moving_chats_renamed_by_key_and_deleted_with_undo(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            _, two = await chats(desk, "One", "Two")
            desk.workspace.table.trigger("chat.move")
            picker = await dialog(desk, FolderPicker)
            QTest.keyClicks(picker.line, "Plans")
            QTest.keyClick(picker.line, Qt.Key.Key_Return)
            await until(lambda: words(desk)[:3] == ["Folders", "Plans", "Two"])
            view = desk.workspace.sidebar.list
            view.setFocus()
            view.setCurrentIndex(view.model().index(1, 0))
            QTest.keyClick(view, Qt.Key.Key_F2)
            editor = view.findChild(QLineEdit, "titleEdit")
            assert editor is not None
            editor.setText("Projects")
            QTest.keyClick(editor, Qt.Key.Key_Return)
            await until(lambda: words(desk)[1] == "Projects")
            view.folder_menu_wanted.emit(
                next(iter(desk.house.service.folders.folders)), view.mapToGlobal(QPoint(0, 0))
            )
            choose(desk, "folder.delete")
            await until(lambda: words(desk) == ["Today", "Two", "One"])
            assert desk.shown() == two
            await undo(desk, "deleted")
            await until(lambda: words(desk)[:3] == ["Folders", "Projects", "Two"])

    run(work())


def test_the_chats_of_a_folder_are_exported_with_those_in_folders_within(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            one, two, _ = await chats(desk, "One", "Two", "Three")
            folders, order = desk.house.service.folders, desk.house.service.order
            outer = await folders.create("Outer")
            inner = await folders.create("Inner", parent_id=outer.id)
            await order.file_in([one], outer.id)
            await order.file_in([two], inner.id)
            view = desk.workspace.sidebar.list
            await until(lambda: words(desk)[-2:] == ["Today", "Three"])
            wanted: list[set[str]] = []
            desk.workspace.several_export_wanted.connect(lambda ids: wanted.append(set(ids)))
            view.folder_menu_wanted.emit(outer.id, view.mapToGlobal(QPoint(0, 0)))
            choose(desk, "folder.export")
            assert wanted == [{one, two}]

    run(work())


def test_several_chats_are_chosen_and_one_verb_is_for_all(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            one, two, three = await chats(desk, "One", "Two", "Three")
            sidebar = desk.workspace.sidebar
            click(desk, "Three")
            click(desk, "One", SHIFT)
            assert sidebar.list.selected_ids() == [three, two, one]
            assert desk.shown() == three
            sidebar.list.menu_wanted.emit(two, sidebar.list.mapToGlobal(QPoint(0, 0)))
            choose(desk, "chats.pin")
            await until(lambda: words(desk) == ["Pinned", "Three", "Two", "One"])
            assert sidebar.list.selected_ids() == [three, two, one]
            desk.workspace.table.trigger("chat.stop")  # Esc
            assert sidebar.list.selected_ids() == [three]
            click(desk, "Two", CONTROL)
            sidebar.list.setFocus()
            QTest.keyClick(sidebar.list, Qt.Key.Key_Delete)
            await until(lambda: words(desk) == ["Pinned", "One"])
            await until(lambda: desk.shown() == one)
            await undo(desk, "deleted")
            await until(lambda: words(desk) == ["Pinned", "Three", "Two", "One"])

    run(work())


def test_tags_are_set_in_a_dialog_shown_and_filtered_by(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            one, two = await chats(desk, "One", "Two")
            await desk.house.service.order.set_tags([one], add=["home"], remove=[])
            sidebar = desk.workspace.sidebar
            sidebar.list.selectAll()
            sidebar.list.menu_wanted.emit(two, sidebar.list.mapToGlobal(QPoint(0, 0)))
            choose(desk, "chats.tags")
            tags = await dialog(desk, TagDialog)
            item = tags.list.item(0)
            assert item.text() == "home"
            assert item.checkState() is Qt.CheckState.PartiallyChecked
            QTest.keyClicks(tags.line, "#Work")
            QTest.keyClick(tags.line, Qt.Key.Key_Return)
            assert tags.isVisible()
            press(tags, "acceptButton")
            row = sidebar.list.model()
            spoken = Qt.ItemDataRole.AccessibleTextRole
            await until(lambda: "home, Work" in str(row.index(2, 0).data(spoken)))
            assert "home" not in str(row.index(1, 0).data(spoken))
            sidebar.order.show_tag("home")
            assert words(desk) == ["Today", "One"]
            assert sidebar.tag.isVisible()
            QTest.mouseClick(sidebar.tag, LEFT)
            assert words(desk) == ["Today", "Two", "One"]

    run(work())


def test_the_list_is_sorted_and_folded_as_it_was_the_last_time(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await chats(desk, "Beta", "Alpha", "Gamma")
            sidebar = desk.workspace.sidebar
            sidebar.order.sort_by(Sort.TITLE)
            assert words(desk) == ["All chats", "Alpha", "Beta", "Gamma"]
            sidebar.order.sort_by(Sort.CREATED)
            assert words(desk) == ["Today", "Gamma", "Alpha", "Beta"]
            view = sidebar.list
            view.setFocus()
            QTest.keyClick(view, Qt.Key.Key_Left)
            assert words(desk) == ["Today"]
            QTest.keyClick(view, Qt.Key.Key_Right)
            assert len(words(desk)) == 4

    run(work())


def test_an_archived_chat_is_opened_in_the_archive_and_brought_back(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            one, _ = await chats(desk, "One", "Two")
            await desk.house.service.shelf.set_archived(one, archived=True)
            await until(lambda: words(desk) == ["Today", "Two"])
            desk.workspace.table.trigger("archive")
            panel = await dialog(desk, PutAwayPanel)
            await until(lambda: panel.list.model().rowCount() == 1)
            panel.list.setCurrentIndex(panel.list.model().index(0, 0))
            press(panel, "openButton")
            await until(lambda: desk.shown() == one)
            desk.workspace.table.trigger("archive")
            panel = await dialog(desk, PutAwayPanel)
            await until(lambda: panel.list.model().rowCount() == 1)
            panel.list.setCurrentIndex(panel.list.model().index(0, 0))
            press(panel, "restoreButton")
            await until(lambda: "One" in words(desk))
            panel.reject()

    run(work())


def test_a_chat_begun_in_a_folder_takes_what_the_folder_says_and_can_be_told_more(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            folders = desk.house.service.folders
            folder = await folders.create("Work")
            await folders.set_defaults(
                folder.id, FolderDefaults(model=LARGE, instructions="Be brief.")
            )
            view = desk.workspace.sidebar.list
            view.folder_menu_wanted.emit(folder.id, view.mapToGlobal(QPoint(0, 0)))
            choose(desk, "folder.chat")
            await until(lambda: (one := desk.workspace.chat.session) and one.model == LARGE)
            assert words(desk) == ["Folders", "Work", "New chat"]
            desk.workspace.table.trigger("chat.instructions")
            told = await dialog(desk, InstructionsDialog)
            assert told.edit.toPlainText() == "Be brief."
            told.edit.setPlainText("Be brief and kind.")
            press(told, "acceptButton")
            session_id = desk.shown()
            assert session_id is not None
            await until(
                lambda: (
                    (one := desk.workspace.chat.session)
                    and one.instructions == "Be brief and kind."
                )
            )

    run(work())


def test_nothing_is_selected_twice_when_rows_move(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            one, two, _ = await chats(desk, "One", "Two", "Three")
            view = desk.workspace.sidebar.list
            only = QItemSelectionModel.SelectionFlag.Select
            view.clearSelection()
            for row in (2, 3):
                view.selectionModel().select(view.model().index(row, 0), only)
            assert view.selected_ids() == [two, one]
            await desk.house.service.shelf.set_pinned(one, pinned=True)
            await until(lambda: words(desk)[0] == "Pinned")
            assert view.selected_ids() == [one, two]

    run(work())
