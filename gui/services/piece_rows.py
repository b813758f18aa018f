"""Long texts while they grow: what is new is put beside the part, which is not written anew.

A part's own row holds the beginning of its text, and each piece says from which character on it
stands. When the part has ended it is written whole and its pieces go.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gui.model.turn import Part, TextPart, ThoughtPart, Turn
from gui.services.row_mapping import Row, storable

if TYPE_CHECKING:
    import sqlite3

LONG = 20_000
"""Characters from which on writing a text anew several times a second would be felt."""

Pieces = dict[tuple[object, object], list[tuple[int, str]]]
"""By turn and position of the part: where each begins, and its text, in order."""


def known_length(saved: Part, part: Part) -> int | None:
    """How much of a long growing text the file has; None where the part must be written."""
    if not isinstance(saved, TextPart | ThoughtPart) or not isinstance(part, type(saved)):
        return None
    length = len(saved.text)
    if length < LONG or not part.open or not part.text.startswith(saved.text):
        return None
    return length if replace(saved, text=part.text) == part else None


def write_piece(connection: sqlite3.Connection, turn: Turn, position: int, start: int) -> None:
    """The text of that part from `start` on."""
    part = turn.parts[position]
    if isinstance(part, TextPart | ThoughtPart):
        connection.execute(
            "INSERT OR REPLACE INTO piece (turn_id, position, start, text) VALUES (?, ?, ?, ?)",
            (turn.id, position, start, storable(part.text[start:])),
        )


def forget_pieces(connection: sqlite3.Connection, turn_id: str, position: int) -> None:
    """The part's own row has the whole text."""
    connection.execute("DELETE FROM piece WHERE turn_id = ? AND position = ?", (turn_id, position))


def read_pieces(connection: sqlite3.Connection, wanted: str) -> Pieces:
    """Of the turns whose ids are in the JSON list `wanted`."""
    found: Pieces = {}
    for turn_id, position, start, text in connection.execute(
        "SELECT turn_id, position, start, text FROM piece"
        " WHERE turn_id IN (SELECT value FROM json_each(?)) ORDER BY turn_id, position, start",
        (wanted,),
    ):
        found.setdefault((turn_id, position), []).append((start, text))
    return found


def whole_row(row: Row, pieces: Pieces) -> Row:
    """A row of a part with its pieces; those that it holds already, as of a backup, do not count.

    The row is in the order of PART_COLUMNS.
    """
    mine = pieces.get((row[0], row[1]))
    if not mine:
        return row
    texts = [str(row[4])]
    length = len(texts[0])
    for start, text in mine:
        if start >= length:
            texts.append(text)
            length += len(text)
    return (*row[:4], "".join(texts), *row[5:])
