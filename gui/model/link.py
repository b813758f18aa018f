"""Links that begin with parley:// – what they may ask for, which is only to show something.

    parley://new                        a new chat
    parley://new?text=...               a new chat with words in its box, never sent
    parley://chat/<chat>                a chat of this computer
    parley://settings/<page>            a page of the settings
    parley://quick-ask                  the small window for a quick question

They come from other programs and from web pages: nothing is sent, run or changed by one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote_plus

SCHEME = "parley"
LONGEST_TEXT = 8_000
"""Characters of a text that a link brings."""

_LONGEST_LINK = 12 * LONGEST_TEXT
_FORM = re.compile(r"parley://([a-z-]+)((?:/[^/?#]+)*)/?(?:\?([^#]*))?", re.IGNORECASE)
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PAGE = re.compile(r"[a-z][a-z_-]{0,31}")
_BROKEN = re.compile(r"%(?![0-9A-Fa-f]{2})")
_JOINERS = "\u200c\u200d"
"""Invisible, but Persian words and many emoji need them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChat:
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowChat:
    session_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowSettings:
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickAsk:
    """Show the window for a quick question."""


Link = NewChat | ShowChat | ShowSettings | QuickAsk


def read_link(address: str) -> Link | None:
    """None for every address that is not one of those above."""
    found = _FORM.fullmatch(address) if len(address) <= _LONGEST_LINK else None
    if found is None:
        return None
    path = tuple(found[2].split("/")[1:])
    match (found[1].lower(), path, found[3]):
        case ("new", (), query):
            text = _text(query or "")
            return None if text is None else NewChat(text=text)
        case ("chat", (session_id,), None) if _ID.fullmatch(session_id):
            return ShowChat(session_id=session_id)
        case ("settings", (page,), None) if _PAGE.fullmatch(page):
            return ShowSettings(page=page)
        case ("quick-ask", (), None):
            return QuickAsk()
        case _:
            return None


def write_link(link: Link) -> str:
    match link:
        case NewChat():
            return f"{SCHEME}://new" + (f"?text={quote(link.text, safe='')}" if link.text else "")
        case ShowChat():
            return f"{SCHEME}://chat/{link.session_id}"
        case ShowSettings():
            return f"{SCHEME}://settings/{link.page}"
        case QuickAsk():
            return f"{SCHEME}://quick-ask"


def visible_text(text: str) -> str:
    """Without control characters and signs that nobody would see; line breaks and tabs stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if _is_visible(sign))


def _text(query: str) -> str | None:
    """The text of a query that has nothing but a text; "" for none."""
    if not query:
        return ""
    name, _, value = query.partition("=")
    if name != "text" or "&" in value or _BROKEN.search(value):
        return None
    try:
        text = visible_text(unquote_plus(value, errors="strict"))
    except UnicodeDecodeError:
        return None
    return text if len(text) <= LONGEST_TEXT else None


def _is_visible(sign: str) -> bool:
    if sign in "\n\t" or sign in _JOINERS:
        return True
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")
