"""A card on the screen without a window's frame, in front of everything, gone when it is left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QPainter, QPaintEvent, QPen, QScreen
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QVBoxLayout, QWidget

from gui.qt.front_window import bring_to_front
from gui.qt.theme import ThemeSwitch

TOP = 0.18
"""Where the card begins, as a part of the screen's height."""

TALLEST = 0.6
"""The part of the screen's height that the card may take."""

SHADE = 0.055
"""How dark the shadow is in each of its rings at the card's edge."""


class FloatingCard(QWidget):
    """`body` is to be filled. `blended` says that the desktop can show a transparent edge.

    Hides itself when the user goes elsewhere; a dialog or menu of its own is not elsewhere.
    """

    left = Signal()

    def __init__(self, *, theme: ThemeSwitch, blended: bool) -> None:
        super().__init__()
        flags = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        self.setWindowFlags(Qt.WindowType.Tool | flags | Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, blended)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._theme = theme
        self._blended = blended
        self._card = QFrame()
        self._card.setObjectName("floatingCard")
        self._card.setProperty("square", not blended)
        edge = theme.theme.px("shadow") if blended else 0
        whole = QVBoxLayout(self)
        whole.setContentsMargins(edge, edge, edge, edge)
        whole.addWidget(self._card)
        self.body = QVBoxLayout(self._card)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)

    @property
    def tallest(self) -> int:
        """How high the card may get on its screen."""
        return int(self._screen_shown().availableGeometry().height() * TALLEST)

    def appear(self, *, width: int, token: str = "") -> None:
        """Show it in the upper third of the screen that the pointer is on.

        `token` is the desktop's leave to take the focus, where it gives one.
        """
        if not self.isVisible():
            screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
            self.setScreen(screen)
            self._place(screen, width)
        bring_to_front(self, token)

    def least_height(self) -> int:
        """What everything in it needs now, the shadow's room included."""
        for layout in (*self._layouts_inside(), self.body, self.layout()):
            if layout is not None:
                layout.activate()
        return self.minimumSizeHint().height()

    def fit(self) -> None:
        """Become as high as what is in it; the place and the width stay."""
        self.resize(self.width(), self.least_height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            QTimer.singleShot(0, self, self._leave)  # the next one is active only after this

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shadow: rings around the card, fainter outwards."""
        super().paintEvent(event)
        if not self._blended:
            return
        theme, painter = self._theme.theme, QPainter(self)
        reach, radius = theme.px("shadow"), theme.px("radius_composer")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme.color("shadow")
        card = QRectF(self._card.geometry())
        for ring in range(1, reach):
            color.setAlphaF(SHADE * (1 - ring / reach) ** 2)
            painter.setPen(QPen(color, 2))
            outline = card.adjusted(-ring, -ring, ring, ring).translated(0, ring / 4)
            painter.drawRoundedRect(outline, radius + ring, radius + ring)
        painter.end()

    def _place(self, screen: QScreen, width: int) -> None:
        room = screen.availableGeometry()
        edge = self._theme.theme.px("shadow") if self._blended else 0
        gap = self._theme.theme.px("space_5")
        whole = min(width, room.width() - 2 * gap) + 2 * edge
        self.resize(whole, self.height())
        self.fit()
        left = room.left() + (room.width() - whole) // 2
        self.move(left, room.top() + int(room.height() * TOP) - edge)

    def _layouts_inside(self) -> list[QLayout]:
        """Those of the widgets in `body`: it hears of what they need only when they are active."""
        items = (self.body.itemAt(index) for index in range(self.body.count()))
        widgets = (item.widget() for item in items if item is not None)
        layouts = (widget.layout() for widget in widgets if widget is not None)
        return [layout for layout in layouts if layout is not None]

    def _screen_shown(self) -> QScreen:
        return self.screen() or QGuiApplication.primaryScreen()

    def _leave(self) -> None:
        if not self.isVisible() or self.isActiveWindow() or self._has_front():
            return
        self.hide()
        self.left.emit()

    def _has_front(self) -> bool:
        """Whether a dialog or a menu of this window is in front of it."""
        fronts = (QApplication.activeModalWidget(), QApplication.activePopupWidget())
        return any(one is not None and _root(one) is self for one in fronts)


def _root(widget: QWidget) -> QWidget:
    """The window that the windows around `widget` belong to."""
    parent = widget.parentWidget()
    while parent is not None:
        widget, parent = parent, parent.parentWidget()
    return widget
