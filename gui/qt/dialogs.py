"""Dialogs that are opened and awaited; nothing here runs a loop inside the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QWidget,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer to a question. The main one is the default, the escape is what closing means."""

    id: str
    label: str
    main: bool = False
    escape: bool = False


async def ask(parent: QWidget, title: str, text: str, choices: Sequence[Choice]) -> str | None:
    """Ask, and return the id of the answer; None when the dialog was closed without one."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    ids: dict[QAbstractButton, str] = {}
    for choice in choices:
        role = (
            QMessageBox.ButtonRole.RejectRole
            if choice.escape
            else QMessageBox.ButtonRole.AcceptRole
        )
        button = box.addButton(choice.label, role)
        ids[button] = choice.id
        if choice.main:
            box.setDefaultButton(button)
            button.setProperty("accent", True)
        if choice.escape:
            box.setEscapeButton(button)
    answer: list[str] = []
    box.buttonClicked.connect(lambda button: answer.append(ids[button]))
    await opened(box)
    return answer[0] if answer else None


async def ask_text(parent: QWidget, title: str, label: str, *, text: str = "") -> str | None:
    """Ask for one line; None when cancelled."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(text)
    values: list[str] = []
    dialog.textValueSelected.connect(values.append)
    accepted = await opened(dialog)
    return values[-1] if accepted and values else None


async def choose_file_to_open(parent: QWidget, title: str, pattern: str = "") -> Path | None:
    """Let the user pick an existing file; `pattern` as Qt writes it: "Text (*.txt)"."""
    dialog = QFileDialog(parent, title, _documents(), pattern)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return await _chosen(dialog)


async def choose_files_to_open(parent: QWidget, title: str) -> tuple[Path, ...]:
    """Let the user pick existing files, one or more; none when cancelled."""
    dialog = QFileDialog(parent, title, _documents())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    names: list[str] = []
    dialog.filesSelected.connect(names.extend)
    accepted = await opened(dialog)
    return tuple(map(Path, names)) if accepted else ()


async def choose_file_to_save(
    parent: QWidget, title: str, *, name: str = "", pattern: str = "", suffix: str = ""
) -> Path | None:
    """Let the user name a file to write; the system asks before one is replaced.

    `name` may have a folder before it; `suffix` ends a name that has no ending.
    """
    place = Path(name)
    dialog = QFileDialog(parent, title, str(place.parent) if name else "", pattern)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(place.name)
    return await _chosen(dialog)


async def choose_folder(parent: QWidget, title: str, *, start: Path) -> Path | None:
    """Let the user pick a folder, from the nearest one to `start` that exists."""
    dialog = QFileDialog(parent, title, _nearest(start))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return await _chosen(dialog)


async def opened(dialog: QDialog) -> bool:
    """Open `dialog`, wait until it is closed, delete it; True when it was accepted.

    Cancelling the wait closes the dialog. A dialog that dies with its parent counts as refused.
    """
    done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
    alive = [True]

    def settle(code: int = 0) -> None:
        if not done.done():
            done.set_result(code == QDialog.DialogCode.Accepted.value)

    def gone() -> None:
        alive[0] = False
        settle()

    dialog.finished.connect(settle)
    dialog.destroyed.connect(gone)
    dialog.open()
    try:
        return await done
    finally:
        if alive[0]:
            dialog.close()
            dialog.deleteLater()


@contextmanager
def shown(dialog: QDialog) -> Iterator[None]:
    """Show `dialog` while the block runs; it may be closed, or die with its parent, before."""
    alive = [True]

    def gone() -> None:
        alive[0] = False

    dialog.destroyed.connect(gone)
    dialog.open()
    try:
        yield
    finally:
        if alive[0]:
            dialog.close()
            dialog.deleteLater()


def refuse_open() -> None:
    """Take every open dialog as refused: the program ends, and nobody is to answer any more."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog) and window.isVisible():
            window.reject()


def _documents() -> str:
    """Where a folder is not there, Qt takes its name for that of a file."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return _nearest(Path(QStandardPaths.writableLocation(place)))


def _nearest(start: Path) -> str:
    return str(next((place for place in (start, *start.parents) if place.is_dir()), start))


async def _chosen(dialog: QFileDialog) -> Path | None:
    names: list[str] = []
    dialog.fileSelected.connect(names.append)
    accepted = await opened(dialog)
    return Path(names[-1]) if accepted and names else None
