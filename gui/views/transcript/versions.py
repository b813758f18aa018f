"""The versions of each turn: where it stands among its siblings, and whether to go to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

Siblings = Mapping[str, tuple[str, ...]]
"""By the id of a turn: all turns with the same parent, oldest first, itself among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of several; `earlier` and `later` are ids of turns, or "" at the ends."""

    number: int
    count: int
    earlier: str
    later: str


class Versions(QObject):
    """What is known of the branch that is shown; the blocks of its turns follow `changed`."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._siblings: dict[str, tuple[str, ...]] = {}
        self.may_switch = True

    def show(self, siblings: Siblings) -> None:
        several = {turn_id: ids for turn_id, ids in siblings.items() if len(ids) > 1}
        if several != self._siblings:
            self._siblings = several
            self.changed.emit()

    def allow_switching(self, allowed: bool) -> None:
        """Another branch cannot be read while an answer is given."""
        if allowed != self.may_switch:
            self.may_switch = allowed
            self.changed.emit()

    def of(self, turn_id: str) -> Version | None:
        """None where there is only one."""
        ids = self._siblings.get(turn_id, ())
        if turn_id not in ids:
            return None
        at = ids.index(turn_id)
        return Version(
            number=at + 1,
            count=len(ids),
            earlier=ids[at - 1] if at else "",
            later=ids[at + 1] if at + 1 < len(ids) else "",
        )
