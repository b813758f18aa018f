"""The backups: listed, taken now, looked into and restored, with a way back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.model.problem import Problem, ProblemKind, StoreError
from gui.qt.dialogs import opened
from gui.qt.kept_focus import disabled
from gui.qt.notices import announce
from gui.qt.phrases import in_a_row
from gui.qt.task_scope import TaskScope
from gui.qt.theme import Theme
from gui.services.backup_list import Backup, read_backup
from gui.services.backups import DAYS_KEPT, WEEKS_KEPT
from gui.views.problem_text import problem_text
from gui.views.settings.backup_row import BackupRow, facts_of
from gui.views.settings.data_desk import DataDesk
from gui.views.settings.pane import Card, show_state, words
from gui.views.settings.restore_dialog import RestoreDialog

translate = QCoreApplication.translate


class BackupCard(QWidget):
    def __init__(self, desk: DataDesk, theme: Theme, *, tasks: TaskScope) -> None:
        super().__init__()
        self.setObjectName("backups")
        self._desk = desk
        self._theme = theme
        self._tasks = tasks
        self._backups: tuple[Backup, ...] = ()
        self._undo_to: Path | None = None
        self._title, self._about = words("", role="strong"), words("", role="small")
        self._now, self._undo = QPushButton(), QPushButton()
        self._now.setObjectName("backUpNowButton")
        self._undo.setObjectName("undoRestoreButton")
        self._undo.hide()
        self._now.clicked.connect(self._begin_backup)
        self._undo.clicked.connect(self._begin_undo)
        self._state = words("", role="status")
        self._state.setObjectName("backupState")
        self._state.hide()
        self._card = Card(theme)
        row = QHBoxLayout()
        row.setSpacing(theme.px("space_2"))
        row.addWidget(self._now)
        row.addWidget(self._undo)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_2"))
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addLayout(row)
        column.addWidget(self._state)
        column.addWidget(self._card)

    def refresh(self) -> None:
        """Read them anew; what was said of an earlier deed is over."""
        if self.isEnabled():
            show_state(self._state, "", "ok")
        self._tasks.start("backups", self._read())

    def retranslate(self) -> None:
        self._title.setText(translate("Backups", "Backups"))
        about = translate(
            "Backups",
            "Parley copies the file of chats every day that it runs and before each update, and "
            "checks each copy. The last {days} days are kept, the last day of {weeks} weeks "
            "before, and what you made yourself.",
        )
        self._about.setText(about.format(days=DAYS_KEPT, weeks=WEEKS_KEPT))
        self._now.setText(translate("Backups", "Back up now"))
        self._undo.setText(translate("Backups", "Undo restoring"))
        for button in (self._now, self._undo):
            button.setAccessibleName(button.text())
        self._show()

    def _show(self) -> None:
        self._card.clear()
        for backup in self._backups:
            row = BackupRow(backup, self._theme)
            row.restore_wanted.connect(self._begin_restore)
            row.remove_wanted.connect(self._begin_removal)
            self._card.add_row(row)
        self._card.setVisible(bool(self._backups))

    def _say(self, text: str, *, well: bool = True) -> None:
        show_state(self._state, text, "ok" if well else "bad")
        announce(self, text)

    def _begin_backup(self) -> None:
        self._tasks.start("exchange", self._guarded(self._back_up))

    def _begin_restore(self, backup: Backup) -> None:
        self._tasks.start("exchange", self._guarded(lambda: self._restore(backup)))

    def _begin_undo(self) -> None:
        self._tasks.start("exchange", self._guarded(self._go_back))

    def _begin_removal(self, backup: Backup) -> None:
        self._tasks.start("exchange", self._guarded(lambda: self._remove_it(backup)))

    async def _guarded(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """One at a time; what went wrong is said here, where it was asked for."""
        with disabled(self, then=lambda: self._now if self._undo.isHidden() else self._undo):
            try:
                await work()
            except StoreError as error:
                self._say_problem(error.problem)
            except OSError as error:
                facts = {"path": str(self._desk.library.folder)}
                kind = ProblemKind.STORE_UNWRITABLE
                self._say_problem(Problem(kind=kind, facts=facts, detail=str(error)))
            await self._read()

    def _say_problem(self, problem: Problem) -> None:
        self._say(in_a_row(*problem_text(problem)), well=False)

    async def _back_up(self) -> None:
        await self._desk.keep_drafts()
        taken = await asyncio.to_thread(read_backup, await self._desk.library.back_up())
        done = translate("Backups", "Backed up and checked: {facts}.")
        self._say(done.format(facts=facts_of(taken)))

    async def _restore(self, backup: Backup) -> None:
        self._say(translate("Backups", "Checking the backup…"))
        await self._desk.keep_drafts()
        found = await self._desk.library.preview(backup.path)
        if not found.sound:
            facts = {"path": str(backup.path)}
            raise StoreError(Problem(kind=ProblemKind.BACKUP_DAMAGED, facts=facts))
        if await opened(RestoreDialog(backup, found, self._theme, parent=self.window())):
            await self._exchange(backup.path)
            self._say(translate("Backups", "Restored. The chats of before are a backup now."))
        else:
            show_state(self._state, "", "ok")

    async def _go_back(self) -> None:
        if self._undo_to is not None:
            await self._desk.keep_drafts()
            await self._exchange(self._undo_to)
            self._say(translate("Backups", "The chats are those of before again."))

    async def _exchange(self, path: Path) -> None:
        self._say(translate("Backups", "Restoring…"))
        self._undo_to = await self._desk.library.restore(path)
        self._undo.show()

    async def _remove_it(self, backup: Backup) -> None:
        await self._desk.library.remove_backup(backup.path)
        self._say(translate("Backups", "The backup is deleted."))

    async def _read(self) -> None:
        try:
            self._backups = await self._desk.library.backups()
        except OSError as error:
            facts = {"path": str(self._desk.library.folder)}
            kind = ProblemKind.STORE_UNWRITABLE
            self._say_problem(Problem(kind=kind, facts=facts, detail=str(error)))
        known = {backup.path for backup in self._backups}
        if self._undo_to not in known:
            self._undo_to = None
        self._undo.setVisible(self._undo_to is not None)
        self._show()
