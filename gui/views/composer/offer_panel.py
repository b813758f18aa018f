"""What opens above the box while a "/" or an "@" is typed: a list, or a small form in its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.qt.theme import ThemeSwitch
from gui.views.composer.offer import Offer
from gui.views.composer.offer_form import FormLine, OfferForm
from gui.views.composer.offer_list import OfferList

translate = QCoreApplication.translate


class OfferPanel(QFrame):
    """Lies in `ground`, right above `box`, which is somewhere within it, and as wide."""

    def __init__(self, ground: QWidget, box: QWidget, *, theme: ThemeSwitch) -> None:
        super().__init__(ground)
        self.setObjectName("offerPanel")
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ground, self._box, self._theme = ground, box, theme
        self.list, self.form = OfferList(theme=theme), OfferForm(theme=theme)
        pad = theme.theme.px("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(self.form)
        self.hide()
        ground.installEventFilter(self)
        box.installEventFilter(self)

    @property
    def lists(self) -> bool:
        """Whether the list is open."""
        return not self.isHidden() and not self.form.isVisibleTo(self)

    @property
    def asks(self) -> bool:
        """Whether the form is open."""
        return not self.isHidden() and self.form.isVisibleTo(self)

    def show_offers(self, offers: Sequence[Offer], *, name: str) -> None:
        """`name` says what is listed, for screen readers."""
        self.form.hide()
        self.list.show()
        self.list.setAccessibleName(name)
        self.list.show_offers(offers)
        self._open()

    def ask(self, title: str, lines: Sequence[FormLine], *, accept: str) -> None:
        self.list.hide()
        self.form.show()
        self._open()
        self.form.ask(title, lines, accept=accept)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest)
        if not self.isHidden() and event.type() in kinds:
            self._place()
        return super().eventFilter(watched, event)

    def _open(self) -> None:
        self._place()
        self.show()
        self.raise_()
        self._place()

    def _place(self) -> None:
        corner = self._box.mapTo(self._ground, QPoint(0, 0))
        layout = self.layout()
        if layout is not None:
            layout.activate()
        gap = self._theme.theme.px("space_1")
        room = max(1, corner.y() - 2 * gap)
        height = min(self.sizeHint().height(), room)
        self.setGeometry(corner.x(), corner.y() - gap - height, self._box.width(), height)
