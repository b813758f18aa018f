"""The first rows of an output that is a table; wide ones scroll sideways within themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from gui.model.shaped_text import Grid, is_number
from gui.model.visible_text import shown_code
from gui.qt.markdown_style import Place, Words
from gui.qt.text_pane import TextPane
from gui.views.transcript.block import Block
from gui.views.transcript.surroundings import Surroundings

ROWS = 20
_LONGEST_CELL = 120


class OutputGrid(Block):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("outputGrid")
        self._around = around
        self._grid = Grid((), ())
        self.pane = TextPane(self)
        self.pane.scroll_sideways()

    def show_grid(self, grid: Grid) -> None:
        self._grid = grid
        self._write()

    def restyle(self) -> None:
        self._write()

    def _write(self) -> None:
        grid = self._grid
        style = self._around.look.style()
        self.pane.clear()
        self.pane.set_theme(style.theme)
        if not grid.head:
            return
        rows = (grid.head, *grid.rows[:ROWS])
        cursor = QTextCursor(self.pane.document())
        cursor.beginEditBlock()  # else Qt lays the table out anew for each cell
        table = cursor.insertTable(len(rows), len(grid.head), style.table(Place(), rtl=False))
        sides = [_side(column) for column in zip(*rows[1:], strict=True)]
        for number, row in enumerate(rows):
            words = style.words(Words(bold=number == 0))
            for column, text in enumerate(row):
                cell = table.cellAt(number, column)
                cell.setFormat(style.cell())
                at = cell.firstCursorPosition()
                at.setBlockFormat(style.cell_block(sides[column]))
                at.insertText(_shown(text), words)
        end = QTextCursor(self.pane.document())
        end.movePosition(QTextCursor.MoveOperation.End)
        end.setBlockFormat(style.sliver())
        cursor.endEditBlock()
        self.touch()

    def _arrange(self, width: int) -> int:
        height = self.pane.height_at(width)
        self.pane.setGeometry(0, 0, width, height)
        return height


def _side(cells: tuple[str, ...]) -> Qt.AlignmentFlag:
    """Numbers stand on the right, so that they can be compared."""
    numbers = all(is_number(cell.strip()) for cell in cells if cell.strip())
    some = any(cell.strip() for cell in cells)
    return Qt.AlignmentFlag.AlignRight if numbers and some else Qt.AlignmentFlag.AlignLeft


def _shown(text: str) -> str:
    line = " ".join(text.split()) if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + "…"
    return shown_code(line.replace("\n", " "))
