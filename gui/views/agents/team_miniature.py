"""A team at a glance: its pattern and its members' initials, too small for words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.model.team_layout import Layout, Measure, place
from gui.model.team_shape import Pattern, TeamShape
from gui.qt.theme import ThemeSwitch
from gui.views.agents.node_words import shape_sentence
from gui.views.agents.team_painting import paint_line, paint_sign


class TeamMiniature(QWidget):
    def __init__(self, shape: TeamShape, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("teamMiniature")
        self._shape = shape
        self._theme = theme
        self.setFixedHeight(theme.theme.px("miniature_height"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(shape_sentence(shape))

    def sizeHint(self) -> QSize:
        height = self._theme.theme.px("miniature_height")
        return QSize(3 * height, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self._theme.theme
        opened = {node.id for node in self._shape.nodes if node.inside} if self._is_lone else set()
        layout = place(self._shape, self._measure(), opened)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale(layout)
        painter.translate(0, (self.height() - layout.height * scale) / 2)
        painter.scale(scale, scale)
        for line in layout.lines:
            paint_line(painter, line, theme, theme.color("line_strong"), small=True)
        nodes = {node.id: node for node in self._shape.walk()}
        for node_id, box in layout.boxes.items():
            area = QRectF(box.x, box.y, box.width, box.height)
            if node_id in opened:
                painter.setPen(QPen(theme.color("line_strong"), theme.px("hairline")))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(area, theme.px("radius"), theme.px("radius"))
            else:
                paint_sign(painter, area, nodes[node_id], theme)
        painter.end()

    @property
    def _is_lone(self) -> bool:
        return self._shape.pattern is Pattern.SINGLE

    def _measure(self) -> Measure:
        px = self._theme.theme.px
        side, gap = px("miniature_node"), px("miniature_gap")
        return Measure(width=side, height=side, gap_x=gap, gap_y=gap, heading=0, columns=6)

    def _scale(self, layout: Layout) -> float:
        """Smaller where it does not fit; never larger."""
        wide = self.width() / layout.width if layout.width else 1.0
        high = self.height() / layout.height if layout.height else 1.0
        return min(1.0, wide, high)
