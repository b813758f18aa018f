"""The rows of the tree of a chat as a list: in words, and as they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from gui.model.endpoint import GUIDE_MODEL
from gui.model.markdown_signs import without_marks
from gui.model.titles import first_words
from gui.model.turn import Role, TurnState
from gui.model.turn_tree import TreeRow, TurnNode
from gui.views.transcript.durations import time_text
from gui.views.transcript.speaker_header import ASSISTANT, shown_name

translate = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex

DRAWN_ROLE = Qt.ItemDataRole.UserRole
ABOUT_ROLE = Qt.ItemDataRole.UserRole + 1

_WORDS = 80
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A row with what lies around it."""

    row: TreeRow
    first: bool
    leads_on: bool
    """Whether the current branch goes on further down on the leftmost level."""
    head: bool
    """Whether it is the end of what is read."""


class TreeModel(QAbstractListModel):
    """Words are made when a row is seen: of ten thousand rows, only few are."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[TreeRow] = ()
        self._leads_on: list[bool] = []
        self._places: dict[str, int] = {}
        self.head: str | None = None

    def show_rows(self, rows: Sequence[TreeRow], head: str | None) -> None:
        leads_on, below = [], False
        for row in reversed(rows):
            leads_on.append(below)
            if row.level == 0:
                below = row.current
        self.beginResetModel()
        self._rows, self._leads_on, self.head = rows, leads_on[::-1], head
        self._places = {row.node.id: place for place, row in enumerate(rows)}
        self.endResetModel()

    def place_of(self, turn_id: str | None) -> int | None:
        return None if turn_id is None else self._places.get(turn_id)

    def turn_id(self, index: Index) -> str:
        return self._rows[index.row()].node.id

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _words(row.node)
            case _ if role == ABOUT_ROLE:
                return _about(row.node)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{_words(row.node)}\n{_about(row.node)} · {time_text(row.node.created_at)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(row)
            case _ if role == DRAWN_ROLE:
                return Drawn(
                    row=row,
                    first=index.row() == 0,
                    leads_on=self._leads_on[index.row()],
                    head=row.node.id == self.head,
                )
            case _:
                return None


def _words(node: TurnNode) -> str:
    said = node.opening if node.role is Role.USER else without_marks(node.opening)
    return first_words(said, columns=_WORDS) or translate("Inspector", "No text")


def _about(node: TurnNode) -> str:
    """Who speaks, with which model, and what became of it."""
    if node.role is Role.USER:
        return translate("Inspector", "You")
    model = node.model if node.model != GUIDE_MODEL else ""
    facts = (shown_name(node.agent or ASSISTANT), model, _state(node.state))
    return " · ".join(fact for fact in facts if fact)


def _state(state: TurnState) -> str:
    match state:
        case TurnState.RUNNING:
            return translate("Inspector", "running")
        case TurnState.STOPPED:
            return translate("Inspector", "stopped")
        case TurnState.FAILED:
            return translate("Inspector", "failed")
        case TurnState.INTERRUPTED:
            return translate("Inspector", "interrupted")
        case TurnState.DONE:
            return ""


def _spoken(row: TreeRow) -> str:
    where = (
        translate("Inspector", "on the current branch")
        if row.current
        else translate("Inspector", "on another branch, level {number}").format(number=row.level)
    )
    return f"{_about(row.node)}: {_words(row.node)}, {where}"
