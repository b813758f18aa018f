"""The editor: form, JSON and picture follow each other, and nothing that is typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QMenu, QPushButton

from gui.model.json_place import Json, at
from gui.model.team_edits import member_names
from gui.qt.elided_label import ElidedLabel
from gui.qt.form_controls import Choices
from gui.views.agents.arrows_row import ArrowsRow
from gui.views.agents.editor_bar import WayButton
from gui.views.agents.team_editor import TeamEditor
from gui.views.agents.team_node import TeamNode
from tests.model.teams import flow
from tests.views.agents.shelf import Bench, open_page, some_components, titled
from tests.views.settings.bench import choose, click, find, says
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""With Z the way to redo where Ctrl+Y is not."""
WRITE, REVIEW = "/config/participants/0", "/config/participants/1"


def editor_of(bench: Bench, team_id: str) -> TeamEditor:
    """The editor of a duplicate of a ready-made one, or of the user's own."""
    bench.page.verbs.edit(team_id)
    editor = bench.page.editor
    assert editor is not None
    return editor


def value(editor: TeamEditor) -> Json:
    found: Json = json.loads(editor.json.toPlainText())
    return found


def retype(editor: TeamEditor, text: str) -> None:
    """Select all of the JSON and paste another text."""
    editor.json.selectAll()
    editor.json.insertPlainText(text)


def type_into(editor: TeamEditor, name: str, text: str) -> QLineEdit:
    line = find(editor, QLineEdit, name)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    return line


def node(editor: TeamEditor, name: str) -> TeamNode:
    nodes = editor.canvas.diagram.findChildren(TeamNode)
    return next(each for each in nodes if each.node.name == name and each.isVisible())


async def pick(bench: Bench, menu_name: str, action: str) -> None:
    """Pick a row of the menu that is open."""
    menus = list(bench.page.findChildren(QMenu, menu_name))
    rows = [row for menu in menus for row in menu.actions() if row.objectName() == action]
    assert rows, [row.objectName() for menu in menus for row in menu.actions()]
    rows[0].trigger()
    for menu in menus:
        menu.close()


def test_typing_in_the_form_changes_the_json_and_undo_takes_it_back(
    run: Run, qapp: QApplication
) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "shipped.assistant")
            type_into(editor, "name", "helper")
            assert at(value(editor), "/config/name") == "helper"
            click(editor, "undoButton")
            assert at(value(editor), "/config/name") == "assistant"
            assert find(editor, QLineEdit, "name").text() == "assistant"
            click(editor, "redoButton")
            assert find(editor, QLineEdit, "name").text() == "helper"

    run(check())


def test_the_json_changes_the_form_and_the_picture(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "shipped.research")
            retype(editor, editor.json.toPlainText().replace('"planner"', '"chief"'))
            assert node(editor, "chief").isVisible()
            editor.open_component(WRITE)
            assert find(editor, QLineEdit, "name").text() == "chief"

    run(check())


def test_json_that_cannot_be_read_leaves_the_form_as_it_was(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "shipped.assistant")
            good = editor.json.toPlainText()
            lines = good.split("\n")
            retype(editor, "\n".join([*lines[:3], "oops", *lines[3:]]))
            assert 3 in editor.json.marks
            assert not editor.form.isEnabled()
            assert "line 4" in find(editor, QLabel, "editorNote").text()
            assert find(editor, QLineEdit, "name").text() == "assistant"
            assert not find(editor, QPushButton, "saveAgentButton").isEnabled()
            retype(editor, good)
            assert editor.form.isEnabled()
            assert not editor.json.marks

    run(check())


def test_a_problem_is_said_at_its_field_and_in_the_json(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "shipped.assistant")
            type_into(editor, "name", "two words")
            said = [label.text() for label in editor.form.findChildren(QLabel)]
            assert any("two words" in text for text in said)
            assert any("two words" in words for words in editor.json.marks.values())
            assert not find(editor, QPushButton, "saveAgentButton").isEnabled()

    run(check())


def test_a_new_name_is_followed_by_arrows(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "shipped.draft-until-good")
            editor.open_component(REVIEW)
            type_into(editor, "name", "critic")
            assert at(value(editor), "/config/graph/nodes/write/edges/0/target") == "critic"
            assert at(value(editor), "/config/graph/nodes/critic/name") == "critic"

    run(check())


def test_saving_keeps_it_and_leaving_keeps_a_draft(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "panel")
            type_into(editor, "title", "Debate")
            click(editor, "saveAgentButton")
            kept = bench.library.get("panel")
            assert kept is not None
            assert kept.title == "Debate"
            type_into(editor, "title", "Quarrel")
            bench.page.step_back()
            assert bench.page.editor is None
            assert "Quarrel" in bench.drafts.kept["panel"]
            assert says(bench.page, "unsaved changes")
            again = editor_of(bench, "panel")
            assert find(again, QLineEdit, "title").text() == "Quarrel"
            click(again, "saveAgentButton")
            assert not bench.drafts.kept

    run(check())


def test_members_come_and_go_and_move_by_keys(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "shipped.writer-and-reviewer")
            click(editor, "addMemberButton")
            await pick(bench, "addMemberMenu", "add.user")
            assert member_names(value(editor)) == ["writer", "reviewer", "user"]
            chosen = node(editor, "user")
            chosen.setFocus()
            QTest.keyClick(chosen, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
            assert member_names(value(editor)) == ["writer", "user", "reviewer"]
            first = node(editor, "writer")
            first.setFocus()
            QTest.keyClick(first, Qt.Key.Key_Right)
            assert node(editor, "user").hasFocus()
            QTest.keyClick(node(editor, "user"), Qt.Key.Key_Delete)
            assert member_names(value(editor)) == ["writer", "reviewer"]

    run(check())


def test_a_member_is_dragged_to_another_place(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "shipped.writer-and-reviewer")
            drag(node(editor, "writer"), node(editor, "reviewer"))
            assert member_names(value(editor)) == ["reviewer", "writer"]

    run(check())


def test_dragging_joins_in_a_swarm_and_the_menu_does_too(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "shipped.front-desk")
            drag(node(editor, "sales"), node(editor, "refunds"))
            assert at(value(editor), "/config/participants/1/config/handoffs") == ["refunds"]
            editor.canvas.diagram.menu_wanted.emit("/config/participants/2", QPoint(0, 0))
            await pick(bench, "joinMenu", "joinMenu.desk")
            assert at(value(editor), "/config/participants/2/config/handoffs") == ["desk"]

    run(check())


def test_a_click_in_the_picture_opens_the_form_of_a_member(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "shipped.research")
            QTest.mouseClick(node(editor, "researcher"), Qt.MouseButton.LeftButton)
            assert find(editor, QLineEdit, "name").text() == "researcher"
            await until(
                lambda: (
                    [way.shown for way in editor.bar.findChildren(WayButton)][-2:]
                    == ["Research", "researcher"]
                )
            )

    run(check())


def test_long_names_beside_arrows_do_not_widen_the_form(run: Run, qapp: QApplication) -> None:
    long = ["a_member_with_a_name_of_many_letters", "another_one_with_just_as_many_letters"]

    async def check() -> None:
        components = {
            "shipped.own": titled(flow({long[0]: [(long[1], "")], long[1]: []}), "Own", "Long")
        }
        async with open_page(qapp, components) as bench:
            editor = editor_of(bench, "shipped.own")
            (row,) = editor.findChildren(ArrowsRow)
            label = next(each for each in row.findChildren(ElidedLabel))
            assert label.text() == " → ".join(long)
            assert row.minimumSizeHint().width() < label.sizeHint().width()

    run(check())


def test_tools_are_ticked(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "shipped.assistant")
            box = find(editor, QCheckBox, "check.write_file")
            box.click()
            assert at(value(editor), "/parley/tools") == ["write_file"]
            assert "writes" in box.accessibleDescription()
            box.click()
            assert at(value(editor), "/parley/tools") == []

    run(check())


def test_keys_undo_and_save(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "panel")
            box = find(editor, Choices, "model_client")
            choose(editor, "model_client", str(box.itemData(1)))
            bound = editor.json.toPlainText()
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: editor.json.toPlainText() != bound)
            QTest.keyClick(box, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(box, Qt.Key.Key_Z, CTRL_SHIFT)
            await until(lambda: editor.json.toPlainText() == bound)
            QTest.keyClick(box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: not editor.unsaved)
            kept = bench.library.get("panel")
            assert kept is not None
            assert "endpoint" in kept.component

    run(check())


def test_a_model_is_bound_and_let_go(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "shipped.assistant")
            box = find(editor, Choices, "model_client")
            bound = str(box.itemData(1))
            choose(editor, "model_client", bound)
            endpoint, model = bound.split("\n")
            extras = at(value(editor), "/config/model_client/parley")
            assert extras == {"endpoint": endpoint, "model": model}
            choose(editor, "model_client", "")
            assert at(value(editor), "/config/model_client/parley") is None

    run(check())


def test_conditions_are_put_together(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "shipped.writer-and-reviewer")
            choose(editor, "endingKind", "autogen_agentchat.base.OrTerminationCondition")
            click(editor, "addToGroupButton")
            parts = at(value(editor), "/config/termination_condition/config/conditions")
            assert isinstance(parts, list)
            kinds = [str(at(part, "/provider")).rpartition(".")[2] for part in parts]
            assert kinds == ["MaxMessageTermination", "TextMentionTermination"]

    run(check())


@pytest.mark.parametrize("pattern", ["selector", "swarm", "graph", "orchestrated"])
def test_another_pattern_keeps_the_members(run: Run, qapp: QApplication, pattern: str) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            editor = editor_of(bench, "shipped.writer-and-reviewer")
            choose(editor, "pattern", pattern)
            assert member_names(value(editor)) == ["writer", "reviewer"]
            assert editor.reading.shape.pattern.value == pattern

    run(check())


@pytest.mark.parametrize(
    "kind", ["single", "round_robin", "selector", "swarm", "graph", "orchestrated"]
)
def test_a_new_one_is_whole(run: Run, qapp: QApplication, kind: str) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            click(bench.page, "newAgentButton")
            await pick(bench, "newAgentMenu", f"new.{kind}")
            editor = bench.page.editor
            assert editor is not None
            assert not editor.reading.faults
            await until(lambda: editor.reading.shape.pattern.value == kind)

    run(check())


def drag(source: TeamNode, target: TeamNode) -> None:
    end = source.mapFromGlobal(target.mapToGlobal(target.rect().center()))
    QTest.mousePress(source, Qt.MouseButton.LeftButton, pos=source.rect().center())
    for point in (source.rect().center() + QPoint(20, 0), end):
        QTest.mouseMove(source, point)
    QTest.mouseRelease(source, Qt.MouseButton.LeftButton, pos=end)
