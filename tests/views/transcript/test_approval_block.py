"""A call that waits: all of it can be read, and only a deliberate press decides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from gui.model.gate import DecidedBy, Effect, ToolFacts, Verdict
from gui.model.turn import ToolCallPart, ToolState, TurnState
from gui.views.gate_verbs import CallChoice
from gui.views.transcript.agent_turn import AgentTurn
from gui.views.transcript.approval_block import ApprovalBlock
from gui.views.transcript.call_text_block import CallTextBlock
from gui.views.transcript.output_block import OutputBlock
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.tool_block import ToolBlock
from tests.views.transcript.turns import agent, destroy, finish

RUN = ToolFacts(tool_id="code/run_python", effect=Effect.RUN, place="/work", isolated=False)
CALL = ToolCallPart(
    source="coder",
    call_id="c1",
    name="run_python",
    arguments='{"code": "print(1)"}',
    state=ToolState.WAITING,
    facts=RUN,
)


@dataclass
class Asked:
    """A block before the user's eyes, and what it said."""

    block: ApprovalBlock
    now: list[float]
    choices: list[tuple[str, CallChoice]] = field(default_factory=list)

    def button(self, name: str) -> QPushButton:
        found = self.block.findChild(QPushButton, name)
        assert found is not None, name
        return found

    def click(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def wait(self) -> None:
        """Let the user look."""
        self.now[0] += 1

    def show(self, part: ToolCallPart) -> None:
        assert self.block.show_part(part)
        self.block.resize(600, finish(self.block))
        self.block.show()
        QTest.qWaitForWindowExposed(self.block)
        self.block.grab()
        self.wait()

    @property
    def words(self) -> set[str]:
        return {label.text() for label in self.block.findChildren(QLabel) if label.text()}


@pytest.fixture
def asked(around: Surroundings) -> Iterator[Asked]:
    now = [0.0]
    block = ApprovalBlock(around, clock=lambda: now[0])
    found = Asked(block, now)
    around.outlet.call_decided.connect(lambda call, choice: found.choices.append((call, choice)))
    found.show(CALL)
    yield found
    destroy(block)


def _texts(block: ApprovalBlock) -> list[CallTextBlock]:
    return [row.block for row in block.body.rows if isinstance(row.block, CallTextBlock)]


def test_it_says_who_wants_what_and_where(asked: Asked) -> None:
    assert {
        "run_python",
        "wants to run code on this computer",
        "not isolated: /work",
    } <= asked.words
    assert "coder · waiting for you" in asked.words
    assert asked.block.accessibleName() == (
        "coder: run_python wants to run code on this computer. Waiting for you."
    )
    (code,) = asked.block.findChildren(CallTextBlock)
    assert code.shown == "print(1)"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replace(RUN, isolated=True), "wants to run code, apart from this computer"),
        (ToolFacts(tool_id="files/write_file", effect=Effect.WRITE), "wants to change files"),
        (ToolFacts(tool_id="files/read_file", effect=Effect.READ), "wants to read files"),
        (ToolFacts(tool_id="web/get", effect=Effect.READ), "wants to look something up"),
        (ToolFacts(tool_id="x/y", effect=Effect.WRITE), "wants to change something"),
        (
            ToolFacts(tool_id="x/y", effect=Effect.WRITE, place="a.example"),
            "wants to use a.example",
        ),
        (ToolFacts(tool_id="mcp/1/go", effect=Effect.READ, place="github"), "wants to use github"),
    ],
)
def test_every_kind_of_call_has_words(facts: ToolFacts, words: str, asked: Asked) -> None:
    asked.show(replace(CALL, facts=facts))
    assert words in asked.words


def test_long_arguments_fold_and_can_be_read_to_the_end(asked: Asked) -> None:
    code = "\n".join(f"step({n})" for n in range(50))
    asked.show(replace(CALL, arguments=json.dumps({"code": code, "timeout": 3})))
    text, rest = _texts(asked.block)
    assert text.shown.count("\n") == 19
    assert text.more.button.text() == "Show all 50 lines"
    low = finish(asked.block)
    text.more.button.click()
    assert text.shown == code
    assert finish(asked.block) > low
    assert json.loads(rest.shown) == {"timeout": 3}


@pytest.mark.parametrize(
    ("button", "choice"),
    [
        ("allowOnceButton", CallChoice(source="coder", allowed=True)),
        ("allowInChatButton", CallChoice(source="coder", allowed=True, remember=True)),
    ],
)
def test_a_press_allows_once(button: str, choice: CallChoice, asked: Asked) -> None:
    asked.click(button)
    asked.click(button)
    assert asked.choices == [("c1", choice)]


def test_nothing_counts_that_was_pressed_as_it_appeared(asked: Asked) -> None:
    asked.now[0] = 0.2
    once = asked.button("allowOnceButton")
    asked.click("allowOnceButton")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(once, key)
    assert asked.choices == []
    asked.now[0] = 0.31
    QTest.keyClick(once, Qt.Key.Key_Return)
    assert len(asked.choices) == 1


def test_a_key_that_is_held_down_decides_nothing(asked: Asked) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            held = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", True)
            QApplication.sendEvent(asked.button("allowOnceButton"), held)
    assert asked.choices == []


def test_a_denial_takes_a_reason(asked: Asked) -> None:
    asked.click("denyButton")
    assert asked.choices == []
    reason = asked.block.findChild(QLineEdit, "denyReasonEdit")
    assert reason is not None
    assert not asked.button("allowOnceButton").isVisible()
    QTest.keyClick(reason, Qt.Key.Key_Escape)
    assert asked.button("allowOnceButton").isVisible()
    asked.wait()
    asked.click("denyButton")
    QTest.keyClicks(reason, " not this file ")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    assert asked.choices == [
        ("c1", CallChoice(source="coder", allowed=False, reason="not this file"))
    ]


def test_the_code_is_changed_in_place(asked: Asked) -> None:
    asked.click("editCallButton")
    edit = asked.block.findChild(QPlainTextEdit, "callEdit")
    assert edit is not None
    assert edit.toPlainText() == "print(1)"
    edit.setPlainText("print(2)")
    asked.click("cancelChoiceButton")  # just now there was something else
    assert edit.isVisible()
    asked.wait()
    asked.click("cancelChoiceButton")
    assert not edit.isVisible()
    asked.wait()
    asked.click("editCallButton")
    assert edit.toPlainText() == "print(2)"  # what was begun is not lost
    asked.wait()
    asked.click("allowOnceButton")
    ((_, choice),) = asked.choices
    assert choice.arguments is not None
    assert json.loads(choice.arguments) == {"code": "print(2)"}


def test_what_cannot_be_seen_is_shown_wherever_it_is(asked: Asked) -> None:
    hidden = "a\u202eb\u200bc"
    facts = ToolFacts(tool_id="mcp/x/y", effect=Effect.WRITE, place=f"place {hidden}")
    arguments = json.dumps({"note": hidden}, ensure_ascii=False)
    asked.show(replace(CALL, name=f"send\n{hidden}", arguments=arguments, facts=facts))
    words = "\n".join([*asked.words, asked.block.accessibleName(), *_shown(asked.block)])
    assert not {"\u202e", "\u200b"} & set(words)
    assert "wants to use place a⟦U+202E⟧b⟦U+200B⟧c" in asked.words
    name = next(word for word in asked.words if word.startswith("send"))
    assert name.endswith("a⟦U+202E⟧b⟦U+200B⟧c")
    asked.click("editCallButton")
    edit = asked.block.findChild(QPlainTextEdit, "callEdit")
    assert edit is not None
    assert edit.toPlainText() == '{\n  "note": "a\\u202eb\\u200bc"\n}'


def _shown(block: ApprovalBlock) -> list[str]:
    return [pane.toPlainText() for pane in block.body.findChildren(QPlainTextEdit)]


def test_what_is_too_long_to_be_changed_is_only_allowed_or_not(asked: Asked) -> None:
    assert asked.button("editCallButton").isEnabled()
    asked.show(replace(CALL, arguments=json.dumps({"code": "x" * 1_000_000})))
    assert not asked.button("editCallButton").isEnabled()
    assert "too long" in asked.button("editCallButton").toolTip()
    asked.click("allowOnceButton")
    assert len(asked.choices) == 1


def test_arguments_that_are_no_json_are_not_let_through(asked: Asked) -> None:
    asked.show(replace(CALL, arguments='{"path": "a"}'))
    asked.click("editCallButton")
    edit = asked.block.findChild(QPlainTextEdit, "callEdit")
    assert edit is not None
    edit.setPlainText('{"path": \n}')
    asked.wait()
    asked.click("allowOnceButton")
    assert asked.choices == []
    assert any(words.startswith("Line 2 is no valid JSON") for words in asked.words)
    edit.setPlainText('["a"]')
    asked.click("allowOnceButton")
    assert asked.choices == []
    edit.setPlainText('{"path": "b"}')
    asked.click("allowOnceButton")
    assert asked.choices == [
        ("c1", CallChoice(source="coder", allowed=True, arguments='{"path": "b"}'))
    ]


def test_a_decision_that_could_not_be_told_can_be_made_again(
    asked: Asked, around: Surroundings
) -> None:
    asked.click("allowOnceButton")
    assert not asked.button("allowOnceButton").isEnabled()
    around.outlet.call_left_open.emit("c1")
    asked.wait()
    asked.click("allowOnceButton")
    assert len(asked.choices) == 2


def test_a_decided_call_becomes_a_card_that_tells_of_it(around: Surroundings) -> None:
    turn = AgentTurn(around)
    turn.show_turn(agent("t", CALL, state=TurnState.RUNNING))
    finish(turn)
    assert len(turn.findChildren(ApprovalBlock)) == 1
    verdict = Verdict(allowed=True, by=DecidedBy.USER, at=1.0, reason="", asked=CALL.arguments)
    done = replace(
        CALL, state=ToolState.DONE, arguments='{"code": "print(2)"}', result="2", verdict=verdict
    )
    turn.show_turn(agent("t", done))
    finish(turn)
    assert not [row for row in turn.slices if isinstance(row.block, ApprovalBlock)]
    (card,) = turn.findChildren(ToolBlock)
    card.toggle.click()
    finish(turn)
    words = [label.text() for label in card.findChildren(QLabel)]
    assert "Allowed by you" in words
    shown = [b.text for b in card.findChildren(OutputBlock) if b.isVisibleTo(card)]
    assert shown == ['{"code": "print(2)"}', '{"code": "print(1)"}', "2"]
    destroy(turn)


def test_a_denied_call_says_why(around: Surroundings) -> None:
    card = ToolBlock(around)
    verdict = Verdict(allowed=False, by=DecidedBy.CHAT, at=1.0, reason="No.")
    card.show_part(replace(CALL, state=ToolState.DENIED, verdict=verdict))
    card.toggle.click()
    finish(card)
    words = [label.text() for label in card.findChildren(QLabel)]
    assert "Denied by a rule of this chat: No." in words
    destroy(card)


def test_a_running_call_can_be_stopped(around: Surroundings) -> None:
    stopped: list[str] = []
    around.outlet.tool_stop_wanted.connect(stopped.append)
    running = replace(CALL, state=ToolState.RUNNING)
    turn = AgentTurn(around)
    turn.show_turn(agent("t", running, state=TurnState.RUNNING))
    finish(turn)
    stop = turn.findChild(QPushButton, "stopToolButton")
    assert stop is not None
    assert stop.isVisibleTo(turn)
    stop.click()
    stop.click()
    assert stopped == ["c1"]
    turn.show_turn(agent("t", running, state=TurnState.STOPPED))
    assert not stop.isVisibleTo(turn)
    destroy(turn)
