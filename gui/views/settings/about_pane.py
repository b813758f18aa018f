"""The about page: which Parley this is, what it is built on, newer versions, and licences."""

from __future__ import annotations

import asyncio
import platform
import sqlite3
from functools import partial
from importlib import metadata

from PySide6.QtCore import QCoreApplication, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget

from gui.qt.reflow import ReflowRow
from gui.qt.task_scope import TaskScope
from gui.resources import resource
from gui.services.licences import Licence, first_text, read_licences
from gui.views.settings.licences_page import LicencesPage
from gui.views.settings.pane import Card, Pane, path_line, words
from gui.views.settings.parts import SettingsParts
from gui.views.settings.update_card import UpdateCard

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


class AboutPane(QStackedWidget):
    """The page, or the licences in its place."""

    def __init__(self, parts: SettingsParts) -> None:
        super().__init__()
        self._parts = parts
        self._scope = TaskScope(self, parts.on_error)
        self._page = AboutPage(parts, tasks=self._scope)
        self._licences: LicencesPage | None = None
        self._page.licences_asked.connect(self._show_licences)
        self.addWidget(self._page)

    def close_licences(self) -> bool:
        """Turn back to the page; False when it is shown already."""
        if self.currentWidget() is self._page:
            return False
        self.setCurrentWidget(self._page)
        self._page.focus_licences()
        return True

    def _show_licences(self) -> None:
        if self._licences is None:
            self._licences = LicencesPage(self._parts.theme)
            self._licences.closed.connect(self.close_licences)
            self.addWidget(self._licences)
            self._scope.start("licences", self._read_licences(self._licences))
        self.setCurrentWidget(self._licences)
        self._licences.setFocus()

    async def _read_licences(self, page: LicencesPage) -> None:
        work = partial(
            read_licences, resource(), ours=_our_licence(self._parts.version), qt=_qt_licence()
        )
        page.show_licences(await asyncio.get_running_loop().run_in_executor(None, work))


class AboutPage(Pane):
    """Versions, to be read and copied, and the way to newer ones."""

    licences_asked = Signal()

    def __init__(self, parts: SettingsParts, *, tasks: TaskScope) -> None:
        theme = parts.theme.theme
        super().__init__(theme)
        self._versions = (("Parley", parts.version), *_library_versions())
        self._data_title = words("")
        self._data = path_line(parts.folders.data)
        self._system = words("")
        self._card = Card(theme)
        self._copy = _button("copyVersionsButton")
        self._copy.clicked.connect(self._copy_versions)
        self._licences = _button("licencesButton")
        self._licences.clicked.connect(self.licences_asked)
        self._built_on = words("", role="subheading")
        self._updates = UpdateCard(theme, parts.updates, settings=parts.settings, tasks=tasks)
        for name, number in self._versions[1:]:
            self._add_row(words(name), _number(number))
        self._add_row(self._system, _number(_system()))
        self._add_row(self._data_title, self._data)
        self.body.addWidget(self._updates)
        self.body.addSpacing(theme.px("space_1"))
        self.body.addWidget(self._built_on)
        self.body.addWidget(self._card)
        self.body.addLayout(self._buttons())
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
        self._licences.setText(translate("Settings", "Licences"))
        self._system.setText(translate("Settings", "System"))
        self._data_title.setText(translate("Settings", "Data folder"))
        self._data.setAccessibleName(self._data_title.text())
        self._built_on.setText(translate("Settings", "Built on"))
        self._updates.retranslate()

    def focus_licences(self) -> None:
        self._licences.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme_now.px("space_2"))
        row.addWidget(self._licences)
        row.addWidget(self._copy)
        row.addStretch(1)
        return row

    def _add_row(self, title: QLabel, value: QWidget) -> None:
        row = ReflowRow(spacing=self.theme_now.px("space_4"))
        row.add(title, stretch=1)
        row.add(value, stretch=2)
        self._card.add_row(row)

    def _copy_versions(self) -> None:
        facts = (*self._versions, (self._system.text(), _system()))
        text = "\n".join(f"{name} {number}" for name, number in facts)
        QGuiApplication.clipboard().setText(text)


def _library_versions() -> tuple[tuple[str, str], ...]:
    """Read from the installed packages' own data, which imports none of them."""
    found = [("Python", platform.python_version()), ("Qt", qVersion())]
    for package, name in LIBRARIES.items():
        try:
            found.append((name, metadata.version(package)))
        except metadata.PackageNotFoundError:
            continue  # a bundle may leave out what it does not need
    return (*found, ("SQLite", sqlite3.sqlite_version))


def _system() -> str:
    return f"{platform.system()} {platform.release()}"


def _our_licence(version: str) -> Licence:
    """Its text lies beside the resources: in the source tree, or in a bundle."""
    folder = resource()
    text = first_text(
        folder / "LICENSE", folder.parent / "LICENSE", folder.parent.parent / "LICENSE"
    )
    return Licence(name="Parley", version=version, licence="MIT", text=text)


def _qt_licence() -> Licence:
    return Licence(name="Qt", version=qVersion(), licence="LGPL-3.0-only", text="")


def _number(text: str) -> QLabel:
    value = words(text, role="value")
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return value


def _button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    return button
