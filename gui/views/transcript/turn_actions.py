"""What can be done with an answer, shown on hover and to the keyboard, and its versions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from gui.model.endpoint import GUIDE_MODEL
from gui.model.turn import Turn, TurnState
from gui.views.transcript.block import Block
from gui.views.transcript.durations import count_text, duration_text
from gui.views.transcript.fold import quiet_label
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.version_switch import VersionSwitch

translate = QCoreApplication.translate


class TurnActions(Block):
    """Keeps its place when it is not shown, so that nothing moves under the pointer."""

    copy_clicked = Signal()
    copy_markdown_clicked = Signal()
    retry_clicked = Signal()

    @staticmethod
    def offered_for(turn: Turn) -> bool:
        """Whether there is something that could be copied."""
        return turn.state is not TurnState.RUNNING and bool(turn.text)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("turnActions")
        self._around = around
        self._hovered = False
        self._turn: Turn | None = None
        self.copy = QPushButton()
        self.copy_markdown = QPushButton()
        self.retry = QPushButton()
        self._facts = quiet_label("hidden")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.versions = VersionSwitch(around, self)
        row.addWidget(self.versions)
        for button, clicked in (
            (self.copy, self.copy_clicked),
            (self.copy_markdown, self.copy_markdown_clicked),
            (self.retry, self.retry_clicked),
        ):
            button.setProperty("inline", "true")
            button.installEventFilter(self)
            button.clicked.connect(clicked)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._facts)
        self._shown: bool | None = None
        self._reveal()

    def show_turn(self, turn: Turn) -> None:
        self._turn = turn
        for button in (self.copy, self.copy_markdown, self.retry):
            button.setVisible(self.offered_for(turn))
        self.versions.show_turn(turn.id)
        self.restyle()

    def set_hovered(self, *, hovered: bool) -> None:
        self._hovered = hovered
        self._reveal()

    def restyle(self) -> None:
        self.copy.setText(translate("Transcript", "Copy"))
        self.copy_markdown.setText(translate("Transcript", "Copy as Markdown"))
        self.retry.setText(translate("Transcript", "Try again"))
        self.versions.refresh()
        self._facts.setText("" if self._turn is None else _facts(self._turn))
        self.touch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._reveal()
        return super().eventFilter(watched, event)

    def _reveal(self) -> None:
        buttons = (self.copy, self.copy_markdown, self.retry)
        shown = self._hovered or any(button.hasFocus() for button in buttons)
        if shown == self._shown:
            return
        self._shown = shown
        self._facts.setProperty("shade", "faint" if shown else "hidden")
        self._facts.style().polish(self._facts)
        for button in buttons:
            button.setProperty("hidden", "false" if shown else "true")
            button.style().polish(button)

    def _arrange(self, width: int) -> int:
        super()._arrange(width)
        return self._around.theme.px("turn_actions")


def _facts(turn: Turn) -> str:
    facts = []
    if turn.usage is not None:
        words = translate("Transcript", "{sent} in · {received} out")
        sent = count_text(turn.usage.prompt_tokens)
        facts.append(words.format(sent=sent, received=count_text(turn.usage.completion_tokens)))
    if turn.ended_at is not None:
        facts.append(duration_text((turn.ended_at - turn.created_at) / 1000))
    if turn.model and turn.model != GUIDE_MODEL:
        facts.append(turn.model)
    return " · ".join(facts)
