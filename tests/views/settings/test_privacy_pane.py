"""The page about data: backups restored and undone, hosts, old chats, and the end of everything."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QListWidget, QPushButton

from gui.model.leaving import Sent, SentKind
from gui.services.erasure import Erasure, ErasureParts
from gui.services.secrets import Secrets
from gui.services.service_facts import LibraryReplaced
from gui.services.setting import EXPIRE, EXPIRE_DAYS
from gui.services.team_library import TeamLibrary
from gui.views.file_words import size_text
from gui.views.settings.backup_row import BackupRow
from gui.views.settings.data_desk import DataDesk
from gui.views.settings.settings_page import SettingsPage
from tests.services.house import House
from tests.services.test_retention import age
from tests.views.settings.bench import Bench, click, find, open_bench, says, shown
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


async def nothing() -> None:
    pass


def parts_with(bench: Bench, house: House) -> DataDesk:
    parts = bench.parts
    erasure = Erasure(
        ErasureParts(
            folders=parts.folders,
            library=house.service.library,
            settings=parts.settings,
            endpoints=bench.endpoints,
            servers=bench.servers,
            secrets=Secrets(parts.folders.keys),
            memory=parts.memory,
            teams=TeamLibrary(parts.folders.teams, language=lambda: "en"),
            seal=house.service.exchange.seal,
            kept=frozenset(),
        )
    )
    return DataDesk(
        library=house.service.library,
        hosts=house.service.hosts,
        retention=house.service.retention,
        erase=erasure.run,
        keep_drafts=nothing,
    )


@asynccontextmanager
async def privacy_page(
    app: QApplication, folder: Path
) -> AsyncIterator[tuple[SettingsPage, House, Bench]]:
    async with House(folder) as house, open_bench(app, folder) as bench:
        session = await house.begin("the first chat")
        await house.idle(session.id)
        parts = replace(bench.parts, data=parts_with(bench, house))
        async with shown(SettingsPage(parts), height=2400) as page:
            page.show_page("privacy")
            await until(lambda: says(page, "What was sent where"))
            yield page, house, bench


def dialog(name: str) -> QDialog | None:
    found = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QDialog) and one.objectName() == name and one.isVisible()
    ]
    return found[0] if found else None


async def opened_dialog(name: str) -> QDialog:
    await until(lambda: dialog(name) is not None)
    found = dialog(name)
    assert found is not None
    return found


def words_in(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


async def back_up(page: SettingsPage) -> None:
    click(page, "backUpNowButton")
    await until(lambda: says(page, "Backed up and checked: 1 chat(s)"))
    await until(lambda: says(page, "made by you"))
    await until(lambda: find(page, QPushButton, "backUpNowButton").isEnabled())


def row_of(page: SettingsPage, words: str) -> BackupRow:
    """The newest backup that is called so."""
    rows = [row for row in page.findChildren(BackupRow) if row.isVisible() and says(row, words)]
    assert rows, words
    return rows[0]


def test_a_backup_is_made_looked_into_restored_and_undone(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with privacy_page(qapp, tmp_path) as (page, house, _):
            await back_up(page)
            newer = await house.begin("begun since")
            await house.idle(newer.id)
            click(row_of(page, "made by you"), "restoreButton")
            asked = await opened_dialog("restoreDialog")
            rows = find(asked, QListWidget, "restoreChanges")
            lines = [rows.item(at).text() for at in range(rows.count())]
            assert lines == ["Would vanish (1)", "begun since · 2 message(s)"]
            assert "1 chat(s) would change" in words_in(asked)
            click(asked, "restoreCancelButton")
            await until(lambda: dialog("restoreDialog") is None)
            assert house.told(LibraryReplaced) == []
            await until(lambda: find(page, QPushButton, "backUpNowButton").isEnabled())
            await until(lambda: says(page, "made by you"))  # the list is read again
            click(row_of(page, "made by you"), "restoreButton")
            click(await opened_dialog("restoreDialog"), "restoreConfirmButton")
            await until(lambda: says(page, "Restored. The chats of before are a backup now."))
            titles = [one.title for one in await house.service.list_sessions()]
            assert titles == ["the first chat"]
            await until(lambda: says(page, "before a backup was restored"))
            click(page, "undoRestoreButton")
            await until(lambda: says(page, "The chats are those of before again."))
            assert len(await house.service.list_sessions()) == 2
            await until(lambda: find(page, QPushButton, "backUpNowButton").isEnabled())

    run(story())


def test_a_damaged_backup_is_named_and_one_is_deleted_by_two_clicks(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with privacy_page(qapp, tmp_path) as (page, house, _):
            await back_up(page)
            (backup,) = tmp_path.glob("backups/parley-now-*.db")
            backup.write_bytes(backup.read_bytes()[:8000])
            click(row_of(page, "made by you"), "restoreButton")
            await until(lambda: says(page, "is damaged; nothing has been changed."))
            assert house.told(LibraryReplaced) == []
            await until(lambda: says(page, "damaged, it cannot be restored"))
            await until(lambda: find(page, QPushButton, "backUpNowButton").isEnabled())
            click(row_of(page, "made by you"), "removeBackupButton")
            assert backup.exists()
            click(row_of(page, "made by you"), "removeBackupConfirmButton")
            await until(lambda: says(page, "The backup is deleted."))
            assert not backup.exists()
            await until(lambda: not says(page, "made by you"))

    run(story())


def test_hosts_are_listed_with_how_much_they_were_sent(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with privacy_page(qapp, tmp_path) as (page, house, _):
            await until(lambda: says(page, "Nothing was sent yet."))
            sent = Sent(host="api.example.org", kind=SentKind.MODEL, size=2048)
            house.service.hosts.note(sent)
            house.service.hosts.note(sent)
            page.show_page("about")
            page.show_page("privacy")
            await until(lambda: says(page, "api.example.org"))
            assert says(page, f"asked as a model · 2 request(s) · {size_text(4096)}")
            click(page, "toolDecisionsButton")
            await until(lambda: says(page, "Recent decisions"))

    run(story())


def test_a_rule_tells_how_many_chats_it_is_about(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with privacy_page(qapp, tmp_path) as (page, house, bench):
            assert not bench.parts.settings.get(EXPIRE)
            await house.service.journal.write()
            age(house, **{"the first chat": 100})
            bench.parts.settings.set(EXPIRE_DAYS, 200)
            await until(lambda: says(page, "0 chat(s) would go now."))
            bench.parts.settings.set(EXPIRE_DAYS, 90)
            await until(lambda: says(page, "1 chat(s) would go now."))
            click(page, EXPIRE.id)
            await until(lambda: says(page, "1 chat(s) will go within minutes."))

    run(story())


def test_everything_is_deleted_once_the_word_is_typed(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with privacy_page(qapp, tmp_path) as (page, house, _):
            await back_up(page)
            click(page, "eraseButton")
            asked = await opened_dialog("eraseDialog")
            confirm = find(asked, QPushButton, "eraseConfirmButton")
            assert not confirm.isEnabled()
            QTest.keyClicks(find(asked, QLineEdit, "eraseLine"), "Delete")
            assert confirm.isEnabled()
            click(asked, "eraseConfirmButton")
            await until(lambda: says(page, "Everything is deleted."))
            await until(lambda: not says(page, "made by you"))
            assert await house.service.list_sessions() == ()
            assert not any(b"the first chat" in p.read_bytes() for p in files_in(tmp_path))

    run(story())


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_each_control_has_a_name(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with privacy_page(qapp, tmp_path) as (page, _, __):
            await back_up(page)
            named: Callable[[QPushButton], str] = lambda button: button.accessibleName()  # noqa: E731
            buttons = [b for b in page.findChildren(QPushButton) if b.isVisible()]
            assert all(named(button) for button in buttons), [b.objectName() for b in buttons]
            names = [named(b) for b in buttons if b.objectName() == "restoreButton"]
            assert all("made by you" in name or "of the day" in name for name in names)

    run(story())
