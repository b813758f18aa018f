"""Other chats take the place of all: the window shows them, and forgets the others."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from gui.services.service_facts import ChatsExpired
from tests.views.open_window import open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def test_the_window_follows_a_restored_backup_and_its_undoing(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            house, workspace = desk.house, desk.workspace
            first = await desk.new_chat()
            await desk.ask("the first")
            backup = await house.service.library.back_up()
            second = await house.begin("the second")
            await house.idle(second.id)
            await desk.show(second.id)
            workspace.chat.composer.edit.insertPlainText("not sent yet")
            await workspace.flush_drafts()
            kept = await house.service.library.restore(backup)
            await until(lambda: desk.shown() == first)
            assert workspace.chat.composer.text == ""
            await until(lambda: desk.listed() == [first])
            await house.service.library.restore(kept)
            await until(lambda: desk.shown() == second.id)
            await until(lambda: workspace.chat.composer.text == "not sent yet")
            await until(lambda: set(desk.listed()) == {first, second.id})

    run(story())


def test_after_erasing_a_new_chat_is_shown_and_answers(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            old = await desk.new_chat()
            await desk.ask("gone soon")
            desk.workspace.chat.composer.edit.insertPlainText("typed and unsaved")
            assert await desk.house.service.library.erase()
            await until(lambda: desk.shown() not in (None, old))
            assert desk.workspace.chat.composer.text == ""
            await desk.workspace.flush_drafts()
            new = desk.shown()
            assert new is not None
            desk.write("a new beginning")
            await until(lambda: len(desk.workspace.chat.shown.turns) == 2)  # type: ignore[union-attr]
            await until(lambda: not desk.house.service.is_running(new))
            for path in tmp_path.rglob("*"):
                if path.is_file():
                    data = path.read_bytes()
                    assert b"gone soon" not in data, path
                    assert b"typed and unsaved" not in data, path

    run(story())


def test_chats_that_went_by_a_rule_are_told_of(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            desk.house.service._facts.publish(ChatsExpired(count=3, days=90))
            notice = desk.workspace.notices.notice
            assert notice is not None
            assert notice.text == "3 chat(s) untouched for 90 days went to the bin."

    run(story())
