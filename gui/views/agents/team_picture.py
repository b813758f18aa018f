"""The picture of a team as it stands: its nodes, its lines, and which groups are open."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.model.team_layout import Layout, Measure, place
from gui.model.team_shape import Node, Pattern, TeamShape
from gui.qt.theme import ThemeSwitch
from gui.views.agents.node_words import shape_sentence
from gui.views.agents.team_node import TeamNode
from gui.views.agents.team_painting import paint_label, paint_line


class TeamPicture(QWidget):
    """Each node is a control of its own; lines are painted behind them."""

    def __init__(self, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self._theme = theme
        self._shape = TeamShape(pattern=Pattern.SINGLE, nodes=())
        self._layout = Layout(width=0, height=0, boxes={}, lines=())
        self._nodes: dict[str, TeamNode] = {}
        self._open: set[str] = set()
        self._chosen = ""
        theme.changed.connect(self._lay_out)

    @property
    def shape(self) -> TeamShape:
        return self._shape

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

    def show_wrong(self, said: Mapping[str, str]) -> None:
        """Mark the nodes with which something is wrong, by their ids."""
        for node_id, widget in self._nodes.items():
            if widget.wrong != said.get(node_id, ""):
                widget.wrong = said.get(node_id, "")
                widget.show_node(widget.node)

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
        painter.end()

    def new_node(self, node: Node) -> TeamNode:
        """The control for a node that was not there before."""
        return TeamNode(node, self, theme=self._theme)

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
            widget = self._nodes.get(node_id) or self.new_node(node)
            self._nodes[node_id] = widget
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
