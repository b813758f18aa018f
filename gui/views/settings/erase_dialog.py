"""The last question before everything is deleted: answered by typing a word."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from gui.qt.theme import Theme
from gui.views.settings.pane import words

translate = QCoreApplication.translate


class EraseDialog(QDialog):
    """Can be accepted once the word stands there."""

    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("eraseDialog")
        self.setWindowTitle(translate("Erase", "Delete everything"))
        self.setMinimumWidth(theme.px("panel_width"))
        self._word = translate("Erase", "delete")
        pad = theme.px("space_4")
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.px("space_3"))
        title = translate("Erase", "Delete everything that Parley keeps?")
        column.addWidget(words(title, role="strong"))
        column.addWidget(words(what_goes()))
        column.addWidget(words(what_stays(), role="small"))
        ask = translate("Erase", "This cannot be undone. Type “{word}” to go on:")
        column.addWidget(words(ask.format(word=self._word)))
        self.line = QLineEdit()
        self.line.setObjectName("eraseLine")
        self.line.setAccessibleName(ask.format(word=self._word))
        self.line.textChanged.connect(self._allow)
        column.addWidget(self.line)
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self.erase = buttons.addButton(
            translate("Erase", "Delete everything"), roles.DestructiveRole
        )
        self.erase.setObjectName("eraseConfirmButton")
        self.erase.setProperty("danger", True)
        self.erase.setEnabled(False)
        self.erase.clicked.connect(self.accept)
        cancel = buttons.addButton(translate("Erase", "Cancel"), roles.RejectRole)
        cancel.setObjectName("eraseCancelButton")
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.line.setFocus()

    def _allow(self, text: str) -> None:
        self.erase.setEnabled(text.strip().casefold() == self._word.casefold())


def what_goes() -> str:
    return translate(
        "Erase",
        "All chats with their files and drafts, those in the bin too; all backups; what agents "
        "remember, and the files in Parley's own work folders; your agents and teams, saved "
        "prompts, providers, MCP servers and their keys, also those in the system keyring; "
        "settings but for the looks of the window; the ledger of hosts and the log; and the seal "
        "by which Parley knows chat files that it wrote itself. You can still import those, but "
        "agents then only know what is to be read in them.",
    )


def what_stays() -> str:
    return translate(
        "Erase",
        "What you exported, mirrored or put elsewhere yourself stays, as do work folders of your "
        "own, backups that your system makes, and what providers have received. A disk may keep "
        "traces of deleted files until it writes over them.",
    )
