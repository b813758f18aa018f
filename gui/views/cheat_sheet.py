"""The cheat sheet: all shortcuts of the action table, by group."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.qt.actions import ActionTable
from gui.qt.front_panel import FrontPanel
from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate


class CheatSheet(FrontPanel):
    """Reads the table each time it opens."""

    def __init__(self, parent: QWidget, *, table: ActionTable, theme: ThemeSwitch) -> None:
        super().__init__(parent, theme=theme)
        self.setObjectName("cheatSheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._table = table
        px = theme.theme.px
        column = QVBoxLayout(self)
        pad = px("space_4")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(px("space_3"))
        self._title = QLabel()
        self._title.setProperty("role", "subheading")
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._title)
        column.addWidget(self._area, 1)
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """High enough for all rows; where the window has less room, they scroll."""
        for label in self.findChildren(QLabel):
            label.ensurePolished()  # the style sheet adds to their height
        hint, sheet = super().sizeHint(), self._area.widget()
        grid = sheet.layout() if sheet is not None else None
        if grid is None:
            return hint
        grid.invalidate()
        edges = 2 * (self.frameWidth() + self._theme.theme.px("hairline"))
        around = hint.height() - self._area.sizeHint().height() + edges
        return QSize(hint.width(), around + grid.totalSizeHint().height())

    def retranslate(self) -> None:
        words = translate("CheatSheet", "Keyboard shortcuts")
        self._title.setText(words)
        self.setAccessibleName(words)
        self._area.setWidget(self._sheet())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _sheet(self) -> QWidget:
        px = self._theme.theme.px
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, px("space_2"), 0)
        grid.setVerticalSpacing(px("space_2"))
        grid.setColumnStretch(0, 1)
        spoken = ""
        for row in self._table.rows:
            keys = self._table.keys(row.id)
            if not keys:
                continue
            group = self._table.group(row.id)
            if group != spoken:
                spoken = group
                heading = QLabel(group)
                heading.setProperty("role", "small")
                grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            line = grid.rowCount()
            title = QLabel(self._table.title(row.id))
            cap = QLabel(keys)
            cap.setProperty("role", "keyHint")
            cap.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(title, line, 0)
            grid.addWidget(cap, line, 1, Qt.AlignmentFlag.AlignRight)
        grid.setRowStretch(grid.rowCount(), 1)
        return sheet
