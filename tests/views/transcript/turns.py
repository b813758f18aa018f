"""Turns to show, and how to wait for them."""

from __future__ import annotations

from time import perf_counter

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from gui.model.turn import Part, Role, TextPart, Turn, TurnMark, TurnState
from gui.views.transcript.block import Block
from gui.views.transcript.versions import Siblings
from gui.views.transcript.view import TranscriptView

NOON = 1_790_000_000_000


def user(turn_id: str, text: str, *, session: str = "s") -> Turn:
    return Turn(
        id=turn_id,
        session_id=session,
        parent_id=None,
        role=Role.USER,
        state=TurnState.DONE,
        created_at=NOON,
        parts=(TextPart(source="user", text=text),),
    )


def agent(
    turn_id: str, *parts: Part | str, state: TurnState = TurnState.DONE, session: str = "s"
) -> Turn:
    return Turn(
        id=turn_id,
        session_id=session,
        parent_id=None,
        role=Role.AGENT,
        state=state,
        created_at=NOON,
        ended_at=None if state is TurnState.RUNNING else NOON + 2_100,
        agent="assistant",
        parts=tuple(text(part) if isinstance(part, str) else part for part in parts),
    )


def text(words: str, *, growing: bool = False) -> TextPart:
    return TextPart(source="assistant", text=words, open=growing)


def chat(turns: int, *, session: str = "s") -> tuple[Turn, ...]:
    """Questions and answers in turn, the last one answered."""
    return tuple(
        user(f"t{n:04}", f"Question {n}", session=session)
        if n % 2 == 0
        else agent(f"t{n:04}", f"Answer {n}\n\n" + "Some more words. " * 20, session=session)
        for n in range(turns)
    )


def show(view: TranscriptView, turns: tuple[Turn, ...], siblings: Siblings | None = None) -> None:
    """Show all of `turns`."""
    view.show_transcript([TurnMark.of(turn) for turn in turns], turns, siblings)


def finish(block: Block, width: int = 600) -> int:
    """Do all the work that `block` has put off; its height."""
    while not block.advance(perf_counter() + 1):
        pass
    return block.lay_out(width)


def destroy(thing: QObject) -> None:
    """Delete now what a running loop would delete later."""
    if shiboken6.isValid(thing):
        thing.deleteLater()
        QCoreApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete)
