"""What the blocks of parts say of themselves, and how much of a long one they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from gui.model.events import NOBODY_NAMED
from gui.model.turn import (
    ExecutionPart,
    HandoffPart,
    ImagePart,
    MemoryPart,
    NoticePart,
    Part,
    QuestionPart,
    SpeakerPart,
    StopPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
)
from gui.views.transcript.block import Block
from gui.views.transcript.handoff_rule import HandoffRule
from gui.views.transcript.part_blocks import block_for
from gui.views.transcript.plain_block import PlainBlock
from gui.views.transcript.surroundings import Surroundings
from tests.views.transcript.turns import destroy, finish

Keep = Callable[[Block], None]

CALL = ToolCallPart(
    source="a", call_id="1", name="read_file", arguments="{}", state=ToolState.DONE, result="x"
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


NOBODY = (
    "The model was asked who speaks next and named nobody who may, in 3 request(s), so ada speaks."
    " Choose a stronger model for this team, or say more clearly in Agents & teams what each"
    " member is for."
)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (ThoughtPart(source="a", text="x", seconds=2.0), "Thought for 2.0 s"),
        (CALL, "Tool read_file: done"),
        (ExecutionPart(source="a", output="x", exit_code=-9), "Code was run: exit code -9"),
        (QuestionPart(source="ada", request_id="1", text=""), "Question: ada asks for your input."),
        (HandoffPart(source="a", target="b"), "a handed off to b"),
        (SpeakerPart(source="a"), "Choosing who speaks next"),
        (StopPart(source="", text="done\nwith it"), "Ended: done with it"),
        (StopPart(source="", text="Stop message received"), "Ended: an agent asked to stop"),
        (NoticePart(source="a", text="x", kind="Novelty"), "Novelty: x"),
        (NoticePart(source="", text="3: ada", kind=NOBODY_NAMED), NOBODY),
        (MemoryPart(source="a", memories=("x", "y")), "Memories used: 2"),
        (ImagePart(source="a", digest="", media_type="", name="p.png"), "p.png"),
    ],
)
def test_a_block_says_its_kind_and_state(
    part: Part, name: str, around: Surroundings, keep: Keep
) -> None:
    block = block_for(part, around)
    keep(block)
    assert block.accessibleName() == name
    block.restyle()
    assert block.accessibleName() == name


def test_a_rule_unfolds_only_where_there_is_more(around: Surroundings, keep: Keep) -> None:
    rule = HandoffRule(around)
    keep(rule)
    rule.show_part(HandoffPart(source="a", target="b"))
    assert not rule.toggle.isEnabled()
    assert rule.toggle.focusPolicy() == Qt.FocusPolicy.NoFocus
    low = finish(rule)
    rule.show_part(HandoffPart(source="a", target="b", text="Please.", context="The file."))
    assert rule.toggle.focusPolicy() == Qt.FocusPolicy.StrongFocus
    rule.toggle.click()
    assert finish(rule) > low
    (plain,) = rule.findChildren(PlainBlock)
    assert plain.text == "Please.\n\nThe file."


def test_a_long_notice_is_shown_in_part(around: Surroundings, keep: Keep) -> None:
    block = block_for(NoticePart(source="a", text="x" * 1_000_000), around)
    keep(block)
    finish(block)
    assert all(len(words) <= 4_001 for words in _words(block))
    (more,) = block.findChildren(QPushButton, "showAllButton")
    assert not more.isHidden()


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("limit_reached", "tokens: 1200 of 1000", "its limit of 1,000 tokens."),
        ("limit_reached", "something else", "limit_reached: something else"),
        ("team_changed", "in English", "told to it anew."),
    ],
)
def test_notices_of_parley_itself_are_sentences(
    around: Surroundings, keep: Keep, kind: str, text: str, expected: str
) -> None:
    block = block_for(NoticePart(source="", text=text, kind=kind), around)
    keep(block)
    assert block.accessibleName().endswith(expected)
