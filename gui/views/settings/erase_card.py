"""The way to delete everything, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.model.problem import StoreError
from gui.qt.dialogs import opened
from gui.qt.kept_focus import disabled
from gui.qt.notices import announce
from gui.qt.phrases import in_a_row
from gui.qt.task_scope import TaskScope
from gui.qt.theme import Theme
from gui.services.erasure import Erased
from gui.views.problem_text import problem_text
from gui.views.settings.data_desk import DataDesk
from gui.views.settings.erase_dialog import EraseDialog
from gui.views.settings.pane import show_state, words

translate = QCoreApplication.translate


class EraseCard(QWidget):
    erased = Signal()

    def __init__(self, desk: DataDesk, theme: Theme, *, tasks: TaskScope) -> None:
        super().__init__()
        self.setObjectName("erase")
        self._desk = desk
        self._theme = theme
        self._tasks = tasks
        self._title, self._about = words("", role="strong"), words("", role="small")
        self._state = words("", role="status")
        self._state.setObjectName("eraseState")
        self._state.hide()
        self._button = QPushButton()
        self._button.setObjectName("eraseButton")
        self._button.clicked.connect(self._begin)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_2"))
        for widget in (self._title, self._about):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self._state)

    def retranslate(self) -> None:
        self._title.setText(translate("Erase", "Delete everything"))
        about = translate(
            "Erase", "Chats, backups, memories, agents, providers and keys; Parley begins anew."
        )
        self._about.setText(about)
        self._button.setText(translate("Erase", "Delete everything…"))
        self._button.setAccessibleName(self._button.text())

    def _begin(self) -> None:
        self._tasks.start("erase", self._erase())

    async def _erase(self) -> None:
        if not await opened(EraseDialog(self._theme, parent=self.window())):
            return
        with disabled(self._button):
            await self._erase_all()

    async def _erase_all(self) -> None:
        self._say(translate("Erase", "Deleting…"))
        try:
            erased = await self._desk.erase()
        except StoreError as error:
            self._say(in_a_row(*problem_text(error.problem)), well=False)
        else:
            self._say(_outcome(erased), well=erased.is_whole)
            self.erased.emit()

    def _say(self, text: str, *, well: bool = True) -> None:
        show_state(self._state, text, "ok" if well else "bad")
        announce(self, text)


def _outcome(erased: Erased) -> str:
    if erased.is_whole:
        return translate("Erase", "Everything is deleted.")
    told = [translate("Erase", "All else is deleted, but not this:")]
    if erased.keys:
        keys = translate("Erase", "keys in the system keyring, which did not answer: {names}.")
        told.append(keys.format(names=", ".join(erased.keys)))
    if erased.files:
        files = translate("Erase", "files that are in use or protected: {paths}.")
        told.append(files.format(paths=", ".join(str(path) for path in erased.files)))
    return in_a_row(*told)
