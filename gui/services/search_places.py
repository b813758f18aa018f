"""Where chats are, in a search: those of a title, those in a folder, and those with a tag."""

# Only names of our own tables and columns are ever put into the statements.

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from gui.model.search_query import FilterName, SearchQuery
from gui.model.search_text import words_of
from gui.services.row_mapping import text_in
from gui.services.search_match import prefix


def conditions_of_places(connection: sqlite3.Connection, query: SearchQuery) -> Iterator[str]:
    """What must be true of a session, for each `in:` and each `tag:`."""
    for value in query.values(FilterName.IN):
        titled = connection.execute(
            "SELECT rowid FROM search_title WHERE search_title MATCH ?", (prefix(value.split()),)
        )
        docs = ", ".join(str(row[0]) for row in titled)
        folders = ", ".join(_quoted(connection, _folders(connection, value)))
        yield f"(session.doc IN ({docs}) OR session.filed_in IN ({folders}))"
    for value in query.values(FilterName.TAG):
        tagged = connection.execute(
            "SELECT rowid, tags FROM session WHERE deleted_at IS NULL"
            " AND tags <> '[]' AND json_valid(tags)"
        )
        rows = ", ".join(str(row[0]) for row in tagged if _has_tag(text_in(row[1]), value))
        yield f"session.rowid IN ({rows})"


def _folders(connection: sqlite3.Connection, value: str) -> set[str]:
    """The folders of that name, and all that are in them, however deep."""
    rows = connection.execute("SELECT id, name, parent_id FROM folder").fetchall()
    found = {text_in(row[0]) for row in rows if _begins(text_in(row[1]), value)}
    while more := {text_in(row[0]) for row in rows if text_in(row[2]) in found} - found:
        found |= more
    return found


def _has_tag(tags: str, value: str) -> bool:
    read = json.loads(tags)
    return isinstance(read, list) and any(_begins(str(tag), value) for tag in read)


def _begins(name: str, value: str) -> bool:
    """Whether some word of `name` begins what is looked for, and its words follow."""
    return f" {value}" in f" {' '.join(words_of(name))}"


def _quoted(connection: sqlite3.Connection, ids: Iterable[str]) -> Iterator[str]:
    for each in sorted(ids):
        yield connection.execute("SELECT quote(?)", (each,)).fetchone()[0]
