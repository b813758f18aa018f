"""The tables of the search: made from the chats, and made anew where they are damaged."""

# Only names of our own tables and columns are ever put into the statements.
# ruff: noqa: S608

from __future__ import annotations

import sqlite3

SEARCH_TABLES: tuple[str, ...] = (
    # The words of turns, and what can be filtered by. Only the index is kept, not the texts; it
    # is deleted from by saying once more what was put in.
    """
    CREATE VIRTUAL TABLE search_text USING fts5
    (body, facts, content = '', tokenize = 'ascii', prefix = '2 3 4')
    """,
    # Titles are short enough to be kept twice.
    """
    CREATE VIRTUAL TABLE search_title USING fts5(title, tokenize = 'ascii', prefix = '1 2 3')
    """,
    "CREATE VIRTUAL TABLE search_title_words USING fts5vocab(search_title, 'row')",
)

_GONE = "INSERT INTO search_gone (doc, position, kind, source, text, data)"
_PUT_ASIDE = f"""
    {_GONE} VALUES (OLD.doc, -1, OLD.role, OLD.agent, OLD.model, OLD.state);
    {_GONE} SELECT OLD.doc, position, kind, source, text, data FROM part WHERE turn_id = OLD.id;
"""


def _before(change: str, turn_id: str, when: str = "") -> str:
    """What makes a turn be read again when its parts change behind the back of the search."""
    name = change.split(maxsplit=1)[0].lower()
    return f"""
    CREATE TRIGGER search_part_{name} BEFORE {change} ON part
    WHEN (SELECT doc FROM turn WHERE id = {turn_id}) IS NOT NULL {when}
    BEGIN
        {_GONE} SELECT doc, -1, role, agent, model, state FROM turn WHERE id = {turn_id};
        {_GONE} SELECT turn.doc, part.position, part.kind, part.source, part.text, part.data
            FROM part JOIN turn ON turn.id = part.turn_id WHERE turn.id = {turn_id};
        UPDATE turn SET doc = NULL WHERE id = {turn_id};
    END
    """


_CHANGED = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in ("kind", "source", "text", "data"))

SEARCH_MIGRATION: tuple[str, ...] = (
    # Where a turn is in the index, NULL while it is not there. Near its Unix time in seconds, so
    # that the newest come first and dates are ranges.
    "ALTER TABLE turn ADD COLUMN doc INTEGER",
    "CREATE UNIQUE INDEX turn_doc ON turn (doc) WHERE doc IS NOT NULL",
    "CREATE INDEX turn_unread ON turn (id, state) WHERE doc IS NULL",
    "ALTER TABLE session ADD COLUMN doc INTEGER",
    "CREATE UNIQUE INDEX session_doc ON session (doc) WHERE doc IS NOT NULL",
    "CREATE INDEX session_unread ON session (id) WHERE doc IS NULL",
    *SEARCH_TABLES,
    # What is to be taken out of the index: the rows as they were put in, the turn's own first.
    """
    CREATE TABLE search_gone (
        doc INTEGER NOT NULL,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        source TEXT NOT NULL,
        text TEXT NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (doc, position)
    ) WITHOUT ROWID
    """,
    "CREATE TABLE search_title_gone (doc INTEGER PRIMARY KEY NOT NULL)",
    "INSERT OR REPLACE INTO meta (name, value) VALUES ('search', '1')",
    # Triggers only put aside: one that writes into a damaged index would keep chats from changing.
    f"""
    CREATE TRIGGER search_turn_deleted BEFORE DELETE ON turn WHEN OLD.doc IS NOT NULL
    BEGIN {_PUT_ASIDE} END
    """,
    f"""
    CREATE TRIGGER search_turn_changed AFTER UPDATE OF role, agent, model, state ON turn
    WHEN OLD.doc IS NOT NULL AND (OLD.role IS NOT NEW.role OR OLD.agent IS NOT NEW.agent
        OR OLD.model IS NOT NEW.model OR OLD.state IS NOT NEW.state)
    BEGIN {_PUT_ASIDE} UPDATE turn SET doc = NULL WHERE id = OLD.id; END
    """,
    _before("INSERT", "NEW.turn_id"),
    _before("DELETE", "OLD.turn_id"),
    _before("UPDATE", "OLD.turn_id", f"AND ({_CHANGED})"),
    """
    CREATE TRIGGER search_session_deleted BEFORE DELETE ON session WHEN OLD.doc IS NOT NULL
    BEGIN INSERT INTO search_title_gone (doc) VALUES (OLD.doc); END
    """,
    """
    CREATE TRIGGER search_title_changed AFTER UPDATE OF title ON session
    WHEN OLD.doc IS NOT NULL AND OLD.title IS NOT NEW.title
    BEGIN
        INSERT INTO search_title_gone (doc) VALUES (OLD.doc);
        UPDATE session SET doc = NULL WHERE id = OLD.id;
    END
    """,
)


def make_anew(connection: sqlite3.Connection) -> None:
    """Empty tables in place of those that there are; what was in them is to be put in again.

    To be called in a transaction.
    """
    for name in ("search_title_words", "search_text", "search_title"):
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in SEARCH_TABLES:
        connection.execute(statement)
    connection.execute("DELETE FROM search_gone")
    connection.execute("DELETE FROM search_title_gone")
