"""Search everything, in the real window over a real store."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from gui.model.search_query import SearchQuery
from gui.services.library_search import LibrarySearch
from gui.services.search_results import Cursor, SearchPage
from gui.views.search.found_rows import ROW_ROLE, FoundRow
from gui.views.search.search_panel import SearchPanel
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

CONTROL = Qt.KeyboardModifier.ControlModifier


async def _said(desk: Desk, *messages: str) -> str:
    """A chat with these messages and their answers."""
    chat = await desk.new_chat()
    for message in messages:
        await desk.ask(message)
    return chat


def _open(desk: Desk) -> SearchPanel:
    QTest.keyClick(desk.workspace.chat.composer.edit, Qt.Key.Key_K, CONTROL)
    panel = desk.find(SearchPanel, "searchPanel")
    assert isinstance(panel, SearchPanel)
    assert panel.isVisible()
    return panel


def _rows(panel: SearchPanel) -> list[FoundRow]:
    model = panel.found
    return [model.index(n, 0).data(ROW_ROLE) for n in range(model.rowCount())]


def _passages(panel: SearchPanel) -> list[str]:
    return [row.passage.text for row in _rows(panel) if row.turn is not None]


def test_what_is_typed_is_found_in_every_chat_and_enter_goes_to_the_message(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            first = await _said(desk, "Where is the lighthouse?", "我们需要一个数据库", "Thanks")
            await _said(desk, "Something else")
            panel = _open(desk)
            assert desk.window.focusWidget() is panel.edit
            panel.edit.insert("据库")
            await until(lambda: len(_passages(panel)) == 2)
            row = next(row for row in _rows(panel) if row.turn is not None)
            marked = row.passage.text[slice(*row.passage.marks[0])]
            assert marked == "据库"
            QTest.keyClick(panel.edit, Qt.Key.Key_Return)
            await until(lambda: desk.shown() == first and not desk.workspace.chat.opening)
            assert not panel.isVisible()
            find = desk.workspace.finder
            await until(lambda: find.is_open() and find.find is not None)
            assert find.find is not None
            assert find.find.bar.words == "据库"
            await until(lambda: desk.find(QLabel, "findCount").isVisible())

    run(work())


def test_a_message_on_another_branch_is_shown_on_its_branch(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            chat = await _said(desk, "Alpha")
            answer = desk.workspace.chat.transcript.column.slices[-1].mark.id
            await desk.house.service.send(chat, "Unusualword")
            await until(lambda: desk.workspace.chat.last_answer().endswith("Unusualword"))
            await until(lambda: not desk.house.service.is_running(chat))
            await desk.house.service.retry(chat, answer)
            await until(lambda: not desk.house.service.is_running(chat))
            column = desk.workspace.chat.transcript.column
            await until(lambda: column.index_of(answer) is None)
            panel = _open(desk)
            QTest.keyClicks(panel.edit, "unusualw")
            await until(lambda: len(_passages(panel)) == 2)
            wanted = next(row.turn.turn_id for row in _rows(panel) if row.turn is not None)
            QTest.keyClick(panel.edit, Qt.Key.Key_Return)
            await until(lambda: column.index_of(wanted) is not None)
            find = desk.workspace.finder
            await until(lambda: find.is_open() and find.find is not None)
            assert find.find is not None
            assert find.find.bar.words == "Unusualw"
            assert desk.workspace.notices.notice is None

    run(work())


def test_filters_hints_and_emptiness_are_said(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            first = await _said(desk, "Look at ```code```")
            await _said(desk, "No such thing")
            panel = _open(desk)
            state = panel.findChild(QLabel, "searchState")
            assert state is not None
            assert "filter" in state.text()
            chips = panel.findChildren(QPushButton, "searchFilter")
            next(chip for chip in chips if chip.text() == "has:code").click()
            assert panel.edit.text() == "has:code "
            await until(lambda: {row.chat.session_id for row in _rows(panel)} == {first})
            panel.edit.setText("nothinglikethis colour:red")
            await until(lambda: "Nothing found" in state.text())
            assert "colour:red" in state.text()
            panel.edit.setText("<b>x</b>")
            await until(lambda: "<b>x</b>" in state.text())
            assert state.textFormat() == Qt.TextFormat.PlainText
            QTest.keyClick(panel.edit, Qt.Key.Key_Escape)
            assert not panel.isVisible()

    run(work())


def test_the_first_message_is_chosen_also_when_it_is_found_late(
    run: Run, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await _said(desk, "Where is the lighthouse?")
            await desk.house.store.searching.finish()
            panel = _open(desk)
            page = LibrarySearch.page

            async def late(
                self: LibrarySearch, query: SearchQuery, cursor: Cursor | None = None
            ) -> SearchPage:
                if cursor is None:
                    return SearchPage(rest=Cursor(doc=1 << 53, waiting=()))
                return await page(self, query, cursor)

            monkeypatch.setattr(LibrarySearch, "page", late)
            panel.edit.setText("lighthouse")
            await until(lambda: panel.found.rowCount() and panel.list.currentIndex().isValid())
            chosen = panel.found.row(panel.list.currentIndex())
            assert chosen is not None
            assert chosen.turn is not None

    run(work())


def test_each_row_is_as_tall_as_its_words_and_the_last_one_can_be_seen_in_a_small_window(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            desk.window.resize(620, 460)
            await _said(desk, "tea" + " and many more words" * 20, "tea", "tea please")
            panel = _open(desk)
            panel.edit.insert("tea is:neither")
            await until(lambda: len(_passages(panel)) == 0)
            panel.edit.setText("tea")
            await until(lambda: len(_passages(panel)) == 6)
            rows = panel.list
            heights = {
                len(_rows(panel)[n].passage.text) > 60: rows.visualRect(
                    panel.found.index(n, 0)
                ).height()
                for n in range(1, panel.found.rowCount())
            }
            assert heights[True] > heights[False]
            assert panel.rect().contains(rows.geometry())

    run(work())


def test_titles_come_first_and_more_comes_with_scrolling(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            chat = await _said(desk, "Begin", *(f"word number{n}" for n in range(9)))
            other = await _said(desk, "elsewhere")
            await desk.house.service.shelf.rename(other, "Word of the day")
            await desk.house.service.journal.write()
            await desk.house.store.searching.finish()
            panel = _open(desk)
            QTest.keyClicks(panel.edit, "wrod")
            await until(lambda: [row.chat.session_id for row in _rows(panel)] == [other])
            panel.edit.setText("word")
            await until(lambda: panel.found.messages == 12)
            for _ in range(3):
                QTest.keyClick(panel.edit, Qt.Key.Key_PageDown)
            await until(lambda: panel.found.messages == 18)
            assert _rows(panel)[0].chat.session_id == other
            assert _rows(panel)[-1].chat.session_id == chat
            for _ in range(4):
                QTest.keyClick(panel.edit, Qt.Key.Key_PageUp)
            QTest.keyClick(panel.edit, Qt.Key.Key_Return)
            await until(lambda: desk.shown() == other)

    run(work())


def test_enter_in_the_filter_of_the_list_looks_everywhere(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await _said(desk, "A lighthouse")
            edit = desk.find(QLineEdit, "searchEdit")
            QTest.keyClicks(edit, "lighth")
            QTest.keyClick(edit, Qt.Key.Key_Return)
            panel = desk.find(SearchPanel, "searchPanel")
            assert isinstance(panel, SearchPanel)
            await until(lambda: len(_passages(panel)) == 2)
            assert panel.edit.text() == "lighth"

    run(work())
