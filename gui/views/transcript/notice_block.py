"""Something that happened and belongs to the record, in the words of its origin."""

from __future__ import annotations

from gui.model.turn import NoticePart, Part
from gui.views.transcript.block import BlockColumn
from gui.views.transcript.label_block import LabelBlock


class NoticeBlock(BlockColumn):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("noticeBlock")
        self._label = LabelBlock(shade="muted", role="small")
        self.append(self._label)

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, NoticePart):
            return False
        self._label.say(part.text)
        self.setAccessibleName(part.text)
        return True
