"""Pictures of a team at work in the whole window: `python -m tests.e2e.team_screenshots`."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.engine.scripted import Hold, Step, each_in_turn, spoken
from gui.model.events import (
    HandedOff,
    ModelAnswered,
    ModelAsked,
    QuestionAnswered,
    QuestionAsked,
    TextSettled,
    ThoughtAppended,
    ThoughtSettled,
    ToolAsked,
    ToolDecided,
    ToolFinished,
    ToolRequested,
)
from gui.model.gate import Effect, ToolFacts
from gui.model.limits import Limits, Spent
from gui.model.turn import ToolState, Usage
from gui.qt.event_loop import QtEventLoop
from gui.qt.translation import Translation
from gui.services.service_facts import SessionChanged
from gui.views.inspector.source import InspectorSource
from tests.e2e.screenshots import FOLDER
from tests.views.gate_fakes import FakeGate, spec, teams_of
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

SIZE = (1440, 900)
SETTLE = 0.6
COST = 0.031  # US dollars
READ = ToolFacts(tool_id="files/read_file", effect=Effect.READ, place="~/audit")
RUN = ToolFacts(
    tool_id="code/run_python", effect=Effect.RUN, place="working folder only", isolated=False
)
CODE = """```python
def failed_per_day(lines):
    # one pass, no copy of the file
    return Counter(line[:10] for line in lines if "FAILED" in line)
```
"""


def _team(gate: FakeGate) -> Iterable[Step]:
    """Plans, reads a file, and waits for leave to run code."""
    now = time.time() - 15
    plan = (
        "Three steps: read the file, group **failed** logins by day, draw the chart. "
        "Handing over to **coder**."
    )
    chart = {"code": 'plt.bar(days, counts); plt.savefig("failed_logins.png")'}
    return (
        ModelAsked(source="planner", model="m", at=now),
        ThoughtAppended(source="planner", text="Lines, days, a counter.", at=now + 0.4),
        ThoughtSettled(source="planner", at=now + 1.8),
        TextSettled(source="planner", text=plan),
        ModelAnswered(source="planner", at=now + 4, first_at=now + 0.42),
        HandedOff(source="planner", target="coder"),
        ModelAsked(source="coder", model="m", at=now + 4),
        ToolRequested(
            source="coder",
            call_id="1",
            name="read_file",
            arguments='{"path": "audit.log"}',
            at=now + 5.4,
            state=ToolState.WAITING,
        ),
        ToolDecided(
            call_id="1",
            state=ToolState.RUNNING,
            arguments='{"path": "audit.log"}',
            at=now + 5.4,
            facts=READ,
        ),
        ToolFinished(call_id="1", result="4.2 MB", is_error=False, at=now + 6.1),
        TextSettled(source="coder", text=CODE),
        ModelAnswered(
            source="coder",
            at=now + 10,
            first_at=now + 4.2,
            usage=Usage(prompt_tokens=11_204, completion_tokens=1_180),
        ),
        ModelAsked(source="reviewer", model="m", at=now + 10.5),
        ToolAsked(
            source="coder",
            call_id="2",
            name="run_python",
            arguments=json.dumps(chart),
            at=now + 10,
            facts=RUN,
        ),
        Hold(gate=gate.open),
    )


def _question(gate: FakeGate) -> Iterable[Step]:
    return (
        *spoken("There are two logs with that name.", source="coder"),
        QuestionAsked(source="coder", request_id="q", text="Which of the two shall I read?"),
        Hold(gate=gate.open),
        QuestionAnswered(request_id="q", answer="The newer one."),
    )


async def _spent(_session: str) -> Spent:
    return Spent(cost=COST)


async def shoot(app: QApplication) -> None:
    Translation(app, choice="en")
    for name, script in (("team", _team), ("question", _question)):
        gate = FakeGate()
        teams = teams_of(spec("t", "Plan → Code → Review"), spec("o", "My reviewer", own=True))
        source = InspectorSource(
            verbs=gate.verbs,
            host=lambda _session: "api.openai.com",
            cost=lambda _turn: COST,
            spent=_spent,
            shown=lambda: True,
        )
        with tempfile.TemporaryDirectory() as folder:
            async with open_desk(
                app,
                Path(folder),
                each_in_turn(list(script(gate))),
                verbs=gate.verbs,
                teams=teams,
                inspected=source,
            ) as desk:
                await _pictures(desk, name)
                gate.open.set()


async def _pictures(desk: Desk, name: str) -> None:
    desk.window.resize(*SIZE)
    session_id = await desk.new_chat()
    desk.write("Parse audit.log, count failed logins per day, and save a chart.")
    await until(lambda: desk.house.service.is_running(session_id))
    page = desk.workspace.chat
    await until(lambda: (turn := page.shown and page.shown.running_turn()) and turn.awaits_user)
    assert page.session is not None
    teamed = replace(page.session, team_id="t", limits=Limits(cost=0.5))
    page.take(SessionChanged(session=teamed, running=True, needs_user=True))
    for theme in ("light", "dark"):
        desk.theme.choose(choice=theme, scale=100)
        desk.theme.apply_now()
        await asyncio.sleep(SETTLE)
        await until(lambda: page.transcript.is_settled)
        desk.window.grab().save(str(FOLDER / f"{name}-{theme}.png"))
    if name == "team" and page.header.team is not None:
        page.header.team.open_menu()
        await asyncio.sleep(SETTLE)
        menu = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "teamMenu")
        menu.grab().save(str(FOLDER / "team-menu.png"))
        menu.close()
    page.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)


def main() -> int:
    app = QApplication([])
    loop = QtEventLoop(app)
    try:
        loop.run_until_complete(shoot(app))
    finally:
        loop.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
