"""The folder that a chat's tools work in, and what the chat may use at most."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMessageBox

from gui.model.gate import DecidedBy, Effect, Policy, ToolFacts, Verdict
from gui.model.limits import Limits
from gui.qt.form_controls import Choices
from gui.views.limits_dialog import LimitsDialog, amount
from gui.views.tool_rule_row import NO_RULE
from gui.views.tool_rules import RecentDecision
from gui.views.tool_rules_dialog import ToolRulesDialog
from tests.views.gate_fakes import FakeGate
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


async def _box(desk: Desk) -> QMessageBox:
    await until(lambda: desk.window.findChild(QMessageBox) is not None)
    box = desk.window.findChild(QMessageBox)
    assert box is not None
    return box


def _press(box: QMessageBox, words: str) -> None:
    next(button for button in box.buttons() if button.text() == words).click()


def test_another_folder_is_chosen(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        gate = FakeGate(folder=tmp_path / "not" / "yet")
        async with open_desk(qapp, tmp_path, verbs=gate.verbs) as desk:
            session_id = await desk.new_chat()
            desk.workspace.table.trigger("chat.folder")
            box = await _box(desk)
            assert str(gate.folder) in box.text()
            assert len(box.buttons()) == 3  # it works in its own folder already
            _press(box, "Choose another…")
            await until(lambda: desk.window.findChild(QFileDialog) is not None)
            dialog = desk.window.findChild(QFileDialog)
            assert dialog is not None
            assert Path(dialog.directory().absolutePath()) == tmp_path
            dialog.fileSelected.emit(str(tmp_path))
            dialog.accept()
            await until(lambda: gate.said)
            assert gate.said == [("set_folder", session_id, str(tmp_path))]

    run(work())


def test_limits_are_set(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        gate = FakeGate()
        async with open_desk(qapp, tmp_path, verbs=gate.verbs) as desk:
            session_id = await desk.new_chat()
            desk.workspace.table.trigger("chat.limits")
            await until(lambda: desk.window.findChild(LimitsDialog) is not None)
            dialog = desk.window.findChild(LimitsDialog)
            assert dialog is not None
            _type(dialog, turns="a few", cost="0.5", minutes="2")
            dialog.accept()
            assert dialog.isVisible()
            _type(dialog, turns="20")
            dialog.accept()
            await until(lambda: gate.said)
            limits = Limits(turns=20, cost=0.5, seconds=120.0)
            assert gate.said == [("set_limits", session_id, limits)]

    run(work())


def _type(dialog: LimitsDialog, **values: str) -> None:
    for name, value in values.items():
        line = dialog.findChild(QLineEdit, name)
        assert line is not None
        line.setText(value)


def test_what_was_allowed_in_this_chat_is_taken_back(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        facts = ToolFacts(tool_id="mcp/s1/get_time", effect=Effect.READ)
        verdict = Verdict(allowed=True, by=DecidedBy.USER, at=1_790_000_000.0)
        call = RecentDecision(title="", tool=facts.tool_id, verdict=verdict, facts=facts)
        gate = FakeGate(rules={"files/write_file": Policy.ALLOW}, used=(call,))
        async with open_desk(qapp, tmp_path, verbs=gate.verbs) as desk:
            session_id = await desk.new_chat()
            desk.workspace.table.trigger("chat.tools")
            await until(lambda: desk.window.findChild(ToolRulesDialog) is not None)
            dialog = desk.window.findChild(ToolRulesDialog)
            assert dialog is not None
            said = {label.text() for label in dialog.findChildren(QLabel)}
            assert {
                "Write files",
                "Built into Parley · writes",
                "files/write_file",
                "get_time",
                "MCP server Time · reads",
                "mcp/s1/get_time",
            } <= said
            allowed, unruled = dialog.findChildren(Choices, "toolRuleChoice")
            assert (allowed.currentText(), unruled.currentText()) == ("Allow", "As in the settings")
            allowed.edited.emit(NO_RULE)
            unruled.edited.emit("deny")
            await until(lambda: len(gate.said) == 2)
            assert gate.said == [
                ("set_rule", session_id, "files/write_file", None),
                ("set_rule", session_id, "mcp/s1/get_time", Policy.DENY),
            ]
            dialog.reject()

    run(work())


def test_a_chat_without_tools_says_so(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path, verbs=FakeGate().verbs) as desk:
            await desk.new_chat()
            desk.workspace.table.trigger("chat.tools")
            await until(lambda: desk.window.findChild(ToolRulesDialog) is not None)
            dialog = desk.window.findChild(ToolRulesDialog)
            assert dialog is not None
            said = [label.text() for label in dialog.findChildren(QLabel)]
            assert any(
                words.startswith("No tool has been used in this chat yet.") for words in said
            )
            dialog.reject()

    run(work())


def test_there_are_no_terms_where_nobody_keeps_them(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await desk.new_chat()
            assert not desk.workspace.table.enabled("chat.folder")
            assert not desk.workspace.table.enabled("chat.limits")
            assert not desk.workspace.table.enabled("chat.tools")

    run(work())


@pytest.mark.parametrize(
    ("text", "found"), [("", None), (" ", None), ("3", 3.0), ("0.5", 0.5), ("0,5", 0.5)]
)
def test_amounts_are_read_as_they_are_written(text: str, found: float | None) -> None:
    assert amount(text, whole=False) == found


@pytest.mark.parametrize("text", ["0", "-1", "x", "1.5", "1e999"])
def test_what_is_no_whole_number_above_zero_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        amount(text, whole=True)
