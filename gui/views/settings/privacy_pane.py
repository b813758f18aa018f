"""The page about data: where it lies, how long, and what leaves this computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.qt.phrases import in_a_row, labelled
from gui.qt.reflow import ReflowRow
from gui.qt.task_scope import TaskScope
from gui.qt.theme import Theme
from gui.services.backups import DAYS_KEPT
from gui.services.secrets import KeyPlace
from gui.services.session_rows import PURGE_AFTER_MS
from gui.views.settings.pane import Card, Pane, path_line, words
from gui.views.settings.parts import SettingsParts

translate = QCoreApplication.translate

LINE_LETTERS = 40
"""How many letters a line must hold for the button to stay beside the words."""

MS_A_DAY = 24 * 3600 * 1000


class PrivacyPane(Pane):
    """Says only what is true of this version."""

    def __init__(self, parts: SettingsParts) -> None:
        super().__init__(parts.theme.theme)
        self._providers = parts.providers
        self._scope = TaskScope(self, parts.on_error)
        self._has_keyring = True
        folders = parts.folders
        self._facts = {
            name: _Fact(parts.theme.theme, path)
            for name, path in (
                ("chats", folders.data),
                ("keys", folders.config),
                ("settings", folders.config),
                ("log", folders.log),
                ("network", None),
            )
        }
        card = Card(parts.theme.theme)
        for fact in self._facts.values():
            card.add_row(fact)
        self.body.addWidget(card)
        self.retranslate()
        self._scope.start("places", self._read_places())

    async def _read_places(self) -> None:
        self._has_keyring = KeyPlace.KEYRING in await self._providers.key_places()
        self.retranslate()

    def retranslate(self) -> None:
        self.say(
            translate("Settings", "Data & privacy"),
            translate(
                "Settings",
                "Your data stays on this computer, except what you send to a model and what agents "
                "send by tools.",
            ),
        )
        for name, (title, text) in self._texts().items():
            self._facts[name].say(title, text)

    def _texts(self) -> dict[str, tuple[str, str]]:
        days = {"deleted": PURGE_AFTER_MS // MS_A_DAY, "copies": DAYS_KEPT}
        return {
            "chats": (
                translate("Settings", "Chats"),
                translate(
                    "Settings",
                    "All chats, drafts and what the agents remember are in the file parley.db, "
                    "unencrypted. They stay until you delete them; {deleted} days later they are "
                    "erased. The folder backups holds the copies of {copies} days.",
                ).format(**days),
            ),
            "keys": (translate("Settings", "Keys"), self._key_words()),
            "settings": (
                translate("Settings", "Settings"),
                translate("Settings", "Your choices and the list of providers, never their keys."),
            ),
            "log": (
                translate("Settings", "Log"),
                translate(
                    "Settings",
                    "What the program did, for when something goes wrong. No keys, no messages.",
                ),
            ),
            "network": (
                translate("Settings", "What leaves this computer"),
                translate(
                    "Settings",
                    "A chat's messages and files go to the provider of its model. Agents with "
                    "tools reach further: a page of the web that they read sees the request, an "
                    "MCP server what is asked of it, and code that you let run can send whatever "
                    "you can. The inspector shows whom an answer reached. "
                    "Parley sends no statistics, and looks for new versions only where you "
                    "switch that on in About.",
                ),
            ),
        }

    def _key_words(self) -> str:
        file = translate(
            "Settings",
            "Where you chose so, a key is kept for one run only, "
            "or unencrypted in keys.json, readable by your account only.",
        )
        if self._has_keyring:
            place = translate("Settings", "In the system keyring.")
        else:
            place = translate("Settings", "This computer has no system keyring.")
        return in_a_row(place, file)


class _Fact(QWidget):
    """A title, a text, and the folder it is about."""

    def __init__(self, theme: Theme, path: Path | None) -> None:
        super().__init__()
        self._path = path
        self._title = words("", role="strong")
        self._text = words("", role="small")
        self._where = path_line(path) if path else None
        self._open = QPushButton()
        self._open.setObjectName("openFolderButton")
        self._open.setVisible(path is not None)
        self._open.clicked.connect(self._open_folder)
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_1"))
        column.addWidget(self._title)
        column.addWidget(self._text)
        if self._where is not None:
            column.addWidget(self._where)
        row = ReflowRow(spacing=theme.px("space_4"))
        row.add(said, stretch=1, comfort=self._comfort)
        row.add(self._open, align=Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(row)

    def say(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        if self._where is not None:
            self._where.setAccessibleName(title)
        self._open.setText(translate("Settings", "Open folder"))
        self._open.setAccessibleName(labelled(self._open.text(), title))

    def _comfort(self) -> int:
        return self.fontMetrics().averageCharWidth() * LINE_LETTERS

    def _open_folder(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
