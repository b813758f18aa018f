"""What can be done with an answer, shown on hover and to the keyboard, and its versions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.model.endpoint import GUIDE_MODEL
from gui.model.turn import Turn, TurnState
from gui.model.usage_sum import UsageSum
from gui.views.amounts import dollars
from gui.views.transcript.block import LaidOutBlock
from gui.views.transcript.durations import count_text, duration_text
from gui.views.transcript.fold import quiet_label
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.turn_choices import open_turn_menu
from gui.views.transcript.version_switch import VersionSwitch

translate = QCoreApplication.translate


class TurnActions(LaidOutBlock):
    """Keeps its place when it is not shown, so that nothing moves under the pointer.

    Its buttons are made once somebody needs them: a pointer, the keyboard, whose focus the
    place itself takes until then, a screen reader, or a turn with versions.
    """

    copy_clicked = Signal()
    copy_markdown_clicked = Signal()
    retry_clicked = Signal()

    @staticmethod
    def offered_for(turn: Turn) -> bool:
        """Whether there is something that could be copied."""
        return turn.state is not TurnState.RUNNING and bool(turn.text)

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("turnActions")
        self._around = around
        self._hovered = False
        self._turn: Turn | None = None
        self._is_built = False
        self._shown: bool | None = None

    def show_turn(self, turn: Turn) -> None:
        self._turn = turn
        has_versions = self._around.versions.of(turn.id) is not None
        if not self._is_built and (has_versions or QAccessible.isActive()):
            self._build()
        else:
            self._say()

    def set_hovered(self, *, hovered: bool) -> None:
        self._hovered = hovered
        if hovered and not self._is_built:
            self._build()
        self._reveal()

    def restyle(self) -> None:
        self._say()
        self.touch()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._build()
        backwards = event.reason() is Qt.FocusReason.BacktabFocusReason
        last = self.more if self._branches else self.retry
        (last if backwards else self.copy).setFocus(event.reason())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._reveal()
        return super().eventFilter(watched, event)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        if not self._is_built:
            return ()
        return (self.copy, self.copy_markdown, self.retry, self.more)

    @property
    def _branches(self) -> bool:
        return self._around.outlet.add_respondents is not None

    def _build(self) -> None:
        self._is_built = True
        self.versions = VersionSwitch(self._around, self)
        self.copy = QPushButton(self)
        self.copy_markdown = QPushButton(self)
        self.retry = QPushButton(self)
        self.more = QPushButton(self)
        self.more.setObjectName("answerMenuButton")
        self._facts = quiet_label("hidden", parent=self)
        self._facts.show()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.versions)
        for button, clicked in (
            (self.copy, self.copy_clicked),
            (self.copy_markdown, self.copy_markdown_clicked),
            (self.retry, self.retry_clicked),
            (self.more, self._open_menu),
        ):
            button.setProperty("inline", "true")
            button.installEventFilter(self)
            button.clicked.connect(clicked)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._facts)
        self._reveal()
        self._say()
        self.touch()

    def _say(self) -> None:
        offered = self._turn is not None and self.offered_for(self._turn)
        takes_focus = offered and not self._is_built
        policies = Qt.FocusPolicy
        self.setFocusPolicy(policies.TabFocus if takes_focus else policies.NoFocus)
        self.setAccessibleName(translate("Transcript", "Actions"))
        if not self._is_built or self._turn is None:
            return
        self.copy.setText(translate("Transcript", "Copy"))
        self.copy_markdown.setText(translate("Transcript", "Copy as Markdown"))
        self.retry.setText(translate("Transcript", "Try again"))
        self.more.setText(translate("Transcript", "More"))
        self.more.setAccessibleName(translate("Transcript", "More actions"))
        for button in self._buttons:
            button.setVisible(offered and (button is not self.more or self._branches))
        self.versions.show_turn(self._turn.id)
        self._facts.setText(_facts(self._turn, self._around.outlet.usage_of(self._turn)))

    def _open_menu(self) -> None:
        if self._turn is not None:
            open_turn_menu(self._turn, self._around, self.more)

    def _reveal(self) -> None:
        shown = self._hovered or any(button.hasFocus() for button in self._buttons)
        if not self._is_built or shown == self._shown:
            return
        self._shown = shown
        self._facts.setProperty("shade", "faint" if shown else "hidden")
        self._facts.style().polish(self._facts)
        for button in self._buttons:
            button.setProperty("hidden", "false" if shown else "true")
            button.style().polish(button)

    def _arrange(self, width: int) -> int:
        super()._arrange(width)
        return self._around.theme.px("turn_actions")


def _facts(turn: Turn, used: UsageSum) -> str:
    facts = []
    usage = turn.usage or (used.usage if used.models else None)
    if usage is not None:
        words = translate("Transcript", "{sent} in · {received} out")
        sent = count_text(usage.prompt_tokens)
        facts.append(words.format(sent=sent, received=count_text(usage.completion_tokens)))
    if used.cost:
        facts.append(dollars(used.cost))
    if turn.ended_at is not None:
        facts.append(duration_text((turn.ended_at - turn.created_at) / 1000))
    if turn.model and turn.model != GUIDE_MODEL:
        facts.append(turn.model)
    return " · ".join(facts)
