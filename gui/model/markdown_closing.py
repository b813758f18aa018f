"""What must follow a piece of Markdown, so that nothing behind it is taken for a part of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from gui.model.markdown_context import Context, goes_on, read_line


class _Html(NamedTuple):
    """How a piece of HTML begins and ends, and what has to end it where a blank line does not."""

    begins: re.Pattern[str]
    ends: re.Pattern[str]
    end: str = ""
    interrupts: bool = True
    """Whether it can begin amid a paragraph."""


def _html(begins: str, ends: str, end: str = "", *, interrupts: bool = True) -> _Html:
    opening = re.compile(r" {0,3}" + begins, re.IGNORECASE)
    return _Html(opening, re.compile(ends, re.IGNORECASE), end, interrupts)


_TAGS = "script|pre|style|textarea"
_BLOCKS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details"
    "|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head"
    "|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p"
    "|param|search|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
_VALUE = r"""[^\s"'=<>`]+|'[^']*'|"[^"]*\""""
_TAG = rf"<[a-z][\w-]*(\s+[a-z_:][\w.:-]*(\s*=\s*({_VALUE}))?)*\s*/?>|</[a-z][\w-]*\s*>"
_HTML = (
    _html(rf"<({_TAGS})(?=[\s>]|$)", rf"</({_TAGS})>", "</pre>"),
    _html(r"<!--", r"-->", "-->"),
    _html(r"<\?", r"\?>", "?>"),
    _html(r"<![a-z]", r">", ">"),
    _html(r"<!\[CDATA\[", r"\]\]>", "]]>"),
    _html(rf"</?({_BLOCKS})(?=\s|/?>|$)", r"^\s*$"),
    _html(rf"({_TAG})\s*$", r"^\s*$", interrupts=False),
)
"""The kinds of CommonMark."""


def closing(source: str) -> str:
    """Line ends are those of normalised text. Lists and quotes end by themselves."""
    found = Context()
    html: _Html | None = None
    for line in source.removesuffix("\n").split("\n"):
        if html is None:
            fenced = found.fence is not None and not found.around
            html = None if fenced or goes_on(found, line) else _begun_by(line, found)
            if html is None:
                read_line(found, line)
            else:
                found = Context()
        if html is not None and html.ends.search(line):
            html = None
    between = "" if source.endswith("\n") else "\n"
    if html is not None:
        return between + html.end if html.end else ""
    if found.fence is not None and not found.around:
        return between + found.fence.marker
    return ""


def _begun_by(line: str, found: Context) -> _Html | None:
    kinds = (one for one in _HTML if one.interrupts or not found.paragraph)
    return next((one for one in kinds if one.begins.match(line)), None)
