"""Where the system ends the program without waiting, what was written is in the file before."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

from gui.model.problem import StoreError
from gui.services.settings import Settings
from gui.views.session_care import SessionCare, SessionCareParts
from tests.services.house import held, limit_pages
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

Drive = Callable[[Coroutine[Any, Any, object]], object]


class Manager:
    """What a session manager hears from us."""

    def __init__(self) -> None:
        self.hints: list[QSessionManager.RestartHint] = []
        self.cancelled = False

    def setRestartHint(self, hint: QSessionManager.RestartHint) -> None:
        self.hints.append(hint)

    def cancel(self) -> None:
        self.cancelled = True


class Care:
    """The part under test on a desk, and why it asked to close."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.settings = Settings(folder / "settings.json")
        self.reasons: list[str] = []
        self.kept = 0
        self.part = SessionCare(
            desk.window,
            SessionCareParts(
                workspace=desk.workspace,
                service=desk.house.service,
                settings=self.settings,
                close=self.reasons.append,
                woke=lambda: None,
                keep=self._keep,
            ),
        )

    def _keep(self) -> None:
        self.kept += 1
        self.settings.set_section("typed elsewhere", self.kept)


def stored(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_the_end_of_a_session_saves_before_it_returns(
    run: Drive, qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        gate = asyncio.Event()
        async with open_desk(qapp, tmp_path, lambda *_: held(gate)) as desk:
            care, manager = Care(desk, tmp_path), Manager()
            session = await desk.new_chat()
            desk.write("a question")
            await until(lambda: desk.house.engine.conversations)
            desk.workspace.chat.composer.edit.insertPlainText("half a thought")
            care.settings.set_section("probe", "kept")
            care.part._end.commit(manager)  # type: ignore[arg-type] # Qt makes the real ones
            path = desk.house.path
            assert stored(path, "SELECT draft FROM session") == [("half a thought",)]
            assert ("a question",) in stored(path, "SELECT text FROM part")
            written = json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))
            assert written == {"probe": "kept", "typed elsewhere": 1}
            assert care.reasons == ["end of the session"]
            assert manager.hints == [QSessionManager.RestartHint.RestartNever]
            assert not manager.cancelled
            gate.set()
            await desk.house.idle(session)
            await care.part.close()

    run(scenario())


def test_before_a_sleep_each_is_saved_even_where_another_cannot_be(
    run: Drive, qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            care = Care(desk, tmp_path)
            await desk.new_chat()
            await limit_pages(desk.house.store, full=True)
            desk.workspace.chat.composer.edit.insertPlainText("x" * 100_000)
            care.settings.set_section("probe", "kept")
            await care.part.save()
            written = json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))
            assert written == {"probe": "kept", "typed elsewhere": 1}
            await limit_pages(desk.house.store, full=False)
            await care.part.save()
            drafts = stored(desk.house.path, "SELECT length(draft) FROM session")
            assert drafts == [(100_000,)]
            await care.part.close()

    run(scenario())
    assert "not saved" in caplog.text
    assert StoreError.__name__ not in caplog.text
