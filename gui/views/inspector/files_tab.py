"""The files in the folder that the tools of a chat work in."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.model.session import Session
from gui.model.visible_text import shown_code
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.views.gate_verbs import GateVerbs
from gui.views.inspector.two_columns import TwoColumns, row_of

translate = QCoreApplication.translate

MOST_FILES = 500
MOST_LOOKED_AT = 5_000
PATH_ROLE = Qt.ItemDataRole.UserRole


class FoundFile(NamedTuple):
    """`name` is told from the folder on; `size` is in bytes."""

    name: str
    size: int


class FilesTab(QWidget):
    def __init__(self, verbs: GateVerbs | None, theme: ThemeSwitch, tasks: TaskScope) -> None:
        super().__init__()
        self._verbs = verbs
        self._tasks = tasks
        self._folder: Path | None = None
        self._files: tuple[FoundFile, ...] = ()
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setProperty("role", "small")
        self._note.setWordWrap(True)
        self.refresh_button = QPushButton()
        self.refresh_button.setObjectName("refreshFilesButton")
        self.refresh_button.setProperty("inline", "true")
        self.refresh_button.clicked.connect(self.refresh)
        self.tree = TwoColumns("filesTree")
        self.tree.setRootIsDecorated(False)
        self.tree.itemActivated.connect(self._open)
        px = theme.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px("space_4"), px("space_3"), px("space_4"), px("space_4"))
        column.setSpacing(px("space_2"))
        column.addWidget(self._note)
        column.addWidget(self.refresh_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.tree, 1)
        self.retranslate()

    def show_session(self, session: Session | None) -> None:
        """Read again: tools may have written since."""
        folder = None if session is None or self._verbs is None else self._verbs.folder(session)
        if folder != self._folder:
            self._folder, self._files = folder, ()
            self._fill()
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        if self._folder is not None:
            self._tasks.start("read files", self._read(self._folder))

    def retranslate(self) -> None:
        self.refresh_button.setText(translate("Inspector", "Read again"))
        self.tree.setAccessibleName(translate("Inspector", "Files"))
        self._fill()

    async def _read(self, folder: Path) -> None:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(None, files_in, folder)
        if folder == self._folder:
            self._files = found
            self._fill()

    def _fill(self) -> None:
        self.tree.clear()
        locale = QLocale()
        for found in self._files:
            item = row_of(shown_code(found.name), locale.formattedDataSize(found.size, 1))
            item.setData(0, PATH_ROLE, found.name)
            self.tree.addTopLevelItem(item)
        words = str(self._folder) if self._folder is not None else ""
        if self._folder is not None and not self._files:
            empty = translate("Inspector", "No files in {folder} yet.")
            words = empty.format(folder=self._folder)
        elif len(self._files) == MOST_FILES:
            first = translate("Inspector", "The first {count} files in {folder}")
            words = first.format(count=MOST_FILES, folder=self._folder)
        self._note.setText(words)

    def _open(self, item: QTreeWidgetItem) -> None:
        name = item.data(0, PATH_ROLE)
        if self._folder is not None and isinstance(name, str):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder / name)))


def files_in(folder: Path) -> tuple[FoundFile, ...]:
    """Sorted by name; hidden ones and links are left out. To be called on a worker thread."""
    found: list[FoundFile] = []
    looked_at = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            looked_at += 1
            path = Path(place, name)
            if name.startswith(".") or path.is_symlink():
                continue
            try:
                size = path.stat().st_size
            except OSError:  # gone in the meantime
                continue
            found.append(FoundFile(path.relative_to(folder).as_posix(), size))
        if len(found) >= MOST_FILES or looked_at > MOST_LOOKED_AT:
            break
    return tuple(sorted(found)[:MOST_FILES])
