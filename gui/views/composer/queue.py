"""What waits above the box to be sent, one row each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.model.session import QueuedMessage
from gui.qt.theme import ThemeSwitch
from gui.views.composer.queued_row import QueuedRow


class Queue(QWidget):
    edit_wanted = Signal(str)  # the id of the queued message, for all three
    send_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self._theme = theme
        self._queued: tuple[QueuedMessage, ...] = ()
        self._rows: list[QueuedRow] = []
        self._may_send = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.theme.px("space_1"))
        self.hide()

    def show_queue(self, queued: tuple[QueuedMessage, ...]) -> None:
        if queued == self._queued:
            return
        self._queued = queued
        for row in self._rows:
            row.deleteLater()
            row.hide()
        self._rows = [self._row(message) for message in queued]
        self.setVisible(bool(queued))

    def allow_sending(self, allowed: bool) -> None:
        self._may_send = allowed
        for row in self._rows:
            row.allow_sending(allowed)

    def _row(self, message: QueuedMessage) -> QueuedRow:
        row = QueuedRow(message, theme=self._theme)
        row.edit_wanted.connect(self.edit_wanted)
        row.send_wanted.connect(self.send_wanted)
        row.remove_wanted.connect(self.remove_wanted)
        row.allow_sending(self._may_send)
        self._column.addWidget(row)
        return row
