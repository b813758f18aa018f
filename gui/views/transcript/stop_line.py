"""A thin rule that says why a run of agents came to its end."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.turn import Part, StopPart
from gui.views.transcript.ending_words import ending_words
from gui.views.transcript.rule_block import RuleBlock
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

_BEGINNING = 100
"""Characters of the reason that stand in the rule; unfolded, it is whole and as AutoGen said it."""


class StopLine(RuleBlock):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, "stopLine")
        self._part: StopPart | None = None

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, StopPart):
            return False
        self._part = part
        reason = ending_words(part.text)
        beginning = " ".join(reason[: 4 * _BEGINNING].split())
        cut = len(beginning) > _BEGINNING or len(reason) > 4 * _BEGINNING
        if cut:
            beginning = f"{beginning[:_BEGINNING]}…"
        words = translate("Transcript", "Ended: {reason}").format(reason=beginning)
        self.say(words, part.text if cut or reason != part.text else "")
        return True

    def restyle(self) -> None:
        super().restyle()
        if self._part is not None:
            self.show_part(self._part)
