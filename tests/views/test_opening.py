"""Files and links in the real window: shown first, imported when wanted, nothing ever sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
)

from gui.model.link import NewChat, ShowChat, read_link, write_link
from gui.model.turn import Role
from gui.services.chat_keeping import ChatNames
from gui.services.endpoints import GUIDE
from gui.services.service_facts import TurnChanged
from gui.views.export.export_dialog import ExportDialog
from gui.views.import_preview import TURNS_LOOKED_AT, ImportPreview, beginning_of
from gui.views.opening import Opening
from gui.views.opening_parts import OpeningParts
from tests.engine.talk import turn
from tests.services.house import LARGE, SERVER
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


@dataclass
class Stage:
    """A window with what opens files and links in it."""

    desk: Desk
    opening: Opening
    parts: OpeningParts
    asked: list[str] = field(default_factory=list)

    @property
    def preview(self) -> ImportPreview | None:
        found = self.desk.window.findChild(ImportPreview)
        return found if found is not None and found.isVisible() else None

    async def previewed(self) -> ImportPreview:
        await until(lambda: self.preview)
        assert self.preview is not None
        return self.preview

    def text(self, name: str) -> str:
        label = self.desk.find(QLabel, name)
        assert isinstance(label, QLabel)
        return label.text()

    def press(self, name: str) -> None:
        button = self.desk.find(QPushButton, name)
        assert isinstance(button, QPushButton)
        button.click()

    def notice(self) -> str:
        notice = self.desk.workspace.notices.notice
        return notice.text if notice else ""

    @property
    def composer(self) -> str:
        return self.desk.workspace.chat.composer.text

    async def exported(self, path: Path) -> str:
        """The id of a chat with an answer, which is in a file too."""
        session = await self.desk.house.begin("Hello there")
        await self.desk.house.idle(session.id)
        await self.desk.house.service.shelf.set_model(session.id, LARGE)
        await self.desk.house.service.exchange.write(
            session.id, path, names=ChatNames(provider=SERVER.name)
        )
        return session.id


@asynccontextmanager
async def stage(app: QApplication, folder: Path) -> AsyncIterator[Stage]:
    async with open_desk(app, folder) as desk:
        parts = OpeningParts(
            workspace=desk.workspace,
            service=desk.house.service,
            theme=desk.theme,
            endpoints=lambda: (SERVER, GUIDE),
        )
        asked: list[str] = []
        opening = Opening(parts, quick_ask=lambda: asked.append("quick ask"))
        yield Stage(desk, opening, parts, asked)
        assert not [fact for fact in desk.house.told(TurnChanged) if not fact.turn.session_id]


def choose(dialog: QFileDialog, path: Path) -> None:
    """Type a path into Qt's own dialog, and agree."""
    edit = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(edit, QLineEdit)
    edit.setText(str(path))
    dialog.accept()


async def chats(stage: Stage) -> int:
    return len(await stage.desk.house.service.list_sessions(include_archived=True))


def test_a_file_is_shown_and_imported_when_that_is_wanted(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        path = tmp_path / "Plans.parley"
        async with stage(qapp, tmp_path) as on:
            original = await on.exported(path)
            await on.desk.house.talk(original, "more")  # so that the file is another chat by now
            on.opening.open((str(path),))
            await on.previewed()
            assert on.text("importTitle") == "Hello there"
            assert on.text("importFacts").startswith("2 message")
            assert on.text("importFirstWords") == "Hello there"
            assert "Plans.parley" in on.text("importQuestion")
            assert on.desk.find(QPushButton, "importShowButton").isHidden()
            assert await chats(on) == 1
            on.press("importButton")
            await until(lambda: on.desk.shown() not in (None, original))
            assert on.notice() == "Chat imported."
            shown = on.desk.workspace.chat.session
            assert shown is not None
            assert (shown.title, shown.model) == ("Hello there", LARGE)
            assert [t.text for t in (await on.desk.house.service.open(shown.id)).turns] == [
                "Hello there",
                "You said: Hello there",
            ]
            assert await chats(on) == 2

    run(work())


def test_the_preview_looks_at_the_first_turns_only() -> None:
    turns = iter(
        [*[turn(Role.AGENT)] * 9, turn(Role.USER, "The first words"), turn(Role.USER, "x")]
    )
    assert beginning_of(turns) == "The first words"
    assert next(turns).text == "x"
    many = iter([turn(Role.AGENT)] * 100)
    assert beginning_of(many) == ""
    assert len(list(many)) == 100 - TURNS_LOOKED_AT


def test_cancel_imports_nothing_and_the_next_file_follows(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        path = tmp_path / "Plans.parley"
        async with stage(qapp, tmp_path) as on:
            session_id = await on.exported(path)
            await on.desk.house.service.shelf.delete(session_id)
            on.opening.open((str(path), str(tmp_path / "none.parley"), str(path)))
            first = await on.previewed()
            on.press("importCancelButton")
            await until(lambda: on.preview not in (None, first))
            assert on.notice() == (
                "Parley cannot read none.parley. Check that it is there, and that you may read it."
            )
            (await on.previewed()).reject()
            await until(lambda: on.preview is None)
            assert await chats(on) == 0

    run(work())


def test_a_chat_that_is_here_is_offered_instead(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        path = tmp_path / "Plans.parley"
        async with stage(qapp, tmp_path) as on:
            original = await on.exported(path)
            await on.desk.new_chat()
            on.opening.open((str(path),))
            await on.previewed()
            assert on.text("importNote").startswith("This very chat is here already.")
            on.press("importShowButton")
            await until(lambda: on.desk.shown() == original)
            on.opening.open((str(path),))
            await on.previewed()
            on.press("importButton")
            await until(lambda: on.desk.shown() not in (None, original))

    run(work())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "There is no chat that Parley knows in x.parley."),
        (b'{"format": "parley-chat", "version": 9}', "newer Parley. Update Parley"),
        (b'{"format": "parley-chat", "version": 1, "chat": {}}', "damaged; nothing was imported"),
    ],
)
def test_other_files_get_a_sentence(
    run: Run, qapp: QApplication, tmp_path: Path, content: bytes, expected: str
) -> None:
    async def work() -> None:
        (tmp_path / "x.parley").write_bytes(content)
        async with stage(qapp, tmp_path) as on:
            on.opening.open((str(tmp_path / "x.parley"),))
            await until(on.notice)
            assert expected in on.notice()
            assert on.preview is None

    run(work())


def test_the_next_file_takes_away_what_was_wrong_with_the_one_before(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        for name in ("first.json", "second.json"):
            (tmp_path / name).write_text('{"rows": []}', encoding="utf-8")
        async with stage(qapp, tmp_path) as on:
            on.opening.open((str(tmp_path / "first.json"),))
            await until(lambda: "first.json" in on.notice())
            on.opening.open((str(tmp_path / "second.json"),))
            await until(lambda: "second.json" in on.notice())

    run(work())


def test_a_link_fills_the_box_of_a_new_chat_and_sends_nothing(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with stage(qapp, tmp_path) as on:
            first = await on.desk.new_chat()
            on.desk.workspace.chat.composer.edit.insertPlainText("my own words")
            on.opening.open((write_link(NewChat(text="from a page\nsecond line")),))
            await until(lambda: on.composer == "from a page\nsecond line")
            second = on.desk.shown()
            assert second not in (None, first)
            assert (await on.desk.house.service.open(first)).session.draft == "my own words"
            on.opening.open((write_link(NewChat()),))
            await until(lambda: on.desk.shown() not in (None, first, second))
            assert on.composer == ""
            third = on.desk.shown()
            on.opening.open((write_link(NewChat(text="into the empty one")),))
            await until(lambda: on.composer == "into the empty one")
            assert on.desk.shown() == third
            await on.desk.workspace.flush_drafts()
            drafts = [s.draft for s in await on.desk.house.service.list_sessions()]
            assert sorted(drafts) == [
                "from a page\nsecond line",
                "into the empty one",
                "my own words",
            ]
            assert on.desk.house.told(TurnChanged) == []

    run(work())


def test_links_lead_to_chats_and_back(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with stage(qapp, tmp_path) as on:
            session = await on.desk.house.begin("Hello there")
            await on.desk.house.idle(session.id)
            await on.desk.show(session.id)
            on.desk.workspace.table.trigger("chat.copy_link")
            link = QGuiApplication.clipboard().text()
            assert read_link(link) == ShowChat(session_id=session.id)
            await on.desk.new_chat()
            on.opening.open((link,))
            await until(lambda: on.desk.shown() == session.id)
            on.desk.workspace.notices.dismiss()
            on.opening.open((write_link(ShowChat(session_id=session.id[:-4] + "0000")),))
            await until(on.notice)
            assert on.notice() == (
                "That chat is not here. It was deleted, or it is on another computer."
            )
            await on.desk.house.service.shelf.delete(session.id)
            on.desk.workspace.notices.dismiss()
            on.opening.open((link,))
            await until(on.notice)
            on.opening.open(("parley://quick-ask",))
            await until(lambda: on.asked == ["quick ask"])

    run(work())


@pytest.mark.parametrize(
    "address",
    ["parley://send?text=hello", "parley://settings/nowhere", "https://example.org/x", "nonsense"],
)
def test_other_links_are_named(run: Run, qapp: QApplication, tmp_path: Path, address: str) -> None:
    async def work() -> None:
        async with stage(qapp, tmp_path) as on:
            on.opening.open((address,))
            await until(on.notice)
            assert on.notice() == f"Parley cannot open the link {address}."

    run(work())


def test_a_long_link_is_cut_in_the_notice(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with stage(qapp, tmp_path) as on:
            on.opening.open(("parley://x\u202e" + "y" * 5000,))
            await until(on.notice)
            assert len(on.notice()) < 120
            assert "\u202e" not in on.notice()

    run(work())


def test_the_keys_open_the_dialogs(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with stage(qapp, tmp_path) as on:
            path = tmp_path / "Plans.parley"
            session_id = await on.exported(path)
            await on.desk.show(session_id)
            for action in ("chat.export", "chat.open"):
                on.desk.workspace.table.trigger(action)
                if action == "chat.export":
                    await until(lambda: on.desk.window.findChild(ExportDialog))
                    on.press("exportButton")
                await until(lambda: on.desk.window.findChild(QFileDialog))
                dialog = on.desk.window.findChild(QFileDialog)
                assert isinstance(dialog, QFileDialog)
                if action == "chat.open":
                    choose(dialog, path)
                else:
                    dialog.reject()
                await until(lambda: on.desk.window.findChild(QFileDialog) is None)
            await on.previewed()
            on.press("importCancelButton")
            await until(lambda: on.preview is None)

    run(work())
