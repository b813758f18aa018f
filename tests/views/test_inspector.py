"""The inspector: who worked when, what models are sent, which files there are; only when seen."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QListWidget, QTreeWidget

from gui.engine.scripted import Hold, Step, each_in_turn, spoken
from gui.model import usage_sum
from gui.model.events import ModelAnswered, ModelAsked, ToolAsked, ToolDecided, ToolFinished
from gui.model.gate import Effect, ToolFacts
from gui.model.leaving import HostSum, SentKind
from gui.model.limits import Limits, Spent
from gui.model.plan import AgentContext
from gui.model.prices import Price
from gui.model.session import Session, TitleBy
from gui.model.turn import ModelRequest, ToolCallPart, ToolState, Turn, TurnState, Usage
from gui.model.usage_sum import UsageSum
from gui.qt.theme import ThemeSwitch
from gui.views.inspector.files_tab import MOST_FILES, files_in
from gui.views.inspector.inspector import Inspector
from gui.views.inspector.source import InspectorSource
from gui.views.inspector.timeline_tab import TimelineTab
from gui.views.transcript.durations import count_text
from tests.views.gate_fakes import FakeGate
from tests.views.open_window import Desk, open_desk
from tests.views.transcript.turns import agent, destroy
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

SESSION = Session(id="s", title="", title_by=TitleBy.NOBODY, created_at=0, updated_at=0)
WEB = ToolFacts(tool_id="web/get", effect=Effect.READ, place="a.example")


def _turn() -> Turn:
    call = ToolCallPart(
        source="coder",
        call_id="1",
        name="get",
        arguments="{}",
        state=ToolState.DONE,
        started_at=12.0,
        seconds=1.0,
        facts=WEB,
    )
    usage = Usage(prompt_tokens=11_204, completion_tokens=1_180)
    requests = (
        ModelRequest(source="planner", model="m", started_at=10.0, first_at=10.42, ended_at=11.0),
        ModelRequest(source="coder", model="m", started_at=11.0, first_at=11.5, ended_at=14.0),
    )
    return replace(agent("t", "x", call), requests=requests, usage=usage)


@pytest.fixture
def tab(theme: ThemeSwitch) -> Iterator[TimelineTab]:
    source = InspectorSource(host=lambda _session: "api.openai.com", cost=lambda _turn: 0.0314)
    found = TimelineTab(source, theme)
    found.resize(300, 600)
    found.show()
    yield found
    destroy(found)


def test_it_says_what_the_run_used_and_whom_it_reached(tab: TimelineTab) -> None:
    tab.show_turn(_turn(), replace(SESSION, limits=Limits(cost=0.5)), now=20.0)
    assert tab.run.facts == [
        ("Tokens in / out", f"{count_text(11_204)} / {count_text(1_180)}"),
        ("Cost", "$0.031"),
        ("Budget", "$0.50"),
        ("Turns", "2"),
        ("Time to first token", "420 ms"),
    ]
    requests = [(host, words.split()[0]) for host, words in tab.sent.facts]
    assert requests == [("api.openai.com", "2"), ("a.example", "1")]


def test_it_says_what_the_whole_chat_has_sent(tab: TimelineTab) -> None:
    assert not tab.chat_sent.isVisibleTo(tab)
    one = HostSum(
        host="api.example.org", kind=SentKind.MODEL, requests=3, size=500, first_at=1, last_at=2
    )
    tab.show_sent((one,))
    assert tab.chat_sent.facts == [("api.example.org", "3 request(s) · 500 bytes")]
    assert tab.chat_sent.isVisibleTo(tab)
    tab.show_sent(())
    assert not tab.chat_sent.isVisibleTo(tab)


def test_what_was_used_stands_beside_the_limits(theme: ThemeSwitch) -> None:
    price = Price(prompt=1.0, completion=1.0)

    def by_agent(turn: Turn) -> dict[str, UsageSum]:
        return usage_sum.by_agent(turn, lambda _model, usage: price.of(usage))

    made = _turn()
    usage = Usage(prompt_tokens=2000, completion_tokens=100)
    first, second = made.requests
    requests = (replace(first, usage=usage), replace(second, usage=usage))
    limits = Limits(turns=20, tokens=50_000, cost=0.5, seconds=600.0)
    found = TimelineTab(InspectorSource(by_agent=by_agent), theme)
    found.show()
    found.show_turn(replace(made, requests=requests), replace(SESSION, limits=limits), now=20.0)
    assert ("Turns", "20") in found.run.facts, "what was used is not known yet"
    found.show_spent(Spent(turns=3, tokens=12_400, cost=0.031, seconds=61.0))
    assert found.run.facts[1:5] == [
        ("Budget", "$0.031 of $0.50"),
        ("Turns", "3 of 20"),
        ("Tokens of the chat", f"{count_text(12_400)} of {count_text(50_000)}"),
        ("Time of answering", "1 min 1 s of 10 min 0 s"),
    ]
    each = f"{count_text(2000)} / {count_text(100)} · $0.002"
    assert found.agents.facts == [("planner", each), ("coder", each)]
    destroy(found)


def test_a_click_leads_to_what_was_done_then(tab: TimelineTab) -> None:
    tab.show_turn(_turn(), SESSION, now=20.0)
    wanted = QSignalSpy(tab.part_wanted)
    for lane, part in ((0, None), (2, 1)):
        place = tab.view.bar_of(lane, 0).center().toPoint()
        QTest.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert wanted.at(wanted.count() - 1) == ["t", part]
    right = tab.view.viewport().width() - 1
    below = tab.view.bar_of(0, 0).center().toPoint()
    QTest.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(right, below.y()))
    assert wanted.count() == 2  # nothing was done there


def test_calls_at_the_same_time_stand_below_each_other_in_one_lane(tab: TimelineTab) -> None:
    turn = _turn()
    call = next(part for part in turn.parts if isinstance(part, ToolCallPart))
    other = replace(call, call_id="other", started_at=call.started_at + 0.1)
    tab.show_turn(replace(turn, parts=(*turn.parts, other)), SESSION, now=20.0)
    wanted = QSignalSpy(tab.part_wanted)
    first, second = tab.view.bar_of(2, 0), tab.view.bar_of(2, 1)
    assert first.bottom() <= second.top()
    for bar, part in ((first, 1), (second, len(turn.parts))):
        place = bar.center().toPoint()
        QTest.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert wanted.at(wanted.count() - 1) == ["t", part]


def test_ctrl_and_the_wheel_zoom_around_the_pointer(tab: TimelineTab) -> None:
    tab.show_turn(_turn(), SESSION, now=20.0)
    before = tab.view.bar_of(2, 0)
    at = before.center()
    for _ in range(5):
        _wheel(tab, at, 120)
    zoomed = tab.view.bar_of(2, 0)
    assert zoomed.width() > 2 * before.width()
    assert abs(zoomed.center().x() - at.x()) < before.width()
    for _ in range(9):
        _wheel(tab, at, -120)
    assert tab.view.zoom == 1.0


def _wheel(tab: TimelineTab, at: QPointF, delta: int) -> None:
    view = tab.view
    event = QWheelEvent(
        at,
        view.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_the_timeline_is_a_list_as_well(tab: TimelineTab) -> None:
    tab.show_turn(_turn(), SESSION, now=20.0)
    tab.as_list.click()
    words = [tab.list.item(row).text() for row in range(tab.list.count())]
    assert words == [
        "planner: waited for the model, 420 ms",
        "planner: worked for 580 ms",
        "coder: waited for the model, 500 ms",
        "coder: worked for 2.5 s",
        "get of coder: worked for 1.0 s",
    ]
    wanted = QSignalSpy(tab.part_wanted)
    tab.list.itemActivated.emit(tab.list.item(4))
    assert wanted.at(0) == ["t", 1]


def test_an_answer_that_goes_on_grows(tab: TimelineTab) -> None:
    running = replace(_turn(), state=TurnState.RUNNING)
    open_request = replace(running.requests[1], ended_at=None)
    running = replace(running, requests=(running.requests[0], open_request))
    tab.show_turn(running, SESSION, now=20.0)
    wide = tab.view.bar_of(0, 0).width()
    tab.show_turn(running, SESSION, now=40.0)
    assert tab.view.bar_of(0, 0).width() < wide
    tab.grab()


def _works(gate: FakeGate) -> list[Step]:
    facts = ToolFacts(tool_id="files/write_file", effect=Effect.WRITE)
    return [
        ModelAsked(source="coder", model="m", at=1.0),
        ModelAnswered(source="coder", at=3.0, first_at=2.0),
        ToolAsked(
            source="coder", call_id="c", name="write_file", arguments="{}", at=3.0, facts=facts
        ),
        Hold(gate=gate.open),
        ToolDecided(call_id="c", state=ToolState.RUNNING, arguments="{}"),
        ToolFinished(call_id="c", result="ok", is_error=False, at=5.0),
        *spoken("Done"),
    ]


async def _inspector(desk: Desk) -> Inspector:
    desk.workspace.table.trigger("view.inspector")
    found = desk.workspace.inspector.inspector
    assert found is not None
    await until(found.isVisible)
    return found


def test_it_follows_the_chat(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        gate = FakeGate(sent=(AgentContext(source="coder", model="m", entries=(("user", "Hi"),)),))
        source = InspectorSource(verbs=gate.verbs)
        script = each_in_turn(_works(gate))
        async with open_desk(qapp, tmp_path, script, verbs=gate.verbs, inspected=source) as desk:
            session_id = await desk.new_chat()
            assert desk.workspace.inspector.inspector is None  # not made before it is wanted
            desk.write("Hello")
            inspector = await _inspector(desk)
            listed = inspector.timeline.list
            inspector.timeline.as_list.setChecked(True)
            await until(lambda: any("waits for you" in w for w in _texts(listed)))
            inspector.tabs.setCurrentIndex(1)
            tree = inspector.context.tree
            await until(lambda: tree.topLevelItemCount() == 1)
            assert _cells(tree) == ["coder · m", "user: Hi"]
            gate.open.set()
            await desk.house.idle(session_id)
            inspector.tabs.setCurrentIndex(0)
            inspector.another_chat()
            assert not any("waits for you" in words for words in _texts(listed))
            desk.workspace.table.trigger("view.inspector")
            assert not inspector.isVisible()

    run(work())


def _cells(tree: QTreeWidget) -> list[str]:
    found = tree.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive, 0)
    return [item.text(0) for item in found]


def _texts(listed: QListWidget) -> list[str]:
    return [listed.item(row).text() for row in range(listed.count())]


def test_it_is_remembered_and_gives_way_where_there_is_no_room(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        kept: list[bool] = []
        source = InspectorSource(keep=kept.append, shown=lambda: True)
        async with open_desk(qapp, tmp_path, inspected=source) as desk:
            await desk.new_chat()
            slot = desk.workspace.inspector
            slot.fit(1300)
            assert slot.isVisible()
            slot.fit(700)
            assert not slot.isVisible()
            slot.toggle()  # for this narrow window only
            assert slot.isVisible()
            assert kept == []
            slot.fit(1300)
            slot.toggle()
            assert not slot.isVisible()
            assert kept == [False]
            slot.toggle()
            slot.show_beside(False)  # another page is in front
            assert not slot.isVisible()
            assert kept == [False, True]

    run(work())


def test_nothing_happens_while_it_is_hidden(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        asked: list[Session] = []

        def host(session: Session) -> str:
            asked.append(session)
            return ""

        gate = FakeGate()
        gate.open.set()
        script = each_in_turn(_works(gate))
        source = InspectorSource(host=host)
        async with open_desk(qapp, tmp_path, script, inspected=source) as desk:
            session_id = await desk.new_chat()
            await _inspector(desk)
            desk.workspace.table.trigger("view.inspector")
            asked.clear()
            desk.write("Hello")
            await until(desk.workspace.chat.last_answer)
            await desk.house.idle(session_id)
            assert asked == []
            desk.workspace.table.trigger("view.inspector")
            await until(desk.workspace.inspector.isVisible)
            assert asked != []

    run(work())


def test_files_of_the_working_folder_are_listed(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.txt").write_text("12345", encoding="utf-8")
    (tmp_path / "a.txt").write_text("1", encoding="utf-8")
    (tmp_path / ".hidden").write_text("1", encoding="utf-8")
    assert files_in(tmp_path) == (("a.txt", 1), ("sub/b.txt", 5))
    assert files_in(tmp_path / "missing") == ()
    for number in range(MOST_FILES + 10):
        (tmp_path / f"n{number}").touch()
    assert len(files_in(tmp_path)) == MOST_FILES


def test_the_files_tab_follows_the_folder(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        folder = tmp_path / "work"
        folder.mkdir()
        (folder / "chart.png").write_bytes(b"1234")
        gate = FakeGate(folder=folder)
        source = InspectorSource(verbs=gate.verbs)
        async with open_desk(qapp, tmp_path, verbs=gate.verbs, inspected=source) as desk:
            await desk.new_chat()
            inspector = await _inspector(desk)
            inspector.tabs.setCurrentIndex(2)
            tree = inspector.files.tree
            await until(lambda: tree.topLevelItemCount() == 1)
            assert _cells(tree) == ["chart.png"]

    run(work())
