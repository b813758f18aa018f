"""A thin rule with words in its middle, which may unfold to more."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from gui.views.transcript.block import Block, BlockColumn, Way, way_down
from gui.views.transcript.fold import FoldButton, elided_label
from gui.views.transcript.passages import Spot
from gui.views.transcript.plain_block import PlainBlock
from gui.views.transcript.surroundings import Surroundings


class RuleBlock(BlockColumn):
    """Its kinds say the words; what lies below is plain text."""

    def __init__(self, around: Surroundings, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._around = around
        self._rule = _Rule(around, name + "Toggle")
        self._more = ""
        self._body: PlainBlock | None = None
        self.append(self._rule)
        self._rule.button.toggled.connect(self._fold)

    @property
    def toggle(self) -> FoldButton:
        return self._rule.button

    def say(self, words: str, more: str = "") -> None:
        self._more = more
        self._rule.say(words, unfolds=bool(more.strip()))
        self.setAccessibleName(words)
        if self._body is not None and not self._body.isHidden():
            self._body.show_text(more)

    def way(self, spot: Spot) -> Way | None:
        del spot
        return None if self._body is None else way_down(self, self._body)

    def open_to(self, spot: Spot) -> None:
        del spot
        if self.toggle.isEnabled():
            self.toggle.setChecked(True)

    def _fold(self, unfolded: bool) -> None:
        if unfolded and self._body is None:
            px = self._around.theme.px
            self._body = PlainBlock(self._around)
            indent = px("avatar") + px("space_3")  # below the words of those who speak
            self.append(self._body, indent=indent, gap=px("space_1"))
        if self._body is not None:
            self._body.setVisible(unfolded)
            if unfolded:
                self._body.show_text(self._more)
                self._body.pane.setAccessibleName(self.accessibleName())
        self.touch()


class _Rule(Block):
    def __init__(self, around: Surroundings, name: str) -> None:
        super().__init__()
        self._around = around
        self._left, self._right = _hairline(self), _hairline(self)
        self.button = FoldButton(self)
        self.button.setObjectName(name)
        self._label = elided_label("faint")
        px = around.theme.px
        self.button.line.setContentsMargins(px("space_2"), 0, px("space_2"), 0)
        self.button.line.setSpacing(px("space_1"))
        self.button.line.addWidget(self._label)
        self.button.line.addWidget(self.button.arrow)

    def say(self, words: str, *, unfolds: bool) -> None:
        self._label.setText(words)
        self._label.setToolTip(words)
        self.button.setAccessibleName(words)
        self.button.arrow.setVisible(unfolds)
        self.button.setEnabled(unfolds)
        keys = Qt.FocusPolicy
        self.button.setFocusPolicy(keys.StrongFocus if unfolds else keys.NoFocus)
        self.touch()

    def _arrange(self, width: int) -> int:
        px = self._around.theme.px
        self.button.line.invalidate()
        wanted = self.button.sizeHint()
        height = wanted.height() + px("space_1")
        least = 2 * px("space_6")
        words = max(0, min(wanted.width(), width - least))
        left = (width - words) // 2
        gap, thin, top = px("space_1"), px("hairline"), px("space_1")
        middle = top + height // 2
        self.button.setGeometry(left, top, words, height)
        self._left.setGeometry(0, middle, max(0, left - gap), thin)
        self._right.setGeometry(left + words + gap, middle, max(0, left - gap), thin)
        return height + 2 * top


def _hairline(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("hairline", "true")
    return line
