"""One call of a tool as a card of one line that unfolds to its arguments and result."""

from __future__ import annotations

import json

from PySide6.QtCore import QCoreApplication, QMargins
from PySide6.QtWidgets import QWidget

from gui.model.turn import Part, ToolCallPart, ToolState
from gui.views.transcript.block import Block, BlockColumn, painted_by_style
from gui.views.transcript.durations import duration_text
from gui.views.transcript.fold import FoldButton, elided_label, quiet_label
from gui.views.transcript.plain_block import PlainBlock
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


class ToolBlock(BlockColumn):
    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolBlock")
        painted_by_style(self)
        self._around = around
        self._part: ToolCallPart | None = None
        self._head = _ToolLine(around)
        self._details: _ToolDetails | None = None
        edge = around.theme.px("hairline")
        self.margins = QMargins(edge, edge, edge, edge)
        self.append(self._head)
        self._head.button.toggled.connect(self._fold)

    @property
    def toggle(self) -> FoldButton:
        return self._head.button

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, ToolCallPart):
            return False
        self._part = part
        self._head.show_call(part)
        self.setAccessibleName(self._head.button.accessibleName())
        if self._details is not None and not self._details.isHidden():
            self._details.show_call(part)
        return True

    def restyle(self) -> None:
        if self._part is not None:
            self._head.show_call(self._part)
        super().restyle()

    def _fold(self, unfolded: bool) -> None:
        if unfolded and self._details is None:
            self._details = _ToolDetails(self._around)
            self.append(self._details)
        if self._details is not None:
            self._details.setVisible(unfolded)
            if self._part is not None and unfolded:
                self._details.show_call(self._part)
        self.touch()


class _ToolLine(Block):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.button = FoldButton(self)
        self.button.setObjectName("toolToggle")
        self._mark = quiet_label("ok", role="")
        self._name = elided_label("text", role="name")
        self._arguments = elided_label("muted", role="code")
        self._state = quiet_label()
        side = around.theme.px("space_3")
        line = self.button.line
        line.setContentsMargins(side, 0, side, 0)
        line.setSpacing(around.theme.px("space_2"))
        for label in (self._mark, self._name):
            line.addWidget(label)
        line.addWidget(self._arguments, 1)
        line.addWidget(self._state)
        line.addWidget(self.button.arrow)

    def show_call(self, part: ToolCallPart) -> None:
        mark, shade = _MARKS[part.state]
        self._mark.setText(mark)
        if self._mark.property("shade") != shade:
            self._mark.setProperty("shade", shade)
            self._mark.style().polish(self._mark)
        self._name.setText(part.name)
        self._arguments.setText(_summary(part.arguments))
        self._state.setText(_state_words(part))
        words = translate("Transcript", "Tool {name}: {state}")
        self.button.setAccessibleName(words.format(name=part.name, state=_spoken_state(part)))
        self.touch()

    def _arrange(self, width: int) -> int:
        height = self._around.theme.px("tool_line")
        self.button.setGeometry(0, 0, width, height)
        return height


class _ToolDetails(BlockColumn):
    """The complete arguments and the result, as they are."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        side, top = around.theme.px("space_3"), around.theme.px("space_2")
        self.margins = QMargins(side, 0, side, top)
        self._arguments = PlainBlock(around, code=True)
        self._result = PlainBlock(around, code=True)
        self.append(self._arguments)
        self.append(self._result, gap=top)

    def show_call(self, part: ToolCallPart) -> None:
        self._arguments.show_text(_pretty(part.arguments))
        self._arguments.pane.setAccessibleName(translate("Transcript", "Arguments"))
        self._result.show_text(part.result)
        self._result.pane.setAccessibleName(translate("Transcript", "Result"))
        self._result.setVisible(bool(part.result))
        self.touch()


def _summary(arguments: str) -> str:
    """The values of the arguments in one line; they are whole when the card is unfolded."""
    try:
        values = json.loads(arguments)
    except ValueError:
        values = arguments
    if isinstance(values, dict):
        values = ", ".join(str(value) for value in values.values())
    return " ".join(str(values)[:500].split())


def _pretty(arguments: str) -> str:
    try:
        return json.dumps(json.loads(arguments), indent=2, ensure_ascii=False)
    except ValueError:
        return arguments


def _state_words(part: ToolCallPart) -> str:
    if part.state is ToolState.DONE and part.seconds is not None:
        return duration_text(part.seconds)
    return _spoken_state(part)


def _spoken_state(part: ToolCallPart) -> str:
    words = {
        ToolState.WAITING: translate("Transcript", "waiting for you"),
        ToolState.RUNNING: translate("Transcript", "running"),
        ToolState.DONE: translate("Transcript", "done"),
        ToolState.FAILED: translate("Transcript", "failed"),
        ToolState.DENIED: translate("Transcript", "denied"),
        ToolState.CANCELLED: translate("Transcript", "cancelled"),
    }
    return words[part.state]
