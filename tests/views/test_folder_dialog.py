"""The settings of a folder, in the real window over a real store."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from gui.views.folder_dialog import FolderDialog
from tests.services.house import LARGE
from tests.views.open_window import open_desk
from tests.views.test_ordering import choose, dialog, press
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def test_a_folder_is_told_what_new_chats_in_it_start_with(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            folders = desk.house.service.folders
            outer = await folders.create("Work")
            inner = await folders.create("Trips", parent_id=outer.id)
            view = desk.workspace.sidebar.list
            for folder, usual in ((outer, "new chat"), (inner, "the folder around it")):
                view.folder_menu_wanted.emit(folder.id, view.mapToGlobal(QPoint(0, 0)))
                choose(desk, "folder.settings")
                told = await dialog(desk, FolderDialog)
                assert told.team.currentText().endswith(usual)
                assert told.model.currentText().endswith(usual)
                assert told.work.placeholderText().endswith(usual)
                told.model.setCurrentText(LARGE.model)
                press(told, "acceptButton")
                await until(lambda: folders.folders[outer.id].defaults.model == LARGE)

    run(work())
