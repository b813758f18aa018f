"""The export in the real window: what is chosen is what is written."""

from __future__ import annotations

import asyncio
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QListWidget, QPushButton

from gui.qt.form_controls import Switch
from gui.views.chat_export import ChatExport
from gui.views.export.export_dialog import ExportDialog
from tests.views.test_opening import Run, Stage, choose, stage
from tests.waiting import until


def chosen(on: Stage, name: str, value: str) -> None:
    """As if the user had picked it."""
    box = on.desk.window.findChild(QComboBox, name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


async def export_dialog(on: Stage) -> ExportDialog:
    await until(lambda: on.desk.window.findChild(ExportDialog))
    dialog = on.desk.window.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    return dialog


async def file_dialog(on: Stage) -> QFileDialog:
    await until(lambda: on.desk.window.findChild(QFileDialog))
    dialog = on.desk.window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    return dialog


def test_export_asks_for_a_name_and_offers_the_folder(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        opened: list[QUrl] = []

        def opener(url: QUrl) -> bool:
            opened.append(url)
            return True

        async with stage(qapp, tmp_path) as on:
            session_id = await on.exported(tmp_path / "first.parley")
            await on.desk.house.service.shelf.rename(session_id, "Plans: A/B?")
            export = asyncio.ensure_future(ChatExport(on.parts, opener=opener).export(session_id))
            await export_dialog(on)
            chosen(on, "exportFormat", "parley")
            on.press("exportButton")
            dialog = await file_dialog(on)
            assert [Path(name).name for name in dialog.selectedFiles()] == ["Plans A B.parley"]
            choose(dialog, tmp_path / "out")
            await export
            assert (tmp_path / "out.parley").read_text("utf-8").startswith('{"format": "parley-c')
            assert on.notice() == "Exported as out.parley."
            on.press("noticeAction")
            assert opened == [QUrl.fromLocalFile(str(tmp_path))]

    run(work())


@pytest.mark.parametrize(
    ("kind", "beginning"),
    [("markdown", b"# Plans"), ("html", b"<!DOCTYPE"), ("pdf", b"%PDF-"), ("autogen", b"[")],
)
def test_a_chat_is_exported_in_the_format_that_was_chosen_last(
    run: Run, qapp: QApplication, tmp_path: Path, kind: str, beginning: bytes
) -> None:
    async def work() -> None:
        async with stage(qapp, tmp_path) as on:
            session_id = await on.exported(tmp_path / "first.parley")
            await on.desk.house.service.shelf.rename(session_id, "Plans")
            for time in ("first", "second"):
                export = asyncio.ensure_future(ChatExport(on.parts).export(session_id))
                await export_dialog(on)
                if time == "first":
                    chosen(on, "exportFormat", kind)
                on.press("exportButton")
                choose(await file_dialog(on), tmp_path / time)
                await export
            made = list(tmp_path.glob("second.*"))
            assert len(made) == 1
            assert made[0].read_bytes().startswith(beginning)

    run(work())


def test_only_the_messages_that_are_selected_are_exported(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with stage(qapp, tmp_path) as on:
            session_id = await on.exported(tmp_path / "first.parley")
            await on.desk.house.talk(session_id, "and more")
            export = asyncio.ensure_future(ChatExport(on.parts).export(session_id))
            await export_dialog(on)
            chosen(on, "exportFormat", "markdown")
            chosen(on, "exportWhat", "turns")
            offered = on.desk.find(QListWidget, "exportTurns")
            assert isinstance(offered, QListWidget)
            await until(lambda: offered.count() == 4)
            assert offered.item(2).text() == "You: and more"
            offered.clearSelection()
            button = on.desk.find(QPushButton, "exportButton")
            assert isinstance(button, QPushButton)
            assert not button.isEnabled()
            offered.item(2).setSelected(True)
            assert button.isEnabled()
            button.click()
            choose(await file_dialog(on), tmp_path / "some")
            await export
            text = (tmp_path / "some.md").read_text("utf-8")
            assert "and more" in text
            assert text.count("\n## ") == 1

    run(work())


def test_all_versions_can_be_had_where_there_are_others(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with stage(qapp, tmp_path) as on:
            house = on.desk.house
            session_id = await on.exported(tmp_path / "first.parley")
            for name in ("one", "two"):
                export = asyncio.ensure_future(ChatExport(on.parts).export(session_id))
                switch = (await export_dialog(on)).findChild(Switch, "exportVersions")
                assert isinstance(switch, Switch)
                chosen(on, "exportFormat", "markdown")
                if name == "two":
                    await until(switch.isVisible)
                    assert not switch.isChecked()
                    chosen(on, "exportFormat", "parley")
                    assert not switch.isVisible()
                    chosen(on, "exportFormat", "markdown")
                    switch.click()
                on.press("exportButton")
                choose(await file_dialog(on), tmp_path / name)
                await export
                await house.service.retry(session_id, (await house.head(session_id)).id)
                await house.idle(session_id)
            assert "version" not in (tmp_path / "one.md").read_text("utf-8")
            assert "> **Other version 1 of 2**" in (tmp_path / "two.md").read_text("utf-8")

    run(work())


def test_several_chats_go_into_one_archive(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with stage(qapp, tmp_path) as on:
            first = await on.exported(tmp_path / "first.parley")
            second = await on.desk.house.service.shelf.duplicate(first)
            on.desk.workspace.several_export_wanted.emit((first, second.id))
            await export_dialog(on)
            chosen(on, "exportTarget", "zip")
            on.press("exportButton")
            choose(await file_dialog(on), tmp_path / "both")
            await until(lambda: on.notice() == "Exported as both.zip.")
            with zipfile.ZipFile(tmp_path / "both.zip") as archive:
                assert len(archive.namelist()) == 2

    run(work())


def test_all_chats_go_into_folders_like_their_own_and_empty_ones_stay(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with stage(qapp, tmp_path) as on:
            service = on.desk.house.service
            first = await on.exported(tmp_path / "first.parley")
            await service.shelf.rename(first, "Plans")
            folder = await service.folders.create("Work")
            await service.order.file_in((first,), folder.id)
            await on.desk.new_chat()
            (tmp_path / "out").mkdir()
            on.desk.workspace.export_wanted.emit(first)
            await export_dialog(on)
            chosen(on, "exportFormat", "html")
            chosen(on, "exportWhat", "all")
            on.press("exportButton")
            choose(await file_dialog(on), tmp_path / "out")
            await until(lambda: on.notice().startswith("1 chat"))
            files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
            assert files == [tmp_path / "out" / "Work" / "Plans.html"]

    run(work())


def test_a_folder_that_cannot_be_written_is_told(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with stage(qapp, tmp_path) as on:
            session_id = await on.exported(tmp_path / "first.parley")
            on.desk.workspace.export_wanted.emit(session_id)
            await export_dialog(on)
            on.press("exportButton")
            dialog = await file_dialog(on)
            (tmp_path / "gone").mkdir()
            dialog.setDirectory(str(tmp_path / "gone"))
            (tmp_path / "gone").rmdir()
            choose(dialog, tmp_path / "gone" / "out.md")
            await until(lambda: "could not be written" in on.notice())
            assert "not there any more" in on.notice()

    run(work())
