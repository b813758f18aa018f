"""The tree of a chat in the inspector: every branch, marked, named, and led to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from gui.engine.scripted import Script, each_in_turn, echo, spoken
from gui.model.turn import Role
from gui.model.turn_tree import TreeRow
from gui.views.inspector.source import InspectorSource
from gui.views.inspector.tree_tab import TreeTab
from tests.services.house import SMALL, held
from tests.views.open_window import Desk, open_desk
from tests.views.test_branches import blocks, talk, texts
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


@asynccontextmanager
async def open_tree(qapp: QApplication, folder: Path, script: Script = echo) -> AsyncIterator[Desk]:
    """A window whose inspector reads the trees of the chats in it."""
    desks: list[Desk] = []

    async def tree(session_id: str) -> tuple[TreeRow, ...]:
        return await desks[0].house.service.branches.tree(session_id)

    inspected = InspectorSource(tree=tree)
    async with open_desk(qapp, folder, script, inspected=inspected) as desk:
        desks.append(desk)
        yield desk


def show_tree(desk: Desk) -> TreeTab:
    desk.workspace.table.action("view.tree").trigger()
    inspector = desk.workspace.inspector.inspector
    assert inspector is not None
    return inspector.tree


def rows(tab: TreeTab, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> list[str]:
    model = tab.model
    return [str(model.data(model.index(at), role)) for at in range(model.rowCount())]


def test_each_branch_is_seen_and_a_turn_of_another_one_is_gone_to_by_keyboard(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_tree(qapp, tmp_path) as desk:
            session_id = await talk(desk, "one", "two")
            first = blocks(desk, Role.USER)[0].turn
            assert first is not None
            tab = show_tree(desk)
            await until(lambda: rows(tab) == ["one", "You said: one", "two", "You said: two"])
            await desk.house.service.branches.edit(session_id, first.id, "uno")
            await desk.house.idle(session_id)
            both = ["one", "You said: one", "two", "You said: two", "uno", "You said: uno"]
            await until(lambda: rows(tab) == both)
            spoken_rows = rows(tab, Qt.ItemDataRole.AccessibleTextRole)
            assert spoken_rows[0] == "You: one, on another branch, level 1"
            assert spoken_rows[5] == (
                f"Assistant · {SMALL.model}: You said: uno, on the current branch"
            )
            await until(lambda: texts(desk) == ["uno", "You said: uno"])
            view = tab.list
            assert view.hasFocus()
            view.setCurrentIndex(tab.model.index(2))
            QTest.keyClick(view, Qt.Key.Key_Return)
            await until(lambda: texts(desk)[:4] == both[:4])
            await until(lambda: "current" in rows(tab, Qt.ItemDataRole.AccessibleTextRole)[2])

    run(work())


def test_a_click_on_a_turn_of_the_branch_shows_it_also_while_an_answer_is_given(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    gate = asyncio.Event()
    script = each_in_turn(spoken("word " * 3000), spoken("Two"), held(gate))

    async def work() -> None:
        async with open_tree(qapp, tmp_path, script) as desk:
            session_id = await desk.new_chat()
            await desk.house.talk(session_id, "one")
            await desk.house.talk(session_id, "two")
            desk.write("three")
            await until(lambda: desk.house.service.is_running(session_id))
            tab = show_tree(desk)
            await until(lambda: len(rows(tab)) == 6)
            transcript = desk.workspace.chat.transcript
            await until(lambda: transcript.is_settled and transcript.is_following)
            place = tab.list.visualRect(tab.model.index(0)).center()
            QTest.mouseClick(tab.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
            await until(lambda: transcript.viewport.top == 0 and not transcript.is_following)
            about = str(tab.model.data(tab.model.index(5), Qt.ItemDataRole.ToolTipRole))
            assert "running" in about
            gate.set()
            await desk.house.idle(session_id)
            await until(
                lambda: (
                    "running"
                    not in str(tab.model.data(tab.model.index(5), Qt.ItemDataRole.ToolTipRole))
                )
            )

    run(work())


def test_another_branch_waits_until_the_answer_is_done_and_says_so(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    gate = asyncio.Event()
    script = each_in_turn(spoken("One"), spoken("Uno"), held(gate))

    async def work() -> None:
        async with open_tree(qapp, tmp_path, script) as desk:
            session_id = await talk(desk, "one")
            answer = await desk.house.head(session_id)
            await desk.house.service.retry(session_id, answer.id)
            await desk.house.idle(session_id)
            await until(lambda: texts(desk) == ["one", "Uno"])
            desk.write("two")
            await until(lambda: len(texts(desk)) == 4)
            tab = show_tree(desk)
            await until(lambda: len(rows(tab)) == 5)
            view = desk.find(QListView, "treeView")
            assert isinstance(view, QListView)
            view.setCurrentIndex(tab.model.index(1))
            QTest.keyClick(view, Qt.Key.Key_Return)
            await until(lambda: desk.workspace.notices.notice is not None)
            assert (await desk.house.service.open(session_id)).turns[1].text == "Uno"
            gate.set()
            await desk.house.idle(session_id)

    run(work())
