"""Requests to models: their rows, which go with the turn that they were made in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gui.model.turn import ModelRequest, Turn
from gui.services.row_mapping import (
    Row,
    number_in,
    storable,
    storable_count,
    text_in,
    usage_in,
)

if TYPE_CHECKING:
    import sqlite3

Requests = dict[object, list[ModelRequest]]
"""By turn, in their order."""


def changed_requests(saved: Turn | None, turn: Turn) -> tuple[int, ...]:
    """The places of those that the file does not have; one that changes is another object."""
    old = saved.requests if saved is not None else ()
    if old is turn.requests:
        return ()
    return tuple(
        place
        for place, request in enumerate(turn.requests)
        if place >= len(old) or old[place] is not request
    )


def write_requests(connection: sqlite3.Connection, turn: Turn, places: Iterable[int]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO model_request (turn_id, position, source, model, started_at,"
        " first_at, ended_at, prompt_tokens, completion_tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_row(turn.id, place, turn.requests[place]) for place in places],
    )


def forget_requests(connection: sqlite3.Connection, turn: Turn) -> None:
    """Those behind the last that the turn has."""
    connection.execute(
        "DELETE FROM model_request WHERE turn_id = ? AND position >= ?",
        (turn.id, len(turn.requests)),
    )


def read_requests(connection: sqlite3.Connection, wanted: str) -> Requests:
    """Of the turns whose ids are in the JSON list `wanted`."""
    found: Requests = {}
    for turn_id, *row in connection.execute(
        "SELECT turn_id, source, model, started_at, first_at, ended_at, prompt_tokens,"
        " completion_tokens FROM model_request"
        " WHERE turn_id IN (SELECT value FROM json_each(?)) ORDER BY turn_id, position",
        (wanted,),
    ):
        found.setdefault(turn_id, []).append(_request(tuple(row)))
    return found


def _row(turn_id: str, place: int, request: ModelRequest) -> Row:
    usage = request.usage
    return (
        turn_id,
        place,
        storable(request.source),
        storable(request.model),
        request.started_at,
        request.first_at,
        request.ended_at,
        storable_count(usage.prompt_tokens) if usage else None,
        storable_count(usage.completion_tokens) if usage else None,
    )


def _request(row: Row) -> ModelRequest:
    source, model, started, first, ended, prompt, completion = row
    return ModelRequest(
        source=text_in(source),
        model=text_in(model),
        started_at=number_in(started) or 0.0,
        first_at=number_in(first),
        ended_at=number_in(ended),
        usage=usage_in(prompt, completion),
    )
