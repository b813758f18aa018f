"""Exports of other programs in the real window: looked at, chosen, imported and taken back."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from gui.services.chat_keeping import ChatNames
from gui.views.arrivals.arrival_list import NOTE, TITLE
from gui.views.arrivals.arrivals_dialog import ArrivalsDialog
from tests.services.foreign import exports
from tests.services.foreign.exports import PNG, Record, Said, write_json, write_zip
from tests.views.test_opening import Stage, chats, stage
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]
TALK = (Said(None, True, "Hello"), Said(0, False, "Hi!"), Said(0, False, "Hello!"))


def export(path: Path, count: int = 3, talk: tuple[Said, ...] = TALK) -> Path:
    records: list[Record] = [
        exports.chatgpt(talk, name=f"c{i}", title=f"Chat {i}") for i in range(count)
    ]
    return write_zip(path, [*records, {"title": "Bad"}])


def found(on: Stage) -> ArrivalsDialog | None:
    dialog = on.desk.window.findChild(ArrivalsDialog)
    return dialog if dialog is not None and dialog.isVisible() else None


async def offered(on: Stage, path: Path) -> ArrivalsDialog:
    on.opening.open((str(path),))
    await until(lambda: (dialog := found(on)) is not None and dialog.view.isVisible())
    dialog = found(on)
    assert dialog is not None
    return dialog


def cells(dialog: ArrivalsDialog, column: int) -> list[str]:
    model = dialog.view.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def label(dialog: ArrivalsDialog, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def test_chats_are_chosen_imported_read_and_taken_back(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        path = export(tmp_path / "export.zip")
        async with stage(qapp, tmp_path) as on:
            dialog = await offered(on, path)
            assert label(dialog, "arrivalsAbout").startswith("ChatGPT: 3 chat")
            assert "end of the list" in label(dialog, "arrivalsRemarks")
            assert cells(dialog, TITLE) == ["Chat 0", "Chat 1", "Chat 2", "Bad"]
            assert cells(dialog, NOTE)[3] == "Cannot be imported: This is no chat."
            assert "2 branch" in cells(dialog, NOTE)[0]
            assert await chats(on) == 0
            model = dialog.view.model()
            off, check = Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole
            assert model.setData(model.index(1, TITLE), off, check)
            assert dialog.go.text().startswith("Import 2 chat")
            dialog.go.click()
            await until(lambda: found(on) is None)
            await until(lambda: on.notice().startswith("2 chat"))
            listed = await on.desk.house.service.list_sessions()
            assert {session.title for session in listed} == {"Chat 0", "Chat 2"}
            await until(lambda: len(on.desk.listed()) == 2)
            on.desk.workspace.router.show_chat(listed[0].id)
            await until(lambda: on.desk.shown() == listed[0].id)
            turns = (await on.desk.house.service.open(listed[0].id)).turns
            assert [turn.text for turn in turns] == ["Hello", "Hello!"]
            notice = on.desk.workspace.notices.notice
            assert notice is not None
            assert notice.run is not None
            notice.run()
            gone = {session.id for session in listed}
            await until(lambda: on.desk.shown() not in gone)
            left = await on.desk.house.service.list_sessions()
            assert gone.isdisjoint(session.id for session in left)

    run(work())


def test_what_is_here_already_is_not_wanted_again(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        path = export(tmp_path / "export.zip", 2)
        async with stage(qapp, tmp_path) as on:
            (await offered(on, path)).go.click()
            await until(lambda: on.notice().startswith("2 chat"))
            dialog = await offered(on, path)
            assert not dialog.go.isEnabled()
            assert cells(dialog, NOTE)[0].startswith("here already")
            dialog.reject()
            await until(lambda: found(on) is None)
            records = [
                exports.chatgpt(TALK, name="c0", title="Chat 0"),
                exports.chatgpt((*TALK, Said(2, True, "So?")), name="c1", title="Chat 1"),
                exports.chatgpt(TALK, name="c2", title="Chat 2"),
            ]
            dialog = await offered(on, write_json(tmp_path / "conversations.json", records))
            assert cells(dialog, NOTE)[1].startswith("changed since it was imported")
            assert dialog.go.text().startswith("Import 2 chat")
            dialog.go.click()
            await until(lambda: found(on) is None)
            listed = await on.desk.house.service.list_sessions()
            assert sorted(session.title for session in listed) == ["Chat 0", "Chat 1", "Chat 2"]

    run(work())


def test_cancel_at_any_time_imports_nothing(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        path = export(tmp_path / "export.zip", 300)
        async with stage(qapp, tmp_path) as on:
            dialog = await offered(on, path)
            dialog.go.click()
            dialog.reject()
            await until(lambda: on.notice() == "Nothing was imported.")
            assert await chats(on) == 0
            on.opening.open((str(path),))
            await until(lambda: found(on) is not None)
            dialog = found(on) or dialog
            dialog.reject()
            await until(lambda: found(on) is None)
            assert await chats(on) == 0

    run(work())


def test_a_chat_with_pictures_stays_beside_one_that_comes_without(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        record = exports.chatgpt(TALK)
        mapping = record["mapping"]
        assert isinstance(mapping, dict)
        picture = {"content_type": "image_asset_pointer", "asset_pointer": "sediment://file_1"}
        mapping["0"]["message"]["content"] = {
            "content_type": "multimodal_text",
            "parts": [picture, "Look"],
        }
        whole = write_zip(tmp_path / "whole.zip", [record], {"file_1-a.png": PNG})
        bare = write_json(tmp_path / "bare.json", [record])
        async with stage(qapp, tmp_path) as on:
            for path, after in ((whole, 1), (bare, 2), (whole, 2)):
                dialog = await offered(on, path)
                dialog.go.click()
                await until(lambda: found(on) is None)
                assert await chats(on) == after

    run(work())


def test_a_file_that_was_cut_off_says_that_the_rest_is_lost(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        records = [exports.chatgpt(TALK, name=f"c{i}", title=f"Chat {i}") for i in range(3)]
        path = write_json(tmp_path / "conversations.json", records)
        path.write_bytes(path.read_bytes()[:-200])
        async with stage(qapp, tmp_path) as on:
            dialog = await offered(on, path)
            remarks = label(dialog, "arrivalsRemarks")
            assert "The file is damaged: what comes after these chats is lost." in remarks
            assert "cannot be imported" not in remarks

    run(work())


def test_a_folder_comes_in_as_one(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        folder = tmp_path / "exports.d"
        (folder / "more").mkdir(parents=True)
        write_json(folder / "a.json", exports.claude(TALK, name="a", title="A"))
        write_json(folder / "more" / "b.json", exports.claude(TALK, name="b", title="B"))
        (folder / "list.md").write_text("Milk and bread", encoding="utf-8")
        async with stage(qapp, tmp_path) as on:
            dialog = await offered(on, folder)
            assert cells(dialog, TITLE) == ["A", "B", "list"]
            dialog.go.click()
            await until(lambda: on.notice().startswith("2 chat"))

    run(work())


@pytest.mark.parametrize("name", ["x.zip", "x.json", "x.md", "x.txt"])
def test_a_file_without_chats_gets_a_sentence_on_what_can_come(
    run: Run, qapp: QApplication, tmp_path: Path, name: str
) -> None:
    async def work() -> None:
        path = tmp_path / name
        path.write_text('{"rows": []}', encoding="utf-8")
        async with stage(qapp, tmp_path) as on:
            on.opening.open((str(path),))
            await until(
                lambda: on.notice().startswith(f"There is no chat that Parley knows in {name}")
            )
            assert "ChatGPT and Claude" in on.notice()
            assert found(on) is None

    run(work())


def test_an_archive_of_parley_says_what_agents_are_told(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        path = tmp_path / "all.zip"
        async with stage(qapp, tmp_path) as on:
            shelf = on.desk.house.service
            session_id = await on.exported(tmp_path / "x.parley")
            await shelf.order.set_instructions(session_id, "Be short.")
            await on.exported(tmp_path / "y.parley")
            await shelf.exchange.write(session_id, tmp_path / "x.parley", names=ChatNames())
            await shelf.shelf.delete(session_id)
            with zipfile.ZipFile(path, "w") as archive:
                for name in ("x.parley", "y.parley"):
                    archive.write(tmp_path / name, f"Work/{name}")
            dialog = await offered(on, path)
            assert label(dialog, "arrivalsAbout").startswith("Parley: 2 chat")
            notes = cells(dialog, NOTE)
            assert notes[0].endswith("Its agents are told: Be short.")
            assert notes[1].startswith("here already")
            before = await chats(on)
            dialog.go.click()
            await until(lambda: on.notice().startswith("1 chat"))
            assert await chats(on) == before + 1

    run(work())
