"""The composer: the box, the queue above it, Send that becomes Stop, and the draft."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.model.enclosure import Enclosure
from gui.model.session import QueuedMessage
from gui.qt.icon_button import IconButton
from gui.qt.theme import ThemeSwitch
from gui.views.composer.draft_timer import DraftTimer
from gui.views.composer.enclosure_chip import ReadAttachment
from gui.views.composer.enclosure_row import EnclosureRow
from gui.views.composer.message_edit import MessageEdit
from gui.views.composer.queue import Queue
from gui.views.composer.room_line import RoomLine
from gui.views.composer.round_button import RoundButton
from gui.views.composer.stop_after_button import StopAfterButton

translate = QCoreApplication.translate


class Composer(QWidget):
    """Says what the user wants; it does not know where messages go.

    `sent` carries a text, which the box no longer holds: who cannot deliver it gives it back
    with `put_back`.
    """

    sent = Signal(str)
    stop_wanted = Signal()
    stop_after_wanted = Signal()
    draft_changed = Signal(str)
    edit_queued = Signal(str)
    send_queued = Signal(str)
    remove_queued = Signal(str)
    attach_wanted = Signal()

    def __init__(self, *, theme: ThemeSwitch, enter_sends: Callable[[], bool]) -> None:
        super().__init__()
        self.setObjectName("composer")
        self._theme = theme
        self._running = False
        self._asked = False
        self._enclosures: tuple[Enclosure, ...] = ()
        self.read_picture: ReadAttachment | None = None
        self.edit = MessageEdit(enter_sends=enter_sends)
        self.edit.send_wanted.connect(self.send)
        self.edit.textChanged.connect(self._on_text)
        self._draft = DraftTimer(self)
        self._draft.due.connect(self._say_draft)
        self._build()
        theme.changed.connect(self.edit.fit)
        self.retranslate()
        self._on_text()
        self._draft.stop()

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    def show_draft(self, text: str) -> None:
        """Fill the box with another chat's draft."""
        self.edit.replace_text(text)
        self._draft.stop()

    def put_back(self, text: str) -> None:
        """Return a text to the box, before whatever is in it now."""
        now = self.text
        self.edit.replace_text(f"{text}\n{now}" if now else text)

    def show_running(self, running: bool, *, team: bool = False) -> None:
        """`team`: agents take turns, and may be stopped between them."""
        if running is not self._running:
            self._stop_after.begin()
        self._running = running
        self._send.setVisible(not running or self._asked)
        self._stop.setVisible(running)
        self._stop_after.setVisible(running and team)
        self._queue.allow_sending(not running)
        self._say_placeholder()

    def show_question(self, asked: bool) -> None:
        """Whether what is sent now answers an agent."""
        self._asked = asked
        self._send.setVisible(not self._running or asked)
        self._say_placeholder()

    def show_queue(self, queued: tuple[QueuedMessage, ...]) -> None:
        self._queue.show_queue(queued)

    def take_files(self) -> None:
        """Offer to send files and pictures along."""
        self.edit.takes_files = True
        self.attach.show()

    def show_enclosures(self, enclosures: tuple[Enclosure, ...]) -> None:
        if enclosures == self._enclosures:
            return
        self._enclosures = enclosures
        focused = self.chips.holds_focus()
        self.chips.show_enclosures(enclosures, read=self.read_picture)
        self.chips.order_tabs(self.edit, self.attach)
        if focused and not self.chips.holds_focus():
            self.focus()
        self._on_text()

    def show_drop(self, above: bool) -> None:
        """Whether files that would be taken are held above the chat."""
        self.card.setProperty("dropping", above)
        self.card.style().unpolish(self.card)
        self.card.style().polish(self.card)

    def show_usage(self, words: str, explained: str = "") -> None:
        self._usage.setText(words)
        self._usage.setToolTip(explained)
        self._usage.setAccessibleDescription(explained)

    def send(self) -> None:
        """Hand the text over, unless there is none or an input method still composes it."""
        self.edit.commit()
        text = self.text.strip("\n").rstrip()
        if self.edit.composing or not (text.strip() or self._enclosures):
            return
        self.edit.replace_text("")
        self._draft.stop()
        self.sent.emit(text)

    def focus(self) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.edit.setAccessibleName(translate("Composer", "Message"))
        send, stop = translate("Composer", "Send"), translate("Composer", "Stop")
        self._send.setAccessibleName(send)
        self._send.setToolTip(send)
        self._stop.setAccessibleName(stop)
        self._stop.setToolTip(f"{stop} (Esc)")
        self.attach.say(translate("Composer", "Add files or pictures"))
        self._stop_after.retranslate()
        self.room.retranslate()
        self._say_placeholder()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self) -> None:
        px = self._theme.theme.px
        edge = px("space_5")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(edge, px("space_2"), edge, px("space_4"))
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(px("space_1"))
        outer.addLayout(column, 1000)
        outer.addStretch(1)
        self._queue = Queue(theme=self._theme)
        self._queue.edit_wanted.connect(self.edit_queued)
        self._queue.send_wanted.connect(self.send_queued)
        self._queue.remove_wanted.connect(self.remove_queued)
        self._queue.setMaximumWidth(px("column_width"))
        self.room = RoomLine(self._theme)
        column.addWidget(self._queue)
        column.addWidget(self.room)
        self.card = self._card()
        column.addWidget(self.card)

    def _card(self) -> QFrame:
        px = self._theme.theme.px
        card = ComposerCard(self.edit)
        card.setMaximumWidth(px("column_width"))
        layout = QVBoxLayout(card)
        layout.setContentsMargins(px("space_4"), px("space_4"), px("space_3"), px("space_3"))
        layout.setSpacing(px("space_4"))
        layout.addWidget(self.edit)
        self.chips = EnclosureRow(theme=self._theme)
        layout.addWidget(self.chips)
        bottom = QHBoxLayout()
        bottom.setSpacing(px("space_3"))
        self.attach = IconButton("plus", theme=self._theme)
        self.attach.setObjectName("attachButton")
        self.attach.clicked.connect(self.attach_wanted)
        self.attach.hide()
        bottom.addWidget(self.attach)
        bottom.addStretch(1)
        self._usage = QLabel()
        self._usage.setObjectName("usageLabel")
        self._usage.setProperty("faint", True)
        self._send = RoundButton("send", name="sendButton", theme=self._theme)
        self._send.clicked.connect(self.send)
        self._stop = RoundButton("stop", name="stopButton", theme=self._theme)
        self._stop.clicked.connect(self.stop_wanted)
        self._stop.hide()
        self._stop_after = StopAfterButton()
        self._stop_after.wanted.connect(self.stop_after_wanted)
        for widget in (self._usage, self._stop_after, self._send, self._stop):
            bottom.addWidget(widget)
        layout.addLayout(bottom)
        return card

    def _say_placeholder(self) -> None:
        words = translate("Composer", "Write a message")
        if self._asked:
            words = translate("Composer", "Answer the question…")
        elif self._running:
            words = translate("Composer", "Type while they work; it is queued")
        self.edit.setPlaceholderText(words)
        self.edit.viewport().update()  # Qt repaints the old words until the next key

    def _on_text(self) -> None:
        self._send.setEnabled(bool(self.text.strip() or self._enclosures))
        self._draft.touch()

    def _say_draft(self) -> None:
        self.draft_changed.emit(self.text)


class ComposerCard(QFrame):
    """The rounded frame; a click on its empty parts goes to the box."""

    def __init__(self, edit: MessageEdit) -> None:
        super().__init__()
        self.setObjectName("composerCard")
        self._edit = edit

    def mousePressEvent(self, event: QMouseEvent) -> None:
        del event
        self._edit.setFocus(Qt.FocusReason.MouseFocusReason)
