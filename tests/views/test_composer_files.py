"""Files, pictures and resources that go with a message: chosen, dropped, pasted, taken back."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)

from gui.model.turn import ImagePart
from gui.views.composer.enclosure_chip import EnclosureChip
from gui.views.resource_picker import ResourcePicker
from tests.mcp_servers.house import plain
from tests.views.open_window import Desk, open_desk
from tests.views.writing_place import writing
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def chips(desk: Desk) -> list[str]:
    found = desk.workspace.chat.composer.findChildren(EnclosureChip)
    return [chip.accessibleName() for chip in found if chip.isVisible()]


def drop(ground: QWidget, *paths: Path) -> bool:
    """Whether it was taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), COPY, data, LEFT, PLAIN)
    QCoreApplication.sendEvent(ground, enter)
    event = QDropEvent(QPointF(5, 5), COPY, data, LEFT, PLAIN)
    QCoreApplication.sendEvent(ground, event)
    return event.isAccepted()


def test_files_dropped_anywhere_on_the_chat_go_with_the_message(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path / "data") as desk:
            await desk.new_chat()
            notes, component, chat = (
                tmp_path / name for name in ("notes.txt", "team.json", "old.parley")
            )
            for path in (notes, component, chat):
                path.write_text("{}")
            page = desk.workspace.chat
            assert not drop(page, chat)
            assert not drop(page, notes, chat)
            assert drop(page, notes, component)
            await until(lambda: len(chips(desk)) == 2)
            assert min(chips(desk)).startswith("notes.txt, TXT · 2")
            assert page.composer.card.property("dropping") is False
            desk.write("look")
            await until(lambda: not chips(desk))

    run(story())


def test_files_keep_their_order_and_what_is_refused_is_told_once(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path / "data") as desk:
            await desk.new_chat()
            paths = [tmp_path / f"{number:02}.txt" for number in range(25)]
            for number, path in enumerate(paths):
                path.write_text("x" * (10_000 if number % 2 else 1))
            page, bar = desk.workspace.chat, desk.workspace.notices
            assert drop(page, *paths)
            await until(lambda: bar.notice is not None)
            assert page.composer.chips.names == tuple(path.name for path in paths[:20])
            assert bar.notice is not None
            assert "20.txt, 21.txt, 22.txt… along" in bar.notice.text
            assert "20 files" in bar.notice.text
            bar.dismiss()
            assert bar.notice is None

    run(story())


def test_a_picture_is_pasted_and_can_be_left_out(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await desk.new_chat()
            picture = QImage(30, 20, QImage.Format.Format_RGB32)
            picture.fill(QColor("teal"))
            QGuiApplication.clipboard().setImage(picture)
            desk.workspace.chat.composer.edit.paste()
            await until(lambda: chips(desk))
            (kept,) = await desk.house.service.enclosures.waiting(session_id)
            assert isinstance(kept.part, ImagePart)
            remove = desk.find(QAbstractButton, "removeEnclosureButton")
            assert isinstance(remove, QAbstractButton)
            remove.click()
            await until(lambda: not chips(desk))

    run(story())


def test_without_servers_the_button_chooses_files_at_once(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.desk.workspace.chat.composer.attach.click()
            await until(lambda: at.desk.window.findChild(QFileDialog))
            dialog = at.desk.window.findChild(QFileDialog)
            assert dialog is not None
            dialog.reject()
            await until(lambda: not at.desk.window.findChild(QFileDialog))

    run(story())


def test_resources_of_a_server_are_found_by_typing_and_enclosed(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with writing(qapp, tmp_path) as at:
            at.servers.add(plain())
            at.desk.workspace.chat.composer.attach.click()
            menu = at.desk.find(QMenu, "attachMenu")
            assert isinstance(menu, QMenu)
            assert [one.text() for one in menu.actions()] == ["Files or pictures…", "From Plain…"]
            menu.actions()[1].trigger()
            menu.close()
            picker = at.desk.find(ResourcePicker, "resourcePicker")
            field = at.desk.find(QLineEdit, "resourceEdit")
            state = at.desk.find(QLabel, "resourceState")
            assert isinstance(state, QLabel)
            assert state.text() == "One moment…"
            await until(lambda: not state.text())
            QTest.keyClicks(field, "one")
            QTest.keyClick(field, Qt.Key.Key_Return)
            await until(lambda: chips(at.desk))
            assert chips(at.desk)[0].startswith("One, 8")
            QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(field, "two")  # neither a picture nor text, whatever it says it is
            QTest.keyClick(field, Qt.Key.Key_Return)
            await until(lambda: "A message cannot take Two along." in state.text())
            QTest.keyClick(field, Qt.Key.Key_Escape)
            assert not picker.isVisible()
            assert len(chips(at.desk)) == 1

    run(story())


def test_a_message_whose_picture_nobody_sees_stays_in_the_box(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await desk.new_chat()
            desk.house.engine.blind = {"small"}
            picture = QImage(30, 20, QImage.Format.Format_RGB32)
            picture.fill(QColor("teal"))
            QGuiApplication.clipboard().setImage(picture)
            composer = desk.workspace.chat.composer
            composer.edit.paste()
            await until(lambda: chips(desk))
            desk.write("look")
            bar = desk.workspace.notices
            await until(lambda: bar.notice and "small cannot see pictures" in bar.notice.text)
            await until(lambda: composer.text == "look")
            assert len(chips(desk)) == 1
            assert not (await desk.house.service.open(session_id)).turns
            desk.house.engine.blind = set()
            desk.write("")
            await until(lambda: bar.notice is None)
            assert (await desk.house.service.open(session_id)).turns[0].text == "look"

    run(story())
