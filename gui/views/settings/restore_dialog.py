"""What restoring a backup would change, before anything is changed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.model.titles import first_words
from gui.qt.theme import Theme
from gui.services.backup_list import Backup, Differences, Preview
from gui.views.settings.moments import moment_text
from gui.views.settings.pane import words

translate = QCoreApplication.translate

TITLES = 200
"""So many titles are listed of each kind of change; the others are counted."""

TITLE_COLUMNS = 80


class RestoreDialog(QDialog):
    """Accepted where the user wants it all the same."""

    def __init__(self, backup: Backup, found: Preview, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("restoreDialog")
        self.setWindowTitle(translate("Backups", "Restore a backup"))
        self.setMinimumSize(theme.px("panel_width"), theme.px("panel_height"))
        pad = theme.px("space_4")
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.px("space_3"))
        question = translate("Backups", "Go back to the chats of {when}?")
        column.addWidget(words(question.format(when=moment_text(backup.at)), role="strong"))
        column.addWidget(words(summary(found), role="intro"))
        self.changes = QListWidget()
        self.changes.setObjectName("restoreChanges")
        self.changes.setAccessibleName(translate("Backups", "What would change"))
        self._fill(found)
        column.addWidget(self.changes, 1)
        self.changes.setVisible(not found.changes_nothing)
        column.addWidget(words(_note(), role="small"))
        column.addWidget(self._buttons())

    def _fill(self, found: Preview) -> None:
        for heading, chats in (
            (translate("Backups", "Would come back"), found.back),
            (translate("Backups", "Would vanish"), found.gone),
            (translate("Backups", "Would be shorter"), found.shorter),
            (translate("Backups", "Would be longer"), found.longer),
        ):
            if chats:
                self._add(heading, chats)

    def _add(self, heading: str, chats: Differences) -> None:
        head = QListWidgetItem(f"{heading} ({len(chats)})", self.changes)
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        for chat in chats[:TITLES]:
            title = first_words(chat.title, columns=TITLE_COLUMNS)
            title = title or translate("Backups", "Untitled chat")
            then = translate("Backups", "%n message(s)", "", chat.then)
            if chat.now and chat.then:
                counted = translate("Backups", "{now} → {then}")
                told = counted.format(now=chat.now, then=then)
            elif chat.now:
                told = translate("Backups", "%n message(s)", "", chat.now)
            else:
                told = then
            QListWidgetItem(f"{title} · {told}", self.changes)
        if len(chats) > TITLES:
            more = translate("Backups", "and %n more", "", len(chats) - TITLES)
            QListWidgetItem(more, self.changes)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        restore = buttons.addButton(translate("Backups", "Restore"), roles.AcceptRole)
        restore.setObjectName("restoreConfirmButton")
        restore.setProperty("accent", True)
        cancel = buttons.addButton(translate("Backups", "Cancel"), roles.RejectRole)
        cancel.setObjectName("restoreCancelButton")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        cancel.setFocus()
        return buttons


def summary(found: Preview) -> str:
    """How many chats would be others, in a sentence."""
    if found.changes_nothing:
        return translate("Backups", "It holds the same chats as now: nothing would change.")
    changed = len(found.back) + len(found.gone) + len(found.shorter) + len(found.longer)
    return " · ".join(
        (
            translate("Backups", "%n chat(s) would change", "", changed),
            translate("Backups", "%n would stay as they are", "", found.same),
        )
    )


def _note() -> str:
    return translate(
        "Backups",
        "Answers that run are stopped and kept. The present chats are first kept as a backup of "
        "their own, so that you can go back to them.",
    )
