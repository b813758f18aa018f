"""Chooses who is to answer one message at once, and what that message is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.qt.theme import Theme
from gui.views.compare.candidate import Candidate
from gui.views.settings.pane import words

translate = QCoreApplication.translate

FEWEST, MOST = 2, 4
_PLACE = Qt.ItemDataRole.UserRole


class CompareDialog(QDialog):
    """`chosen` and `text` are what was entered, once it has been accepted."""

    def __init__(
        self, offered: Sequence[Candidate], text: str, theme: Theme, *, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("compareDialog")
        self.setWindowTitle(translate("Compare", "Compare answers"))
        self._offered = offered
        self.chosen: tuple[Candidate, ...] = ()
        self.text = ""
        about = translate(
            "Compare",
            "Two to four answer the same message at the same time, side by side. You keep one; "
            "the others stay as versions.",
        )
        self.list = QListWidget()
        self.list.setObjectName("compareList")
        self.list.setAccessibleName(translate("Compare", "Who answers"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for place, one in enumerate(offered):
            self._add(place, one)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._check)
        self.edit = QPlainTextEdit(text)
        self.edit.setObjectName("compareEdit")
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(translate("Compare", "Write a message"))
        self.edit.setAccessibleName(translate("Compare", "Message"))
        self.edit.textChanged.connect(self._check)
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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.doItemsLayout()  # the rows were measured before they had their style

    def accept(self) -> None:
        self.text, self.chosen = self._written(), self._checked()
        super().accept()

    def _checked(self) -> tuple[Candidate, ...]:
        items = (self.list.item(row) for row in range(self.list.count()))
        checked = (item for item in items if item.checkState() is Qt.CheckState.Checked)
        return tuple(self._offered[item.data(_PLACE)] for item in checked)

    def _written(self) -> str:
        return self.edit.toPlainText().strip("\n").rstrip()

    def _add(self, place: int, one: Candidate) -> None:
        label = f"{one.name} · {one.about}" if one.about else one.name
        item = QListWidgetItem(label, self.list)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        item.setToolTip(label)
        item.setData(_PLACE, place)

    def _lay_out(self, theme: Theme, about: QWidget, buttons: QWidget) -> None:
        pad = theme.px("space_4")
        self.setMinimumSize(theme.px("bubble_width"), theme.px("bubble_width"))
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.px("space_3"))
        column.addWidget(about)
        column.addWidget(self.list, 2)
        column.addWidget(self.edit, 1)
        column.addWidget(self._hint)
        column.addWidget(buttons)

    def _check(self, _item: object = None) -> None:
        count = len(self._checked())
        fits = FEWEST <= count <= MOST
        self.send.setEnabled(fits and bool(self._written().strip()))
        hint = translate("Compare", "Choose two to four. Chosen: {count}")
        if fits and not self._written().strip():
            hint = translate("Compare", "Write the message that they are to answer.")
        self._hint.setText(hint.format(count=count))
        self._hint.setHidden(self.send.isEnabled())
