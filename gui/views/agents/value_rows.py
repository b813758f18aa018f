"""Rows of a component's form: each shows the value at one place, and tells how it is changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.model.field_facts import FieldFacts, FieldType
from gui.model.json_place import Json, at
from gui.qt.form import Field, FieldKind, FieldRow
from gui.qt.form_controls import TextLine
from gui.qt.theme import Theme
from gui.views.agents.field_words import field_words
from gui.views.settings.pane import words

KINDS = {
    FieldType.NAME: FieldKind.TEXT,
    FieldType.TEXT: FieldKind.TEXT,
    FieldType.LONG_TEXT: FieldKind.LINES,
    FieldType.WHOLE: FieldKind.TEXT,
    FieldType.NUMBER: FieldKind.TEXT,
    FieldType.SWITCH: FieldKind.SWITCH,
    FieldType.CHOICE: FieldKind.CHOICE,
    FieldType.TEXTS: FieldKind.LINES,
}
"""The kinds of fields that one control can show. An empty number is no number, so it is text."""


class ValueRow(QWidget):
    """`edited` carries a place and the value that belongs there."""

    edited = Signal(str, object)

    def __init__(self, pointer: str) -> None:
        super().__init__()
        self.setObjectName("valueRow")
        self.pointer = pointer

    def show_json(self, root: Json) -> None:
        """Show what stands in `root` at the row's place."""
        raise NotImplementedError

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong at the row's place, or within it; "" when nothing is."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say all words again, in the language of the moment."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class PlainRow(ValueRow):
    """A field with one control."""

    def __init__(
        self,
        pointer: str,
        facts: FieldFacts,
        theme: Theme,
        *,
        words_of: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(pointer)
        self._facts = facts
        self._hint = hint
        self._words = words_of or facts.name
        self._row = FieldRow(self._field(), theme)
        self._row.changed.connect(self._report)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)

    @property
    def field(self) -> FieldRow:
        return self._row

    def show_json(self, root: Json) -> None:
        value = at(root, self.pointer)
        if value is None:
            value = self._facts.default
        match self._facts.type:
            case FieldType.SWITCH:
                self._row.show_value(value is True)
            case FieldType.TEXTS:
                listed = value if isinstance(value, list) else []
                lines = [line for line in str(self._row.value).split("\n") if line.strip()]
                if lines != listed:
                    self._row.show_value("\n".join(str(each) for each in listed))
            case _:
                self._row.show_value("" if value is None else str(value))
        line = self._row.control
        if isinstance(line, TextLine) and not line.hasFocus():
            line.setCursorPosition(0)  # a long text is read from its beginning

    def show_problem(self, sentence: str) -> None:
        self._row.show_problem(sentence)

    def retranslate(self) -> None:
        self._row.describe(self._field())

    def _field(self) -> Field:
        title, told = field_words(self._words)
        return Field(
            id=self._facts.name,
            kind=KINDS[self._facts.type],
            title=title,
            help=told,
            choices=tuple((each, each) for each in self._facts.choices),
            placeholder=self._hint,
        )

    def _report(self, shown: object) -> None:
        self.edited.emit(self.pointer, self._value(shown))

    def _value(self, shown: object) -> Json:
        facts = self._facts
        if isinstance(shown, bool):
            return shown
        text = str(shown)
        match facts.type:
            case FieldType.WHOLE | FieldType.NUMBER:
                return _number(text, whole=facts.type is FieldType.WHOLE)
            case FieldType.TEXTS:
                return [line.strip() for line in text.split("\n") if line.strip()]
            case _:
                return text if text or facts.required else None


def _number(text: str, *, whole: bool) -> Json:
    """A number, nothing for nothing, and else the text: what is wrong with it is said elsewhere."""
    text = text.strip()
    if not text:
        return None
    try:
        return int(text) if whole else float(text)
    except ValueError:
        return text


class TitledRow(ValueRow):
    """A row of several controls under one title; `body` is where they go."""

    def __init__(self, pointer: str, name: str, theme: Theme) -> None:
        super().__init__(pointer)
        self.setObjectName(name)
        self.theme_now = theme
        self._words = name
        self._title = words("", role="fieldTitle")
        self._help = words("", role="small")
        self._problem = words("", role="problem")
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px("space_2"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_1"))
        column.addWidget(self._title)
        column.addWidget(self._help)
        column.addSpacing(theme.px("space_1"))
        column.addLayout(self.body)
        column.addWidget(self._problem)
        self._problem.hide()
        self._say()

    @property
    def title(self) -> QLabel:
        return self._title

    def show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def retranslate(self) -> None:
        self._say()

    def _say(self) -> None:
        title, told = field_words(self._words)
        self._title.setText(title)
        self._help.setText(told)
        self._help.setVisible(bool(told))
        self.setAccessibleName(title)
