"""Looks through the index for what was typed: the newest first, so much at a time, then ranked."""

# Only names of our own tables and columns are ever put into the statements.
# ruff: noqa: S608

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from gui.model.passage import Passage, beginning_of, how_often, passage_of
from gui.model.search_query import SearchQuery
from gui.model.turn import Role
from gui.services import search_index
from gui.services.part_rows import PART_COLUMNS, part_of
from gui.services.part_texts import is_markdown, texts_of
from gui.services.row_mapping import Row, text_in, whole_in
from gui.services.search_documents import document_of
from gui.services.search_match import Match, documents_fit
from gui.services.search_places import conditions_of_places
from gui.services.search_results import ChatFound, Cursor, SearchPage, TurnFound
from gui.services.search_titles import TitleSearch

PAGE = 40
"""Messages that are shown at a time."""

POOL = 150
"""Messages that are found before the best of them are shown."""

PER_CHAT = 6
"""Of one chat, on one page; the others come with the next ones."""

SECONDS = 0.02
"""After which a search shows what it has, and goes on when it is asked to."""

_BATCH = 100
_FEW = 20_000  # messages of chats that fit, up to which only these are looked at
_UNREAD = 100  # of the turns that are not in the index, the newest that are looked through
_LONG = 100_000  # characters of a turn that is not read to be ranked or without the index
_FADING = 90 * 86_400  # seconds in which being new comes to count half
_DAY = 86_400_000

_TURNS = (
    "SELECT turn.doc, turn.id, turn.session_id, turn.role, turn.agent, turn.created_at, turn.size"
    " FROM json_each(?) AS wanted JOIN turn ON turn.{key} = wanted.value"
    " JOIN session ON session.id = turn.session_id WHERE session.deleted_at IS NULL"
)


@dataclass(slots=True, kw_only=True)
class _Candidate:
    doc: int | None
    turn_id: str
    session_id: str
    role: str
    agent: str
    at: int
    size: int
    score: float = 0.0
    parts: list[Row] = field(default_factory=list)


class SearchFind:
    """One search on one connection; `titles` is kept from one search to the next."""

    def __init__(
        self, connection: sqlite3.Connection, query: SearchQuery, titles: TitleSearch
    ) -> None:
        self._connection = connection
        self._query = query
        self._titles = titles
        match = Match.of(query)
        places = conditions_of_places(connection, query)
        self._match = replace(match, chats=(*match.chats, *places))
        self._conditions = "".join(f" AND {each}" for each in self._match.chats)
        self._first, self._last = self._match.docs
        self._among: set[int] | None = None
        self._until = time.perf_counter() + SECONDS

    def page(self, cursor: Cursor | None) -> SearchPage:
        """The first page, or what comes at `cursor`."""
        if not self._query:
            return SearchPage(left=search_index.left(self._connection))
        self._keep_to_chats()
        pool = list(self._again(cursor.waiting)) if cursor else self._unread()
        doc = self._last if cursor is None else cursor.doc
        if doc is not None and len(pool) < POOL:
            doc = self._look(doc, pool)
        shown, waiting = self._best(pool)
        rest = None
        if doc is not None or waiting:
            rest = Cursor(doc=doc, waiting=tuple(each.turn_id for each in waiting))
        chats: tuple[ChatFound, ...] = ()
        meant: tuple[str, ...] = ()
        if cursor is None:
            chats, meant = self._titles.find(
                self._connection, self._query, self._match, forgiving=len(pool) < POOL
            )
        return SearchPage(
            chats=_joined(chats, self._grouped(shown)),
            rest=rest,
            left=search_index.left(self._connection) if cursor is None else 0,
            meant=meant,
        )

    def sessions(self, most: int) -> set[str]:
        """The chats of the newest `most` messages that fit, and of those not in the index yet."""
        self._keep_to_chats()
        found = {each.session_id for each in self._unread()}
        docs = self._docs(self._first, self._last)
        for _ in range(most // _BATCH):
            batch = list(islice(docs, _BATCH))
            found.update(each.session_id for each in self._turns(batch, "doc"))
            if len(batch) < _BATCH:
                break
        return found

    def _keep_to_chats(self) -> None:
        """Chats are few beside their messages: those that fit are found beforehand."""
        if not self._conditions:
            return
        rows = self._connection.execute(
            "SELECT turn.doc FROM session CROSS JOIN turn ON turn.session_id = session.id WHERE"
            " +turn.doc BETWEEN ? AND ? AND session.deleted_at IS NULL"
            f"{self._conditions} LIMIT ?",
            (self._first, self._last, _FEW + 1),
        )
        docs_of_chats = {row[0] for row in rows}
        if len(docs_of_chats) <= _FEW:
            self._among = docs_of_chats
            self._first = min(docs_of_chats, default=self._last)
            self._last = min(self._last, max(docs_of_chats, default=self._last))

    def _look(self, last: int, pool: list[_Candidate]) -> int | None:
        """Take candidates from `last` down; where to go on, None at the end."""
        docs = self._docs(self._first, last)
        while len(pool) < POOL and time.perf_counter() < self._until:
            batch = list(islice(docs, _BATCH))
            pool += self._turns(batch, "doc")
            if len(batch) < _BATCH:
                return None
            last = batch[-1] - 1
        return last

    def _docs(self, first: int, last: int) -> Iterator[int]:
        among = self._among
        if among is not None and not self._match.expression:
            return iter(sorted((doc for doc in among if first <= doc <= last), reverse=True))
        if self._match.expression:
            rows = self._connection.execute(
                "SELECT rowid FROM search_text WHERE search_text MATCH ?"
                " AND rowid BETWEEN ? AND ? ORDER BY rowid DESC",
                (self._match.expression, first, last),
            )
        else:
            rows = self._connection.execute(
                "SELECT doc FROM turn WHERE doc IS NOT NULL AND doc BETWEEN ? AND ?"
                " ORDER BY doc DESC",
                (first, last),
            )
        return (row[0] for row in rows if among is None or row[0] in among)

    def _turns(self, keys: Sequence[int] | Sequence[str], key: str) -> list[_Candidate]:
        """In the order of the keys, without those of chats that are deleted or do not fit."""
        rows = self._connection.execute(
            f"{_TURNS.format(key=key)}{self._conditions}", (json.dumps(keys),)
        )
        return [
            _Candidate(
                doc=doc,
                turn_id=text_in(turn_id),
                session_id=text_in(session_id),
                role=text_in(role),
                agent=text_in(agent),
                at=whole_in(at),
                size=whole_in(size),
            )
            for doc, turn_id, session_id, role, agent, at, size in rows
        ]

    def _again(self, ids: Sequence[str]) -> list[_Candidate]:
        return self._turns(ids, "id")

    def _unread(self) -> list[_Candidate]:
        """Of the newest turns that are not in the index – one runs, perhaps – those that fit."""
        rows = self._connection.execute(
            "SELECT id, role, agent, model, state, created_at FROM turn WHERE doc IS NULL"
            " AND size < ? ORDER BY id DESC LIMIT ?",
            (_LONG, _UNREAD),
        ).fetchall()
        if not rows:
            return []
        parts = self._parts([row[0] for row in rows])
        first, last = self._match.docs
        fitting = [
            row[0]
            for row in rows
            if first <= row[5] // 1000 <= last
            and documents_fit(self._query, *document_of(row[1:5], parts.get(row[0], [])))
        ]
        return self._turns(fitting, "id")

    def _parts(self, ids: Iterable[str]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self._connection.execute(
            f"SELECT {PART_COLUMNS} FROM part WHERE turn_id IN (SELECT value FROM json_each(?))"
            " ORDER BY turn_id, position",
            (json.dumps(list(ids)),),
        ):
            found.setdefault(row[0], []).append(row)
        return found

    def _best(self, pool: list[_Candidate]) -> tuple[list[_Candidate], list[_Candidate]]:
        """Those to show now, the best first, and the others."""
        parts = self._parts(each.turn_id for each in pool if each.size < _LONG)
        newest = max((each.at for each in pool), default=0)
        usual = sum(each.size for each in pool) / len(pool) if pool else 1
        for each in pool:
            each.parts = parts.get(each.turn_id, [])
            each.score = self._fit(each, usual) + 0.5 ** ((newest - each.at) / 1000 / _FADING)
        pool.sort(key=lambda each: each.score, reverse=True)
        shown: list[_Candidate] = []
        waiting: list[_Candidate] = []
        of_chat: dict[str, int] = {}
        for each in pool:
            of_chat[each.session_id] = of_chat.get(each.session_id, 0) + 1
            room = len(shown) < PAGE and of_chat[each.session_id] <= PER_CHAT
            (shown if room else waiting).append(each)
        return shown, waiting

    def _fit(self, candidate: _Candidate, usual: float) -> float:
        """From 0 to 1, like BM25: words that come again count ever less, long texts make them
        count less. How rare a word is does not matter: all words are in all candidates."""
        words = self._query.words
        if not words:
            return 0.0
        count = sum(how_often(text_in(row[4]), words) for row in candidate.parts) / len(words)
        return count / (count + 1.2 * (0.25 + 0.75 * candidate.size / (usual or 1)))

    def _grouped(self, shown: Sequence[_Candidate]) -> list[ChatFound]:
        long = self._parts(each.turn_id for each in shown if not each.parts)
        groups: dict[str, list[TurnFound]] = {}
        for each in shown:
            rows = each.parts or long.get(each.turn_id, [])
            groups.setdefault(each.session_id, []).append(self._found(each, rows))
        return self._titles.chats(self._connection, groups)

    def _found(self, candidate: _Candidate, rows: Sequence[Row]) -> TurnFound:
        role = Role.USER if candidate.role == Role.USER else Role.AGENT
        best = self._passage(rows, role) or self._passage(rows, role, thorough=True)
        if best is None:
            best = self._beginning(rows, role)
        _, kind, source, passage = best
        return TurnFound(
            turn_id=candidate.turn_id,
            role=role,
            who="" if role is Role.USER else source or candidate.agent,
            kind=kind,
            at=candidate.at,
            passage=passage,
        )

    def _beginning(self, rows: Sequence[Row], role: Role) -> tuple[int, str, str, Passage]:
        parts = (part_of(row) for row in rows)
        said = ((part, text) for part in parts for text in texts_of(part) if text)
        for part, text in said:
            passage = beginning_of(text, markdown=is_markdown(part, role))
            return 0, text_in(rows[0][2]), "", passage
        return 0, "text", "", Passage(text="")

    def _passage(
        self, rows: Sequence[Row], role: Role, *, thorough: bool = False
    ) -> tuple[int, str, str, Passage] | None:
        """The passage with most of what was typed, and from which part it is."""
        best: tuple[int, str, str, Passage] | None = None
        for row in rows if self._query.words else ():
            part = part_of(row)
            markdown = is_markdown(part, role)
            for text in texts_of(part):
                passage = passage_of(text, self._query.words, markdown=markdown, thorough=thorough)
                if passage is None:
                    continue
                shown = len({passage.text[a:b].casefold() for a, b in passage.marks})
                if best is None or shown > best[0]:
                    best = shown, text_in(row[2]), part.source, passage
                    if shown >= len(self._query.words):
                        return best
        return best


def _joined(by_title: Sequence[ChatFound], by_words: Sequence[ChatFound]) -> tuple[ChatFound, ...]:
    """A chat that was found by its title has its messages with it."""
    turns = {chat.session_id: chat.turns for chat in by_words}
    first = [replace(chat, turns=turns.pop(chat.session_id, ())) for chat in by_title]
    return (*first, *(chat for chat in by_words if chat.session_id in turns))
