"""Whether a bounded piece of Markdown would take long to parse, and is better shown as it is."""

from __future__ import annotations

import re

from gui.model.markdown_lines import QUOTES

_BRACKETS = 500
_ADDRESSES = 150
_MARKS = 1_500
_CELLS = 600
_FORMULAS = 60
_QUOTES = 400
_MARK = re.compile(r"[!#$%&*+\-:<=>@\[\\\]^_`{}~]")  # where the parser tries its rules


def is_costly(source: str) -> bool:
    """Limits far above what anyone writes, each a few milliseconds of parsing."""
    return has_costly_words(source) or has_costly_cells(source) or _has_costly_quotes(source)


def has_costly_words(source: str) -> bool:
    if source.count("[") > _BRACKETS or source.count("]") > 2 * _BRACKETS:
        return True
    if source.count("//") > _ADDRESSES:
        return True
    if source.count("$$") + source.count("\\[") > _FORMULAS:
        return True
    return len(_MARK.findall(source)) > _MARKS


def has_costly_cells(source: str) -> bool:
    """Whether it may hold a table whose short rows are filled up with too many empty cells."""
    if source.count("|") < _CELLS // 20:
        return False
    lines = source.split("\n")
    return max(line.count("|") for line in lines) * len(lines) > _CELLS


def _has_costly_quotes(source: str) -> bool:
    if source.count(">") <= _QUOTES:
        return False
    depths = (QUOTES.match(line) for line in source.split("\n"))
    return sum(match[0].count(">") for match in depths if match) > _QUOTES
