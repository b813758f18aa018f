"""A thin rule with words where one agent hands over to another."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.turn import HandoffPart, Part
from gui.views.transcript.rule_block import RuleBlock
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

_USUAL = "Transferred to {target}, adopting the role of {target} immediately."
"""What AutoGen says where the author of an agent has said nothing."""


class HandoffRule(RuleBlock):
    """Unfolds to the message, and to what is passed on with it."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, "handoffRule")
        self._part: HandoffPart | None = None

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, HandoffPart):
            return False
        self._part = part
        words = translate("Transcript", "{source} handed off to {target}")
        text = part.text
        if text == _USUAL.format(target=part.target):
            text = translate("Transcript", "{target} is told: {text}").format(
                target=part.target, text=text
            )
        more = "\n\n".join(filter(None, [text, part.context]))
        self.say(words.format(source=part.source, target=part.target), more)
        return True

    def restyle(self) -> None:
        super().restyle()
        if self._part is not None:
            self.show_part(self._part)
