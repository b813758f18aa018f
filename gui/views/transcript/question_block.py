"""An agent's question to the user, and its answer once there is one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMargins

from gui.model.turn import Part, QuestionPart
from gui.views.transcript.block import BlockColumn, Way, painted_by_style, way_down
from gui.views.transcript.brief_block import BriefBlock
from gui.views.transcript.passages import Spot, text_of
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class QuestionBlock(BlockColumn):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("questionBlock")
        painted_by_style(self)
        side, top = around.theme.px("space_3"), around.theme.px("space_2")
        self.margins = QMargins(side, top, side, top)
        self._part: QuestionPart | None = None
        self._question = BriefBlock(around, shade="text", role="")
        self._answer = BriefBlock(around, role="")
        self.append(self._question)
        self.append(self._answer, gap=top)

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, QuestionPart):
            return False
        self._part = part
        words = part.text.strip()
        if not words:
            asks = translate("Transcript", "{name} asks for your input.")
            words = asks.format(name=part.source)
        self._question.say(words)
        self._answer.say(part.answer or "")
        self._answer.setVisible(part.answer is not None)
        name = translate("Transcript", "Question: {words}")
        self.setAccessibleName(name.format(words=self._question.words))
        self.touch()
        return True

    def way(self, spot: Spot) -> Way | None:
        return way_down(self, self._answer if spot.text else self._question, text_of(spot))

    def restyle(self) -> None:
        super().restyle()
        if self._part is not None:
            self.show_part(self._part)
