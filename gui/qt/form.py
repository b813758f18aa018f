"""Form fields: a title, a line of help and the control that fits the kind of value."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.qt.form_controls import (
    Choices,
    Control,
    FieldValue,
    Lines,
    Number,
    SecretLine,
    Switch,
    TextLine,
)
from gui.qt.form_field import Field, FieldKind
from gui.qt.keys_line import KeysLine
from gui.qt.phrases import in_a_row
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme

__all__ = ["Control", "Field", "FieldKind", "FieldRow", "FieldValue", "make_control"]

BELOW = frozenset({FieldKind.TEXT, FieldKind.SECRET, FieldKind.LINES})
"""Kinds whose control has its own line under the words, since it needs the width."""


class FieldRow(QWidget):
    """One field. `changed` carries the new value when the user, not the program, changed it."""

    changed = Signal(object)

    def __init__(self, field: Field, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fieldRow")
        self._control = make_control(field)
        self._control.setParent(self)
        self._control.setObjectName(field.id)
        self._title = _wrapped("fieldTitle")
        self._title.setBuddy(self._control)
        self._help = _wrapped("small")
        self._note = _wrapped("note")
        self._problem = _wrapped("problem")
        self._arrange(field, theme)
        self.describe(field)
        self.show_note("")
        self.show_problem("")
        self._control.edited.connect(self.changed)

    @property
    def control(self) -> Control:
        return self._control

    @property
    def value(self) -> FieldValue:
        return self._control.value()

    def show_value(self, value: FieldValue) -> None:
        """Show `value` without a `changed`."""
        self._control.show_value(value)

    def describe(self, field: Field) -> None:
        """Take over the words of `field`, e.g. in another language."""
        self._title.setText(field.title)
        self._help.setText(field.help)
        self._help.setVisible(bool(field.help))
        self._control.setAccessibleName(field.title)
        self._control.describe(field)
        self._say_description()

    def show_note(self, sentence: str) -> None:
        """Say under the words what the field cannot do at the moment; "" for nothing."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))
        self._say_description()

    def show_problem(self, sentence: str) -> None:
        """Say under the control what is wrong with its value; "" when nothing is."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._control.setProperty("wrong", bool(sentence))
        self._control.style().unpolish(self._control)
        self._control.style().polish(self._control)

    def _arrange(self, field: Field, theme: Theme) -> None:
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px("space_1"))
        lines.addWidget(self._title)
        lines.addWidget(self._help)
        lines.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_2"))
        if field.below or field.kind in BELOW:
            column.addWidget(words)
            column.addWidget(self._control)
        else:
            row = ReflowRow(spacing=theme.px("space_5"))
            row.add(words, stretch=1, comfort=self._title_width)
            row.add(
                self._control, align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            column.addWidget(row)
        column.addWidget(self._problem)

    def _say_description(self) -> None:
        said = in_a_row(self._help.text(), self._note.text())
        self._control.setAccessibleDescription(said)

    def _title_width(self) -> int:
        return self._title.fontMetrics().horizontalAdvance(self._title.text())


def make_control(field: Field) -> Control:
    """The control for the kind of `field`."""
    match field.kind:
        case FieldKind.SWITCH:
            return Switch()
        case FieldKind.NUMBER:
            return Number()
        case FieldKind.CHOICE:
            return Choices()
        case FieldKind.TEXT:
            return TextLine()
        case FieldKind.SECRET:
            return SecretLine()
        case FieldKind.LINES:
            return Lines()
        case FieldKind.KEYS:
            return KeysLine()
        case _:
            assert_never(field.kind)


def _wrapped(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
