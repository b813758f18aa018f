"""Where the next block of Markdown stands: in which lists, quotes, alerts and footnotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.qt.markdown_style import ALERT_TONES, Place, Words

if TYPE_CHECKING:
    from markdown_it.token import Token

_BULLETS = "•◦▪"


@dataclass
class _OpenList:
    """A list being written: its bullet, or the number of its next item."""

    bullet: str = ""
    number: int = 1
    suffix: str = "."

    def next_marker(self) -> str:
        if self.bullet:
            return self.bullet
        self.number += 1
        return f"{self.number - 1}{self.suffix}"


class Nesting:
    """Follows the tokens that open and close what other blocks stand in."""

    def __init__(self, *, list_indent: int) -> None:
        self.place = Place()
        self.marker_due = False  # the next block begins a list item
        self.tight = False
        self.note = ""  # the label of a footnote whose words come next
        self._list_indent = list_indent
        self._lists: list[_OpenList] = []
        self._tones: list[str] = []  # of the quotes that are open, "" for those that are no alerts

    @property
    def words(self) -> Words:
        """The look of plain words here."""
        quoted = self.place.quotes > 0 and not self.place.tone
        return Words(faded=quoted, small=self.place.small)

    def next_marker(self) -> str:
        return self._lists[-1].next_marker()

    def open_quote(self, token: Token, *, rtl: bool = False) -> None:
        place = self.place
        left = place.left if place.quotes else place.lists * self._list_indent
        tone = ALERT_TONES.get(str(token.meta.get("kind", "")).lower(), "")
        self._tones.append(tone)
        self.place = place._replace(
            quotes=place.quotes + 1,
            left=left,
            tone=tone,
            rtl=place.rtl if place.quotes else rtl,
        )

    def close_quote(self, token: Token) -> None:
        del token
        self._tones.pop()
        quotes = len(self._tones)
        tone = self._tones[-1] if self._tones else ""
        self.place = self.place._replace(
            quotes=quotes, tone=tone, rtl=self.place.rtl and quotes > 0
        )

    def open_list(self, token: Token) -> None:
        depth = len(self._lists) + 1
        if token.type == "ordered_list_open":
            start = int(token.attrs.get("start", 1))
            self._lists.append(_OpenList(number=start, suffix=token.markup or "."))
        else:
            self._lists.append(_OpenList(bullet=_BULLETS[min(depth, len(_BULLETS)) - 1]))
        self.place = self.place._replace(lists=depth)

    def close_list(self, token: Token) -> None:
        del token
        self._lists.pop()
        self.place = self.place._replace(lists=len(self._lists))
        self.tight = self.tight and bool(self._lists)

    def open_item(self, token: Token) -> None:
        self.marker_due = not token.meta.get("continues")  # the item of a slice that was cut

    def open_note(self, token: Token) -> None:
        self.note = str(token.meta.get("label", ""))
        self.place = self.place._replace(small=True)

    def close_note(self, token: Token) -> None:
        del token
        self.note = ""
        self.place = self.place._replace(small=False)
