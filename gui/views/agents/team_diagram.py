"""The picture of a team, in which members are chosen, moved and joined by mouse and by keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.model.team_edits import member_place
from gui.model.team_layout import Layout, Measure, place
from gui.model.team_shape import Pattern, TeamShape
from gui.qt.theme import ThemeSwitch
from gui.views.agents.node_words import shape_sentence
from gui.views.agents.team_node import TeamNode
from gui.views.agents.team_painting import paint_label, paint_line

JOINED = frozenset({Pattern.SWARM, Pattern.GRAPH})
"""Patterns in which dragging one member onto another joins them; elsewhere it moves the one."""


class TeamDiagram(QWidget):
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
        super().__init__()
        self.setObjectName("teamDiagram")
        self._theme = theme
        self._shape = TeamShape(pattern=Pattern.SINGLE, nodes=())
        self._layout = Layout(width=0, height=0, boxes={}, lines=())
        self._nodes: dict[str, TeamNode] = {}
        self._open: set[str] = set()
        self._chosen = ""
        self._hand: tuple[str, QPoint] | None = None  # what is dragged, and where it is
        theme.changed.connect(self._lay_out)

    @property
    def shape(self) -> TeamShape:
        return self._shape

    @property
    def chosen_id(self) -> str:
        return self._chosen

    def show_shape(self, shape: TeamShape) -> None:
        """Nodes that stay keep their focus; the first look into a lone group is free."""
        if shape.pattern is Pattern.SINGLE and not self._nodes:
            self._open.update(node.id for node in shape.nodes if node.inside)
        self._shape = shape
        self._lay_out()

    def choose(self, node_id: str) -> None:
        """Mark a node, and no other; "" none."""
        self._chosen = node_id
        for each, widget in self._nodes.items():
            widget.setChecked(each == node_id)

    def node(self, node_id: str) -> TeamNode | None:
        return self._nodes.get(node_id)

    def is_open(self, node_id: str) -> bool:
        return node_id in self._open

    def toggle(self, node_id: str) -> None:
        """Show what is inside a group, or close it again."""
        self._open.symmetric_difference_update({node_id})
        self._lay_out()

    def sizeHint(self) -> QSize:
        edge = 2 * self._edge()
        return QSize(int(self._layout.width) + edge, int(self._layout.height) + edge)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QEvent) -> None:
        del event
        self._seat()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = self._corner()
        radius = theme.px("radius_card")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sidebar"))
        for node_id, box in self._layout.boxes.items():
            if self._nodes[node_id].frame:
                frame = QRectF(box.x, box.y, box.width, box.height).translated(corner)
                painter.drawRoundedRect(frame, radius, radius)
        painter.translate(corner)
        for line in self._layout.lines:
            lit = self._chosen and self._chosen in (line.source, line.target)
            color = theme.color("accent" if lit else "faint")
            paint_line(painter, line, theme, color)
        for line in self._layout.lines:
            paint_label(painter, line, theme, widest=theme.px("node_width"))
        painter.translate(-corner)
        self._paint_hand(painter)
        painter.end()

    def _paint_hand(self, painter: QPainter) -> None:
        """What is being dragged: a line that would join, or where the member would go."""
        if self._hand is None:
            return
        node_id, at = self._hand
        pen = QPen(self._theme.theme.color("accent"), self._theme.theme.px("hairline") * 2)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(self._nodes[node_id].geometry().center()), QPointF(at))

    def _measure(self) -> Measure:
        px = self._theme.theme.px
        labels = any(link.label for link in self._shape.links)
        return Measure(
            width=px("node_width"),
            height=px("node_height"),
            gap_x=px("node_gap_x") * (2 if labels else 1),
            gap_y=px("node_gap_y"),
            heading=px("node_heading"),
        )

    def _lay_out(self) -> None:
        self._layout = place(self._shape, self._measure(), self._open)
        shown = {node.id: node for node in self._shape.walk() if node.id in self._layout.boxes}
        for node_id in [each for each in self._nodes if each not in shown]:
            gone = self._nodes.pop(node_id)
            gone.hide()
            gone.deleteLater()
        before: QWidget | None = None
        for node_id, node in shown.items():
            widget = self._nodes.get(node_id) or self._new_node(node_id)
            widget.show_node(node)
            widget.frame = node.inside is not None and node_id in self._open
            widget.setChecked(node_id == self._chosen)
            widget.raise_()  # members stand on the frame of their group
            widget.show()
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
        self.setAccessibleName(shape_sentence(self._shape))
        self.updateGeometry()
        self._seat()
        self.update()

    def _new_node(self, node_id: str) -> TeamNode:
        node = next(each for each in self._shape.walk() if each.id == node_id)
        widget = TeamNode(node, self, theme=self._theme)
        widget.chosen.connect(partial(self._choose, node_id))
        widget.opened.connect(partial(self.opened.emit, node_id))
        widget.fold_wanted.connect(partial(self.toggle, node_id))
        widget.menu_wanted.connect(partial(self.menu_wanted.emit, node_id))
        widget.step_wanted.connect(partial(self._step, node_id))
        widget.move_wanted.connect(partial(self._move, node_id))
        widget.remove_wanted.connect(partial(self.remove_wanted.emit, node_id))
        widget.dragged.connect(partial(self._drag, node_id))
        widget.dropped.connect(partial(self._drop, node_id))
        self._nodes[node_id] = widget
        return widget

    def _seat(self) -> None:
        corner = self._corner()
        for node_id, box in self._layout.boxes.items():
            area = QRectF(box.x, box.y, box.width, box.height).translated(corner)
            self._nodes[node_id].setGeometry(area.toRect())

    def _corner(self) -> QPointF:
        """In the middle where there is room, whole pixels so that lines are sharp."""
        edge = self._edge()
        x = max(edge, int(self.width() - self._layout.width) // 2)
        y = max(edge, int(self.height() - self._layout.height) // 2)
        return QPointF(x, y)

    def _edge(self) -> int:
        return self._theme.theme.px("space_4")

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
        if self._pattern_around(node_id) in JOINED:
            self.joined.emit(node_id, partner)
        else:
            self.moved.emit(node_id, place_there[1])

    def _pattern_around(self, node_id: str) -> Pattern:
        return pattern_around(self._shape, node_id)


def pattern_around(shape: TeamShape, node_id: str) -> Pattern:
    """The pattern of the team that a node is a member of."""
    if any(node.id == node_id for node in shape.nodes):
        return shape.pattern
    for node in shape.walk():
        if node.inside is not None and any(each.id == node_id for each in node.inside.nodes):
            return node.inside.pattern
    return Pattern.SINGLE
