"""Where the text files of all chats are kept, and another place for them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.qt.dialogs import choose_folder
from gui.qt.task_scope import TaskScope
from gui.services.mirror import mirror_place
from gui.services.setting import MIRROR, MIRROR_FOLDER
from gui.views.settings.pane import Card, path_line, words
from gui.views.settings.parts import SettingsParts

translate = QCoreApplication.translate


class MirrorCard(Card):
    """Shown while the files are wanted."""

    def __init__(self, parts: SettingsParts) -> None:
        super().__init__(parts.theme.theme)
        self._settings = parts.settings
        self._scope = TaskScope(self, parts.on_error)
        self._title = words("", role="fieldTitle")
        self._path = path_line()
        self._choose = QPushButton()
        self._choose.setObjectName("mirrorFolderButton")
        self._choose.clicked.connect(self._begin)
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        line = QHBoxLayout()
        line.addWidget(self._path, 1)
        line.addWidget(self._choose)
        column.addLayout(line)
        self.add_row(row)
        self.destroyed.connect(parts.settings.subscribe(self._follow))
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(translate("Settings", "Folder of the text files"))
        self._path.setAccessibleName(self._title.text())
        self._choose.setText(translate("Settings", "Choose…"))
        self._choose.setAccessibleName(translate("Settings", "Choose the folder of the text files"))
        self._follow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _follow(self, _changed: str = "") -> None:
        self._path.setText(str(mirror_place(self._settings.section(MIRROR_FOLDER))))
        self.setVisible(self._settings.get(MIRROR))

    def _begin(self) -> None:
        self._scope.start("folder", self._ask())

    async def _ask(self) -> None:
        place = mirror_place(self._settings.section(MIRROR_FOLDER))
        title = translate("Settings", "Folder of the text files")
        chosen = await choose_folder(self.window(), title, start=place)
        if chosen is not None:
            self._settings.set_section(MIRROR_FOLDER, str(chosen.absolute()))
