"""The titles of chats in a search: looked through with typing errors forgiven, and shown."""

# Only names of our own tables and columns are ever put into the statements.
# ruff: noqa: S608

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from itertools import islice

from gui.model.passage import Passage, marked
from gui.model.search_query import FilterName, SearchQuery
from gui.model.title_typos import SHORTEST, alike, allowed
from gui.services.row_mapping import text_in, whole_in
from gui.services.search_match import Match, moment, title_match
from gui.services.search_results import ChatFound, TurnFound

MOST = 20
"""Chats that are shown because of their titles."""

_PART = 3  # letters of the middle of a word that are looked for
_HOLDING = 40  # words that may stand in place of one that they hold
_ALIKE = 4  # words that may stand in place of one that was mistyped


class TitleSearch:
    """Keeps the words of all titles as long as no title changes."""

    def __init__(self) -> None:
        self._stamp: bytes | None = None
        self._words: tuple[str, ...] = ()

    def find(
        self,
        connection: sqlite3.Connection,
        query: SearchQuery,
        match: Match,
        *,
        forgiving: bool,
    ) -> tuple[tuple[ChatFound, ...], tuple[str, ...]]:
        """Chats by their titles, the newest first, and the words that were taken as meant."""
        if not query.words or match.about_turns:
            return (), ()
        found = _with_titles(connection, query, match)
        if len(found) < MOST:
            known = {chat.session_id for chat in found}
            inside = _with_titles(connection, query, match, self._holding(connection, query))
            found += tuple(chat for chat in inside if chat.session_id not in known)
        if found or not forgiving:
            return found[:MOST], ()
        doubtful = [w.words[0] for w in query.words if len(w.words) == 1 and allowed(w.words[0])]
        known_words = self._known(connection) if doubtful else ()
        meant = {word: alike(word, known_words)[:_ALIKE] for word in doubtful}
        found = _with_titles(connection, query, match, meant)
        used = [word for words in meant.values() for word in words[:1]]
        return found, tuple(used) if found else ()

    def chats(
        self,
        connection: sqlite3.Connection,
        groups: Mapping[str, Sequence[TurnFound]],
    ) -> list[ChatFound]:
        """In the order of `groups`."""
        rows = connection.execute(
            "SELECT id, title, updated_at, archived FROM session"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(groups)),),
        )
        about = {text_in(row[0]): row for row in rows}
        return [
            ChatFound(
                session_id=session_id,
                title=Passage(text=text_in(about[session_id][1])),
                updated_at=whole_in(about[session_id][2]),
                archived=bool(about[session_id][3]),
                turns=tuple(turns),
            )
            for session_id, turns in groups.items()
            if session_id in about
        ]

    def _holding(
        self, connection: sqlite3.Connection, query: SearchQuery
    ) -> dict[str, tuple[str, ...]]:
        """Words with what was typed in their middle."""
        typed = [w.words[0] for w in query.words if len(w.words) == 1 and w.beginning]
        parts = [word for word in typed if len(word) >= _PART]
        known = self._known(connection) if parts else ()
        return {
            word: tuple(islice((each for each in known if each.find(word) > 0), _HOLDING))
            for word in parts
        }

    def _known(self, connection: sqlite3.Connection) -> tuple[str, ...]:
        # The first record of the index counts its words, and so is another after each change.
        row = connection.execute("SELECT block FROM search_title_data WHERE id = 1").fetchone()
        stamp = bytes(row[0]) if row else b""
        if stamp != self._stamp:
            rows = connection.execute(
                "SELECT term FROM search_title_words WHERE term GLOB '[^0-9]*'"
                " AND length(term) >= ?",
                (SHORTEST - 1,),
            )
            self._words = tuple(text_in(row[0]) for row in rows)
            self._stamp = stamp
        return self._words


def _with_titles(
    connection: sqlite3.Connection,
    query: SearchQuery,
    match: Match,
    instead: Mapping[str, Sequence[str]] | None = None,
) -> tuple[ChatFound, ...]:
    """With the words that were typed, or others `instead` of one; none where there are none."""
    others = frozenset(word for words in (instead or {}).values() for word in words)
    if instead is not None and not others:
        return ()
    expression = title_match(query.words, lambda word: (instead or {}).get(word, ()))
    conditions = [*match.chats, "session.deleted_at IS NULL"]
    conditions += [f"session.updated_at >= {moment(d)}000" for d in query.values(FilterName.AFTER)]
    conditions += [f"session.created_at < {moment(d)}000" for d in query.values(FilterName.BEFORE)]
    rows = connection.execute(
        "SELECT session.id, session.title, updated_at, archived FROM search_title"
        " JOIN session ON session.doc = search_title.rowid"
        f" WHERE search_title MATCH ? AND {' AND '.join(conditions)}"
        " ORDER BY search_title.rowid DESC LIMIT ?",
        (expression, MOST),
    )
    return tuple(
        ChatFound(
            session_id=text_in(session_id),
            title=marked(text_in(title), query.words, others),
            updated_at=whole_in(updated_at),
            archived=bool(archived),
        )
        for session_id, title, updated_at, archived in rows
    )
