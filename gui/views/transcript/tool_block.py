"""One call of a tool as a card of one line that unfolds to its arguments and result."""

from __future__ import annotations

import json

from PySide6.QtCore import QCoreApplication, QMargins
from PySide6.QtWidgets import QPushButton, QWidget

from gui.model.turn import Part, ToolCallPart, ToolState
from gui.model.visible_text import shown_code
from gui.views.transcript.block import Block, BlockColumn, Way, way_down
from gui.views.transcript.durations import duration_text
from gui.views.transcript.fold_card import CardLine, FoldCard
from gui.views.transcript.gate_words import decided_words
from gui.views.transcript.label_block import LabelBlock
from gui.views.transcript.output_block import OutputBlock
from gui.views.transcript.passages import Spot, text_of
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

_MARKS = {
    ToolState.WAITING: ("●", "warn"),
    ToolState.RUNNING: ("●", "accent"),
    ToolState.DONE: ("✓", "ok"),
    ToolState.FAILED: ("✕", "bad"),
    ToolState.DENIED: ("✕", "warn"),
    ToolState.CANCELLED: ("✕", "faint"),
}
_LONGEST_READ = 4_000
"""Characters of arguments that are read for the line: all of them are there when it unfolds."""

_LONGEST_SAID = 300


class ToolBlock(FoldCard):
    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, "toolBlock", parent=parent)
        self._part = ToolCallPart(source="", call_id="", name="", arguments="")
        self._running = False
        self.stop = QPushButton()
        self.stop.setObjectName("stopToolButton")
        self.stop.setProperty("inline", "true")
        self.stop.clicked.connect(self._stop)
        self.head.put_aside(self.stop)

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, ToolCallPart) or part.awaits_user:
            return False
        self._part = part
        self.refresh()
        self._offer_stop()
        return True

    def show_running(self, running: bool) -> None:
        self._running = running
        self._offer_stop()

    def way(self, spot: Spot) -> Way | None:
        return super().way(spot) if spot.text else way_down(self, self.head)  # with its name

    def open_to(self, spot: Spot) -> None:
        if spot.text:
            super().open_to(spot)

    def line(self) -> CardLine:
        part = self._part
        mark, shade = _MARKS[part.state]
        words = translate("Transcript", "Tool {name}: {state}")
        name = part.name or translate("Transcript", "Unknown tool")
        return CardLine(
            mark=mark,
            shade=shade,
            name=name,
            about=_summary(part.arguments),
            state=_state_words(part),
            spoken=words.format(name=name, state=_spoken_state(part)),
        )

    def new_details(self) -> Block:
        return _ToolDetails(self._around)

    def fill(self, details: Block) -> None:
        if isinstance(details, _ToolDetails):
            details.show_call(self._part)

    def _offer_stop(self) -> None:
        self.stop.setText(translate("Transcript", "Stop this tool"))
        self.stop.setAccessibleDescription(self._part.name)
        self.stop.setEnabled(self._part.state is ToolState.RUNNING)
        self.stop.setVisible(self._running and self._part.state is ToolState.RUNNING)
        self.head.touch()

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self._around.outlet.tool_stop_wanted.emit(self._part.call_id)


class _ToolDetails(BlockColumn):
    """The complete arguments and the result."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        side, top = around.theme.px("space_3"), around.theme.px("space_2")
        self.margins = QMargins(side, 0, side, top)
        self._decided = LabelBlock(shade="muted", role="small")
        self._around = around
        self._asked: OutputBlock | None = None
        self.arguments = OutputBlock(around)
        self.result = OutputBlock(around, tables=True)
        self.append(self._decided)
        self.append(self.arguments)
        self.append(self.result, gap=top)

    def way(self, spot: Spot) -> Way | None:
        return way_down(self, self.arguments if spot.text == 1 else self.result, text_of(spot))

    def show_call(self, part: ToolCallPart) -> None:
        verdict = part.verdict
        asked = verdict.asked if verdict is not None else ""
        self._decided.say(decided_words(verdict) if verdict is not None else "")
        self._decided.setVisible(verdict is not None)
        caption = (
            translate("Transcript", "Arguments, as you changed them")
            if asked
            else translate("Transcript", "Arguments")
        )
        if asked:
            self._show_asked(part.name, asked)
        self.arguments.say(caption, part.name)
        self.arguments.show_text(part.arguments)
        self.arguments.setVisible(bool(part.arguments.strip("{} \n")))
        self.result.say(translate("Transcript", "Result"), part.name)
        self.result.show_text(part.result)
        self.result.setVisible(bool(part.result))
        self.touch()

    def _show_asked(self, name: str, asked: str) -> None:
        if self._asked is None:
            self._asked = OutputBlock(self._around)
            self.insert(2, self._asked, gap=self.rows[-1].gap)
        self._asked.say(translate("Transcript", "Arguments, as the agent wrote them"), name)
        self._asked.show_text(asked)


def _summary(arguments: str) -> str:
    """The values of the arguments in one line; they are whole when the card is unfolded."""
    values: object = arguments[:_LONGEST_READ]
    if len(arguments) <= _LONGEST_READ:
        try:
            values = json.loads(arguments)
        except (ValueError, RecursionError):
            values = arguments
    if isinstance(values, dict):
        values = ", ".join(str(value) for value in values.values())
    return shown_code(" ".join(str(values)[: 4 * _LONGEST_SAID].split())[:_LONGEST_SAID])


def _state_words(part: ToolCallPart) -> str:
    if part.state is ToolState.DONE and part.seconds is not None:
        return duration_text(part.seconds)
    return _spoken_state(part)


def _spoken_state(part: ToolCallPart) -> str:
    words = {
        ToolState.WAITING: translate("Transcript", "waiting"),
        ToolState.RUNNING: translate("Transcript", "running"),
        ToolState.DONE: translate("Transcript", "done"),
        ToolState.FAILED: translate("Transcript", "failed"),
        ToolState.DENIED: translate("Transcript", "denied"),
        ToolState.CANCELLED: translate("Transcript", "cancelled"),
    }
    return words[part.state]
