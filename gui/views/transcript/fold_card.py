"""A card of one line that unfolds: a mark, a name, what it is about, and how it went."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QPushButton, QWidget

from gui.views.transcript.block import Block, BlockColumn, Way, painted_by_style, way_down
from gui.views.transcript.fold import FoldButton, elided_label, quiet_label
from gui.views.transcript.passages import Spot
from gui.views.transcript.surroundings import Surroundings


@dataclass(frozen=True, kw_only=True)
class CardLine:
    """What stands in the line; `spoken` says it to those who do not see the mark."""

    mark: str
    shade: str
    name: str
    about: str
    state: str
    spoken: str


class FoldCard(BlockColumn):
    """Its kinds make and fill what lies below the line."""

    def __init__(self, around: Surroundings, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("foldCard", "true")
        painted_by_style(self)
        self._around = around
        self.head = _Head(around, name.removesuffix("Block") + "Toggle", self)
        self._details: Block | None = None
        edge = around.theme.px("hairline")
        self.margins = QMargins(edge, edge, edge, edge)
        self.append(self.head)
        self.head.button.toggled.connect(self._fold)

    @property
    def toggle(self) -> FoldButton:
        return self.head.button

    def line(self) -> CardLine:
        raise NotImplementedError

    def new_details(self) -> Block:
        raise NotImplementedError

    def fill(self, details: Block) -> None:
        """Have `details` show what there is now."""
        raise NotImplementedError

    def refresh(self) -> None:
        """What is shown has changed."""
        line = self.line()
        self.head.say(line)
        self.setAccessibleName(line.spoken)
        if self._details is not None and not self._details.isHidden():
            self.fill(self._details)

    def way(self, spot: Spot) -> Way | None:
        del spot
        return None if self._details is None else way_down(self, self._details)

    def open_to(self, spot: Spot) -> None:
        del spot
        self.toggle.setChecked(True)

    def restyle(self) -> None:
        self.refresh()
        super().restyle()

    def _fold(self, unfolded: bool) -> None:
        if unfolded and self._details is None:
            self._details = self.new_details()
            self.append(self._details)
        if self._details is not None:
            self._details.setVisible(unfolded)
            if unfolded:
                self.fill(self._details)
        self.touch()


class _Head(Block):
    def __init__(self, around: Surroundings, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        self._aside: QPushButton | None = None
        self.button = FoldButton(self)
        self.button.setObjectName(name)
        self.button.setProperty("card", "true")
        self._mark = quiet_label("ok", role="", parent=self.button)
        self._name = elided_label("text", role="name", parent=self.button)
        self._about = elided_label("muted", role="code", parent=self.button)
        self._state = quiet_label(parent=self.button)
        side = around.theme.px("space_3")
        line = self.button.line
        line.setContentsMargins(side, 0, side, 0)
        line.setSpacing(around.theme.px("space_2"))
        for label in (self._mark, self._name):
            line.addWidget(label)
        line.addWidget(self._about, 1)
        line.addWidget(self._state)
        line.addWidget(self.button.arrow)

    def say(self, told: CardLine) -> None:
        self._mark.setText(told.mark)
        if self._mark.property("shade") != told.shade:
            self._mark.setProperty("shade", told.shade)
            self._mark.style().polish(self._mark)
        self._name.setText(told.name)
        self._about.setText(told.about)
        self._state.setText(told.state)
        self.button.setAccessibleName(told.spoken)
        self.touch()

    def put_aside(self, control: QPushButton) -> None:
        """Have a control of its own at the end of the line, while it is visible."""
        control.setParent(self)
        control.hide()
        self._aside = control

    def _arrange(self, width: int) -> int:
        px = self._around.theme.px
        height = px("tool_line")
        room = 0
        if self._aside is not None and not self._aside.isHidden():
            size = self._aside.sizeHint()
            room = size.width() + px("space_2")
            top = (height - size.height()) // 2
            self._aside.setGeometry(width - room, top, size.width(), size.height())
        self.button.setGeometry(0, 0, width - room, height)
        return height
