"""A row of small widgets that goes on in the next line where its width ends."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FlowRow(QWidget):
    """As tall as its lines; a widget wider than the row is as wide as the row."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 0) -> None:
        super().__init__(parent)
        self._spacing = spacing
        self._widgets: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_widgets(self, widgets: list[QWidget]) -> None:
        """Have these, and none of those it had; hidden while there are none."""
        for old in self._widgets:
            if old not in widgets:
                old.hide()
                old.deleteLater()
        self._widgets = widgets
        for widget in widgets:
            widget.setParent(self)
            widget.show()
        self.setVisible(bool(widgets))
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return handled

    def _arrange(self) -> None:
        x = y = line = 0
        for widget in self._widgets:
            hint = widget.sizeHint()
            width = min(hint.width(), max(1, self.width()))
            if x and x + width > self.width():
                x, y, line = 0, y + line + self._spacing, 0
            widget.setGeometry(x, y, width, hint.height())
            x += width + self._spacing
            line = max(line, hint.height())
        if self.minimumHeight() != y + line:
            self.setFixedHeight(y + line)
