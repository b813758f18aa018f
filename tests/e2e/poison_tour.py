"""Opens each text of the corpus in a real window: `python -m tests.e2e.poison_tour` on a screen."""

from __future__ import annotations

import asyncio
import sys
from time import perf_counter, thread_time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from gui.model.turn import Role, TextPart, ToolCallPart, ToolState, Turn, TurnMark, TurnState
from gui.qt.event_loop import QtEventLoop
from gui.qt.markdown_document import prepare_parser
from gui.qt.theme import ThemeSwitch
from gui.views.transcript.view import TranscriptView
from tests.corpus.poison import POISON
from tests.waiting import until

LONGEST_GAP = 0.05
PATIENCE = 30.0


class Pulse:
    """The longest time between two beats of a 5 ms timer, and the most work between two.

    On a busy machine the first is longer than the program is to blame for.
    """

    def __init__(self) -> None:
        self.longest = self.busiest = 0.0
        self._last, self._worked = perf_counter(), thread_time()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(5)

    def begin(self) -> None:
        self.longest = self.busiest = 0.0
        self._last, self._worked = perf_counter(), thread_time()

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now, worked = perf_counter(), thread_time()
        self.longest = max(self.longest, now - self._last)
        self.busiest = max(self.busiest, worked - self._worked)
        self._last, self._worked = now, worked


async def tour(app: QApplication, wanted: list[str]) -> int:
    prepare_parser()  # Parley does so behind its first window
    view = TranscriptView(theme=ThemeSwitch(app, choice="light"))
    view.resize(900, 700)
    view.show()
    pulse = Pulse()
    late = 0
    for name, recipe in POISON.items():
        if wanted and name not in wanted:
            continue
        turns = _turns(recipe())
        pulse.begin()
        view.show_transcript([TurnMark.of(turn) for turn in turns], turns)
        try:
            await until(lambda: view.is_settled, within=PATIENCE)
            bar = view.viewport.verticalScrollBar()
            for share in (2, 1, 0):
                bar.setValue(bar.maximum() * share // 3)
                await until(lambda: view.is_settled, within=PATIENCE)
            outcome = "opened"
        except AssertionError:
            outcome = "not drawn in time"
            late += 1
        late += pulse.longest > LONGEST_GAP
        gap, work = pulse.longest * 1000, pulse.busiest * 1000
        say(f"{name:40} {outcome}, longest gap {gap:.0f} ms, most work {work:.0f} ms")
        view.clear()
        await asyncio.sleep(0.05)
    pulse.stop()
    view.close()
    return late


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def _turns(text: str) -> tuple[Turn, ...]:
    call = ToolCallPart(
        source="assistant",
        call_id="1",
        name="read",
        arguments="{}",
        state=ToolState.DONE,
        result=text,
    )
    written = TextPart(source="assistant", text=text)
    return (
        _turn("1", TextPart(source="user", text=text), role=Role.USER),
        _turn("2", call, role=Role.AGENT),
        _turn("3", written, role=Role.AGENT),
    )


def _turn(turn_id: str, part: TextPart | ToolCallPart, *, role: Role) -> Turn:
    return Turn(
        id=turn_id,
        session_id="s",
        parent_id=None,
        role=role,
        state=TurnState.DONE,
        created_at=1_790_000_000_000,
        agent="assistant",
        parts=(part,),
    )


def main() -> int:
    app = QApplication([])
    loop = QtEventLoop(app)
    try:
        late = loop.run_until_complete(tour(app, sys.argv[1:]))
    finally:
        loop.close()
    say(f"{late} texts took too long")
    return 1 if late else 0


if __name__ == "__main__":
    raise SystemExit(main())
