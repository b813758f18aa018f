"""Says in words what an export holds, and what of it cannot be taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import assert_never

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from gui.services.foreign.export_survey import ExportSurvey, FoundChat
from gui.services.foreign.foreign_chat import Flaw, Loss, Source

translate = QCoreApplication.translate

SOURCES = {
    Source.CHATGPT: "ChatGPT",
    Source.CLAUDE: "Claude",
    Source.OPEN_WEBUI: "Open WebUI",
    Source.LIBRECHAT: "LibreChat",
    Source.PARLEY: "Parley",
}


def flaw_words(flaw: Flaw) -> str:
    """Why a chat cannot be taken."""
    match flaw:
        case Flaw.NO_CHAT:
            return translate("Arrivals", "This is no chat.")
        case Flaw.EMPTY:
            return translate("Arrivals", "There is nothing in it.")
        case Flaw.TOO_LARGE:
            return translate("Arrivals", "It is too large.")
        case Flaw.TOO_DEEP:
            return translate("Arrivals", "Its parts are nested too deeply.")
        case Flaw.DAMAGED:
            return translate("Arrivals", "Its file is damaged.")
        case Flaw.BROKEN:
            return translate("Arrivals", "The file is damaged from here on.")
        case Flaw.NEWER:
            return translate("Arrivals", "It was written by a newer Parley.")
        case _:
            assert_never(flaw)


def loss_words(losses: Mapping[Loss, int]) -> str:
    """What of a chat, or of several, cannot be taken; "" where all can."""
    return ", ".join(_loss(loss, losses[loss]) for loss in Loss if losses.get(loss))


def _loss(loss: Loss, count: int) -> str:
    match loss:
        case Loss.FILE:
            return translate("Arrivals", "%n file(s) that the export does not hold", "", count)
        case Loss.SOUND:
            return translate("Arrivals", "%n recording(s)", "", count)
        case Loss.UNKNOWN:
            return translate("Arrivals", "%n part(s) of an unknown kind", "", count)
        case Loss.LINK:
            return translate("Arrivals", "%n message(s) out of place, put in a row", "", count)
        case _:
            assert_never(loss)


def origin_words(survey: ExportSurvey) -> str:
    """Where the chats come from."""
    names = sorted({SOURCES[c.source] for c in survey.chats if c.source in SOURCES})
    return ", ".join(names) or translate("Arrivals", "A transcript")


def count_words(chats: Sequence[FoundChat]) -> str:
    """What the chats have: dates, branches and pictures."""
    told = [dates_words(chats)]
    branched = sum(chat.branches > 1 for chat in chats)
    files = sum(chat.files for chat in chats)
    if branched:
        told.append(translate("Arrivals", "%n with branches", "", branched))
    if files:
        told.append(translate("Arrivals", "%n picture(s) and files", "", files))
    return " · ".join(words for words in told if words)


def total_losses(survey: ExportSurvey) -> Counter[Loss]:
    total: Counter[Loss] = Counter()
    for chat in survey.chats:
        total.update(chat.losses)
    return total


def dates_words(chats: Sequence[FoundChat]) -> str:
    moments = [at for chat in chats for at in (chat.created_at, chat.updated_at) if at is not None]
    if not moments:
        return ""
    first, last = date_words(min(moments)), date_words(max(moments))
    return first if first == last else f"{first} – {last}"


def date_words(unix_ms: int | None) -> str:
    if unix_ms is None:
        return ""
    then = datetime.fromtimestamp(unix_ms / 1000, UTC).astimezone()
    pattern = translate("ImportPreview", "MMM d, yyyy")
    return QLocale().toString(QDate(then.year, then.month, then.day), pattern)
