"""Where a summary of earlier messages is awaited, read, corrected and accepted."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from gui.qt.theme import Theme
from gui.views.settings.pane import words

translate = QCoreApplication.translate


class SummaryDialog(QDialog):
    """Says when its text is to be kept; who keeps it then closes it, or says why not."""

    keep_wanted = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("summaryDialog")
        self.setWindowTitle(translate("Summary", "Sum up earlier messages"))
        self.setMinimumSize(theme.px("panel_width"), theme.px("panel_height"))
        pad = theme.px("space_4")
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        self._about = words(translate("Summary", "The model reads the earlier messages…"))
        self._about.setProperty("role", "intro")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.edit = QPlainTextEdit()
        self.edit.setObjectName("summaryEdit")
        self.edit.setAccessibleName(translate("Summary", "Summary"))
        self.edit.textChanged.connect(self._allow)
        self._refusal = words("")
        self._refusal.setProperty("state", "bad")
        self._refusal.hide()
        self.buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        self.keep = self.buttons.addButton(translate("Summary", "Accept"), roles.AcceptRole)
        self.keep.setObjectName("acceptSummaryButton")
        self.keep.setProperty("accent", True)
        self.buttons.addButton(translate("Summary", "Cancel"), roles.RejectRole)
        self.buttons.accepted.connect(self._say)
        self.buttons.rejected.connect(self.reject)
        for widget in (self._about, self._bar, self.edit, self._refusal, self.buttons):
            column.addWidget(widget)
        column.addStretch(0)
        self.edit.hide()
        self.keep.hide()

    def show_progress(self, number: int, count: int) -> None:
        """A single request has no known length."""
        if count > 1:
            told = translate("Summary", "The model reads the earlier messages, part {n} of {all}…")
            self._about.setText(told.format(n=number, all=count))
            self._bar.setRange(0, count)
            self._bar.setValue(number - 1)

    def show_text(self, text: str, *, sends: bool) -> None:
        """`sends`: a message that did not fit is sent again afterwards."""
        about = translate(
            "Summary",
            "This is what the agents will know of the earlier messages. Correct it if you like. "
            "Nothing is deleted: the messages stay in the chat, and you can undo this.",
        )
        if sends:
            again = translate("Summary", "Your last message is then sent again.")
            about = f"{about} {again}"
        self._about.setText(about)
        self._bar.hide()
        self.edit.setPlainText(text)
        self.edit.show()
        self.keep.show()
        self.edit.setFocus()

    def show_end(self, text: str) -> None:
        """There is no summary; `text` says why."""
        self._about.setText(text)
        self._bar.hide()

    def refuse(self, text: str) -> None:
        """It could not be kept yet."""
        self._refusal.setText(text)
        self._refusal.show()
        self.keep.setEnabled(True)

    def _say(self) -> None:
        self._refusal.hide()
        self.keep.setEnabled(False)
        self.keep_wanted.emit(self.edit.toPlainText().strip())

    def _allow(self) -> None:
        self.keep.setEnabled(bool(self.edit.toPlainText().strip()))
