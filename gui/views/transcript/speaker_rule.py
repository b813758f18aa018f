"""A thin rule that says who speaks next in a team, and what a model said as it chose."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.turn import Part, SpeakerPart
from gui.views.transcript.rule_block import RuleBlock
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class SpeakerRule(RuleBlock):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, "speakerRule")
        self._part: SpeakerPart | None = None

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, SpeakerPart):
            return False
        self._part = part
        if part.target:
            words = translate("Transcript", "Next: {name}").format(name=part.target)
        else:
            words = translate("Transcript", "Choosing who speaks next")
        self.say(words, "" if part.text.strip() == part.target else part.text)
        return True

    def restyle(self) -> None:
        super().restyle()
        if self._part is not None:
            self.show_part(self._part)
