"""The quick-ask window: a box, the answer right below it, and what can be done with both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from gui.qt.actions import native_keys
from gui.qt.elided_label import ElidedLabel
from gui.qt.floating_card import FloatingCard
from gui.qt.theme import ThemeSwitch
from gui.views.composer.message_edit import MessageEdit
from gui.views.composer.round_button import RoundButton
from gui.views.transcript.view import TranscriptView

translate = QCoreApplication.translate

NEW_KEYS = "Ctrl+N"
OPEN_KEYS = "Ctrl+O"


class QuickAskWindow(FloatingCard):
    """Says what the user wants; it does not know where questions go."""

    asked = Signal(str)
    text_changed = Signal()
    stop_wanted = Signal()
    open_wanted = Signal()
    new_wanted = Signal()
    hidden = Signal()

    def __init__(
        self, *, theme: ThemeSwitch, blended: bool, enter_sends: Callable[[], bool]
    ) -> None:
        super().__init__(theme=theme, blended=blended)
        self.setObjectName("quickAsk")
        self._theme = theme
        self._model = ""
        self._wanted = 0  # the height of the whole answer
        self.edit = MessageEdit(enter_sends=enter_sends, ground=lambda: self.tallest)
        self.edit.setObjectName("quickAskEdit")
        self.edit.send_wanted.connect(self.send)
        self.edit.textChanged.connect(self._on_text)
        self.transcript = TranscriptView(theme=theme)
        self.transcript.setFixedHeight(0)
        self.transcript.grown.connect(self._give_room)
        self._build()
        for keys, verb in (
            ("Esc", self.hide),
            (NEW_KEYS, self.new_wanted),
            (OPEN_KEYS, self.open_wanted),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(verb)
        theme.changed.connect(self._fit_theme)
        self._fit_theme()
        self.show_chat(shown=False)
        self.show_running(running=False)
        self.retranslate()
        self._on_text()

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    def open(self, token: str = "") -> None:
        """Come to the front, ready to be typed into."""
        self.appear(width=self._theme.theme.px("quick_ask_width"), token=token)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def send(self) -> None:
        """Hand the text over, unless there is none or an input method still composes it."""
        self.edit.commit()
        text = self.text.strip("\n").rstrip()
        if text.strip() and not self.edit.composing:
            self.asked.emit(text)

    def fit(self) -> None:
        """The answer gets what it needs, or what is left of the screen's share."""
        rest = self.least_height() - self.transcript.minimumHeight()
        room = self.tallest - rest if not self._answer.isHidden() else 0
        height = max(0, min(self._wanted, room))
        if height != self.transcript.minimumHeight():
            self.transcript.setFixedHeight(height)
        super().fit()

    def put_back(self, text: str) -> None:
        """Return a text to the box, before whatever is in it now."""
        now = self.text
        self.edit.replace_text(f"{text}\n{now}" if now else text)

    def show_model(self, name: str) -> None:
        self._model = name
        self.retranslate()

    def show_chat(self, *, shown: bool) -> None:
        """Whether there is a chat below the box."""
        if not shown:
            self.transcript.clear()
        for widget in (self._answer, self._new, self._open):
            widget.setVisible(shown)
        self.retranslate()
        self.fit()

    def show_running(self, *, running: bool) -> None:
        self.transcript.versions.allow_switching(not running)
        self._send.setVisible(not running)
        self._stop.setVisible(running)

    def say(self, words: str, *, problem: bool = False) -> None:
        """One line below: what hinders, or what is waited for; "" for nothing."""
        self._words.setText(words)
        self._words.setProperty("role", "problem" if problem else "small")
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        self._words.setVisible(bool(words))
        self.fit()

    def retranslate(self) -> None:
        self.setWindowTitle(translate("QuickAsk", "Quick ask – Parley"))
        further = not self._answer.isHidden()
        self.edit.setPlaceholderText(
            translate("QuickAsk", "Ask a follow-up")
            if further
            else translate("QuickAsk", "Ask anything")
        )
        self.edit.setAccessibleName(translate("QuickAsk", "Question"))
        self._send.setAccessibleName(translate("QuickAsk", "Send"))
        self._send.setToolTip(translate("QuickAsk", "Send"))
        self._stop.setAccessibleName(translate("QuickAsk", "Stop"))
        self._stop.setToolTip(translate("QuickAsk", "Stop"))
        self._model_label.setText(self._model)
        self._model_label.setAccessibleName(
            translate("QuickAsk", "Model: {name}").format(name=self._model)
        )
        self._new.setText(translate("QuickAsk", "New question"))
        self._new.setToolTip(native_keys(NEW_KEYS))
        self._open.setText(translate("QuickAsk", "Open in Parley"))
        self._open.setToolTip(native_keys(OPEN_KEYS))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.edit.fit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hidden.emit()

    def _build(self) -> None:
        px = self._theme.theme.px
        edge = px("space_4")
        box = QHBoxLayout()
        box.setContentsMargins(px("space_5"), edge, edge, edge)
        box.setSpacing(px("space_3"))
        self._send = RoundButton("send", name="quickAskSendButton", theme=self._theme)
        self._send.clicked.connect(self.send)
        self._stop = RoundButton("stop", name="quickAskStopButton", theme=self._theme)
        self._stop.clicked.connect(self.stop_wanted)
        box.addWidget(self.edit, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self._send, self._stop):
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._answer = QFrame()
        self._answer.setObjectName("quickAskAnswer")
        inside = QVBoxLayout(self._answer)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.transcript)
        self._words = QLabel()
        self._words.setObjectName("quickAskHint")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setContentsMargins(px("space_5"), px("space_2"), px("space_5"), 0)
        self._words.hide()
        self.body.addLayout(box)
        self.body.addWidget(self._answer)
        self.body.addWidget(self._words)
        self.body.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        px = self._theme.theme.px
        foot = QHBoxLayout()
        foot.setContentsMargins(px("space_5"), px("space_2"), px("space_4"), px("space_2"))
        foot.setSpacing(px("space_1"))
        self._model_label = ElidedLabel()
        self._model_label.setObjectName("quickAskModel")
        self._model_label.setProperty("faint", True)
        self._new = QPushButton()
        self._new.setObjectName("quickAskNewButton")
        self._new.clicked.connect(self.new_wanted)
        self._open = QPushButton()
        self._open.setObjectName("quickAskOpenButton")
        self._open.clicked.connect(self.open_wanted)
        foot.addWidget(self._model_label, 1)
        for button in (self._new, self._open):
            button.setProperty("inline", True)
            foot.addWidget(button)
        return foot

    def _fit_theme(self) -> None:
        self.edit.fit()
        self.fit()

    def _give_room(self, wanted: int) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.fit()

    def _on_text(self) -> None:
        self._send.setEnabled(bool(self.text.strip()))
        self.fit()
        self.text_changed.emit()
