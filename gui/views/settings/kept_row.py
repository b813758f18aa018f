"""A row of something that is kept: shown, changed in its place, or removed after a question."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.qt.phrases import labelled
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.views.settings.pane import words


class KeptRow(QWidget):
    """`kind` begins the names of its buttons. Subclasses say the words, and begin to edit."""

    removed = Signal()
    left = Signal()  # without a change

    def __init__(self, kind: str, said: QWidget, editor: QWidget, theme: Theme) -> None:
        super().__init__()
        self._edit = button(f"{kind}EditButton", quiet=True)
        self._remove = button(f"{kind}RemoveButton", quiet=True)
        self._question = words("")
        self._really = button(f"{kind}RemoveConfirmButton")
        self._keep = button(f"{kind}KeepButton", quiet=True)
        self._shown = row_of(theme, said, self._edit, self._remove)
        self._asking = row_of(theme, self._question, self._really, self._keep)
        self._editor = editor
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._shown, self._asking, self._editor):
            column.addWidget(part)
        self._edit.clicked.connect(self._begin)
        self._remove.clicked.connect(self._ask)
        self._really.clicked.connect(self._on_remove)
        self._keep.clicked.connect(self.go_back)
        self.show_kept()

    @property
    def busy(self) -> bool:
        """Whether the user is in the middle of something here."""
        return self._shown.isHidden()

    def begin_editing(self) -> None:
        """Fill the editor, which is seen now, and give it the focus."""
        raise NotImplementedError

    def retranslate(self) -> None:
        raise NotImplementedError

    def name_buttons(self, of: str) -> None:
        """For those who hear them: each with what it is about."""
        for each in (self._edit, self._remove, self._really, self._keep):
            each.setAccessibleName(labelled(each.text(), of))

    def show_kept(self) -> None:
        self._turn_to(self._shown)

    def go_back(self) -> None:
        """Leave without a change."""
        asked = not self._asking.isHidden()
        self.show_kept()
        (self._remove if asked else self._edit).setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _begin(self) -> None:
        self._turn_to(self._editor)
        self.begin_editing()

    def _ask(self) -> None:
        self._turn_to(self._asking)
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove(self) -> None:
        self.show_kept()
        self.removed.emit()

    def _turn_to(self, shown: QWidget) -> None:
        for part in (self._shown, self._asking, self._editor):
            part.setVisible(part is shown)


def row_of(theme: Theme, first: QWidget, *buttons: QPushButton) -> QWidget:
    """`first`, and at its end the buttons."""
    holder = QWidget()
    beside = QHBoxLayout(holder)
    beside.setContentsMargins(0, 0, 0, 0)
    beside.setSpacing(theme.px("space_1"))
    for each in buttons:
        beside.addWidget(each)
    row = ReflowRow(spacing=theme.px("space_3"))
    row.add(first, stretch=1)
    row.add(holder, align=Qt.AlignmentFlag.AlignVCenter)
    return row


def button(name: str, *, quiet: bool = False) -> QPushButton:
    made = QPushButton()
    made.setObjectName(name)
    made.setProperty("quiet", quiet)
    return made
