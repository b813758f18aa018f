"""A model's reasoning, folded to one line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui.model.turn import Part, ThoughtPart
from gui.views.transcript.block import Block, BlockColumn
from gui.views.transcript.durations import duration_text
from gui.views.transcript.fold import FoldButton, quiet_label
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.text_block import TextBlock

translate = QCoreApplication.translate


class ThoughtBlock(BlockColumn):
    """The thought itself is rendered only once it has been unfolded."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thoughtBlock")
        self._around = around
        self._part: ThoughtPart | None = None
        self._head = _ThoughtLine(around)
        self._body: TextBlock | None = None
        self.append(self._head)
        self._head.button.toggled.connect(self._fold)

    @property
    def toggle(self) -> FoldButton:
        return self._head.button

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, ThoughtPart):
            return False
        self._part = part
        self._head.say(_words(part))
        if self._body is not None and not self._body.isHidden():
            self._body.show_text(part.text, growing=part.open)
        return True

    def restyle(self) -> None:
        if self._part is not None:
            self._head.say(_words(self._part))
        super().restyle()

    def _fold(self, unfolded: bool) -> None:
        if unfolded and self._body is None:
            self._body = TextBlock(self._around, faded=True)
            self.append(
                self._body,
                indent=self._around.theme.px("space_3"),
                gap=self._around.theme.px("space_2"),
            )
        if self._body is not None:
            self._body.setVisible(unfolded)
            if self._part is not None and unfolded:
                self._body.show_text(self._part.text, growing=self._part.open)
        self.touch()


class _ThoughtLine(Block):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.button = FoldButton(self)
        self.button.setObjectName("thoughtToggle")
        self._label = quiet_label("muted", role="")
        side = around.theme.px("space_2")
        self.button.line.setContentsMargins(side, 0, side + around.theme.px("space_1"), 0)
        self.button.line.setSpacing(around.theme.px("space_1"))
        self.button.line.addWidget(self.button.arrow)
        self.button.line.addWidget(self._label)

    def say(self, words: str) -> None:
        self._label.setText(words)
        self.button.setAccessibleName(words)
        self.touch()

    def _arrange(self, width: int) -> int:
        height = self._around.theme.px("control")
        self.button.setGeometry(0, 0, min(width, self.button.sizeHint().width()), height)
        return height


def _words(part: ThoughtPart) -> str:
    if part.open:
        return translate("Transcript", "Thinking…")
    if part.seconds is None:
        return translate("Transcript", "Thought")
    words = translate("Transcript", "Thought for {duration}")
    return words.format(duration=duration_text(part.seconds))
