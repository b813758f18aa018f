"""What a tool was given or gave: as a tree, a table or text; in part where it is long."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from gui.model.excerpt import LineCount, excerpt
from gui.model.shaped_text import LONGEST, Data, Grid, Shape, data_of, shape_of
from gui.views.transcript.block import Block, BlockColumn, LaidOutBlock, Way, way_down
from gui.views.transcript.fold import elided_label
from gui.views.transcript.output_grid import ROWS, OutputGrid
from gui.views.transcript.output_text import OutputText
from gui.views.transcript.output_tree import OutputTree
from gui.views.transcript.passages import Spot
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

AT_ONCE = 20_000
"""Characters that are looked at for a shape at once; longer outputs wait for the next slice."""


class OutputBlock(BlockColumn):
    """Copy gives the text as it was; `tables` says whether it may be shown as a table."""

    def __init__(self, around: Surroundings, *, tables: bool = False) -> None:
        super().__init__()
        self.setObjectName("outputBlock")
        self._around = around
        self._tables = tables
        self.text = ""
        self._title = ""
        self._shape: Shape | None = None
        self._looked = True
        self._count: LineCount | None = None
        self.head = _OutputHead(around)
        self.foot = _OutputFoot(around)
        self._body: Block | None = None
        self.append(self.head)
        self.append(self.foot)
        self.head.as_text.toggled.connect(self._show_shape)
        self.head.copy.clicked.connect(self._copy)
        self.foot.all.clicked.connect(self._open)
        self._show_shape()

    @property
    def body(self) -> Block | None:
        """What shows it now: an `OutputText`, `OutputTree` or `OutputGrid`."""
        return self._body

    def say(self, caption: str, title: str) -> None:
        """`title` is what a window of its own is called."""
        self._title = f"{title} · {caption}" if title and title != caption else caption
        self.head.say(caption)
        self.setAccessibleName(caption)
        self._name_body()

    def show_text(self, text: str) -> None:
        if text == self.text:
            return
        self.text = text
        self._count = None if excerpt(text).whole else LineCount(text)
        self._looked = len(text) > LONGEST
        self._shape = None
        if len(text) <= AT_ONCE:
            self._look()
        self._show_shape()

    def way(self, spot: Spot) -> Way | None:
        """Where not all of the text is shown, the button below stands for the rest of it."""
        if spot.start >= len(excerpt(self.text).text):
            return way_down(self, self.foot)
        return None if self._body is None else way_down(self, self._body)

    def open_to(self, spot: Spot) -> None:
        """Words are looked for in the text, and can only be marked there."""
        del spot
        self.head.as_text.setChecked(True)

    def advance(self, until: float) -> bool:
        if not self._looked:
            self._look()
            self._show_shape()
        return self._counted(until) and super().advance(until)

    def restyle(self) -> None:
        super().restyle()
        self.head.retranslate()
        self._say_more()
        self._name_body()

    def _counted(self, until: float) -> bool:
        count = self._count
        if count is None or count.done:
            return True
        while perf_counter() < until:
            if count.step():
                self._say_more()
                return True
        return False

    def _look(self) -> None:
        self._looked = True
        self._shape = shape_of(self.text) if self._tables else data_of(self.text)

    def _show_shape(self) -> None:
        shape = None if self.head.as_text.isChecked() else self._shape
        body = self._body_for(shape)
        match body, shape:
            case OutputTree(), Data():
                body.show_data(shape)
            case OutputGrid(), Grid():
                body.show_grid(shape)
            case OutputText(), _:
                body.show_text(excerpt(self.text).text)
        self.head.as_text.setVisible(self._shape is not None)
        self._name_body()
        self._say_more()

    def _body_for(self, shape: Shape | None) -> Block:
        kind: type[OutputTree | OutputGrid | OutputText] = OutputText
        if isinstance(shape, Data):
            kind = OutputTree
        elif isinstance(shape, Grid):
            kind = OutputGrid
        if type(self._body) is not kind:
            if self._body is not None:
                self.remove(self._body)
            self._body = kind(self._around)
            self.insert(1, self._body)
        return self._body

    def _name_body(self) -> None:
        name = self.accessibleName()
        match self._body:
            case OutputTree() as shown:
                shown.tree.setAccessibleName(name)
            case OutputGrid() | OutputText() as shown:
                shown.pane.setAccessibleName(name)

    def _say_more(self) -> None:
        """What the button below says: nothing where all of it is to be seen."""
        words = ""
        if isinstance(self._body, OutputGrid) and isinstance(self._shape, Grid):
            if len(self._shape.rows) > ROWS:
                words = translate("Transcript", "Show all {count} rows")
                words = words.format(count=f"{len(self._shape.rows):,}")
        elif isinstance(self._body, OutputText) and self._count is not None:
            words = translate("Transcript", "Show all")
            if self._count.done and self._count.lines > 1:
                words = translate("Transcript", "Show all {count} lines")
                words = words.format(count=f"{self._count.lines:,}")
        self.foot.all.setText(words)
        self.foot.setVisible(bool(words))
        self.foot.touch()
        self.touch()

    def _copy(self) -> None:
        self._around.outlet.copy(self.text)

    def _open(self) -> None:
        from gui.views.output_view import open_output

        grid = self._shape if isinstance(self._body, OutputGrid) else None
        open_output(
            self._title,
            self.text,
            self._around,
            self,
            grid=grid if isinstance(grid, Grid) else None,
        )


class _OutputHead(LaidOutBlock):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._caption = elided_label("faint")
        self.as_text = QPushButton()
        self.as_text.setObjectName("asTextButton")
        self.as_text.setCheckable(True)
        self.copy = QPushButton()
        self.copy.setObjectName("copyOutputButton")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(around.theme.px("space_1"))
        row.addWidget(self._caption, 1)
        for button in (self.as_text, self.copy):
            button.setProperty("inline", "true")
            row.addWidget(button)
        self.retranslate()

    def say(self, caption: str) -> None:
        self._caption.setText(caption)
        name = translate("Transcript", "Copy: {caption}")
        self.copy.setAccessibleName(name.format(caption=caption))

    def retranslate(self) -> None:
        self.as_text.setText(translate("Transcript", "As text"))
        self.copy.setText(translate("Transcript", "Copy"))


class _OutputFoot(Block):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._gap = around.theme.px("space_1")
        self.all = QPushButton(self)
        self.all.setObjectName("showAllButton")
        self.all.setProperty("inline", "true")

    def _arrange(self, width: int) -> int:
        size = self.all.sizeHint()
        self.all.setGeometry(0, self._gap, min(width, size.width()), size.height())
        return size.height() + self._gap
