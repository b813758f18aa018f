"""What a run has already been told: answers of models and users, and results of tools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from gui.model.events import EngineEvent, Recorded
from gui.model.run_record import RecordKind, RunRecord

# Which call of a tool the agent works for, so that an agent that is called as a tool finds its
# records whatever order its callers come in.
_ERRAND: ContextVar[str] = ContextVar("_ERRAND", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happens; `known` is what an earlier run of the message recorded of it."""

    kind: RecordKind
    source: str
    number: int
    known: str | None = None


class RunLedger:
    """Numbers what happens in a run, by kind and source, and tells what is to be kept.

    `call_ids` are those that models have given to calls: of all agents, who may count alike.
    """

    def __init__(self, emit: Callable[[EngineEvent], None]) -> None:
        self._emit = emit
        self._known: dict[tuple[RecordKind, str, int], str] = {}
        self._counted: Counter[tuple[RecordKind, str]] = Counter()
        self._named: Counter[str] = Counter()
        self.call_ids: set[str] = set()

    def begin(self, records: Sequence[RunRecord]) -> None:
        """Start a run of which `records` are known."""
        self._known = {(r.kind, r.source, r.number): r.data for r in records}
        self._counted.clear()
        self._named.clear()

    def next(self, kind: RecordKind, source: str) -> Entry:
        source = f"{_ERRAND.get()}{source}"
        number = self._counted[kind, source]
        self._counted[kind, source] += 1
        known = self._known.get((kind, source, number))
        return Entry(kind=kind, source=source, number=number, known=known)

    def count(self, name: str) -> int:
        """How often `name` was counted in this run, from 0."""
        number = self._named[name]
        self._named[name] += 1
        return number

    def keep(self, entry: Entry, data: str) -> None:
        """Tell what has happened; what was known is not told again."""
        if entry.known is None:
            record = RunRecord(kind=entry.kind, source=entry.source, number=entry.number, data=data)
            self._emit(Recorded(record=record))


@contextmanager
def errand(name: str) -> Iterator[None]:
    """What happens inside is done for `name`, and numbered apart from everything else."""
    token = _ERRAND.set(f"{_ERRAND.get()}{name}:")
    try:
        yield
    finally:
        _ERRAND.reset(token)
