"""The small blocks: what they say, how they unfold, what their buttons do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.model.problem import Problem, ProblemKind
from gui.model.turn import (
    CodePart,
    ExecutionPart,
    HandoffPart,
    ImagePart,
    MemoryPart,
    NoticePart,
    Part,
    QuestionPart,
    RetryWait,
    SpeakerPart,
    StopPart,
    StructuredPart,
    SummaryPart,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    Turn,
    TurnState,
)
from gui.views.output_view import OutputView
from gui.views.transcript.agent_turn import AgentTurn
from gui.views.transcript.block import Block
from gui.views.transcript.code_block import CodeBlock
from gui.views.transcript.durations import duration_text
from gui.views.transcript.failure_card import EndedLine, FailureCard
from gui.views.transcript.output_block import OutputBlock
from gui.views.transcript.part_blocks import block_for
from gui.views.transcript.plain_block import SHOWN, PlainBlock
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.thought_block import ThoughtBlock
from gui.views.transcript.tool_block import ToolBlock
from gui.views.transcript.user_turn import UserTurn
from gui.views.transcript.wait_line import WaitLine
from tests.views.transcript.turns import NOON, destroy, finish, user

Keep = Callable[[Block], None]

CALL = ToolCallPart(
    source="coder",
    call_id="1",
    name="read_file",
    arguments='{"path": "audit.log"}',
    state=ToolState.DONE,
    result="4.2 MB",
    seconds=0.038,
)


@pytest.fixture
def keep() -> Iterator[Keep]:
    """Hand a block over to be destroyed after the test."""
    kept: list[Block] = []
    yield kept.append
    for block in kept:
        destroy(block)


def _words(block: Block) -> list[str]:
    return [label.text() for label in block.findChildren(QLabel) if label.text()]


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (TextPart(source="a", text="x"), "textBlock"),
        (ThoughtPart(source="a", text="x"), "thoughtBlock"),
        (CALL, "toolBlock"),
        (HandoffPart(source="a", target="b"), "handoffRule"),
        (QuestionPart(source="a", request_id="1", text="x"), "questionBlock"),
        (NoticePart(source="a", text="x"), "noticeBlock"),
        (SummaryPart(source="a", text="x"), "summaryBlock"),
        (CodePart(source="a", text="x"), "codePartBlock"),
        (ExecutionPart(source="a", output="x", exit_code=0), "executionBlock"),
        (ImagePart(source="a", digest="x", media_type="image/png"), "imageBlock"),
        (StructuredPart(source="a", text="{}"), "structuredBlock"),
        (MemoryPart(source="a", memories=("x",)), "memoryBlock"),
        (SpeakerPart(source="a", target="b"), "speakerRule"),
        (StopPart(source="a", text="x"), "stopLine"),
    ],
)
def test_every_part_has_its_block(part: Part, name: str, around: Surroundings, keep: Keep) -> None:
    block = block_for(part, around)
    keep(block)
    assert block.objectName() == name
    assert finish(block) > 0
    other = (
        NoticePart(source="a", text="x") if name == "textBlock" else TextPart(source="", text="")
    )
    assert not block.show_part(other)


def test_a_thought_is_folded_until_it_is_asked_for(
    around: Surroundings, keep: Keep, qtbot: QtBot
) -> None:
    block = ThoughtBlock(around)
    keep(block)
    block.show_part(ThoughtPart(source="a", text="hm, *well*", seconds=1.4))
    folded = finish(block)
    assert "Thought for 1.4 s" in _words(block)
    block.show()
    QTest.keyClick(block.toggle, Qt.Key.Key_Return)
    assert finish(block) > folded
    QTest.mouseClick(block.toggle, Qt.MouseButton.LeftButton)
    assert finish(block) == folded


def test_an_open_thought_goes_on_while_unfolded(around: Surroundings, keep: Keep) -> None:
    block = ThoughtBlock(around)
    keep(block)
    block.show_part(ThoughtPart(source="a", text="one", open=True))
    assert "Thinking…" in _words(block)
    block.toggle.click()
    low = finish(block)
    block.show_part(ThoughtPart(source="a", text="one\n\ntwo\n\nthree", open=True))
    assert finish(block) > low


def test_a_tool_call_is_one_line_that_unfolds(around: Surroundings, keep: Keep) -> None:
    block = ToolBlock(around)
    keep(block)
    block.show_part(CALL)
    folded = finish(block)
    assert {"✓", "read_file", "audit.log", "38 ms"} <= set(_words(block))
    block.toggle.click()
    assert finish(block) > folded
    shown = [output.text for output in block.findChildren(OutputBlock)]
    assert shown == ['{"path": "audit.log"}', "4.2 MB"]
    assert block.accessibleName() == "Tool read_file: done"


@pytest.mark.parametrize("state", list(ToolState))
def test_every_state_of_a_tool_has_words(
    state: ToolState, around: Surroundings, keep: Keep
) -> None:
    block = ToolBlock(around)
    keep(block)
    part = ToolCallPart(source="a", call_id="1", name="t", arguments="not json", state=state)
    assert block.show_part(part)
    assert block.accessibleName().startswith("Tool t: ")


def test_code_is_copied_without_its_frame(around: Surroundings, keep: Keep, qtbot: QtBot) -> None:
    block = CodeBlock(around)
    keep(block)
    block.show_code("a = 1\nb = 2\n", "python", complete=True)
    low = finish(block)
    copied = QSignalSpy(around.outlet.copied)
    (copy,) = [b for b in block.findChildren(QPushButton) if b.accessibleName() == "Copy code"]
    copy.click()
    assert QApplication.clipboard().text() == "a = 1\nb = 2"
    assert copied.count() == 1
    block.show_code("a = 1\nb = 2\nlong = " + "x" * 300, "python", complete=True)
    high = finish(block)
    assert high > low
    (wrap,) = [b for b in block.findChildren(QPushButton) if b.text() == "Wrap"]
    wrap.click()
    assert finish(block) > high


def test_long_plain_text_is_shown_in_part(around: Surroundings, keep: Keep) -> None:
    block = PlainBlock(around)
    keep(block)
    text = "words " * (SHOWN // 5)
    block.show_text(text)
    low = finish(block)
    assert block.more is not None
    assert block.more.text() == "Show more"
    block.more.click()
    assert finish(block) > low
    assert block.pane.toPlainText() == text
    assert block.more.isHidden()


@pytest.mark.parametrize("text", ["x" * 10_000_000, "\n" * 1_000_000, "a\u0301" * 500_000])
def test_huge_plain_text_is_never_laid_out_as_a_whole(
    text: str, around: Surroundings, keep: Keep
) -> None:
    window = QWidget()
    block = PlainBlock(around, parent=window)
    keep(block)
    block.show_text(text)
    finish(block)
    assert len(block.pane.toPlainText()) <= SHOWN + 10
    assert block.more is not None
    assert block.more.text() == "Show all"
    block.more.click()
    (view,) = window.findChildren(OutputView)
    view.close()
    destroy(view)
    assert len(block.pane.toPlainText()) <= SHOWN + 10
    destroy(window)


def test_what_the_user_wrote_is_shown_as_typed(around: Surroundings, keep: Keep) -> None:
    turn = UserTurn(around)
    keep(turn)
    turn.show_turn(user("1", "**not bold** <b>\nnext line"))
    finish(turn)
    (plain,) = turn.findChildren(PlainBlock)
    assert plain.pane.toPlainText() == "**not bold** <b>\nnext line"


def test_a_failure_says_what_to_do_and_folds_its_details(around: Surroundings, keep: Keep) -> None:
    card = FailureCard(around)
    keep(card)
    card.show_problem(
        Problem(kind=ProblemKind.KEY_REFUSED, facts={"host": "a.example"}, detail="HTTP 401 <b>")
    )
    low = finish(card)
    assert "The key was refused by a.example." in _words(card)
    (plain,) = card.findChildren(PlainBlock)
    assert plain.isHidden()
    details = card.findChild(QPushButton, "detailsToggle")
    assert details is not None
    details.click()
    assert finish(card) > low
    assert plain.text == "HTTP 401 <b>"


def _ended(state: TurnState, **facts: Problem | RetryWait | None) -> Turn:
    return Turn(
        id="t1",
        session_id="s",
        parent_id=None,
        role="agent",  # type: ignore[arg-type]
        state=state,
        created_at=NOON,
        agent="assistant",
        **facts,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("state", "kind", "words"),
    [
        (TurnState.FAILED, FailureCard, "Something unexpected went wrong."),
        (TurnState.STOPPED, EndedLine, "Stopped"),
        (TurnState.INTERRUPTED, EndedLine, "Interrupted before the end"),
    ],
)
def test_retry_is_offered_however_a_turn_ended(
    state: TurnState, kind: type[Block], words: str, around: Surroundings, keep: Keep
) -> None:
    turn = AgentTurn(around)
    keep(turn)
    problem = Problem(kind=ProblemKind.UNEXPECTED) if state is TurnState.FAILED else None
    turn.show_turn(_ended(state, problem=problem))
    finish(turn)
    (foot,) = turn.findChildren(kind)
    assert words in _words(foot)
    asked = QSignalSpy(around.outlet.retry_requested)
    retry = turn.findChild(QPushButton, "retryButton")
    assert retry is not None
    retry.click()
    assert asked.at(0) == ["t1"]


def test_a_wait_counts_down_and_ends(around: Surroundings, keep: Keep, qtbot: QtBot) -> None:
    turn = AgentTurn(around)
    keep(turn)
    busy = Problem(kind=ProblemKind.RATE_LIMITED)
    wait = RetryWait(until=time.time() + 1.5, attempt=1, problem=busy)
    turn.show_turn(_ended(TurnState.RUNNING, wait=wait))
    finish(turn)
    turn.show()
    (line,) = turn.findChildren(WaitLine)
    assert line.label.text() == "The server is busy. Trying again in 2 s."
    qtbot.waitUntil(lambda: line.label.text() == "The server is busy. Trying again in 0 s.")
    turn.show_turn(_ended(TurnState.RUNNING))
    finish(turn)
    assert line not in [row.block for row in turn.slices]
    assert turn.findChild(QLabel) is not None
    assert "Working…" in _words(turn)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ProblemKind.SERVER_ERROR, "The server had an error. Trying again in 0 s."),
        (ProblemKind.CONNECTION_CUT, "No answer yet. Trying again in 0 s."),
    ],
)
def test_only_a_server_that_says_so_is_busy(kind: ProblemKind, words: str, keep: Keep) -> None:
    line = WaitLine()
    keep(line)
    line.show_wait(RetryWait(until=0.0, attempt=1, problem=Problem(kind=kind)))
    assert line.label.text() == words


@pytest.mark.parametrize(
    ("kind", "offered"), [(ProblemKind.KEY_REFUSED, True), (ProblemKind.CONNECTION_CUT, False)]
)
def test_the_settings_are_offered_where_they_help(
    kind: ProblemKind, offered: bool, around: Surroundings, keep: Keep
) -> None:
    turn = AgentTurn(around)
    keep(turn)
    turn.show_turn(_ended(TurnState.FAILED, problem=Problem(kind=kind)))
    finish(turn)
    asked = QSignalSpy(around.outlet.settings_wanted)
    button = turn.findChild(QPushButton, "openSettingsButton")
    assert button is not None
    assert button.isHidden() is not offered
    assert button.text() == "Open settings"
    button.click()
    assert asked.count() == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("finish_reason: length", "The answer was cut at the model's length limit."),
        ("finish_reason: max_tokens", "The answer was cut at the model's length limit."),
        (
            "finish_reason: content_filter",
            "The provider cut the answer because of its contents.",
        ),
        ("finish_reason: refusal", "The model declined to go on."),
        ("finish_reason: something new", "finish_reason: something new"),
        ("length", "length"),
    ],
)
def test_why_a_model_ended_is_said_in_words(
    text: str, words: str, around: Surroundings, keep: Keep
) -> None:
    block = block_for(NoticePart(source="a", text=text), around)
    keep(block)
    assert _words(block) == [words]
    assert block.accessibleName() == words


def test_a_long_line_is_broken_evenly(around: Surroundings, keep: Keep) -> None:
    block = PlainBlock(around, code=True)
    keep(block)
    block.show_text("x" * 3_000)
    block.lay_out(500)
    lines = block.pane.document().begin().layout()
    lengths = [lines.lineAt(n).textLength() for n in range(lines.lineCount())]
    assert len(lengths) > 10
    assert set(lengths[:-1]) == {max(lengths)}


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.038, "38 ms"), (1.44, "1.4 s"), (200, "3 min 20 s")]
)
def test_durations(seconds: float, words: str, qapp: QApplication) -> None:
    assert duration_text(seconds) == words
