"""Drawings of formulas: made one after the other in a thread, kept, and told of when ready."""

from __future__ import annotations

import gc
from collections import OrderedDict, deque
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple
from weakref import finalize

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from gui.qt.formula_drawing import Drawing

MOST_KEPT = 1_000
"""Formulas, drawn or not."""

MOST_ELEMENTS = 600_000
"""Points of all paths that are kept, some 24 bytes each."""

_LOOK_EVERY_MS = 30
"""While formulas are drawn, their readers lay out anew at most so often."""
_END_WITHIN = 0.02
"""Seconds that a thread may take to end when it has nothing more to do."""


class Formula(NamedTuple):
    """What is drawn: `display` is larger, and stands in a paragraph of its own."""

    tex: str
    display: bool = False


class Outcome(NamedTuple):
    """A drawing, or why there is none."""

    drawing: Drawing | None
    reason: str = ""


class MathPictures(QObject):
    """Asked for a formula that it does not have, it draws it and says `ready` some time later.

    Colour and size are of no concern here: a drawing is scaled and coloured when it is painted.
    """

    ready = Signal()
    """More formulas have their outcome."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outcomes: OrderedDict[Formula, Outcome] = OrderedDict()
        self._elements = 0
        self._drawer = _Drawer()
        self._look = QTimer(self)  # the thread itself touches nothing of Qt's that lives here
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(self._collect)
        self.destroyed.connect(self._drawer.close)
        finalize(self, self._drawer.close)  # Python lets go of it without telling Qt's way

    def outcome(self, formula: Formula) -> Outcome | None:
        """What has become of `formula`; None while it is drawn."""
        found = self._outcomes.get(formula)
        if found is not None:
            self._outcomes.move_to_end(formula)
            return found
        self._drawer.ask(formula)
        if not self._look.isActive():
            self._look.start()
        return None

    def _collect(self) -> None:
        if self._drawer.has_ended():
            self._look.stop()
        news = self._drawer.take()
        if not news:
            return
        for formula, outcome in news:
            if formula not in self._outcomes:
                self._outcomes[formula] = outcome
                self._elements += _size(outcome)
        # What was asked for last stays, even if it is larger than all that is kept.
        while len(self._outcomes) > 1 and (
            len(self._outcomes) > MOST_KEPT or self._elements > MOST_ELEMENTS
        ):
            self._elements -= _size(self._outcomes.popitem(last=False)[1])
        self.ready.emit()


def _size(outcome: Outcome) -> int:
    return 0 if outcome.drawing is None else outcome.drawing.path.elementCount()


class _Drawer:
    """The thread, which lives while there is something to draw.

    Python's collector is held off as long: it would let go of widgets and documents in that
    thread, which Qt does not survive.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked: dict[Formula, None] = {}  # in order
        self._outcomes: deque[tuple[Formula, Outcome]] = deque()
        self._working = False
        self._thread: Thread | None = None
        self._collector_was_on = False

    def ask(self, formula: Formula) -> None:
        with self._lock:
            self._asked.setdefault(formula)
            start, self._working = not self._working, True
        if start:
            self._end()
            self._collector_was_on = gc.isenabled()
            gc.disable()
            self._thread = Thread(target=self._work, name="formulas", daemon=True)
            self._thread.start()

    def take(self) -> list[tuple[Formula, Outcome]]:
        """What has been drawn since the last time."""
        return [self._outcomes.popleft() for _ in range(len(self._outcomes))]

    def has_ended(self) -> bool:
        """Whether all that was asked for can be taken now."""
        if self._working:
            return False
        self._end()
        return True

    def close(self) -> None:
        with self._lock:
            self._asked.clear()
        self._end()

    def _end(self) -> None:
        """Let the thread end, which has nothing more to do than what it is at."""
        if self._thread is None:
            return
        self._thread.join(_END_WITHIN)
        self._thread = None
        if self._collector_was_on:
            gc.enable()

    def _work(self) -> None:
        while (formula := self._next()) is not None:
            self._outcomes.append((formula, _outcome(formula)))
            with self._lock:
                self._asked.pop(formula, None)

    def _next(self) -> Formula | None:
        with self._lock:
            formula = next(iter(self._asked), None)
            self._working = formula is not None
            return formula


def _outcome(formula: Formula) -> Outcome:
    from gui.qt.formula_drawing import UndrawableError, draw

    try:
        return Outcome(draw(formula.tex, display=formula.display))
    except UndrawableError as error:
        return Outcome(None, str(error))
