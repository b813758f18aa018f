"""A quiet line that unfolds to something longer, which is made only when it is asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.views.transcript.block import Block, BlockColumn, Way, way_down
from gui.views.transcript.fold import FoldButton, elided_label
from gui.views.transcript.passages import Spot
from gui.views.transcript.surroundings import Surroundings


class FoldLine(BlockColumn):
    """Its kinds say what stands in the line, and make and fill what lies below it."""

    def __init__(self, around: Surroundings, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._around = around
        self._line = _Line(around, name.removesuffix("Block") + "Toggle", self)
        self._body: Block | None = None
        self.append(self._line)
        self._line.button.toggled.connect(self._fold)

    @property
    def toggle(self) -> FoldButton:
        return self._line.button

    def words(self) -> str:
        """What stands in the line."""
        raise NotImplementedError

    def new_body(self) -> Block:
        raise NotImplementedError

    def fill(self, body: Block) -> None:
        """Have `body` show what there is now."""
        raise NotImplementedError

    def refresh(self) -> None:
        """What is shown has changed."""
        words = self.words()
        self._line.say(words)
        self.setAccessibleName(words)
        if self._body is not None and not self._body.isHidden():
            self.fill(self._body)

    def way(self, spot: Spot) -> Way | None:
        del spot
        return None if self._body is None else way_down(self, self._body)

    def open_to(self, spot: Spot) -> None:
        del spot
        self.toggle.setChecked(True)

    def restyle(self) -> None:
        self.refresh()
        super().restyle()

    def _fold(self, unfolded: bool) -> None:
        if unfolded and self._body is None:
            px = self._around.theme.px
            self._body = self.new_body()
            self.append(self._body, indent=px("space_3"), gap=px("space_2"))
        if self._body is not None:
            self._body.setVisible(unfolded)
            if unfolded:
                self.fill(self._body)
        self.touch()


class _Line(Block):
    def __init__(self, around: Surroundings, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        self.button = FoldButton(self)
        self.button.setObjectName(name)
        self.button.setProperty("chip", "true")
        self._label = elided_label("muted", role="", parent=self.button)
        side = around.theme.px("space_2")
        self.button.line.setContentsMargins(side, 0, side + around.theme.px("space_1"), 0)
        self.button.line.setSpacing(around.theme.px("space_1"))
        self.button.line.addWidget(self.button.arrow)
        self.button.line.addWidget(self._label)

    def say(self, words: str) -> None:
        self._label.setText(words)
        self.button.setAccessibleName(words)
        self.touch()

    def _arrange(self, width: int) -> int:
        height = self._around.theme.px("control")
        self.button.setGeometry(0, 0, min(width, self.button.sizeHint().width()), height)
        return height
