"""The bin in the window: until when chats are in it, and what goes with them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from gui.services.work_folders import WorkFolders
from gui.views.put_away import PutAwayPanel
from tests.views.open_window import open_desk
from tests.views.test_ordering import LEFT, chats, dialog, press, words
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


@pytest.mark.parametrize(
    ("button", "stays"), [("Delete with the files", False), ("Delete, keep the files", True)]
)
def test_what_agents_left_goes_with_a_chat_only_where_that_is_wanted(
    run: Run, qapp: QApplication, tmp_path: Path, button: str, *, stays: bool
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            service = desk.house.service
            service.work = WorkFolders(tmp_path / "work")
            one, two = await chats(desk, "One", "Two")
            for session_id in (one, two):
                (tmp_path / "work" / session_id).mkdir(parents=True)
                (tmp_path / "work" / session_id / "notes.txt").write_text("four")
            await service.shelf.delete(one)
            desk.workspace.table.trigger("bin")
            panel = await dialog(desk, PutAwayPanel)
            model = panel.list.model()
            await until(lambda: model.rowCount() == 1)
            panel.list.setCurrentIndex(model.index(0, 0))
            press(panel, "deleteButton")
            await until(lambda: any(each.text() == button for each in _buttons(panel)))
            box = panel.findChild(QMessageBox)
            assert box is not None
            assert "1 file(s) in their work folders, 4 bytes" in box.text()
            QTest.mouseClick(next(b for b in _buttons(panel) if b.text() == button), LEFT)
            await until(lambda: model.rowCount() == 0)
            assert (tmp_path / "work" / one).exists() is stays
            assert (tmp_path / "work" / two / "notes.txt").read_text() == "four"
            panel.reject()

    run(work())


def test_the_bin_shows_the_last_day_restores_and_forgets(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            one, two, three = await chats(desk, "One", "Two", "Three")
            for session_id in (one, two):
                await desk.house.service.shelf.delete(session_id)
            desk.workspace.table.trigger("bin")
            panel = await dialog(desk, PutAwayPanel)
            model = panel.list.model()
            await until(lambda: model.rowCount() == 2)
            assert str(model.index(0, 0).data()).startswith("Two – until ")
            panel.list.setCurrentIndex(model.index(1, 0))
            press(panel, "restoreButton")
            await until(lambda: words(desk) == ["Today", "Three", "One"])
            await until(lambda: model.rowCount() == 1)
            panel.list.setCurrentIndex(model.index(0, 0))
            press(panel, "deleteButton")
            await until(lambda: any(one.text() == "Delete for good" for one in _buttons(panel)))
            sure = next(one for one in _buttons(panel) if one.text() == "Delete for good")
            QTest.mouseClick(sure, LEFT)
            await until(lambda: model.rowCount() == 0)
            assert await desk.house.service.listing.find(two) is None
            assert await desk.house.service.bin.chats() == ()
            panel.reject()
            assert desk.shown() == three

    run(work())


def _buttons(panel: QWidget) -> Sequence[QPushButton]:
    return [one for one in panel.findChildren(QPushButton) if one.isVisible()]
