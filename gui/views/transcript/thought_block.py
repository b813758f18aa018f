"""A model's reasoning, folded to one line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui.model.turn import Part, ThoughtPart
from gui.views.transcript.block import Block
from gui.views.transcript.durations import duration_text
from gui.views.transcript.fold_line import FoldLine
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.text_block import TextBlock

translate = QCoreApplication.translate


class ThoughtBlock(FoldLine):
    """The thought itself is rendered only once it has been unfolded."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(around, "thoughtBlock", parent=parent)
        self._part = ThoughtPart(source="", text="")

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, ThoughtPart):
            return False
        self._part = part
        self.refresh()
        return True

    def words(self) -> str:
        part = self._part
        if part.open:
            return translate("Transcript", "Thinking…")
        if part.seconds is None:
            return translate("Transcript", "Thought")
        words = translate("Transcript", "Thought for {duration}")
        return words.format(duration=duration_text(part.seconds))

    def new_body(self) -> Block:
        return TextBlock(self._around, faded=True)

    def fill(self, body: Block) -> None:
        if isinstance(body, TextBlock):
            body.show_text(self._part.text, growing=self._part.open)
            body.touch()
