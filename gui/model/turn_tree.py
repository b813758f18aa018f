"""All branches of a chat in one list: the current one straight down, the others beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gui.model.turn import Role, TurnState


class TurnNode(NamedTuple):
    """What the tree shows of a turn. `opening` is how its text begins; time is Unix ms."""

    id: str
    parent_id: str | None
    role: Role
    state: TurnState
    agent: str
    model: str
    created_at: int
    opening: str


class TreeRow(NamedTuple):
    """`level` 0 is the current branch, and what goes on from its end.

    All levels to the left of a row pass it by: the turn that goes on there comes later.
    """

    node: TurnNode
    level: int
    begins: bool
    """Whether it leaves the level to its left, instead of following the turn above."""
    goes_on: bool
    """Whether a turn follows further down on its own level."""
    current: bool
    """Whether it is on the branch that is read."""


def tree_rows(nodes: Sequence[TurnNode], head: str | None) -> tuple[TreeRow, ...]:
    """From top to bottom; `nodes` are in the order of their creation.

    Of several turns after the same one, that of the current branch stays on the level, else the
    newest; the others come before it, each with all that follows. Turns whose parent is missing,
    as after damage, begin branches too.
    """
    known = {node.id: node for node in nodes}
    children: dict[str | None, list[TurnNode]] = {}
    for node in nodes:
        parent = node.parent_id if node.parent_id in known and node.parent_id != node.id else None
        children.setdefault(parent, []).append(node)
    current = _path(known, head)
    rows: list[TreeRow] = []
    waiting = _side_by_side(children.get(None, []), current, level=0)
    while waiting:
        node, level, begins = waiting.pop()
        following = children.get(node.id, [])
        rows.append(
            TreeRow(
                node=node,
                level=level,
                begins=begins,
                goes_on=bool(following),
                current=node.id in current,
            )
        )
        waiting += _side_by_side(following, current, level=level)
    return tuple(rows)


def _side_by_side(
    siblings: list[TurnNode], current: set[str], *, level: int
) -> list[tuple[TurnNode, int, bool]]:
    """What is to be put under each other, the last first."""
    if len(siblings) < 2:
        return [(node, level, False) for node in siblings]
    straight = next((node for node in siblings if node.id in current), siblings[-1])
    aside = [(node, level + 1, True) for node in reversed(siblings) if node is not straight]
    return [(straight, level, False), *aside]


def _path(known: dict[str, TurnNode], head: str | None) -> set[str]:
    path: set[str] = set()
    while head is not None and head in known and head not in path:
        path.add(head)
        head = known[head].parent_id
    return path
