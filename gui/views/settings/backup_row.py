"""One backup: when and why it was taken, what is in it, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.model.words import QT_TRANSLATE_NOOP
from gui.qt.phrases import labelled
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.services.backup_list import Backup, BackupKind
from gui.views.file_words import size_text
from gui.views.settings.moments import moment_text
from gui.views.settings.pane import words

translate = QCoreApplication.translate

KINDS = {
    BackupKind.DAY: QT_TRANSLATE_NOOP("Backups", "of the day"),
    BackupKind.ON_DEMAND: QT_TRANSLATE_NOOP("Backups", "made by you"),
    BackupKind.REPLACED: QT_TRANSLATE_NOOP("Backups", "before a backup was restored"),
    BackupKind.MIGRATION: QT_TRANSLATE_NOOP("Backups", "before an update"),
    BackupKind.OTHER: QT_TRANSLATE_NOOP("Backups", "of unknown origin"),
}


class BackupRow(QWidget):
    """A second click removes it: what is gone is gone."""

    restore_wanted = Signal(object)  # Backup
    remove_wanted = Signal(object)

    def __init__(self, backup: Backup, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("backupRow")
        self._backup = backup
        self._title = words(self._when(), role="strong")
        self._facts = words(facts_of(backup), role="small")
        self._restore = self._button("restoreButton", translate("Backups", "Restore…"))
        self._restore.setVisible(backup.readable)
        self._remove = self._button("removeBackupButton", translate("Backups", "Delete"))
        self._really = self._button("removeBackupConfirmButton", translate("Backups", "Delete it"))
        self._really.hide()
        self._restore.clicked.connect(lambda: self.restore_wanted.emit(self._backup))
        self._remove.clicked.connect(self._ask)
        self._really.clicked.connect(lambda: self.remove_wanted.emit(self._backup))
        said, buttons = QWidget(), QWidget()
        column, beside = QVBoxLayout(said), QHBoxLayout(buttons)
        for box in (column, beside):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(theme.px("space_1"))
        column.addWidget(self._title)
        column.addWidget(self._facts)
        for button in (self._restore, self._remove, self._really):
            beside.addWidget(button)
        row = ReflowRow(spacing=theme.px("space_3"))
        row.add(said, stretch=1)
        row.add(buttons, align=Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(row)

    def _when(self) -> str:
        kind = translate("Backups", KINDS[self._backup.kind])
        return f"{moment_text(self._backup.at)} · {kind}"

    def _ask(self) -> None:
        self._remove.hide()
        self._really.show()
        self._really.setFocus()

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.setAccessibleName(labelled(text, self._when()))
        return button


def facts_of(backup: Backup) -> str:
    size = size_text(backup.size)
    if not backup.readable:
        damaged = translate("Backups", "damaged, it cannot be restored")
        return f"{size} · {damaged}"
    chats = translate("Backups", "%n chat(s)", "", backup.chats)
    messages = translate("Backups", "%n message(s)", "", backup.messages)
    return f"{chats} · {messages} · {size}"
