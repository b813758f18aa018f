"""One page of the settings: a title, a sentence and what belongs under them, in one column."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.qt.theme import Theme


class Pane(QScrollArea):
    """A scrolling page. Subclasses add to `body` and say their words in `retranslate`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsPane")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.theme_now = theme
        self.heading = words("", role="heading")
        self.intro = words("", role="intro")
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px("space_3"))
        self._build_column(theme)

    def say(self, title: str, intro: str = "") -> None:
        self.heading.setText(title)
        self.intro.setText(intro)
        self.intro.setVisible(bool(intro))
        self.setAccessibleName(title)

    def retranslate(self) -> None:
        """Say all words again, in the language of the moment."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build_column(self, theme: Theme) -> None:
        inner = QWidget()
        inner.setMaximumWidth(theme.px("settings_width"))
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_1"))
        column.addWidget(self.heading)
        column.addWidget(self.intro)
        column.addSpacing(theme.px("space_2"))
        column.addLayout(self.body)
        column.addStretch(1)
        page = QWidget()
        outer = QVBoxLayout(page)
        side, top = theme.px("settings_margin"), theme.px("space_6")
        outer.setContentsMargins(side, top, theme.px("space_5"), theme.px("space_6"))
        outer.addWidget(inner)
        self.setWidget(page)


class Card(QFrame):
    """A raised frame of rows with thin lines between them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._pad = (theme.px("space_4"), theme.px("space_3"))
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add_row(self, content: QWidget) -> QWidget:
        """Append `content`, padded and under a thin line; the row, to be hidden and shown."""
        row = QFrame()
        row.setProperty("cardRow", True)
        row.setProperty("first", not self._rows)
        side, top = self._pad
        padded = QVBoxLayout(row)
        padded.setContentsMargins(side, top, side, top)
        padded.addWidget(content)
        self._rows.append(row)
        self._column.addWidget(row)
        return row

    def clear(self) -> None:
        """Let go of all rows and what they hold."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()


def words(text: str, *, role: str = "") -> QLabel:
    """A label of plain text that wraps and can be selected with the mouse."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def path_line(path: Path | str = "", name: str = "") -> QLineEdit:
    """A path on one line, to be read and copied, which scrolls where it is too long."""
    line = QLineEdit(str(path))
    line.setProperty("role", "path")
    line.setReadOnly(True)
    line.setFrame(False)
    line.setCursorPosition(0)
    line.setAccessibleName(name)
    return line


def show_state(label: QLabel, text: str, state: str) -> None:
    """Say `text` behind a dot in the colour of `state`; the label hides without a text."""
    show_mark(label, f"● {text}" if text else "", state)
    label.setAccessibleName(text)
    label.setVisible(bool(text))


def show_mark(label: QLabel, text: str, state: str) -> None:
    """Say `text` in the colour of `state`."""
    label.setText(text)
    label.setProperty("state", state)
    label.style().unpolish(label)
    label.style().polish(label)


def restyle(widget: QWidget, name: str, *, on: bool) -> None:
    """Set a property that the style sheet looks at, and have it look again."""
    if widget.property(name) != on:
        widget.setProperty(name, on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
