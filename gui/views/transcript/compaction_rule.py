"""A thin rule where earlier messages were summed up; it unfolds to them, and can be undone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from gui.model.turn import CompactionPart, Part
from gui.views.transcript.block import LaidOutBlock
from gui.views.transcript.rule_block import RuleBlock
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class CompactionRule(RuleBlock):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, "compactionRule")
        self._part: CompactionPart | None = None
        self._undo: _Undo | None = None
        self.toggle.toggled.connect(self._offer_undo)

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, CompactionPart):
            return False
        self._part = part
        self.say(translate("Transcript", "Earlier messages were summed up"), part.text)
        return True

    def restyle(self) -> None:
        super().restyle()
        if self._part is not None:
            self.show_part(self._part)
        if self._undo is not None:
            self._undo.retranslate()

    def _offer_undo(self, unfolded: bool) -> None:
        if unfolded and self._undo is None:
            px = self._around.theme.px
            self._undo = _Undo()
            self._undo.button.clicked.connect(self._say_undo)
            self.append(self._undo, indent=px("avatar") + px("space_2"), gap=px("space_1"))
        if self._undo is not None:
            self._undo.setVisible(unfolded)
        self.touch()

    def _say_undo(self) -> None:
        self._around.outlet.summary_undone.emit(self._part)


class _Undo(LaidOutBlock):
    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton()
        self.button.setObjectName("undoSummaryButton")
        self.button.setProperty("inline", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.button.setText(translate("Transcript", "Undo"))
        self.button.setToolTip(
            translate("Transcript", "Go on from before this, with all of the earlier messages")
        )
        self.touch()
