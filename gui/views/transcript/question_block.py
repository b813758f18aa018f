"""An agent's question to the user, and its answer once there is one."""

from __future__ import annotations

from PySide6.QtCore import QMargins

from gui.model.turn import Part, QuestionPart
from gui.views.transcript.block import BlockColumn, painted_by_style
from gui.views.transcript.label_block import LabelBlock
from gui.views.transcript.surroundings import Surroundings


class QuestionBlock(BlockColumn):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("questionBlock")
        painted_by_style(self)
        side, top = around.theme.px("space_3"), around.theme.px("space_2")
        self.margins = QMargins(side, top, side, top)
        self._question = LabelBlock()
        self._answer = LabelBlock(shade="muted")
        self.append(self._question)
        self.append(self._answer, gap=top)

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, QuestionPart):
            return False
        self._question.say(part.text)
        self._answer.say(part.answer or "")
        self._answer.setVisible(part.answer is not None)
        self.setAccessibleName(part.text)
        self.touch()
        return True
