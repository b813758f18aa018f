"""What the search says beside its results: how many, what was not understood, what to type."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from gui.model.search_query import SearchQuery
from gui.services.search_results import SearchPage

translate = QCoreApplication.translate

HINTS = ("agent:", "model:", "tool:", "has:code", "has:image", "has:file", "has:error",
         "in:", "tag:", "after:7d", "before:", "is:pinned", "is:archived", "is:unread")  # fmt: skip


def count_words(messages: int, chats: int, *, more: bool) -> str:
    """How much has been found so far."""
    if not messages and not chats:
        return "…" if more else ""
    said = translate("Search", "%n message(s)", "", messages)
    where = translate("Search", "in %n chat(s)", "", chats)
    return f"{said} {where}{'…' if more else ''}"


def nothing_words(typed: str) -> str:
    """For a search that found nothing."""
    return translate(
        "Search",
        "Nothing found for “{typed}”. Try fewer words or only how they begin, or take a filter "
        "away.",
    ).format(typed=typed.strip())


def empty_words() -> str:
    """Before anything is typed."""
    return translate(
        "Search",
        "Type what was said, by you or an agent, in any chat. A filter narrows it down, and"
        ' "quotation marks" keep words together.',
    )


def remarks(query: SearchQuery, page: SearchPage) -> list[str]:
    """What somebody who searches should know."""
    said: list[str] = []
    if query.misread:
        words = translate("Search", "“{words}” is no filter, so it is looked for as words.")
        said.append(words.format(words=" ".join(query.misread)))
    if page.meant:
        words = translate("Search", "Titles with “{words}” are shown too.")
        said.append(words.format(words=" ".join(page.meant)))
    if page.left:
        words = translate(
            "Search", "{count} older messages are still being read in and cannot be found yet."
        )
        said.append(words.format(count=_number(page.left)))
    return said


def _number(number: int) -> str:
    return QLocale().toString(number)
