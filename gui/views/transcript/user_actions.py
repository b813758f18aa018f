"""What can be done with a message of the user, shown beside it on hover and to the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class UserActions(QWidget):
    """Its buttons are made once a pointer, the keyboard or a screen reader needs them.

    Until then the place itself takes the focus.
    """

    edit_clicked = Signal()
    more_clicked = Signal()

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("userActions")
        self._around = around
        self._hovered = False
        self._is_built = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        around.versions.changed.connect(self.refresh)
        self.refresh()
        if QAccessible.isActive():
            self._build()

    @property
    def width_needed(self) -> int:
        row = self.layout()
        return self._room if row is None else max(self._room, row.totalSizeHint().width())

    @property
    def _room(self) -> int:
        """About what the buttons take, so that the bubble does not move when they come."""
        return 3 * self._around.theme.px("control")

    def set_hovered(self, *, hovered: bool) -> None:
        self._hovered = hovered
        if hovered and not self._is_built:
            self._build()
        self._reveal()

    def refresh(self) -> None:
        """Say anew what can be done, in the language of the window."""
        self.setAccessibleName(translate("Transcript", "Actions"))
        if self._is_built:
            self.edit.setText(translate("Transcript", "Edit"))
            self.edit.setAccessibleName(translate("Transcript", "Edit this message"))
            self.edit.setEnabled(self._around.versions.may_switch)
            self.more.setText(translate("Transcript", "More"))
            self.more.setAccessibleName(translate("Transcript", "More actions"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._build()
        backwards = event.reason() is Qt.FocusReason.BacktabFocusReason
        first = self.edit if self.edit.isEnabled() else self.more
        (self.more if backwards else first).setFocus(event.reason())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._reveal()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        if self._is_built:
            return
        self._is_built = True
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.edit, self.more = QPushButton(self), QPushButton(self)
        self.edit.setObjectName("editMessageButton")
        self.more.setObjectName("messageMenuButton")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addStretch(1)
        for button, clicked in ((self.edit, self.edit_clicked), (self.more, self.more_clicked)):
            button.setProperty("inline", "true")
            button.installEventFilter(self)
            button.clicked.connect(clicked)
            row.addWidget(button)
        self.refresh()
        self._reveal()

    def _reveal(self) -> None:
        if not self._is_built:
            return
        buttons = (self.edit, self.more)
        shown = self._hovered or any(button.hasFocus() for button in buttons)
        for button in buttons:
            button.setProperty("hidden", "false" if shown else "true")
            button.style().polish(button)
