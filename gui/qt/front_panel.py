"""A panel in front of the window's content; Esc or a click elsewhere closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from gui.qt.theme import ThemeSwitch


class FrontPanel(QFrame):
    """Sits centred near the top of `parent` while open, and gives the focus back when it closes."""

    WIDTH = "panel_width"
    closed = Signal()

    def __init__(self, parent: QWidget, *, theme: ThemeSwitch) -> None:
        super().__init__(parent)
        self._ground = parent
        self._theme = theme
        self._focus_before: QWidget | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("panel", True)
        self.hide()

    def open(self) -> None:
        if self.isVisible():
            return
        self._focus_before = self.window().focusWidget()
        self._place()
        self.show()
        self._place()  # showing may have changed what is in it
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)  # only while open: it sees every event
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        if self.isHidden():
            return
        self.hide()
        before, self._focus_before = self._focus_before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._ground:
            self._place()
        elif event.type() == QEvent.Type.MouseButtonPress and self._is_elsewhere(watched):
            self.dismiss()
        return super().eventFilter(watched, event)

    def _is_elsewhere(self, watched: QObject) -> bool:
        if not isinstance(watched, QWidget) or watched is self:
            return False
        return not self.isAncestorOf(watched)

    def _place(self) -> None:
        parent = self._ground
        px = self._theme.theme.px
        gap = px("space_6")
        width = min(px(self.WIDTH), parent.width() - 2 * gap)
        height = min(max(self.sizeHint().height(), 1), parent.height() - 2 * gap)
        self.setGeometry((parent.width() - width) // 2, gap, width, height)
