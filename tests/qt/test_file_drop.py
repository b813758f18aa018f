"""Chat files that are dropped are taken; all else is left to who may want it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.qt.file_drop import FOLDER, FileDrop
from gui.views.composer.message_edit import MessageEdit

COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def files(*addresses: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(address) for address in addresses])
    return data


def drop(ground: QWidget, data: QMimeData) -> bool:
    """Whether it was taken."""
    enter = QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, PLAIN)
    QCoreApplication.sendEvent(ground, enter)
    event = QDropEvent(QPointF(5, 5), COPY, data, LEFT, PLAIN)
    QCoreApplication.sendEvent(ground, event)
    assert enter.isAccepted() is event.isAccepted()
    return event.isAccepted()


def test_chat_files_are_taken_and_other_things_are_not(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    dropped: list[object] = []
    FileDrop(ground, suffix=".parley").dropped.connect(dropped.append)
    assert drop(ground, files("file:///a.txt", "file:///b%20c.parley", "file:///d.PARLEY"))
    assert dropped == [("/b c.parley", "/d.PARLEY")]
    words = QMimeData()
    words.setText("/a.parley")
    others = (words, files("file:///a.txt"), files("https://example.org/a.parley"), QMimeData())
    assert not any(drop(ground, other) for other in others)
    assert len(dropped) == 1


def test_a_folder_is_taken_where_folders_are_wanted(qtbot: QtBot, tmp_path: Path) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    dropped: list[object] = []
    FileDrop(ground, suffix=(".parley", FOLDER)).dropped.connect(dropped.append)
    address = QUrl.fromLocalFile(str(tmp_path)).toString()
    assert drop(ground, files(address, f"{address}/none"))
    assert dropped == [(str(tmp_path),)]
    edit = MessageEdit(enter_sends=lambda: True)
    qtbot.addWidget(edit)
    assert not edit.canInsertFromMimeData(files(address))


def test_the_box_for_messages_leaves_chat_files_alone(qtbot: QtBot) -> None:
    edit = MessageEdit(enter_sends=lambda: True)
    qtbot.addWidget(edit)
    assert not edit.canInsertFromMimeData(files("file:///a.parley"))
    assert edit.canInsertFromMimeData(files("file:///a.txt"))
