"""A line that unfolds what lies below it, by mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.qt.elided_label import ElidedLabel

FOLDED, UNFOLDED = "▸", "▾"


class FoldButton(QPushButton):
    """Checked is unfolded. Its height is that of its line; what it shows are labels within."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.line = QHBoxLayout(self)
        self.arrow = quiet_label("faint", parent=self)
        self.toggled.connect(self._turn_arrow)
        self._turn_arrow(unfolded=False)

    def sizeHint(self) -> QSize:
        return self.line.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.line.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _turn_arrow(self, unfolded: bool) -> None:
        self.arrow.setText(UNFOLDED if unfolded else FOLDED)


def quiet_label(
    shade: str = "muted", *, role: str = "small", parent: QWidget | None = None
) -> QLabel:
    """A label of plain text that lets clicks through."""
    return _prepared(QLabel(parent), shade, role)


def elided_label(
    shade: str = "muted", *, role: str = "small", parent: QWidget | None = None
) -> ElidedLabel:
    """The same, for one line that may be cut."""
    label = ElidedLabel(parent)
    _prepared(label, shade, role)
    return label


def _prepared(label: QLabel, shade: str, role: str) -> QLabel:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    label.setProperty("role", role)
    label.setProperty("shade", shade)
    return label
