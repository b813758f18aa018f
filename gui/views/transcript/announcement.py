"""Tells a screen reader, once, that an answer has ended."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from gui.model.turn import Turn, TurnState
from gui.views.problem_text import problem_text

translate = QCoreApplication.translate

LONGEST = 1_000
"""Characters of an answer that are read aloud; the rest can be read in its block."""


def announce(view: QWidget, turn: Turn) -> None:
    """Say how `turn` ended; nothing while it runs."""
    if turn.state is TurnState.RUNNING or not QAccessible.isActive():
        return
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, announcement(turn)))


def announcement(turn: Turn) -> str:
    match turn.state:
        case TurnState.DONE:
            words = translate("Transcript", "Answer: {text}")
            return words.format(text=turn.text[:LONGEST])
        case TurnState.FAILED if turn.problem is not None:
            return problem_text(turn.problem).sentence
        case _:
            return translate("Transcript", "The answer was stopped.")
