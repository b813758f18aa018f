"""Runs that go on: what they must not do twice, and what the user has said to those that wait.

Both lie in one table and go when their turn ends. A word of the user is there until the turn
itself tells it, so that what was decided just before a crash is not asked again. Each of several
answers that are compared has with it which they are, and who gives them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.model.comparison import Compared
from gui.model.endpoint import ModelRef
from gui.model.respondent import Respondent
from gui.model.run_record import RecordKind, RunRecord
from gui.services.row_mapping import Facts, facts_in, member_in, storable, text_in, whole_in

if TYPE_CHECKING:
    import sqlite3

_WORD = "word"
COMPARISON = "comparison"
"""The kind of the row that tells which answers are compared."""

_KINDS = frozenset(kind.value for kind in RecordKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What the user has decided or answered. Of an answer, `text` is all there is to it.

    `id` is the call's, or the question's; `asked` is what was asked for: the call's arguments,
    or the question. A run that is begun again gives its questions other ids.
    """

    number: int
    source: str
    id: str
    asked: str
    question: bool
    name: str = ""  # of the tool
    allowed: bool = True
    text: str = ""  # the arguments to use where they were changed, or the answer
    reason: str = ""
    at: float = 0.0  # Unix seconds


def write_records(
    connection: sqlite3.Connection, turn_id: str, records: Iterable[RunRecord]
) -> None:
    for record in records:
        row = (record.kind.value, storable(record.source), record.number, storable(record.data))
        _write(connection, turn_id, row)


def read_records(connection: sqlite3.Connection, turn_id: str) -> tuple[RunRecord, ...]:
    rows = connection.execute(
        "SELECT kind, source, number, data FROM run_record WHERE turn_id = ?"
        " ORDER BY kind, source, number",
        (turn_id,),
    )
    return tuple(
        RunRecord(
            kind=member_in(RecordKind, kind, RecordKind.MODEL),
            source=text_in(source),
            number=whole_in(number),
            data=text_in(data),
        )
        for kind, source, number, data in rows
        if kind in _KINDS
    )


def write_word(connection: sqlite3.Connection, turn_id: str, word: Word) -> None:
    facts: Facts = {
        "id": word.id,
        "asked": word.asked,
        "question": word.question,
        "allowed": word.allowed,
        "text": word.text,
        "reason": word.reason,
        "name": word.name,
        "at": word.at,
    }
    row = (_WORD, storable(word.source), word.number, json.dumps(facts))
    _write(connection, turn_id, row)


def read_words(connection: sqlite3.Connection, turn_id: str) -> tuple[Word, ...]:
    rows = connection.execute(
        "SELECT source, number, data FROM run_record WHERE turn_id = ? AND kind = ?"
        " ORDER BY number",
        (turn_id, _WORD),
    )
    return tuple(
        _word(text_in(source), whole_in(number), facts_in(data)) for source, number, data in rows
    )


def forget_words(connection: sqlite3.Connection, turn_id: str, words: Iterable[Word]) -> None:
    connection.executemany(
        "DELETE FROM run_record WHERE turn_id = ? AND kind = ? AND source = ? AND number = ?",
        [(turn_id, _WORD, storable(word.source), word.number) for word in words],
    )


def write_comparison(connection: sqlite3.Connection, compared: Sequence[Compared]) -> None:
    """With each of them that runs, since that of one goes when its turn ends."""
    data = json.dumps([_facts_of(one) for one in compared])
    for one in compared:
        _write(connection, one.turn_id, (COMPARISON, "", 0, data))


def read_comparison(connection: sqlite3.Connection, turn_id: str) -> tuple[Compared, ...]:
    """In the order in which they are shown; nothing for an answer that is not compared."""
    row = connection.execute(
        "SELECT data FROM run_record WHERE turn_id = ? AND kind = ?", (turn_id, COMPARISON)
    ).fetchone()
    try:
        read = json.loads(text_in(row[0])) if row else []
    except ValueError:
        return ()
    rows = read if isinstance(read, list) else []
    found = tuple(_compared(one) for one in rows if isinstance(one, dict))
    return found if any(one.turn_id == turn_id for one in found) else ()


def forget_run(connection: sqlite3.Connection, turn_id: str) -> None:
    connection.execute("DELETE FROM run_record WHERE turn_id = ?", (turn_id,))


def _write(connection: sqlite3.Connection, turn_id: str, row: tuple[str, str, int, str]) -> None:
    """Nothing where the file has no such turn that runs: it may have been replaced, or be late."""
    connection.execute(
        "INSERT OR REPLACE INTO run_record (turn_id, kind, source, number, data)"
        " SELECT id, ?, ?, ?, ? FROM turn WHERE id = ? AND state = 'running'",
        (*row, turn_id),
    )


def _facts_of(one: Compared) -> dict[str, str | None]:
    model = one.by.model
    return {
        "turn": one.turn_id,
        "endpoint": None if model is None else model.endpoint_id,
        "model": None if model is None else model.model,
        "team": one.by.team_id,
    }


def _compared(facts: dict[str, object]) -> Compared:
    endpoint, model, team = facts.get("endpoint"), facts.get("model"), facts.get("team")
    known = isinstance(endpoint, str) and isinstance(model, str)
    ref = ModelRef(endpoint_id=text_in(endpoint), model=text_in(model)) if known else None
    by = Respondent(model=ref, team_id=team if isinstance(team, str) else None)
    return Compared(turn_id=text_in(facts.get("turn")), by=by)


def _word(source: str, number: int, facts: Facts) -> Word:
    at = facts.get("at")
    return Word(
        number=number,
        source=source,
        id=text_in(facts.get("id")),
        asked=text_in(facts.get("asked")),
        question=bool(facts.get("question")),
        allowed=facts.get("allowed") is True,
        text=text_in(facts.get("text")),
        reason=text_in(facts.get("reason")),
        name=text_in(facts.get("name")),
        at=float(at) if isinstance(at, int | float) else 0.0,
    )
