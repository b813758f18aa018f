"""The start of an MCP server step by step: how each went, how long it took, what it found."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gui.model.mcp_report import McpStep, McpStepDone
from gui.qt.theme import Theme
from gui.views.settings.mcp_words import step_words
from gui.views.settings.pane import show_mark, words

translate = QCoreApplication.translate

_WORTH_TELLING = 0.1  # seconds that a step must take to be told how long it took


class McpSteps(QWidget):
    """Shows what it is given; rows that are there already take the new words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("mcpSteps")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px("space_4"))
        self._grid.setVerticalSpacing(theme.px("space_2"))
        self._grid.setColumnStretch(2, 1)
        self._rows: list[tuple[QLabel, QLabel, QLabel]] = []

    def show_steps(self, steps: tuple[McpStepDone, ...]) -> None:
        while len(self._rows) < len(steps):
            self._rows.append(self._new_row())
        for number, labels in enumerate(self._rows):
            for label in labels:
                label.setVisible(number < len(steps))
        for (name, seconds, found), done in zip(self._rows, steps, strict=False):
            mark, state = ("✕", "bad") if done.failed else ("✓", "ok")
            show_mark(name, f"{mark} {step_words(done.step)}", state)
            seconds.setText(_seconds(done.seconds))
            found.setText(_found(done))

    def _new_row(self) -> tuple[QLabel, QLabel, QLabel]:
        name, seconds, found = (words("", role=role) for role in ("step", "small", "path"))
        for label in (name, seconds):
            label.setWordWrap(False)
        seconds.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        flags = Qt.TextInteractionFlag
        found.setTextInteractionFlags(flags.TextSelectableByMouse)
        for column, label in enumerate((name, seconds, found)):
            self._grid.addWidget(label, len(self._rows), column)
        return name, seconds, found


def _seconds(seconds: float) -> str:
    if seconds < _WORTH_TELLING:
        return ""
    return translate("Mcp", "{seconds} s").replace("{seconds}", f"{seconds:.1f}")


def _found(done: McpStepDone) -> str:
    if done.step is McpStep.START and done.found:
        return translate("Mcp", "process {number}").replace("{number}", done.found)
    return done.found
