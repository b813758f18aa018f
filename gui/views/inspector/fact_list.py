"""Small facts under a heading: what they are at the left, how much at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gui.qt.elided_label import ElidedLabel
from gui.qt.phrases import labelled
from gui.qt.theme import Theme

Fact = tuple[str, str]


class FactList(QWidget):
    """Labels are kept and only their words change, since this happens while text streams."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px("space_3"))
        self._grid.setVerticalSpacing(theme.px("space_3"))
        self._grid.setColumnStretch(0, 1)
        self._heading = QLabel()
        self._heading.setProperty("role", "strong")
        self._grid.addWidget(self._heading, 0, 0, 1, 2)
        self._rows: list[tuple[ElidedLabel, QLabel]] = []

    @property
    def facts(self) -> list[Fact]:
        """What can be read."""
        return [(name.text(), value.text()) for name, value in self._rows if name.isVisibleTo(self)]

    def show_facts(self, heading: str, facts: Sequence[Fact]) -> None:
        self._heading.setText(heading)
        while len(self._rows) < len(facts):
            self._add_row()
        for at, (name, value) in enumerate(self._rows):
            known = at < len(facts)
            name.setVisible(known)
            value.setVisible(known)
            if known and (name.text(), value.text()) != facts[at]:
                name.setText(facts[at][0])
                name.setToolTip(facts[at][0])
                value.setText(facts[at][1])
                value.setAccessibleName(labelled(facts[at][0], facts[at][1]))

    def _add_row(self) -> None:
        name, value = ElidedLabel(), QLabel()
        name.setProperty("muted", True)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = len(self._rows) + 1
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(value, row, 1)
        self._rows.append((name, value))
