"""The picture of a team, in which members are chosen, moved and joined by mouse and by keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from gui.model.team_edits import member_place
from gui.model.team_shape import Node, Pattern, TeamShape
from gui.qt.theme import ThemeSwitch
from gui.views.agents.team_node import TeamNode
from gui.views.agents.team_picture import TeamPicture

JOINED = frozenset({Pattern.SWARM, Pattern.GRAPH})
"""Patterns in which dragging one member onto another joins them; elsewhere it moves the one."""


class TeamDiagram(TeamPicture):
    """Shows one shape and tells what the user wants of it; nothing changes by itself.

    Nodes are named by their ids. `moved` and `joined` carry two members of the same team.
    """

    chosen = Signal(str)
    opened = Signal(str)
    menu_wanted = Signal(str, QPoint)
    remove_wanted = Signal(str)
    moved = Signal(str, int)  # to this place in the order
    joined = Signal(str, str)

    def __init__(self, *, theme: ThemeSwitch) -> None:
        super().__init__(theme=theme)
        self.setObjectName("teamDiagram")
        self._hand: tuple[str, QPoint] | None = None  # what is dragged, and where it is

    @property
    def chosen_id(self) -> str:
        return self._chosen

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_hand(painter)
        painter.end()

    def new_node(self, node: Node) -> TeamNode:
        widget, node_id = super().new_node(node), node.id
        widget.chosen.connect(partial(self._choose, node_id))
        widget.opened.connect(partial(self.opened.emit, node_id))
        widget.fold_wanted.connect(partial(self.toggle, node_id))
        widget.menu_wanted.connect(partial(self.menu_wanted.emit, node_id))
        widget.step_wanted.connect(partial(self._step, node_id))
        widget.move_wanted.connect(partial(self._move, node_id))
        widget.remove_wanted.connect(partial(self.remove_wanted.emit, node_id))
        widget.dragged.connect(partial(self._drag, node_id))
        widget.dropped.connect(partial(self._drop, node_id))
        return widget

    def _paint_hand(self, painter: QPainter) -> None:
        """What is being dragged: a line that would join, or where the member would go."""
        if self._hand is None:
            return
        node_id, at = self._hand
        pen = QPen(self._theme.theme.color("accent"), self._theme.theme.px("hairline") * 2)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(self._nodes[node_id].geometry().center()), QPointF(at))

    def _choose(self, node_id: str) -> None:
        self.choose(node_id)
        self.update()
        self.chosen.emit(node_id)

    def _step(self, node_id: str, across: int, down: int) -> None:
        """To the nearest node in that direction; what is straight ahead is nearer."""
        here = self._nodes[node_id].geometry().center()
        found: list[tuple[int, str]] = []
        for other, widget in self._nodes.items():
            way = widget.geometry().center() - here
            ahead = way.x() * across + way.y() * down
            aside = abs(way.x() * down) + abs(way.y() * across)
            if other != node_id and ahead > 0:
                found.append((ahead + 2 * aside, other))
        if found:
            nearest = min(found)[1]
            self._nodes[nearest].setFocus(Qt.FocusReason.TabFocusReason)
            self._choose(nearest)

    def _move(self, node_id: str, step: int) -> None:
        found = member_place(node_id)
        if found is not None:
            self.moved.emit(node_id, found[1] + step)

    def _partner(self, node_id: str, at: QPoint) -> str | None:
        """The member of the same team at a place."""
        own = member_place(node_id)
        for other, widget in self._nodes.items():
            theirs = member_place(other)
            same_team = own is not None and theirs is not None and own[0] == theirs[0]
            if same_team and other != node_id and widget.geometry().contains(at):
                return other
        return None

    def _drag(self, node_id: str, at: QPoint) -> None:
        if member_place(node_id) is None:
            return
        self._hand = (node_id, at)
        partner = self._partner(node_id, at)
        for other, widget in self._nodes.items():
            if widget.marked != (other == partner):
                widget.marked = other == partner
                widget.update()
        self.update()

    def _drop(self, node_id: str, at: QPoint) -> None:
        self._hand = None
        for widget in self._nodes.values():
            widget.marked = False
            widget.update()
        self.update()
        partner = self._partner(node_id, at)
        place_there = member_place(partner) if partner else None
        if partner is None or place_there is None:
            return
        if pattern_around(self._shape, node_id) in JOINED:
            self.joined.emit(node_id, partner)
        else:
            self.moved.emit(node_id, place_there[1])


def pattern_around(shape: TeamShape, node_id: str) -> Pattern:
    """The pattern of the team that a node is a member of."""
    if any(node.id == node_id for node in shape.nodes):
        return shape.pattern
    for node in shape.walk():
        if node.inside is not None and any(each.id == node_id for each in node.inside.nodes):
            return node.inside.pattern
    return Pattern.SINGLE
