"""Something that happened and belongs to the record; how a model ended is put into words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.turn import NoticePart, Part
from gui.model.words import QT_TRANSLATE_NOOP
from gui.views.transcript.block import BlockColumn
from gui.views.transcript.label_block import LabelBlock

translate = QCoreApplication.translate

_CUT = QT_TRANSLATE_NOOP("Transcript", "The answer was cut at the model's length limit.")
_HELD_BACK = QT_TRANSLATE_NOOP("Transcript", "The provider cut the answer because of its contents.")
_DECLINED = QT_TRANSLATE_NOOP("Transcript", "The model declined to go on.")

_REASON = "finish_reason:"

_WORDS = {
    "length": _CUT,
    "max_tokens": _CUT,
    "content_filter": _HELD_BACK,
    "refusal": _DECLINED,
}


class NoticeBlock(BlockColumn):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("noticeBlock")
        self._text = ""
        self._label = LabelBlock(shade="muted", role="small")
        self.append(self._label)

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, NoticePart):
            return False
        self._text = part.text
        self._say()
        return True

    def restyle(self) -> None:
        super().restyle()
        self._say()

    def _say(self) -> None:
        words = notice_words(self._text)
        self._label.say(words)
        self.setAccessibleName(words)


def notice_words(text: str) -> str:
    """A sentence for a reason that is known; any other text is in the words of its origin."""
    words = _WORDS.get(text.removeprefix(_REASON).strip()) if text.startswith(_REASON) else None
    return text if words is None else translate("Transcript", words)
