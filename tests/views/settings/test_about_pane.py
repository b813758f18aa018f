"""The about page: who would be asked for newer versions, and the licences of everything."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from gui.qt.theme import ThemeSwitch
from gui.services.licences import Licence, read_licences
from gui.services.setting import CHECK_UPDATES, UPDATE_ADDRESS
from gui.services.settings import Json
from gui.services.update_check import STATE
from gui.views.settings.licences_page import LicencesPage
from gui.views.settings.settings_page import SettingsPage
from tests.views.open_window import destroy
from tests.views.settings.bench import click, find, is_shown, open_bench, says, shown
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

NOBODY = "http://127.0.0.1:9/latest"
OURS = Licence(name="Parley", version="1.2.3", licence="MIT", text="Ours.")
QT = Licence(name="Qt", version="6", licence="LGPL-3.0-only", text="")


def switch(page: QWidget) -> QCheckBox:
    return find(page, QCheckBox, CHECK_UPDATES.id)


def test_without_an_address_nothing_can_be_switched_on(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(SettingsPage(bench.parts)) as page:
            page.show_page("about")
            assert not switch(page).isEnabled()
            assert says(page, "There is no address to ask yet")
            assert not find(page, QPushButton, "checkUpdatesButton").isEnabled()
            line = find(page, QLineEdit, UPDATE_ADDRESS.id)
            QTest.keyClicks(line, "http://elsewhere.invalid/")
            QTest.keyClick(line, Qt.Key.Key_Return)
            assert says(page, "begin with https://")
            assert bench.parts.settings.get(UPDATE_ADDRESS) == ""
            line.clear()
            QTest.keyClicks(line, "https://versions.invalid/latest")
            assert bench.parts.settings.get(UPDATE_ADDRESS) == ""  # not while it is written
            QTest.keyClick(line, Qt.Key.Key_Return)
            assert bench.parts.settings.get(UPDATE_ADDRESS) == "https://versions.invalid/latest"
            assert switch(page).isEnabled()
            assert says(page, "Once a day Parley asks versions.invalid")
            QTest.mouseClick(switch(page), Qt.MouseButton.LeftButton)
            assert bench.parts.settings.get(CHECK_UPDATES)

    run(story())


def test_check_now_tells_how_it_went(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with (
            open_bench(qapp, tmp_path, updates=NOBODY) as bench,
            shown(SettingsPage(bench.parts)) as page,
        ):
            page.show_page("about")
            assert says(page, "Nobody has been asked yet.")
            assert not switch(page).isChecked()
            click(page, "checkUpdatesButton")
            await until(lambda: says(page, "The host could not be reached."))
            assert not is_shown(page, "openReleaseButton")
            news: dict[str, Json] = {
                "address": NOBODY,
                "asked": 0,
                "version": "2.0",
                "page": "https://p.invalid/",
            }
            bench.parts.settings.set_section(STATE, {**news})
            assert says(page, "Parley 2.0 is available.")
            assert find(page, QLineEdit, "releasePage").text() == "https://p.invalid/"
            assert is_shown(page, "openReleaseButton")
            bench.parts.settings.set_section(STATE, {**news, "version": "1.2.3"})
            assert says(page, "This is the newest version.")

    run(story())


def test_the_focus_stays_on_the_button_while_it_asks(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with (
            open_bench(qapp, tmp_path, updates=NOBODY) as bench,
            shown(SettingsPage(bench.parts)) as page,
        ):
            page.show_page("about")
            button = find(page, QPushButton, "checkUpdatesButton")
            button.setFocus()
            click(page, "checkUpdatesButton")
            await until(lambda: says(page, "Asking…"))
            assert page.focusWidget() is button
            click(page, "checkUpdatesButton")
            await until(lambda: says(page, "The host could not be reached."))
            assert page.focusWidget() is button

    run(story())


def test_licences_are_found_and_read(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(SettingsPage(bench.parts)) as page:
            page.show_page("about")
            click(page, "licencesButton")
            search = find(page, QLineEdit, "licencesSearch")
            rows = find(page, QListView, "licencesList").model()
            await until(lambda: rows.rowCount() > 10)
            text = find(page, QPlainTextEdit, "licenceText")
            QTest.keyClicks(search, "qasync")
            assert rows.rowCount() == 1
            assert "Redistribution" in text.toPlainText()
            search.clear()
            QTest.keyClicks(search, "sqlite")
            assert "May you do good" in text.toPlainText()
            QTest.keyClicks(search, " and nothing of this name")
            assert says(page, "Nothing has this name or licence.")
            assert not text.toPlainText()
            left: list[bool] = []
            page.closed.connect(lambda: left.append(True))
            QTest.keyClick(search, Qt.Key.Key_Escape)
            assert not is_shown(page, "licencesPage")
            assert not left
            QTest.keyClick(page, Qt.Key.Key_Escape)
            assert left == [True]

    run(story())


def test_the_licences_say_when_they_are_still_read(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        theme = ThemeSwitch(qapp, choice="dark")
        async with shown(LicencesPage(theme)) as page:
            assert any(label.text() == "Reading…" for label in page.findChildren(QLabel))
            page.show_licences((OURS, QT))
            view = find(page, QListView, "licencesList")
            assert find(page, QPlainTextEdit, "licenceText").toPlainText() == "Ours."
            QTest.keyClick(view, Qt.Key.Key_Down)
            assert says(page, "Qt 6 · LGPL-3.0-only")
            text = find(page, QPlainTextEdit, "licenceText").toPlainText()
            assert text == "The text of this licence is not part of this installation."
        destroy(theme)
        await asyncio.sleep(0)

    run(story())


def test_a_bundle_has_a_list_of_its_own(tmp_path: Path) -> None:
    rows = [
        {"name": "zlib", "version": "1.3", "licence": "Zlib"},
        {"name": "aiofiles", "version": "25", "licence": "Apache-2.0"},
        {"name": "inside", "version": "", "licence": "MIT", "text": "With the row."},
        "nonsense",
    ]
    (tmp_path / "licences.json").write_text(json.dumps(rows), encoding="utf-8")
    rule = "=" * 80
    (tmp_path / "licences.txt").write_text(
        f"Parley contains the works below.\n\n{rule}\naiofiles 25\nLicence: Apache-2.0\n{rule}\n\n"
        f"Apache.\n====\nMore.\n\n{rule}\nzlib 1.3\nLicence: Zlib\n{rule}\n\nZ.\n",
        encoding="utf-8",
    )
    found = read_licences(tmp_path, ours=OURS, qt=QT)
    assert [one.name for one in found] == ["aiofiles", "inside", "Parley", "zlib"]
    assert [one.text for one in found] == ["Apache.\n====\nMore.", "With the row.", "Ours.", "Z."]


def test_an_installation_lists_its_packages(tmp_path: Path) -> None:
    found = {one.name: one for one in read_licences(tmp_path, ours=OURS, qt=QT)}
    assert {"Parley", "Qt", "Python", "SQLite", "qasync", "openai"} <= set(found)
    assert found["Pygments"].licence.startswith("BSD")
    assert found["openai"].text
