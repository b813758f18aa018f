"""What Parley's Markdown has beyond CommonMark: formulas, footnotes and the hosts of links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gui.model.stated_address import real_host
from gui.qt.links import allowed_link

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

translate = QCoreApplication.translate

LONGEST_BLOCK = 10_000
LONGEST_INLINE = 2_000
"""Characters of a formula between its marks; what is longer is ordinary text."""

_BLOCK_ENDS = {"$$": "$$", "\\[": "\\]"}
_CLOSING = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_FOOTNOTE = re.compile(r"\[\^([\w.+*-]{1,40})\]")
_RANGES = re.compile(r"(?:[a-zA-Z0-9]-[a-zA-Z0-9])+[\w.+*-]*")
"""`[^a-z]` is a set of letters that somebody writes about, and no footnote."""
_LINK_GOES_ON = re.compile(r"\(|\[(?!\^)")
"""What stands before it in brackets is the text of a link."""
_VARIABLE = re.compile(r"[A-Z][A-Z_]+\W?")
"""`$HOME/$USER` are two variables of a shell."""


def add_rules(parser: MarkdownIt) -> None:
    from mdit_py_plugins.footnote.index import footnote_def

    above = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "math_block", _math_block, {"alt": above})
    parser.block.ruler.before(
        "reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]}
    )
    parser.inline.ruler.before("escape", "math_inline", _math_inline)
    parser.inline.ruler.before("link", "footnote_ref", _footnote_ref)
    parser.core.ruler.push("link_hosts", _add_link_hosts)
    parser.core.ruler.push("alert_titles", _translate_titles)


def source_of_formula(content: str, markup: str) -> str:
    """The Markdown of a formula whose token has this content and markup."""
    return f"{markup}{content}{_CLOSING[markup]}"


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """From a line that begins with its mark to the line that ends with the other one.

    Without any blank line within: so where text ends for sure, no formula is open.
    """
    if state.is_code_block(start):
        return False
    first = _line(state, start)
    mark = first[:2]
    closing = _BLOCK_ENDS.get(mark)
    if closing is None:
        return False
    length = 0
    for number in range(start, end):
        line = _line(state, number)
        bare = line[2:] if number == start else line
        length += len(bare) + 1
        inside = number == start or state.sCount[number] >= state.blkIndent
        if not line or not inside or length > LONGEST_BLOCK:
            return False
        if bare.endswith(closing):
            break
    else:
        return False
    if not silent:
        lines = [_line(state, at) for at in range(start, number + 1)]
        token = state.push("math_block", "math", 0)
        token.content = "\n".join(lines)[2:-2].strip()
        token.markup = mark
        token.map = [start, number + 1]
        token.block = True
        state.line = number + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    begin = state.bMarks[number] + state.tShift[number]
    return state.src[begin : state.eMarks[number]].strip(" \t")


def _math_inline(state: StateInline, silent: bool) -> bool:
    found = _dollars(state) if state.src[state.pos] == "$" else _brackets(state)
    if found is None:
        return False
    mark, content = found
    if not silent:
        kind = "math_inline" if mark in ("$", "\\(") else "math_inline_double"
        token = state.push(kind, "math", 0)
        token.content, token.markup = content, mark
    state.pos += len(mark) + len(content) + len(_CLOSING[mark])
    return True


def _brackets(state: StateInline) -> tuple[str, str] | None:
    mark = state.src[state.pos : state.pos + 2]
    if mark not in ("\\(", "\\["):
        return None
    return _between(state, mark)


def _dollars(state: StateInline) -> tuple[str, str] | None:
    source, pos = state.src, state.pos
    if source.startswith("$$", pos):
        return _between(state, "$$")
    before = source[pos - 1] if pos else " "
    if before == "$" or (before.isascii() and before.isalnum()):
        return None
    end = pos + 1
    while True:
        end = source.find("$", end, pos + LONGEST_INLINE)
        if end < 0:
            return None
        if source[end - 1] != "\\":
            break
        end += 1
    content = source[pos + 1 : end]
    after = source[end + 1 : end + 2]
    if not content or content != content.strip() or after.isdigit() or after == "$":
        return None
    if _VARIABLE.fullmatch(content) and (after.isalpha() or after in ("_", "{")):
        return None
    return None if "\n" in content or "`" in content else ("$", content)


def _between(state: StateInline, mark: str) -> tuple[str, str] | None:
    start = state.pos + len(mark)
    end = state.src.find(_CLOSING[mark], start, start + LONGEST_INLINE)
    content = state.src[start:end]
    return (mark, content) if end >= 0 and content.strip() else None


def _footnote_ref(state: StateInline, silent: bool) -> bool:
    """Whether it is defined anywhere is not asked: text is rendered in slices."""
    if not state.src.startswith("[^", state.pos):
        return False
    found = _FOOTNOTE.match(state.src, state.pos)
    if found is None or _RANGES.fullmatch(found[1]) or _LINK_GOES_ON.match(state.src, found.end()):
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.content = found[1]
        token.meta = {"label": found[1]}
    state.pos = found.end()
    return True


def _add_link_hosts(state: StateCore) -> None:
    """After a link whose words state another address than its own, the host it leads to."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = list(_with_hosts(token.children))


def _with_hosts(tokens: list[Token]) -> Iterator[Token]:
    from markdown_it.token import Token

    words: list[str] = []
    address = ""
    for token in tokens:
        yield token
        if token.type == "link_open":
            address = allowed_link(str(token.attrs.get("href", ""))) or ""
            words = []
        elif token.type == "link_close":
            host = real_host("".join(words), address) if address else ""
            if host:
                yield Token("link_host", "", 0, content=f" ({host})")
            address = ""
        elif address:
            words.append(token.content)


def _translate_titles(state: StateCore) -> None:
    titles = {
        "Note": translate("Markdown", "Note"),
        "Tip": translate("Markdown", "Tip"),
        "Important": translate("Markdown", "Important"),
        "Warning": translate("Markdown", "Warning"),
        "Caution": translate("Markdown", "Caution"),
    }
    for before, token in pairwise(state.tokens):
        if before.type == "alert_title_open" and token.content in titles:
            token.content = titles[token.content]
            for child in token.children or ():
                child.content = token.content
