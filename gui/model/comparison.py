"""Answers that several give to one message at once, among which the user chooses."""

from __future__ import annotations

from dataclasses import dataclass

from gui.model.respondent import Respondent


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One of them, by its turn, and who gives it."""

    turn_id: str
    by: Respondent
