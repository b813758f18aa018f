"""What the log says about each answer: enough to see what happened, never what was said."""

from __future__ import annotations

import logging

from gui.model.titles import one_line
from gui.model.turn import Turn, TurnState

_log = logging.getLogger(__name__)

_LONGEST_FACT = 100
_LONGEST_CHAIN = 4  # of errors, each the cause of the one before
_UNKNOWN = "-"


def log_end(turn: Turn, error: BaseException | None) -> None:
    """One line for an answer that has ended, and one more for one that failed through `error`."""
    seconds = ((turn.ended_at or turn.created_at) - turn.created_at) / 1000
    _log.info("answer %s: %s after %.1f s, %d parts", turn.id, turn.state, seconds, len(turn.parts))
    if turn.state is not TurnState.FAILED:
        return
    problem = turn.problem
    facts = problem.facts if problem is not None else {}
    _log.warning(
        "answer %s failed: %s, host %s, model %s, status %s, %s",
        turn.id,
        problem.kind if problem is not None else _UNKNOWN,
        _short(facts.get("host", "")),
        _short(facts.get("model", "") or turn.model),
        _short(facts.get("status", "")),
        _types(error),
    )


def _types(error: BaseException | None) -> str:
    """The names of the error and of its causes; their words may hold what was said."""
    names: list[str] = []
    while error is not None and len(names) < _LONGEST_CHAIN:
        names.append(type(error).__name__)
        error = error.__cause__
    return " < ".join(names) or "no error"


def _short(fact: str) -> str:
    return one_line(fact)[:_LONGEST_FACT] or _UNKNOWN
