"""Find in chat: counts all of the stored chat, leads to each match, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from gui.model.search_words import SearchWords
from gui.qt.task_scope import TaskScope
from gui.services.chat_find import TurnMatches
from gui.services.session_service import SessionService
from gui.views.find_in_chat import FindInChat, FindParts
from gui.views.transcript.passages import passages_of
from tests.views.haystack import (
    CONTROL,
    SHIFT,
    TOLD,
    count,
    counted,
    expect,
    marked,
    open_chat,
    strong,
    turns_of,
)
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def test_each_match_is_counted_and_reached_in_both_directions(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_chat(qapp, tmp_path) as desk:
            transcript = desk.workspace.chat.transcript
            assert len(transcript.turn_blocks) < 30
            find = await counted(desk, "needle")
            # All stand above what is read at the end of the chat: it goes on from the top.
            await expect(desk, find, 0)
            for number in range(1, len(TOLD)):
                QTest.keyClick(find.bar.line.edit, Qt.Key.Key_Return)
                await expect(desk, find, number)
            QTest.keyClick(find.bar.line.edit, Qt.Key.Key_F3)
            assert count(desk).startswith("From the top")
            await expect(desk, find, 0)
            QTest.keyClick(find.bar.line.edit, Qt.Key.Key_F3, SHIFT)
            assert count(desk).startswith("From the end")
            for number in reversed(range(len(TOLD))):
                await expect(desk, find, number)
                QTest.keyClick(find.bar.line.edit, Qt.Key.Key_Return, SHIFT)
            assert len(transcript.turn_blocks) < 30

    run(work())


async def test_it_is_what_a_reader_of_the_whole_chat_would_count() -> None:
    """So the list that the other tests go by is no invention of theirs."""
    words = SearchWords("needle")
    found = [
        place
        for place, turn in enumerate(turns_of("s"))
        for passage in passages_of(turn)
        if passage is not None
        for _ in passage.spots(words)
    ]
    assert found == [place for place, _ in TOLD]


@pytest.mark.parametrize("words", ["needle", "hay", "words that", "针在", "row 5", "e"])
def test_the_count_is_that_of_all_turns(
    run: Run, qapp: QApplication, tmp_path: Path, words: str
) -> None:
    looked_for = SearchWords(words)
    every = sum(
        len(passage.spots(looked_for))
        for turn in turns_of("s")
        for passage in passages_of(turn)
        if passage is not None
    )

    async def work() -> None:
        async with open_chat(qapp, tmp_path) as desk:
            await counted(desk, words)
            number, total = count(desk).split(" · ")[-1].replace(",", "").split(" of ")
            assert 1 <= int(number) <= every
            assert int(total) in range(every - 2, every + 1)
            assert len(strong(desk)) == 1

    run(work())


def test_closing_leaves_nothing_marked_and_gives_the_focus_back(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_chat(qapp, tmp_path) as desk:
            composer = desk.workspace.chat.composer.edit
            composer.setFocus()
            await until(composer.hasFocus)
            find = await counted(desk, "words")
            assert len(list(marked(desk))) > 20
            assert find.bar.line.edit.hasFocus()
            QTest.keyClick(find.bar.line.edit, Qt.Key.Key_Escape)
            assert not find.bar.isVisible()
            assert not list(marked(desk))
            assert composer.hasFocus()
            assert not desk.workspace.finder.close()
            # It comes back with the words it had, ready to be typed over.
            QTest.keyClick(composer, Qt.Key.Key_F, CONTROL)
            assert find.bar.line.edit.selectedText() == "words"
            await until(lambda: " of " in count(desk))
            close = desk.find(QToolButton, "findCloseButton")
            QTest.mouseClick(close, Qt.MouseButton.LeftButton)
            assert not list(marked(desk))
            assert composer.hasFocus()

    run(work())


class NotingService:
    """The service as far as finding needs it; notes what it is asked for."""

    def __init__(self, service: SessionService) -> None:
        self._service = service
        self.subscribe = service.subscribe
        self.turns = service.turns
        self.asked: list[str] = []

    def find_in_chat(
        self, session_id: str, query: str, *, start_at: str | None = None
    ) -> AsyncGenerator[TurnMatches, None]:
        self.asked.append(query)
        return self._service.find_in_chat(session_id, query, start_at=start_at)


def test_fast_typing_begins_one_search(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_chat(qapp, tmp_path) as desk:
            service = NotingService(desk.house.service)
            view = desk.workspace.chat.transcript
            parts = FindParts(
                view=view,
                service=service,  # type: ignore[arg-type]
                tasks=TaskScope(view, desk.crashes.append),
                theme=desk.theme,
                shown=lambda: "s",
            )
            find = FindInChat(parts)
            find.open()
            QTest.keyClicks(find.bar.line.edit, "needle")
            await until(lambda: count(desk).endswith("of 10"))
            assert service.asked == ["needle"]
            find.close()

    run(work())
