"""What an output is besides text: JSON data, or a table in JSON, CSV, TSV or Markdown."""

from __future__ import annotations

import csv
import json
import re
from typing import NamedTuple

LONGEST = 200_000
"""Characters of an output that is looked at for a shape; a longer one is text."""

MOST_COLUMNS = 30
MOST_ROWS = 2_000
_LEAST_ROWS = 2  # below the head; a single comma in two lines is no table
_LONGEST_CELL = 500
_DELIMITER_ROW = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_CELL_END = re.compile(r"(?<!\\)\|")


class Grid(NamedTuple):
    """A table: its head, and its rows, each as long as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Data(NamedTuple):
    """JSON that has something to unfold: an object or an array with something in it."""

    value: dict[str, object] | list[object]


Shape = Grid | Data


def shape_of(text: str) -> Shape | None:
    """The shape of `text`, or None where it is best read as it is. Takes a few milliseconds."""
    if len(text) > LONGEST:
        return None
    stripped = text.strip()
    if stripped[:1] in ("{", "["):
        return _of_json(stripped)
    return _of_markdown(stripped) or _of_delimited(text.strip("\r\n"))


def data_of(text: str) -> Data | None:
    """The JSON in `text`, never taken for a table."""
    if len(text) > LONGEST or text.lstrip()[:1] not in ("{", "["):
        return None
    value = _parsed(text)
    return Data(value) if isinstance(value, dict | list) and value else None


def is_number(cell: str) -> bool:
    """Whether a cell holds a number, with or without a unit that stands for a share."""
    return bool(_NUMBER.fullmatch(cell))


_NUMBER = re.compile(r"[-+−]?(?:\d{1,3}(?:[,  ]\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?\s?%?")


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _of_json(text: str) -> Shape | None:
    value = _parsed(text)
    if not isinstance(value, dict | list) or not value:
        return None
    grid = _grid_of_objects(value) if isinstance(value, list) else None
    return grid or Data(value)


def _grid_of_objects(items: list[object]) -> Grid | None:
    """Flat objects with the same keys, as a list of rows."""
    first = items[0]
    if len(items) < _LEAST_ROWS or not isinstance(first, dict):
        return None
    head = tuple(first)
    if not 1 <= len(head) <= MOST_COLUMNS:
        return None
    rows = []
    for item in items[:MOST_ROWS]:
        if not isinstance(item, dict) or item.keys() != first.keys():
            return None
        values = [item[name] for name in head]
        if any(isinstance(value, dict | list) for value in values):
            return None
        rows.append(tuple(_cell(value) for value in values))
    return Grid(head, tuple(rows)) if len(items) <= MOST_ROWS else None


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value)


def _of_markdown(text: str) -> Grid | None:
    lines = text.split("\n", MOST_ROWS + 3)
    if len(lines) < 2 + _LEAST_ROWS - 1 or len(lines) > MOST_ROWS + 2 or "|" not in lines[0]:
        return None
    if not _DELIMITER_ROW.fullmatch(lines[1]):
        return None
    head, _, *rows = (_markdown_cells(line) for line in lines)
    return _even(head, rows) if all("|" in line for line in lines[2:]) else None


def _markdown_cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(cell.strip().replace("\\|", "|") for cell in _CELL_END.split(inner))


def _of_delimited(text: str) -> Grid | None:
    """CSV or TSV: a head with names, and rows that all have as many cells."""
    first = text.partition("\n")[0]
    delimiter = max("\t", ",", ";", key=first.count)
    if not first.count(delimiter):
        return None
    lines = (f"{line}\n" for line in text.replace("\r\n", "\n").split("\n"))
    try:
        read = csv.reader(lines, delimiter=delimiter, strict=True)
        rows = [tuple(row) for row in read if row]
    except csv.Error:
        return None
    if len(rows) < 1 + _LEAST_ROWS or not _is_head(rows[0]):
        return None
    same = all(len(row) == len(rows[0]) for row in rows)
    prose = delimiter != "\t" and any(cell.startswith(" ") for row in rows for cell in row[1:])
    return _even(rows[0], rows[1:]) if same and not prose else None


def _is_head(cells: tuple[str, ...]) -> bool:
    """Names, all of them different: what begins with a digit, or with nothing, is a row."""
    return len(set(cells)) == len(cells) and all(
        cell.strip() and not cell.lstrip(" -+")[:1].isdigit() for cell in cells
    )


def _even(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Grid | None:
    width = len(head)
    if not 2 <= width <= MOST_COLUMNS or len(rows) > MOST_ROWS:
        return None
    filled = [(*row, *[""] * (width - len(row)))[:width] for row in rows]
    if any(len(cell) > _LONGEST_CELL for row in filled for cell in row):
        return None
    return Grid(head, tuple(filled))
