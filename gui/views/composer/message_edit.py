"""The box a message is written in: grows with its text, and leaves input methods alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QImageWriter,
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

from gui.qt.file_drop import FOLDER, dropped_files

CHAT_FILES = (".parley", ".zip", "conversations.json", FOLDER)
"""How the names of files end that hold chats, and do not go with a message."""

RETURN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SHARE_OF_WINDOW = 0.4
"""The box grows to this part of the height of its ground, the window if it has no other."""


class MessageEdit(QPlainTextEdit):
    """Enter asks to send, Shift+Enter breaks the line; the other way round with `enter_sends` off,
    where Ctrl+Enter sends too. While an input method is composing, its keys are its own."""

    send_wanted = Signal()
    last_wanted = Signal()  # Up, where there is nothing written yet
    typed = Signal()  # the user has written or deleted something
    files_given = Signal(object)  # tuple[str, ...]: paths that were dropped or pasted
    picture_given = Signal(bytes)  # a PNG that was pasted

    def __init__(
        self, *, enter_sends: Callable[[], bool], ground: Callable[[], int] | None = None
    ) -> None:
        super().__init__()
        self._ground = ground or self._window_height
        self.setObjectName("composerEdit")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.enter_sends = enter_sends
        self._preedit = ""
        self.takes_files = False
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    @property
    def composing(self) -> bool:
        return bool(self._preedit)

    def commit(self) -> None:
        """Let the input method finish what it is composing."""
        if self.composing:
            QGuiApplication.inputMethod().commit()

    def replace_text(self, text: str) -> None:
        """Set the text with the caret at its end; nothing to undo is left behind."""
        self.setPlainText(text)
        self.moveCursor(self.textCursor().MoveOperation.End)

    def press(self, keys: Iterable[QKeyEvent]) -> None:
        """Take keys that were pressed elsewhere as if they were pressed here."""
        for key in keys:
            self.keyPressEvent(key)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        if event.commitString() and not self._preedit:
            self.typed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._asks_for_last(event):
            self.last_wanted.emit()
        elif event.key() not in RETURN_KEYS:
            super().keyPressEvent(event)
            if event.text():
                self.typed.emit()
        elif self.composing:
            event.accept()  # the key that ends a composition is not a wish to send
        elif self._sends(event.modifiers()):
            event.accept()
            self.send_wanted.emit()
        else:
            self.insertPlainText("\n")
            self.ensureCursorVisible()

    def event(self, event: QEvent) -> bool:
        overriding = event.type() == QEvent.Type.ShortcutOverride
        if overriding and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """A chat that is dropped is opened, and not written about."""
        if dropped_files(source, CHAT_FILES):
            return False
        if self.takes_files and (source.hasImage() or dropped_files(source, "")):
            return True
        return super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Words come before a picture of them, which offices put beside what they copy."""
        if self.takes_files and (paths := dropped_files(source, "")):
            self.files_given.emit(paths)
            return
        if self.takes_files and source.hasImage() and not source.hasText():
            self.picture_given.emit(_as_png(source.imageData()))
            return
        self.insertPlainText(source.text())
        self.ensureCursorVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted_height())

    def _asks_for_last(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        empty = not self.composing and not self.toPlainText()
        return event.key() == Qt.Key.Key_Up and plain and empty

    def _is_own(self, event: QKeyEvent) -> bool:
        """Esc ends the composition, not the answer."""
        return self.composing and event.key() == Qt.Key.Key_Escape

    def _sends(self, modifiers: Qt.KeyboardModifier) -> bool:
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return True
        shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        return shifted is not self.enter_sends()

    def fit(self) -> None:
        """Measure again, after the window or the font changed."""
        self._fit()

    def _fit(self) -> None:
        limit = max(self._line(), int(self._ground() * SHARE_OF_WINDOW))
        wanted = self._wanted_height()
        policy = Qt.ScrollBarPolicy
        scrolls = policy.ScrollBarAsNeeded if wanted > limit else policy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(scrolls)
        self.setFixedHeight(min(wanted, limit))

    def _window_height(self) -> int:
        return self.window().height()

    def _line(self) -> int:
        return self.fontMetrics().lineSpacing()

    def _wanted_height(self) -> int:
        frame = self.height() - self.viewport().height()
        lines = max(1, round(self.document().size().height()))
        return lines * self._line() + max(0, frame)


def _as_png(image: object) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if isinstance(image, QImage):
        QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
