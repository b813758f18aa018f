"""One message that waits its turn: its first words, and the ways to change one's mind."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from gui.model.session import QueuedMessage
from gui.qt.elided_label import ElidedLabel
from gui.qt.icon_button import IconButton
from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate


class QueuedRow(QFrame):
    edit_wanted = Signal(str)  # the id of the queued message, for all three
    send_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, message: QueuedMessage, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("queuedRow")
        self._id = message.id
        px = theme.theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px("space_3"), 0, px("space_1"), 0)
        row.setSpacing(px("space_1"))
        self._mark = QLabel()
        self._mark.setProperty("role", "small")
        self._text = ElidedLabel()
        self._text.setText(" ".join(message.text.split()))
        self._send = self._button("sendQueuedButton", self._on_send)
        self._edit = self._button("editQueuedButton", self._on_edit)
        self._remove = IconButton("close", theme=theme)
        self._remove.setObjectName("removeQueuedButton")
        self._remove.clicked.connect(self._on_remove)
        row.addWidget(self._mark)
        row.addSpacing(px("space_1"))
        row.addWidget(self._text, 1)
        for widget in (self._send, self._edit, self._remove):
            row.addWidget(widget)
        self.retranslate()

    def allow_sending(self, allowed: bool) -> None:
        """Only an idle chat can be sent to at once."""
        self._send.setVisible(allowed)

    def retranslate(self) -> None:
        self._mark.setText(translate("Composer", "Queued"))
        self._send.setText(translate("Composer", "Send now"))
        self._edit.setText(translate("Composer", "Edit"))
        words = self._text.text()
        self.setAccessibleName(translate("Composer", "Queued: {text}").format(text=words))
        self._remove.say(translate("Composer", "Remove from the queue"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _button(self, name: str, verb: object) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setProperty("quiet", True)
        button.clicked.connect(verb)
        return button

    def _on_edit(self) -> None:
        self.edit_wanted.emit(self._id)

    def _on_send(self) -> None:
        self.send_wanted.emit(self._id)

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self._id)
