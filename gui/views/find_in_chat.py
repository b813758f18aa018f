"""Find in chat: counts in all of the stored chat, and leads the reader from match to match."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from gui.model.match_tally import MatchTally, Place
from gui.model.search_words import SearchWords
from gui.qt.notices import announce
from gui.qt.task_scope import TaskScope
from gui.qt.text_pane import TextPane
from gui.qt.theme import ThemeSwitch
from gui.services.session_service import SessionService
from gui.views.changed_turns import ChangedTurns
from gui.views.find_bar import FindBar
from gui.views.transcript.match_marks import MatchMarks
from gui.views.transcript.match_reveal import Match, MatchReveal
from gui.views.transcript.passages import Spot
from gui.views.transcript.turn_spots import TurnSpots
from gui.views.transcript.view import TranscriptView

translate = QCoreApplication.translate

PAUSE_MS = 150
"""After the last key, before anything is counted."""

SAID_EVERY = 0.1
"""Seconds between two words about how many matches there are so far."""

_LONGEST_QUERY = 200
_COUNT, _STEP, _RECOUNT = "find: count", "find: step", "find: recount"


@dataclass(frozen=True, kw_only=True)
class FindParts:
    """What it works with; `shown` is the id of the chat in `view`."""

    view: TranscriptView
    service: SessionService
    tasks: TaskScope
    theme: ThemeSwitch
    shown: Callable[[], str | None]


class FindInChat(QObject):
    """Made when it is first asked for; while its bar is closed, nothing happens."""

    def __init__(self, parts: FindParts) -> None:
        super().__init__(parts.view)
        self._parts = parts
        self._view = parts.view
        self.bar = FindBar(parts.view, parts.theme)
        self.marks = MatchMarks(parts.view.column, parts.theme)
        self.reveal = MatchReveal(parts.view, self.marks)
        self._changed = ChangedTurns(parts.service, self)
        self._session_id: str | None = None
        self._words = SearchWords("")
        self._tally = MatchTally(())
        self._spots = TurnSpots(self._words)
        self._at: Place | None = None  # the match that the reader is led to
        self._wish = 0  # a step that waits for what is not counted yet
        self._focus_before: QWidget | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self._changed.ready.connect(self._begin_recount)
        self.bar.words_changed.connect(self._pause.start)
        self.bar.moved.connect(self.step)
        self.bar.closed.connect(self.close)
        self.reveal.corrected.connect(self._correct)
        self.reveal.lost.connect(self._go_past)

    @property
    def is_open(self) -> bool:
        return not self.bar.isHidden()

    def open(self, words: str = "") -> None:
        """Show the bar, or go to it, to look for `words`, or else what is selected."""
        selected = words or _selected_in(self._view)
        if not self.is_open:
            self._focus_before = self.bar.window().focusWidget()
            self._session_id = self._parts.shown()
            self._changed.follow(self._session_id)
            self._view.drawn.connect(self._follow_drawing)
        self.bar.appear(selected)
        _keep_free(self._view, self.bar.room)
        if words or (self.bar.words and not self._words):
            self._search()

    def close(self) -> bool:
        """Whether it was open."""
        if not self.is_open:
            return False
        self._view.drawn.disconnect(self._follow_drawing)
        self._changed.follow(None)
        self._forget()
        had_focus = self.bar.isAncestorOf(QApplication.focusWidget() or self._view)
        self.bar.hide()
        _keep_free(self._view, 0)
        before, self._focus_before = self._focus_before, None
        if had_focus and before is not None and Shiboken.isValid(before) and before.isVisible():
            before.setFocus()
        return True

    def step(self, by: int) -> None:
        """To the next match (1) or the previous one (-1)."""
        if self._pause.isActive():
            self._search()
            return
        self._wish = 0
        if self._at is None:
            return
        found, around = self._tally.step(self._at, by)
        if found is None:
            self._wish = 0 if self._tally.complete else by
            return
        self._lead_to(found)
        if around and by > 0:
            self.bar.hint(translate("Find", "From the top"))
        elif around:
            self.bar.hint(translate("Find", "From the end"))

    def follow_chat(self) -> None:
        """Another chat may be shown, or another branch of this one."""
        if not self.is_open:
            return
        if self._parts.shown() != self._session_id:
            self.close()
        elif self._words and _ids_in(self._view)[: len(self._tally.ids)] != self._tally.ids:
            self._search()

    def _forget(self) -> None:
        for name in (_COUNT, _STEP, _RECOUNT):
            self._parts.tasks.cancel(name)
        self._changed.rest()
        self._pause.stop()
        self._words, self._tally, self._at = SearchWords(""), MatchTally(()), None
        self._spots = TurnSpots(self._words)
        self._wish = 0
        self.reveal.forget()
        self.marks.end()
        self._say()

    def _search(self) -> None:
        """Look for what stands in the bar, from the line that is being read on."""
        self._forget()
        self._words = SearchWords(self.bar.words)
        if not self._words or self._session_id is None:
            return
        self._spots = TurnSpots(self._words)
        self.marks.begin(self._words)
        self._tally = MatchTally(_ids_in(self._view))
        self._say()
        self._parts.tasks.start(_COUNT, self._count(self._session_id, self.bar.words))

    async def _count(self, session_id: str, query: str) -> None:
        column, top = self._view.column, self._view.viewport.top
        start = column.slices[column.index_at(top)].mark.id if column.slices else None
        find = self._parts.service.find_in_chat(session_id, query, start_at=start)
        said = 0.0
        async with aclosing(find) as told:
            async for turn_id, count in told:
                self._tally.put(turn_id, count)
                if self._at is None:
                    await self._choose(turn_id, top if turn_id == start else None)
                if self._wish:
                    self.step(self._wish)
                if perf_counter() > said + SAID_EVERY:
                    self._say()
                    said = perf_counter()
        self._tally.complete = True
        if self._at is None and start is not None and self._tally.count(start):
            self._lead_to(Place(start, 0))  # all matches stand above what is read
        if self._wish:
            self.step(self._wish)
        self._say(aloud=True)

    async def _choose(self, turn_id: str, top: int | None) -> None:
        """The first match of a turn, or the first one at `top` or below."""
        spots = await self._spots_of(turn_id)
        number = 0 if top is None else self.reveal.first_below(turn_id, spots, top)
        if self._at is None and number < len(spots):
            self._at = Place(turn_id, number)
            self.reveal.show(Match(turn_id=turn_id, spots=spots, number=number))

    def _lead_to(self, place: Place) -> None:
        self._at = place
        self._say()
        self._parts.tasks.start(_STEP, self._arrive(place))

    async def _arrive(self, place: Place) -> None:
        spots = await self._spots_of(place.turn_id)
        self._tally.put(place.turn_id, len(spots))
        if not spots:
            self._go_on_from(place)
            return
        self._at = Place(place.turn_id, min(place.number, len(spots) - 1))
        self.reveal.show(Match(turn_id=place.turn_id, spots=spots, number=self._at.number))
        self._say(aloud=True)

    async def _spots_of(self, turn_id: str) -> tuple[Spot, ...]:
        turn = self._view.column.turn(turn_id)
        if turn is None:
            if (kept := self._spots.kept(turn_id)) is not None:
                return kept
            turns = await self._parts.service.turns(self._session_id or "", [turn_id])
            turn = next(iter(turns), None)
        return () if turn is None else await self._spots.of(turn)

    def _go_on_from(self, place: Place) -> None:
        found, _ = self._tally.step(Place(place.turn_id, place.number - 1), 1)
        if found is None:
            self._at = None
            self._say(aloud=True)
        else:
            self._lead_to(found)

    def _follow_drawing(self) -> None:
        if self._words:
            self.marks.refresh()
            self.reveal.go_on()

    def _correct(self, match: Match) -> None:
        self._spots.correct(match.turn_id, match.spots)
        self._tally.put(match.turn_id, len(match.spots))
        self._at = Place(match.turn_id, match.number)
        self._say()

    def _go_past(self, match: Match) -> None:
        """What was to be shown is not there."""
        self._correct(match)
        self._go_on_from(Place(match.turn_id, match.number))

    def _begin_recount(self) -> None:
        if not self._words:
            self._changed.take()
            self._changed.rest()
        elif self._tally.complete:
            self._parts.tasks.start(_RECOUNT, self._recount())
        else:
            self._changed.wait()

    async def _recount(self) -> None:
        """Count the turns that have changed, and only them."""
        for turn in self._changed.take():
            if self._view.column.index_of(turn.id) is None:
                continue
            spots = await self._spots.of(turn)
            self._tally.put(turn.id, len(spots))
            if self._at is not None and self._at.turn_id == turn.id and spots:
                self._at = Place(turn.id, min(self._at.number, len(spots) - 1))
                self.reveal.update(Match(turn_id=turn.id, spots=spots, number=self._at.number))
        self._changed.rest()
        self._say()

    def _say(self, *, aloud: bool = False) -> None:
        words = self.bar.say(self._tally if self._words else None, self._at)
        if aloud and self._tally.complete:
            announce(self.bar.line.edit, words)


def _keep_free(view: TranscriptView, height: int) -> None:
    """Leave room above the conversation for the bar."""
    layout = view.layout()
    if layout is not None:
        layout.setContentsMargins(0, height, 0, 0)


def _ids_in(view: TranscriptView) -> list[str]:
    return [piece.mark.id for piece in view.column.slices]


def _selected_in(view: TranscriptView) -> str:
    """The words that are selected, on one line; "" where there are none, or too many."""
    panes = [p for p in view.column.findChildren(TextPane) if p.textCursor().hasSelection()]
    focused = [pane for pane in panes if pane.hasFocus()]
    chosen = focused or (panes if len(panes) == 1 else [])
    if not chosen:
        return ""
    words = " ".join(chosen[0].textCursor().selectedText().replace("\u200b", "").split())
    return words if len(words) <= _LONGEST_QUERY else ""
