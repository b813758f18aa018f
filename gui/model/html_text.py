"""What a web page says: headings, lists, links, code and tables of its HTML, as text.

Of the libraries for this one is under the GPL, and the others bring a parser that recurses as
deep as a page is nested. The parser of the standard library does neither, and this is enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

LONGEST = 1_000_000
"""Characters of the result."""

_CHUNK = 64 * 1024
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SKIPPED = frozenset(
    ("script", "style", "template", "noscript", "svg", "iframe", "object", "select")
)
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd"),
        *("details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
        *("header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre"),
        *("section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_APART = frozenset(("p", "ul", "ol", "pre", "table", "blockquote", "h1", "h2", "h3", "h4"))
_CELLS = frozenset(("td", "th"))
_LINKS = ("http://", "https://", "mailto:")
_DEEPEST_LIST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """`whole` is False where the page was too long, or took too long to read."""

    title: str
    text: str
    whole: bool


def page_text(
    html: str, *, address: str = "", over: Callable[[], bool] = lambda: False
) -> PageText:
    """`address` is what links are relative to; `over` says when to give up."""
    page = _Page(address)
    whole = _read(page, html, over)
    lines = "\n".join(page.lines())
    return PageText(
        title=_SPACES.sub(" ", "".join(page.title)).strip(),
        text=re.sub(r"\n{3,}", "\n\n", lines).strip("\n")[:LONGEST],
        whole=whole and len(lines) <= LONGEST,
    )


def _read(page: _Page, html: str, over: Callable[[], bool]) -> bool:
    """In pieces, larger where a piece brought nothing new, so that no page costs its square."""
    at = 0
    while at < len(html):
        if over() or page.size > LONGEST:
            return False
        size = max(_CHUNK, len(page.rawdata))
        page.feed(html[at : at + size])
        at += size
    if len(page.rawdata) <= _CHUNK:
        page.close()  # an unfinished tag, which the parser looks at again and again
    return True


@dataclass(slots=True)
class _Link:
    """An open `<a>`: where its words begin in the line."""

    address: str
    start: int


@dataclass(slots=True)
class _List:
    """An open list; `number` is that of its next item, None where items have dots."""

    number: int | None = None


@dataclass(slots=True)
class _Line:
    """The line that is being written."""

    words: list[str] = field(default_factory=list)
    before: str = ""


class _Page(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.size = 0
        self._address = address
        self._lines: list[str] = []
        self._line = _Line()
        self._link: _Link | None = None
        self._lists: list[_List] = []
        self._skipped: list[str] = []
        self._in_title = False
        self._in_code = 0

    def lines(self) -> list[str]:
        self._break()
        if self._in_code:
            self._lines.append("```")
            self._in_code = 0
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self._in_title = not self.title
        if tag in _SKIPPED:
            self._skipped.append(tag)
        if self._skipped:
            return
        if tag in _BLOCKS:
            self._begin(tag)
        elif tag == "br":
            self._break()
        elif tag in _CELLS and self._line.words:
            self._say(" | ")
        elif tag == "a":
            self._open_link(dict(attrs).get("href") or "")
        elif tag == "img" and (words := dict(attrs).get("alt")):
            self._say(f"[image: {_SPACES.sub(' ', words)}]")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if tag in _SKIPPED and tag in self._skipped:
            del self._skipped[self._skipped.index(tag) :]
            return
        if self._skipped:
            return
        if tag == "a":
            self._close_link()
        elif tag in _BLOCKS:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif self._skipped:
            return
        elif self._in_code:
            first, *others = data.split("\n")
            self._say(first)
            for line in others:
                self._break(even_empty=True)
                self._say(line)
        else:
            words = _SPACES.sub(" ", data)
            if words != " " or self._line.words:
                self._say(words)

    def _begin(self, tag: str) -> None:
        self._break()
        if tag in _APART and not (self._lists and tag in {"ul", "ol", "p"}):
            self._lines.append("")
        if tag in {"ul", "ol"}:
            self._lists.append(_List(number=1 if tag == "ol" else None))
        elif tag == "li":
            self._line.before = self._mark()
        elif tag == "pre":
            self._in_code += 1
            if self._in_code == 1:
                self._lines.append("```")
        elif tag == "hr":
            self._lines.append("---")
        elif len(tag) == 2 and tag[1].isdigit():
            self._line.before = f"{'#' * int(tag[1])} "

    def _end(self, tag: str) -> None:
        self._break()
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "pre" and self._in_code:
            self._in_code -= 1
            if self._in_code == 0:
                self._lines.append("```")
        self._line.before = ""
        if tag in _APART and not self._lists:
            self._lines.append("")

    def _mark(self) -> str:
        depth = min(len(self._lists), _DEEPEST_LIST)
        inner = self._lists[-1] if self._lists else _List()
        if inner.number is None:
            return f"{'  ' * max(0, depth - 1)}- "
        inner.number += 1
        return f"{'  ' * max(0, depth - 1)}{inner.number - 1}. "

    def _say(self, words: str) -> None:
        if words:
            self._line.words.append(words)
            self.size += len(words)

    def _open_link(self, href: str) -> None:
        self._close_link()
        try:
            address = urljoin(self._address, href.strip())
        except ValueError:
            return  # no address at all
        if address.startswith(_LINKS) and not href.startswith("#"):
            self._link = _Link(address, len(self._line.words))

    def _close_link(self) -> None:
        if self._link is not None:
            self._point(self._link)
            self._link = None

    def _point(self, link: _Link) -> None:
        """Put the address behind the words of the link that stand in this line."""
        words = "".join(self._line.words[link.start :])
        if words.strip():
            gap = " " * words.startswith(" ")
            end = " " * words.endswith(" ")
            self._line.words[link.start :] = [f"{gap}[{words.strip()}]({link.address}){end}"]
            self.size += len(link.address)

    def _break(self, *, even_empty: bool = False) -> None:
        if self._link is not None:
            self._point(self._link)
            self._link.start = 0
        words = "".join(self._line.words)
        if not self._in_code:
            words = words.strip()
        if words or even_empty:
            self._lines.append(f"{self._line.before}{words}".rstrip())
            self._line.before = ""
        self._line.words.clear()
