"""Something that happened and belongs to the record; how a model ended is put into words."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from gui.model.events import FILES_CUT, FILES_UNREAD, NOBODY_NAMED, PICTURES_UNSEEN
from gui.model.turn import NoticePart, Part
from gui.model.words import QT_TRANSLATE_NOOP
from gui.services.answer import LIMIT_REACHED, TEAM_CHANGED
from gui.views.problem_text import limit_sentence
from gui.views.transcript.block import BlockColumn, LaidOutBlock
from gui.views.transcript.brief_block import BriefBlock
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

_CUT = QT_TRANSLATE_NOOP("Transcript", "The answer was cut at the model's length limit.")
_HELD_BACK = QT_TRANSLATE_NOOP("Transcript", "The provider cut the answer because of its contents.")
_DECLINED = QT_TRANSLATE_NOOP("Transcript", "The model declined to go on.")

_KINDS = {
    TEAM_CHANGED: QT_TRANSLATE_NOOP(
        "Transcript",
        "The team has changed since the last answer. What was said before was told to it anew.",
    ),
    PICTURES_UNSEEN: QT_TRANSLATE_NOOP(
        "Transcript",
        "This model cannot see pictures; it was told only the words. If it can, say so in"
        " Settings › Models.",
    ),
}

_FILES = {
    FILES_UNREAD: QT_TRANSLATE_NOOP(
        "Transcript",
        "There was nothing to read in {names}, and the model was told so. A click on the file"
        " shows what it was sent.",
    ),
    FILES_CUT: QT_TRANSLATE_NOOP(
        "Transcript",
        "The model was sent only the beginning of {names}: it is too long. A click on the file"
        " shows what it was sent.",
    ),
}

_LIMIT = re.compile(r"(?P<which>\w+): (?P<used>[\d.]+) of (?P<limit>[\d.]+)")
_NOBODY = re.compile(r"(?P<count>\d+): (?P<name>.+)")
_REASON = "finish_reason:"

_WORDS = {
    "length": _CUT,
    "max_tokens": _CUT,
    "content_filter": _HELD_BACK,
    "refusal": _DECLINED,
}


class NoticeBlock(BlockColumn):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("noticeBlock")
        self._part = NoticePart(source="", text="")
        self._brief = BriefBlock(around)
        self.append(self._brief)
        self._around = around
        self._raise: _RaiseLimit | None = None

    def show_part(self, part: Part) -> bool:
        if not isinstance(part, NoticePart):
            return False
        self._part = part
        self._say()
        return True

    def restyle(self) -> None:
        super().restyle()
        self._say()

    def _say(self) -> None:
        self._brief.say(_said(self._part))
        self.setAccessibleName(self._brief.words)
        if self._part.kind == LIMIT_REACHED and self._raise is None:
            self._raise = _RaiseLimit()
            self._raise.button.clicked.connect(self._around.outlet.limits_wanted)
            self.append(self._raise)
        if self._raise is not None:
            self._raise.retranslate()
            self._raise.setVisible(self._part.kind == LIMIT_REACHED)


class _RaiseLimit(LaidOutBlock):
    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton()
        self.button.setObjectName("raiseLimitButton")
        self.button.setProperty("inline", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)

    def retranslate(self) -> None:
        self.button.setText(translate("Transcript", "Raise the limit…"))
        self.touch()


def _said(part: NoticePart) -> str:
    """What its origin calls it stands before the words, where Parley has none of its own."""
    if part.kind in _KINDS:
        return translate("Transcript", _KINDS[part.kind])
    if part.kind in _FILES:
        return translate("Transcript", _FILES[part.kind]).format(names=part.text)
    reached = _LIMIT.fullmatch(part.text) if part.kind == LIMIT_REACHED else None
    if reached is not None:
        return limit_sentence(reached["which"], reached["limit"])
    unnamed = _NOBODY.fullmatch(part.text) if part.kind == NOBODY_NAMED else None
    if unnamed is not None:
        return _nobody_words(int(unnamed["count"]), unnamed["name"])
    words = notice_words(part.text)
    return f"{part.kind}: {words}" if part.kind else words


def _nobody_words(count: int, name: str) -> str:
    told = translate(
        "Transcript",
        "The model was asked who speaks next and named nobody who may, in %n request(s), so {name}"
        " speaks. Choose a stronger model for this team, or say more clearly in Agents & teams"
        " what each member is for.",
        None,
        count,
    )
    return told.format(name=name)


def notice_words(text: str) -> str:
    """A sentence for a reason that is known; any other text is in the words of its origin."""
    words = _WORDS.get(text.removeprefix(_REASON).strip()) if text.startswith(_REASON) else None
    return text if words is None else translate("Transcript", words)
