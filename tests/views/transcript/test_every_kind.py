"""Every message and event of AutoGen, all the way: translated, reduced, stored, read, and seen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from time import perf_counter
from typing import Literal

import autogen_agentchat.messages as am
from autogen_agentchat.base import TaskResult
from autogen_core import FunctionCall, Image
from autogen_core.code_executor import CodeBlock, CodeResult
from autogen_core.memory import MemoryContent
from autogen_core.models import FunctionExecutionResult, UserMessage
from PIL import Image as Picture
from pydantic import BaseModel
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QTextEdit, QWidget

from gui.engine.translate import AutoGenItem, Translator
from gui.model.events import EngineEvent
from gui.model.reducer import apply, end
from gui.model.session import Session, TitleBy
from gui.model.turn import ImagePart, Role, Turn, TurnState
from gui.qt.json_tree import JsonTree
from gui.services.session_rows import TurnChange
from gui.services.session_store import SessionStore
from gui.views.transcript.agent_turn import AgentTurn
from gui.views.transcript.fold import FoldButton
from gui.views.transcript.image_block import ImageBlock
from gui.views.transcript.surroundings import Surroundings
from tests.conftest import Run
from tests.views.transcript.turns import destroy, finish
from tests.waiting import until


class Weather(BaseModel):
    sky: str


class Novelty(am.BaseAgentEvent):
    content: str
    type: Literal["Novelty"] = "Novelty"

    def to_text(self) -> str:
        return f"novel {self.content}"


def _call(number: int) -> FunctionCall:
    return FunctionCall(id=str(number), name=f"tool{number}", arguments=f'{{"key": "arg{number}"}}')


def _result(number: int, content: str) -> FunctionExecutionResult:
    return FunctionExecutionResult(
        content=content, name=f"tool{number}", call_id=str(number), is_error=False
    )


PICTURE = Image(Picture.new("RGB", (40, 30)))
ITEMS: list[tuple[AutoGenItem, tuple[str, ...]]] = [
    (am.ThoughtEvent(content="pondering", source="x"), ("pondering",)),
    (am.MemoryQueryEvent(content=[MemoryContent(content="metric", mime_type="text/plain")],
                         source="x"), ("Memories used: 1", "metric")),
    (am.ModelClientStreamingChunkEvent(content="streamed words", source="x"), ("streamed words",)),
    (am.TextMessage(content="streamed words", source="x"), ()),
    (am.ToolCallRequestEvent(content=[_call(1), _call(2)], source="x"), ("tool1", "arg2")),
    (am.ToolCallExecutionEvent(content=[_result(2, "two"), _result(1, "one")], source="x"),
     ("one", "two")),
    (am.ToolCallExecutionEvent(content=[_result(7, "stray result")], source="x"),
     ("tool7", "stray result")),
    (am.ToolCallSummaryMessage(content="one\ntwo", source="x", tool_calls=[_call(1)],
                               results=[_result(1, "one"), _result(2, "two")]),
     ("Result: one two",)),
    (am.CodeGenerationEvent(content="Here:\n\n```python\nprint(45)\n```", source="x",
                            retry_attempt=1, code_blocks=[CodeBlock(code="print(45)",
                                                                    language="python")]),
     ("Code, attempt 2", "print(45)")),
    (am.CodeExecutionEvent(result=CodeResult(exit_code=3, output="printed"), source="x",
                           retry_attempt=1), ("exit code 3", "printed")),
    (am.MultiModalMessage(content=["before it", PICTURE, "behind it"], source="x"),
     ("before it", "behind it")),
    (am.StructuredMessage[Weather](content=Weather(sky="blue"), source="x"), ("Weather", "blue")),
    (am.HandoffMessage(content="over to you", source="x", target="y",
                       context=[UserMessage(content="context words", source="user")]),
     ("x handed off to y", "over to you", "context words")),
    (am.SelectorEvent(content="because of code", source="m"), ("because of code",)),
    (am.SelectSpeakerEvent(content=["y"], source="m"), ("Next: y",)),
    (am.UserInputRequestedEvent(request_id="r", source="z"), ("z asks for your input.",)),
    (Novelty(content="event", source="z"), ("Novelty: novel event",)),
    (am.StopMessage(content="TERMINATE", source="z"), ("Ended: TERMINATE",)),
    (TaskResult(messages=[], stop_reason="Enough was said"), ("Ended: Enough was said",)),
]  # fmt: skip


def _kinds(kind: type[am.BaseMessage]) -> Iterator[type[am.BaseMessage]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)


def test_no_kind_of_autogen_is_forgotten() -> None:
    """A new version of AutoGen that brings a new kind fails here, until it has its block."""
    there = {
        kind.__name__
        for base in (am.BaseChatMessage, am.BaseAgentEvent)
        for kind in _kinds(base)
        if kind.__module__ == am.__name__ and "[" not in kind.__name__
    }
    shown = {type(item).__name__.partition("[")[0] for item, _ in ITEMS}
    assert there - {"BaseTextChatMessage"} <= shown


def test_every_kind_is_found_on_the_screen(
    run: Run[None], around: Surroundings, tmp_path: Path
) -> None:
    run(_all_the_way(around, tmp_path))


async def _all_the_way(around: Surroundings, folder: Path) -> None:
    store = SessionStore(folder / "parley.db")
    await store.open()
    written = _answer()
    session = Session(
        id="s", title="", title_by=TitleBy.NOBODY, created_at=1, updated_at=1, head_id="t"
    )
    await store.save([session], [TurnChange.since(None, written)])
    (read,) = await store.turns("t")
    assert read == written
    assert all(not part.data for part in read.parts if isinstance(part, ImagePart))
    around.outlet.read_attachment = store.attachments.read
    block = AgentTurn(around)
    block.resize(700, 5_000)
    block.show_turn(read)
    block.show()
    await _unfold(block)
    seen = _seen(block)
    missing = [words for _, found in ITEMS for words in found if words not in seen]
    assert not missing, f"{missing} not in: {seen}"
    (picture,) = block.findChildren(ImageBlock)
    await until(lambda: picture.image is not None)
    destroy(block)
    await asyncio.sleep(0)
    await store.close()


def _answer() -> Turn:
    translator = Translator()
    events: list[EngineEvent] = [event for item, _ in ITEMS for event in translator.events(item)]
    turn = Turn(
        id="t",
        session_id="s",
        parent_id=None,
        role=Role.AGENT,
        state=TurnState.RUNNING,
        created_at=1,
        agent="x",
    )
    return end(reduce(apply, events, turn), state=TurnState.DONE, ended_at=2)


async def _unfold(block: AgentTurn) -> None:
    finish(block, 700)
    for button in block.findChildren(FoldButton):
        if button.isEnabled():
            button.click()
    await until(lambda: block.advance(perf_counter() + 0.01))
    block.resize(700, finish(block, 700))


def _seen(block: QWidget) -> str:
    words: list[str] = []
    for widget in block.findChildren(QWidget):
        if not widget.isVisible():
            continue
        match widget:
            case QLabel() | QAbstractButton():
                words.append(widget.text())
            case QTextEdit() | QPlainTextEdit():
                words.append(widget.toPlainText())
            case JsonTree():
                model = widget.model()
                rows = range(model.rowCount())
                words += [str(model.index(row, 0).data()) for row in rows]
    return "\n".join(words)
