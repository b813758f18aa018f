"""A table of texts in a view of its own: made row by row, as they are looked at."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QTableView, QWidget

from gui.model.shaped_text import Grid, is_number
from gui.model.visible_text import shown_code

_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_SAMPLE = 50  # rows that say how wide a column is


class GridModel(QAbstractTableModel):
    def __init__(self, grid: Grid, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = grid

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._grid.rows)

    def columnCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._grid.head)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = self._grid.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_code(text.replace("\n", " "))
        if role == Qt.ItemDataRole.TextAlignmentRole and is_number(text.strip()):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        across = orientation == Qt.Orientation.Horizontal
        return shown_code(self._grid.head[section]) if across else f"{section + 1:,}"

    def cells(self, indexes: list[QModelIndex]) -> str:
        """What is selected, as it stands in the table, with tabs between the columns."""
        rows: dict[int, list[str]] = {}
        for index in sorted(indexes, key=lambda index: (index.row(), index.column())):
            rows.setdefault(index.row(), []).append(self._grid.rows[index.row()][index.column()])
        return "\n".join("\t".join(row) for row in rows.values())


class GridView(QTableView):
    """Cells can be selected and copied."""

    def __init__(self, grid: Grid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gridView")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self._cells = GridModel(grid, self)
        self.setModel(self._cells)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.horizontalHeader().setResizeContentsPrecision(_SAMPLE)
        self.resizeColumnsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            chosen = self._cells.cells(self.selectedIndexes())
            QGuiApplication.clipboard().setText(chosen)
        else:
            super().keyPressEvent(event)
