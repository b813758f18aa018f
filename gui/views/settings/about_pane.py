"""The about page: which Parley this is, its licence, and what it is built on."""

from __future__ import annotations

import platform
import sqlite3
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.views.settings.pane import Card, Pane, path_line, words

translate = QCoreApplication.translate

LIBRARIES = {
    "autogen-agentchat": "AutoGen",
    "PySide6-Essentials": "PySide6",
    "qasync": "qasync",
    "openai": "OpenAI SDK",
    "anthropic": "Anthropic SDK",
    "ollama": "Ollama SDK",
    "markdown-it-py": "markdown-it-py",
    "Pygments": "Pygments",
    "keyring": "keyring",
}
"""Whose versions help when something goes wrong, with their own names."""


class AboutPane(Pane):
    """Versions, to be read and copied."""

    def __init__(self, theme: Theme, version: str, data: Path) -> None:
        super().__init__(theme)
        self._versions = (("Parley", version), *_library_versions())
        self._data_title = words("")
        self._data = path_line(data)
        self._card = Card(theme)
        self._copy = QPushButton()
        self._copy.setObjectName("copyVersionsButton")
        self._copy.clicked.connect(self._copy_versions)
        self.body.addWidget(self._card)
        self.body.addWidget(self._copy, alignment=Qt.AlignmentFlag.AlignLeft)
        for name, number in self._versions:
            value = words(number, role="value")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._add_row(words(name), value)
        self._add_row(self._data_title, self._data)
        self.retranslate()

    def retranslate(self) -> None:
        self.say(
            translate("Settings", "About Parley"),
            translate(
                "Settings",
                "A native desktop client for talking to AutoGen agents and teams. "
                "Free software under the MIT licence.",
            ),
        )
        self._copy.setText(translate("Settings", "Copy versions"))
        self._data_title.setText(translate("Settings", "Data folder"))
        self._data.setAccessibleName(self._data_title.text())

    def _add_row(self, title: QLabel, value: QWidget) -> None:
        row = ReflowRow(spacing=self.theme_now.px("space_4"))
        row.add(title, stretch=1)
        row.add(value, stretch=2)
        self._card.add_row(row)

    def _copy_versions(self) -> None:
        text = "\n".join(f"{name} {number}" for name, number in self._versions)
        QGuiApplication.clipboard().setText(text)


def _library_versions() -> tuple[tuple[str, str], ...]:
    """Read from the installed packages' own data, which imports none of them."""
    found = [("Python", platform.python_version()), ("Qt", qVersion())]
    for package, name in LIBRARIES.items():
        try:
            found.append((name, metadata.version(package)))
        except metadata.PackageNotFoundError:
            continue  # a bundle may leave out what it does not need
    return (
        *found,
        ("SQLite", sqlite3.sqlite_version),
        (translate("Settings", "System"), f"{platform.system()} {platform.release()}"),
    )
