"""Where the user changes a message that was sent: in its place, sent again as another version."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.views.composer.message_edit import MessageEdit
from gui.views.transcript.block import LaidOutBlock
from gui.views.transcript.escape_key import let_escape
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate


class MessageEditor(LaidOutBlock):
    """`leave` is called for Esc and Cancel, `send` with the new words."""

    def __init__(
        self,
        around: Surroundings,
        *,
        send: Callable[[str], None],
        leave: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("messageEditor")
        self._send_words = send
        self._around = around
        px = around.theme.px
        frame = QFrame()
        frame.setObjectName("answerFrame")
        self.edit = MessageEdit(enter_sends=around.outlet.enter_sends)
        self.edit.setObjectName("answerEdit")
        let_escape(self.edit, leave)
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(px("space_3"), px("space_2"), px("space_3"), px("space_2"))
        inside.addWidget(self.edit)
        self.cancel, self.send = QPushButton(), QPushButton()
        self.cancel.setObjectName("cancelEditButton")
        self.send.setObjectName("sendEditButton")
        self.send.setProperty("accent", True)
        buttons = QHBoxLayout()
        buttons.setSpacing(px("space_2"))
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px("space_2"))
        column.addWidget(frame)
        column.addLayout(buttons)
        self.cancel.clicked.connect(leave)
        self.send.clicked.connect(self._send)
        self.edit.send_wanted.connect(self._send)
        self.edit.textChanged.connect(self.refresh)
        around.versions.changed.connect(self.refresh)
        self.restyle()

    def begin(self, text: str) -> None:
        self.edit.replace_text(text)

    def take_focus(self) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Nothing can be sent while an answer is given."""
        free = self._around.versions.may_switch
        self.send.setEnabled(free and bool(self.edit.toPlainText().strip()))
        waits = translate("Transcript", "Wait until the answer is done.")
        self.send.setToolTip("" if free else waits)

    def restyle(self) -> None:
        self.edit.fit()
        self.edit.setAccessibleName(translate("Transcript", "Edited message"))
        self.cancel.setText(translate("Transcript", "Cancel"))
        self.send.setText(translate("Transcript", "Send"))
        self.send.setAccessibleName(translate("Transcript", "Send the edited message"))
        self.refresh()
        super().restyle()

    def _send(self) -> None:
        self.edit.commit()
        text = self.edit.toPlainText().strip("\n").rstrip()
        if self.edit.composing or not text.strip() or not self._around.versions.may_switch:
            return
        self.setEnabled(False)  # it is on its way; who cannot take it enables it again
        self._send_words(text)
