"""A small form above the box: a title, one line for each thing that is asked, and two buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.qt.theme import ThemeSwitch
from gui.views.transcript.escape_key import let_escape

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """`most` is how many letters it may have; 0 is any number."""

    name: str
    label: str
    needed: bool = True
    text: str = ""
    most: int = 0


class OfferForm(QWidget):
    accepted = Signal(object)  # dict[str, str]: what was written, by name
    left = Signal()

    def __init__(self, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("offerForm")
        self._lines: dict[str, QLineEdit] = {}
        self._needed: set[str] = set()
        self._busy = False
        px = theme.theme.px
        self._title, self._problem = _label("strong"), _label("problem")
        self._title.setObjectName("offerFormTitle")
        self._problem.setObjectName("offerFormProblem")
        self._accept, self._leave = QPushButton(), QPushButton()
        self._accept.setObjectName("offerFormAccept")
        self._accept.setProperty("accent", True)
        self._leave.setObjectName("offerFormLeave")
        self._accept.clicked.connect(self._on_accept)
        self._leave.clicked.connect(self.left)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px("space_3"))
        self._grid.setVerticalSpacing(px("space_2"))
        self._grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(px("space_2"))
        buttons.addWidget(self._problem, 1)
        buttons.addWidget(self._leave)
        buttons.addWidget(self._accept)
        column = QVBoxLayout(self)
        pad = px("space_2")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(px("space_3"))
        column.addWidget(self._title)
        column.addLayout(self._grid)
        column.addLayout(buttons)
        let_escape(self._accept, self.left.emit)
        let_escape(self._leave, self.left.emit)

    def ask(self, title: str, lines: Sequence[FormLine], *, accept: str) -> None:
        self._clear()
        self._title.setText(title)
        self._accept.setText(accept)
        self._leave.setText(translate("Composer", "Cancel"))
        for row, line in enumerate(lines):
            self._add(row, line)
        self._needed = {line.name for line in lines if line.needed}
        self.show_busy(False)
        first = next(iter(self._lines.values()), None)
        (self._accept if first is None else first).setFocus(Qt.FocusReason.PopupFocusReason)
        if first is not None:
            first.selectAll()

    def show_busy(self, busy: bool, problem: str = "") -> None:
        """While it is, nothing can be written; `problem` is why it came to nothing."""
        self._busy = busy
        self._problem.setText(translate("Composer", "One moment…") if busy else problem)
        self._problem.setProperty("role", "small" if busy else "problem")
        self._problem.style().unpolish(self._problem)
        self._problem.style().polish(self._problem)
        for line in self._lines.values():
            line.setReadOnly(busy)
        self._allow()

    def _add(self, row: int, line: FormLine) -> None:
        field = QLineEdit(line.text)
        field.setObjectName(f"offerLine-{line.name}")
        if line.most:
            field.setMaxLength(line.most)
        needed = translate("Composer", "required")
        words = f"{line.label} ({needed})" if line.needed else line.label
        field.setAccessibleName(words)
        field.setPlaceholderText(
            needed if line.needed else translate("Composer", "can be left empty")
        )
        field.textChanged.connect(self._allow)
        field.returnPressed.connect(self._go_on)
        let_escape(field, self.left.emit)
        label = _label("")
        label.setText(f"{line.label} *" if line.needed else line.label)
        label.setBuddy(field)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        self._lines[line.name] = field
        self.setTabOrder(field, self._leave)

    def _clear(self) -> None:
        self._lines.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _allow(self) -> None:
        filled = all(self._lines[name].text().strip() for name in self._needed)
        self._accept.setEnabled(filled and not self._busy)

    def _go_on(self) -> None:
        """Enter goes to the next line that needs something, and accepts where none does."""
        if self._accept.isEnabled():
            self._on_accept()
            return
        for name, line in self._lines.items():
            if name in self._needed and not line.text().strip():
                line.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _on_accept(self) -> None:
        self.accepted.emit({name: line.text() for name, line in self._lines.items()})


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role == "problem")
    if role:
        label.setProperty("role", role)
    return label
