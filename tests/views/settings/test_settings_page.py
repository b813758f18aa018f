"""The settings pages: made from declarations, live, in both languages, at every text size."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QWidget,
)

from gui.model.endpoint import Endpoint, Protocol
from gui.qt.form import FieldRow
from gui.qt.form_controls import Choices, Lines, Number, Switch
from gui.qt.translation import Translation
from gui.services.setting import (
    ENTER_SENDS,
    INSTRUCTIONS,
    MIRROR,
    MIRROR_FOLDER,
    SETTINGS,
    TEXT_SIZE,
    THEME,
)
from gui.views.settings.pane import Pane
from gui.views.settings.provider_editor import ProviderEditor
from gui.views.settings.settings_page import PAGES, SettingsPage
from tests.views.settings.bench import click, find, is_shown, open_bench, says, shown
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

GATEWAY = Endpoint(
    id="gateway",
    name="Company gateway in the cellar",
    protocol=Protocol.OPENAI,
    base_url="https://llm.internal.example.invalid/v1",
    models=("a-rather-long-name-of-a-model-2026-11-23",),
)


def test_pages_are_built_when_they_are_first_shown(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(SettingsPage(bench.parts)) as page:
            assert page.objectName() == "settingsDialog"
            page.show_page("appearance")
            assert len(page.findChildren(Pane)) == 1
            QTest.keyClick(find(page, QListWidget, "settingsNav"), Qt.Key.Key_Down)
            assert len(page.findChildren(Pane)) == 2
            assert says(page, "Language")

    run(story())


def test_every_declared_setting_has_a_field(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(SettingsPage(bench.parts)) as page:
            for name in PAGES:
                page.show_page(name)
            controls = {row.control.objectName() for row in page.findChildren(FieldRow)}
            assert {setting.id for setting in SETTINGS} <= controls

    run(story())


def test_a_change_applies_at_once_and_a_change_from_elsewhere_is_shown(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(SettingsPage(bench.parts)) as page:
            settings = bench.parts.settings
            page.show_page("chat")
            click(page, ENTER_SENDS.id)
            assert settings.get(ENTER_SENDS) is False
            find(page, Lines, INSTRUCTIONS.id).insertPlainText("Be brief.")
            page.show_page("appearance")
            assert settings.get(INSTRUCTIONS) == "Be brief."
            find(page, Number, TEXT_SIZE.id).stepUp()
            assert settings.get(TEXT_SIZE) == 110
            settings.set(THEME, "dark")
            assert find(page, Choices, THEME.id).value() == "dark"
            settings.set(ENTER_SENDS, True)
            page.show_page("chat")
            assert find(page, Switch, ENTER_SENDS.id).isChecked()

    run(story())


def test_the_folder_of_the_text_files_is_offered_while_they_are_wanted(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(SettingsPage(bench.parts)) as page:
            page.show_page("chat")
            hidden = page.findChildren(QPushButton, "mirrorFolderButton")
            assert not any(button.isVisible() for button in hidden)
            click(page, MIRROR.id)
            find(page, QPushButton, "mirrorFolderButton").click()
            await until(lambda: page.window().findChild(QFileDialog))
            dialog = page.window().findChild(QFileDialog)
            assert isinstance(dialog, QFileDialog)
            (tmp_path / "mirror").mkdir()
            dialog.setDirectory(str(tmp_path / "mirror"))
            dialog.accept()
            settings = bench.parts.settings
            await until(lambda: settings.section(MIRROR_FOLDER))
            assert settings.section(MIRROR_FOLDER) == str(tmp_path / "mirror")

    run(story())


def test_the_words_follow_the_language(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(SettingsPage(bench.parts)) as page:
            page.show_page("privacy")
            translation = Translation(qapp, choice="en")
            try:
                for name in PAGES:
                    page.show_page(name)
                translation.choose("zh_CN")
                page.show_page("language")
                assert says(page, "Language · 语言")
            finally:
                translation.choose("en")
            page.show_page("privacy")
            assert says(page, "What leaves this computer")

    run(story())


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_rows_of_the_page_list_are_equally_high(
    run: Run, qapp: QApplication, tmp_path: Path, language: str
) -> None:
    async def story() -> None:
        translation = Translation(qapp, choice=language)
        try:
            async with (
                open_bench(qapp, tmp_path) as bench,
                shown(SettingsPage(bench.parts)) as page,
            ):
                nav = find(page, QListWidget, "settingsNav")
                assert len({nav.sizeHintForRow(row) for row in range(nav.count())}) == 1
        finally:
            translation.choose("en")

    run(story())


def test_shortcuts_versions_and_folders_are_told(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(SettingsPage(bench.parts)) as page:
            page.show_page("shortcuts")
            await until(lambda: says(page, "New chat"))
            assert says(page, "Ctrl+N")
            assert not says(page, "Without keys")
            page.show_page("privacy")
            paths = [line.text() for line in page.findChildren(QLineEdit) if line.isReadOnly()]
            assert paths == [
                str(tmp_path / name) for name in ("", "backups", "work", "", "", "logs")
            ]
            await until(lambda: says(page, "In the system keyring."))
            page.show_page("about")
            assert says(page, "1.2.3")
            click(page, "copyVersionsButton")
            assert "Parley 1.2.3" in QGuiApplication.clipboard().text()

    run(story())


def test_the_back_button_asks_for_the_chat(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(SettingsPage(bench.parts)) as page:
            left: list[bool] = []
            page.closed.connect(lambda: left.append(True))
            page.show_page()
            click(page, "settingsBackButton")
            assert left == [True]

    run(story())


@pytest.mark.parametrize("scale", [80, 100, 200])
@pytest.mark.parametrize("width", [560, 1100])
def test_nothing_is_cut_off_at_any_size(
    run: Run, qapp: QApplication, tmp_path: Path, *, scale: int, width: int
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path, scale=scale) as bench:
            bench.endpoints.put(GATEWAY)
            async with shown(SettingsPage(bench.parts), width=width) as page:
                for name in PAGES:
                    page.show_page(name)
                    await until(lambda: not cut_off(page))
                page.show_page("models")
                click(page, "editButton")
                await until(lambda: is_shown(page, "providerEditor"))
                click(page, "moreOptionsButton")
                await until(lambda: not cut_off(page))

    run(story())


def test_every_control_has_a_name_and_can_be_reached_by_keyboard(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            bench.endpoints.put(GATEWAY)
            async with shown(SettingsPage(bench.parts)) as page:
                for name in PAGES:
                    page.show_page(name)
                    assert not unnamed(page), name
                page.show_page("models")
                click(page, "addProviderButton")
                await until(lambda: page.findChildren(ProviderEditor))
                click(page, "moreOptionsButton")
                assert not unnamed(page)

    run(story())


def cut_off(page: QWidget) -> list[str]:
    """Labels and controls that reach beyond the page they are on, or are too narrow for words."""
    found = []
    for pane in page.findChildren(QScrollArea):
        content: QWidget | None = pane.widget()
        if not pane.isVisible() or content is None:
            continue
        room = pane.viewport().width()
        for part in content.findChildren(QWidget):
            if not part.isVisible() or not isinstance(part, QLabel | QAbstractButton):
                continue
            right = part.mapTo(pane.viewport(), part.rect().topRight()).x()
            if right > room or part.width() < part.minimumSizeHint().width():
                found.append(f"{part.objectName()} {part.text()!r}")
    return found


def unnamed(page: QWidget) -> list[str]:
    controls = page.findChildren(QAbstractButton) + page.findChildren(FieldRow)
    found = []
    for each in controls:
        control = each.control if isinstance(each, FieldRow) else each
        if not control.isVisible() or control.objectName() == "":
            continue
        named = control.accessibleName() or (
            control.text() if isinstance(control, QAbstractButton) else ""
        )
        reached = control.focusProxy() or control
        if not named or reached.focusPolicy() == Qt.FocusPolicy.NoFocus:
            found.append(control.objectName())
    return found
