"""Files of a message looked into, opened and saved, before it is sent and after."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QWidget,
)

from gui.model.turn import FilePart
from gui.views.composer.enclosure_chip import EnclosureChip
from gui.views.file_preview import FilePreview
from gui.views.image_view import ImageView
from gui.views.transcript.file_block import FileBlock
from gui.views.transcript.image_block import ImageBlock
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]
W = TypeVar("W", bound=QWidget)


class World:
    """What other programs were asked to show."""

    def __init__(self, desk: Desk) -> None:
        self.shown: list[Path] = []
        desk.workspace.chat.file_verbs.opener = self._open

    def _open(self, url: QUrl) -> bool:
        self.shown.append(Path(url.toLocalFile()))
        return True


async def enclose(desk: Desk, session_id: str, name: str, data: bytes) -> EnclosureChip:
    await desk.house.service.enclosures.add(session_id, name, data)
    composer = desk.workspace.chat.composer
    await until(lambda: composer.chips.names == (name,))
    return composer.chips.chip(0)


async def send(desk: Desk, session_id: str, name: str, data: bytes) -> FileBlock:
    await enclose(desk, session_id, name, data)
    desk.write("keep this")
    await until(lambda: desk.window.findChild(FileBlock))
    await desk.house.idle(session_id)
    block = desk.window.findChild(FileBlock)
    assert isinstance(block, FileBlock)
    return block


async def found(desk: Desk, kind: type[W]) -> W:
    await until(lambda: desk.window.findChild(kind))
    return cast("W", desk.window.findChild(kind))  # just seen


def press(owner: QWidget, name: str) -> None:
    button = owner.findChild(QPushButton, name)
    assert isinstance(button, QPushButton), name
    button.click()


async def answer(desk: Desk, label: str) -> str:
    """The words of the question that is asked now, which is answered by that button."""
    box = await found(desk, QMessageBox)
    words = box.text()
    (button,) = [one for one in box.buttons() if one.text() == label]
    button.click()
    await until(lambda: not desk.window.findChild(QMessageBox))
    return words


async def save_as(desk: Desk, target: Path) -> None:
    dialog = await found(desk, QFileDialog)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(target))
    dialog.accept()
    await until(target.exists)


def ask_for_menu(widget: QWidget) -> QMenu:
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(
        widget, QContextMenuEvent(reason, QPoint(), widget.mapToGlobal(QPoint()))
    )
    menu = widget.window().findChild(QMenu, "fileMenu")
    assert isinstance(menu, QMenu)
    return menu


def test_what_is_sent_of_a_file_is_seen_before_and_after(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path / "data") as desk:
            session_id = await desk.new_chat()
            text = b"Milk\n" * 50_000
            chip = await enclose(desk, session_id, "notes.txt", text)
            assert chip.accessibleDescription()
            QTest.keyClick(chip, Qt.Key.Key_Return)
            view = await found(desk, FilePreview)
            assert view.windowTitle() == "notes.txt"
            await until(lambda: view.is_idle)
            assert view.pane.edit.document().blockCount() < 1000
            await until(view.pane.edit.hasFocus)
            QTest.keyClick(view.pane.edit, Qt.Key.Key_PageDown)
            assert view.pane.top_row > 0
            QTest.keyClick(view, Qt.Key.Key_Escape)
            await until(lambda: not desk.window.findChild(FilePreview))
            desk.write("look")
            block = await found(desk, FileBlock)
            await desk.house.idle(session_id)
            QTest.keyClick(block.card, Qt.Key.Key_Space)
            view = await found(desk, FilePreview)
            press(view, "outputCopyButton")
            assert QGuiApplication.clipboard().text() == text.decode()
            press(view, "outputSaveButton")
            await save_as(desk, tmp_path / "kept.txt")
            assert (tmp_path / "kept.txt").read_bytes() == text
            view.close()

    run(story())


def test_another_program_gets_a_copy_once_the_user_agrees(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path / "data") as desk:
            world = World(desk)
            session_id = await desk.new_chat()
            block = await send(desk, session_id, "notes.txt", b"Milk")
            QTest.keyClick(block.card, Qt.Key.Key_Return)
            view = await found(desk, FilePreview)
            press(view, "filePreviewOpenButton")
            assert "notes.txt" in await answer(desk, "Cancel")
            assert not world.shown
            press(view, "filePreviewOpenButton")
            await answer(desk, "Open")
            await until(lambda: world.shown)
            (copy,) = world.shown
            assert (copy.name, copy.read_bytes()) == ("notes.txt", b"Milk")
            view.close()

    run(story())


@pytest.mark.parametrize("name", ["start.desktop", "run.sh"])
def test_what_could_run_is_never_opened(
    run: Run, qapp: QApplication, tmp_path: Path, name: str
) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path / "data") as desk:
            world = World(desk)
            session_id = await desk.new_chat()
            block = await send(desk, session_id, name, b"[Desktop Entry]\nExec=touch it")
            for label in ("Show in folder", "Save as…"):
                menu = ask_for_menu(block.card)
                menu.actions()[1].trigger()
                menu.close()
                assert "does not open" in await answer(desk, label)
            await save_as(desk, tmp_path / name)
            (folder,) = world.shown
            assert folder.is_dir()
            (copy,) = folder.iterdir()
            assert not copy.stat().st_mode & 0o111

    run(story())


def test_a_picture_is_seen_enlarged_before_and_after(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path / "data") as desk:
            world = World(desk)
            session_id = await desk.new_chat()
            picture = QImage(3000, 2000, QImage.Format.Format_RGB32)
            picture.fill(QColor("teal"))
            picture.save(str(tmp_path / "shot.png"))
            data = (tmp_path / "shot.png").read_bytes()
            chip = await enclose(desk, session_id, "shot.png", data)
            assert chip.accessibleName().endswith("sent smaller")
            QTest.keyClick(chip, Qt.Key.Key_Return)
            view = await found(desk, ImageView)
            state = view.findChild(QLabel, "imageState")
            assert isinstance(state, QLabel)
            await until(lambda: "3000 × 2000" in state.text())
            assert "1568" in state.text()
            QTest.keyClick(view, Qt.Key.Key_Escape)
            await until(lambda: not desk.window.findChild(ImageView))
            desk.write("look")
            block = await found(desk, ImageBlock)
            await desk.house.idle(session_id)
            menu = ask_for_menu(block)
            menu.actions()[0].trigger()
            menu.close()
            view = await found(desk, ImageView)
            size = view.findChild(QLabel, "imageState")
            assert isinstance(size, QLabel)
            await until(lambda: size.text() and block.image is not None)
            press(view, "imageOpenButton")
            await answer(desk, "Open")
            await until(lambda: world.shown)
            assert world.shown[0].read_bytes() == data
            view.close()

    run(story())


def test_a_chip_goes_by_its_button_and_by_a_key(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path / "data") as desk:
            session_id = await desk.new_chat()
            chip = await enclose(desk, session_id, "notes.txt", b"Milk")
            composer = desk.workspace.chat.composer
            composer.focus()
            QTest.keyClick(composer.edit, Qt.Key.Key_Tab)
            assert chip.hasFocus()
            await desk.house.service.enclosures.add(session_id, "more.txt", b"Bread")
            await until(lambda: composer.chips.names == ("notes.txt", "more.txt"))
            assert chip.hasFocus()
            QTest.keyClick(chip, Qt.Key.Key_Delete)
            await until(lambda: composer.chips.names == ("more.txt",))
            more = composer.chips.chip(0)
            assert more.hasFocus()
            QTest.keyClick(more, Qt.Key.Key_Tab)
            assert more.remove.hasFocus()
            QTest.keyClick(more.remove, Qt.Key.Key_Tab)
            assert composer.attach.hasFocus()
            QTest.keyClick(more, Qt.Key.Key_Backspace)
            await until(lambda: not composer.chips.names)
            chip = await enclose(desk, session_id, "last.txt", b"Milk")
            chip.setFocus()
            QTest.keyClick(chip, Qt.Key.Key_Delete)
            await until(lambda: not composer.chips.names)
            assert composer.edit.hasFocus()
            chip = await enclose(desk, session_id, "again.txt", b"Milk")
            button = chip.findChild(QAbstractButton, "removeEnclosureButton")
            assert isinstance(button, QAbstractButton)
            button.click()
            await until(lambda: not desk.workspace.chat.composer.chips.names)

    run(story())


def test_what_is_lost_is_said_so(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path / "data") as desk:
            verbs, bar = desk.workspace.chat.file_verbs, desk.workspace.notices
            await desk.new_chat()
            gone = FilePart(source="user", digest="no", media_type="", name="gone.txt", size=3)
            for verb in (verbs.preview, verbs.open):
                verb(gone)
                await until(lambda: bar.notice and "gone.txt" in bar.notice.text)
                bar.dismiss()

    run(story())
