"""Chooses who is to answer one message at once, and what that message is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.qt.theme import Theme
from gui.views.compare.candidate import Candidate
from gui.views.compare.candidate_list import CandidateList
from gui.views.settings.pane import words

translate = QCoreApplication.translate

FEWEST, MOST = 2, 4


class CompareDialog(QDialog):
    """`chosen` and `text` are what was entered, once it has been accepted.

    `enclosed` are the names of what goes along; where there is something, it needs no words.
    """

    def __init__(
        self,
        offered: Sequence[Candidate],
        message: tuple[str, Sequence[str]],
        theme: Theme,
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("compareDialog")
        self.setWindowTitle(translate("Compare", "Compare answers"))
        text, enclosed = message
        self._wordless = bool(enclosed)
        self.chosen: tuple[Candidate, ...] = ()
        self.text = ""
        about = translate(
            "Compare",
            "Two to four answer the same message at the same time, side by side. You keep one; "
            "the others stay as versions.",
        )
        self.list = CandidateList(offered)
        self.list.setAccessibleName(translate("Compare", "Who answers"))
        self.list.itemChanged.connect(self._check)
        self.edit = QPlainTextEdit(text)
        self.edit.setObjectName("compareEdit")
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(translate("Compare", "Write a message"))
        self.edit.setAccessibleName(translate("Compare", "Message"))
        self.edit.textChanged.connect(self._check)
        along = translate("Compare", "Goes along: {names}").format(names=", ".join(enclosed))
        self._along = words(along, role="intro")
        self._along.setObjectName("compareEnclosed")
        self._along.setHidden(not enclosed)
        self._hint = words("", role="intro")
        self._hint.setObjectName("compareHint")
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.send: QPushButton = buttons.addButton(
            translate("Compare", "Send to all"), role.AcceptRole
        )
        self.send.setProperty("accent", True)
        buttons.addButton(translate("Compare", "Cancel"), role.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._lay_out(theme, words(about, role="intro"), buttons)
        self._check()

    def accept(self) -> None:
        self.text, self.chosen = self._written(), self.list.checked()
        super().accept()

    def _written(self) -> str:
        return self.edit.toPlainText().strip("\n").rstrip()

    def _lay_out(self, theme: Theme, about: QWidget, buttons: QWidget) -> None:
        pad = theme.px("space_4")
        self.setMinimumSize(theme.px("bubble_width"), theme.px("bubble_width"))
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.px("space_3"))
        column.addWidget(about)
        column.addWidget(self.list, 2)
        column.addWidget(self.edit, 1)
        column.addWidget(self._along)
        column.addWidget(self._hint)
        column.addWidget(buttons)

    def _check(self, _item: object = None) -> None:
        count = len(self.list.checked())
        fits = FEWEST <= count <= MOST
        written = self._wordless or bool(self._written().strip())
        self.send.setEnabled(fits and written)
        hint = translate("Compare", "Choose two to four. Chosen: {count}")
        if fits and not written:
            hint = translate("Compare", "Write the message that they are to answer.")
        self._hint.setText(hint.format(count=count))
        self._hint.setHidden(self.send.isEnabled())
