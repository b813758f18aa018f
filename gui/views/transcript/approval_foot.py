"""What can be done with a call that waits: the buttons, the reason, and where the call acts."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from gui.views.transcript.block import Block
from gui.views.transcript.careful_button import Appearance, CarefulButton
from gui.views.transcript.escape_key import let_escape
from gui.views.transcript.fold import quiet_label
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class Asking(Enum):
    """What the user is at."""

    CHOICE = auto()
    EDIT = auto()
    REASON = auto()
    SENT = auto()  # decided, and not yet heard of


class ApprovalFoot(Block):
    """Says what was pressed; which buttons there are follows `show_asking`."""

    allowed = Signal(bool)  # whether for all of the chat
    edit_wanted = Signal()
    reason_wanted = Signal()
    denied = Signal(str)
    dropped = Signal()

    def __init__(self, around: Surroundings, appearance: Appearance) -> None:
        super().__init__()
        self._around = around
        self._asking = Asking.CHOICE
        self._too_long = False
        self.once = self._button("allowOnceButton", appearance, accent=True)
        self.in_chat = self._button("allowInChatButton", appearance)
        self.edit = self._button("editCallButton", appearance)
        self.reason = _ReasonLine(self)
        self.deny = self._button("denyButton", appearance, quiet=True)
        self.cancel = self._button("cancelChoiceButton", appearance, quiet=True)
        self.place = quiet_label("muted")
        self.place.setParent(self)
        self.place.setWordWrap(True)
        self.once.clicked.connect(self._allow_once)
        self.in_chat.clicked.connect(self._allow_in_chat)
        self.edit.clicked.connect(self.edit_wanted)
        self.deny.clicked.connect(self._deny)
        self.cancel.clicked.connect(self.dropped)
        self.reason.returnPressed.connect(self._deny)
        let_escape(self.reason, self.dropped.emit)
        self.retranslate()
        self.show_asking(Asking.CHOICE)

    def show_asking(self, asking: Asking) -> None:
        self._asking = asking
        choosing = asking in (Asking.CHOICE, Asking.SENT)
        self.once.setVisible(asking is not Asking.REASON)
        self.in_chat.setVisible(choosing)
        self.edit.setVisible(choosing)
        self.reason.setVisible(asking is Asking.REASON)
        self.deny.setVisible(asking is not Asking.EDIT)
        self.cancel.setVisible(not choosing)
        for button in self.buttons:
            button.setEnabled(asking is not Asking.SENT)
        self.edit.setEnabled(asking is not Asking.SENT and not self._too_long)
        self.retranslate()
        self.touch()

    @property
    def buttons(self) -> Sequence[QPushButton]:
        return (self.once, self.in_chat, self.edit, self.deny, self.cancel)

    def let_edit(self, *, too_long: bool) -> None:
        """Whether the call is short enough to be changed."""
        self._too_long = too_long
        self.show_asking(self._asking)

    def say_place(self, words: str) -> None:
        self.place.setText(words)
        self.touch()

    def name_call(self, words: str) -> None:
        """Say with each button what it is about."""
        for button in self.buttons:
            button.setAccessibleDescription(words)

    def restyle(self) -> None:
        self.retranslate()
        super().restyle()

    def retranslate(self) -> None:
        editing = self._asking is Asking.EDIT
        self.once.setText(
            translate("Transcript", "Allow as edited")
            if editing
            else translate("Transcript", "Allow once")
        )
        self.in_chat.setText(translate("Transcript", "Allow in this chat"))
        self.edit.setText(translate("Transcript", "Edit…"))
        too_long = translate("Transcript", "This is too long to be changed here.")
        self.edit.setToolTip(too_long if self._too_long else "")
        self.deny.setText(translate("Transcript", "Deny"))
        self.cancel.setText(translate("Transcript", "Cancel"))
        why = translate("Transcript", "Why not? The agent reads it. It may stay empty.")
        self.reason.setPlaceholderText(why)
        self.reason.setAccessibleName(translate("Transcript", "Reason"))

    def _button(
        self, name: str, appearance: Appearance, *, accent: bool = False, quiet: bool = False
    ) -> CarefulButton:
        button = CarefulButton(name, appearance, self)
        button.setProperty("accent", accent)
        button.setProperty("quiet", quiet)
        return button

    def _allow_once(self) -> None:
        self.allowed.emit(False)

    def _allow_in_chat(self) -> None:
        self.allowed.emit(True)

    def _deny(self) -> None:
        if self._asking is Asking.REASON:
            self.denied.emit(self.reason.text().strip())
        else:
            self.reason_wanted.emit()

    def _arrange(self, width: int) -> int:
        """In a row, or in more where there is no room; the place at the right, or below."""
        px = self._around.theme.px
        side, gap = px("space_3"), px("space_2")
        left = top = side
        row = max(button.sizeHint().height() for button in self.buttons)
        shown: list[QWidget] = [b for b in (*self.buttons[:3],) if not b.isHidden()]
        shown += [w for w in (self.reason, self.deny, self.cancel) if not w.isHidden()]
        taken = sum(w.sizeHint().width() + gap for w in shown if w is not self.reason)
        for widget in shown:
            wanted = widget.sizeHint().width()
            if widget is self.reason:
                wanted = max(wanted, width - 2 * side - taken)
            wanted = min(wanted, width - 2 * side)
            if left > side and left + wanted > width - side:
                left, top = side, top + row + gap
            widget.setGeometry(left, top, wanted, row)
            left += wanted + gap
        return self._arrange_place(width, left + gap, top, row) + side

    def _arrange_place(self, width: int, left: int, top: int, row: int) -> int:
        px = self._around.theme.px
        side = px("space_3")
        self.place.setVisible(bool(self.place.text()) and self._asking is not Asking.REASON)
        if self.place.isHidden():
            return top + row
        wanted = self.place.fontMetrics().horizontalAdvance(self.place.text()) + px("space_1")
        middle = Qt.AlignmentFlag.AlignVCenter
        if left + wanted <= width - side:
            self.place.setAlignment(middle | Qt.AlignmentFlag.AlignRight)
            self.place.setGeometry(width - side - wanted, top, wanted, row)
            return top + row
        self.place.setAlignment(middle | Qt.AlignmentFlag.AlignLeft)
        height = self.place.heightForWidth(width - 2 * side)
        below = top + row + px("space_2")
        self.place.setGeometry(side, below, width - 2 * side, height)
        return below + height


class _ReasonLine(QLineEdit):
    """A held Enter goes on from the button that opened it, and denies nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("denyReasonEdit")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.isAutoRepeat():
            event.accept()
        else:
            super().keyPressEvent(event)
