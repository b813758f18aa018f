"""Shows the rows of a text of any length; only a window of them exists as a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollBar, QTextEdit, QWidget

from gui.model.ansi import PLAIN, last_ink, runs
from gui.model.line_index import LineIndex
from gui.model.text_search import Match
from gui.model.visible_text import shown_code
from gui.qt.breakable_text import breakable
from gui.qt.ink_formats import InkFormats
from gui.qt.theme import Theme

ROWS, CHARACTERS = 400, 15_000
"""Of the window: enough for any screen, and written in a few milliseconds."""

_MOST_RUNS = 400
_LOOK_BACK = 20_000  # characters before the window in which its first colour is looked for
_COPY = QKeySequence.StandardKey.Copy
_ALL = QKeySequence.StandardKey.SelectAll


class RowPane(QWidget):
    """Scrolls by rows. What is selected in the window can be copied; all of it is the original."""

    scrolled = Signal()
    copy_wanted = Signal()  # all of the text

    def __init__(self, index: LineIndex, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index = index
        self._first = self._last = 0  # the rows of the window
        self._moving = False
        self._formats = InkFormats(theme)
        self.edit = _Edit(self._copy_all)
        self.bar = QScrollBar(Qt.Orientation.Vertical)
        self.bar.setObjectName("outputScrollBar")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.edit)
        row.addWidget(self.bar)
        self.setFocusProxy(self.edit)
        self.bar.valueChanged.connect(self._drag)
        # Later: the document must not be changed while the edit itself is scrolling.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._follow)
        self.edit.verticalScrollBar().valueChanged.connect(self._later.start)
        self.set_theme(theme)

    @property
    def top_row(self) -> int:
        return self._first + self.edit.firstVisibleBlock().blockNumber()

    @property
    def rows_shown(self) -> int:
        return max(1, self.edit.viewport().height() // max(1, self.edit.line_height()))

    def set_theme(self, theme: Theme) -> None:
        self._formats = InkFormats(theme)
        self.edit.setFont(theme.font("code"))
        top = self.top_row
        self._fill(self._first)
        self.go_to(top)

    def set_wrapped(self, wrap: bool) -> None:
        modes = QPlainTextEdit.LineWrapMode
        top = self.top_row
        self.edit.setLineWrapMode(modes.WidgetWidth if wrap else modes.NoWrap)
        self.go_to(top)

    def take_growth(self) -> None:
        """The index knows more rows now."""
        if self._last - self._first < ROWS and self._last < self._index.rows:
            top = self.top_row
            self._fill(self._first)
            self.go_to(top)
        self._set_range()

    def go_to(self, row: int) -> None:
        """Make `row` the one at the top, as far as the end allows."""
        wrapped = self.edit.lineWrapMode() is not QPlainTextEdit.LineWrapMode.NoWrap
        last = self._index.rows - (1 if wrapped else self.rows_shown)
        row = max(0, min(row, last))
        self._moving = True
        if not self._has_around(row):
            self._fill(self._first_before(row))
        block = self.edit.document().findBlockByNumber(row - self._first)
        bar = self.edit.verticalScrollBar()
        bar.setValue(block.firstLineNumber())
        if self.top_row != row:  # it is too near the end to be at the top
            bar.setValue(bar.maximum())
        self._moving = False
        self._set_range()
        self.scrolled.emit()

    def show_match(self, match: Match) -> None:
        """Bring it into view, a few rows below the top, and select it."""
        visible = self.top_row <= match.row < self.top_row + self.rows_shown - 1
        if not visible or not self._first <= match.row < self._last:
            self.go_to(match.row - self.rows_shown // 3)
        cursor = self._cursor(match)
        if cursor is not None:
            self.edit.setTextCursor(cursor)

    def mark(self, matches: Sequence[Match], look: QTextCharFormat) -> None:
        marks = []
        for match in matches:
            cursor = self._cursor(match)
            if cursor is not None:
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, look
                marks.append(mark)
        self.edit.setExtraSelections(marks)

    def place(self) -> tuple[int, int]:
        """The row and the column behind what is selected, or where the reader is."""
        cursor = self.edit.textCursor()
        if not cursor.hasSelection():
            return self.top_row, 0
        cursor.setPosition(cursor.selectionEnd())
        return self._first + cursor.blockNumber(), cursor.positionInBlock()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_range()
        self.scrolled.emit()

    def _cursor(self, match: Match) -> QTextCursor | None:
        if not self._first <= match.row < self._last:
            return None
        block = self.edit.document().findBlockByNumber(match.row - self._first)
        text = block.text()
        start, end = (_widened(text, match.start + more) for more in (0, match.length))
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _has_around(self, row: int) -> bool:
        """Whether the window reaches far enough beyond `row` on both sides."""
        index, near = self._index, self.rows_shown
        if not self._first <= row < self._last:
            return False
        begin = index.start(row)
        before, behind = begin - index.start(self._first), index.start(self._last) - begin
        above = row - self._first >= near // 2 or before >= CHARACTERS // 6
        below = self._last - row >= near * 2 or behind >= CHARACTERS // 2
        return (above or self._first == 0) and (below or self._last == index.rows)

    def _first_before(self, row: int) -> int:
        """Where a window begins that has `row` in its first third."""
        return self._index.row_before(row, rows=ROWS // 3, characters=CHARACTERS // 3)

    def _fill(self, first: int) -> None:
        """Write the rows from `first` on into the document."""
        index = self._index
        self._first = first
        self._last = index.row_behind(first, rows=ROWS, characters=CHARACTERS)
        originals = [index.original(row) for row in range(first, self._last)]
        text = "\n".join(originals)
        begin = index.start(first)
        ink = last_ink(index.text[max(0, begin - _LOOK_BACK) : begin])
        pieces = runs(text, ink) if "\x1b" in text or ink != PLAIN else []
        self._moving = True
        if 0 < len(pieces) <= _MOST_RUNS:
            self.edit.setPlainText("")
            cursor = QTextCursor(self.edit.document())
            cursor.beginEditBlock()
            before = ""
            for words, ink_of_words in pieces:
                shown = breakable(shown_code(words, before=before))
                cursor.insertText(shown, self._formats.format(ink_of_words))
                before = words
            cursor.endEditBlock()
        else:
            rows = [breakable(index.shown(row)) for row in range(first, self._last)]
            self.edit.setPlainText("\n".join(rows))
        self._moving = False

    def _follow(self) -> None:
        """The document was scrolled: the window moves along where its edge comes near."""
        bar = self.edit.verticalScrollBar()
        at_end = bar.value() == bar.maximum() and self._last < self._index.rows
        if at_end or not self._has_around(self.top_row):
            top = self.top_row
            part = bar.value() - self.edit.firstVisibleBlock().firstLineNumber()
            self._fill(self._first_before(top))
            self._moving = True
            block = self.edit.document().findBlockByNumber(top - self._first)
            bar.setValue(block.firstLineNumber() + part)
            self._moving = False
        self._set_range()
        self.scrolled.emit()

    def _drag(self, row: int) -> None:
        if not self._moving:
            self.go_to(row)

    def _set_range(self) -> None:
        moving, self._moving = self._moving, True
        shown = self.rows_shown
        self.bar.setPageStep(shown)
        self.bar.setRange(0, max(0, self._index.rows - shown))
        self.bar.setVisible(self._index.rows > 1)
        self.bar.setValue(self.top_row)
        self._moving = moving

    def _copy_all(self) -> None:
        self.copy_wanted.emit()


class _Edit(QPlainTextEdit):
    """Read-only; select all means all of the text, also what is not in the window."""

    def __init__(self, copy_all: Callable[[], None]) -> None:
        super().__init__()
        self._copy_all = copy_all
        self._all = False
        self.setObjectName("outputText")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.selectionChanged.connect(self._forget_all)

    def line_height(self) -> int:
        return self.fontMetrics().lineSpacing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_ALL):
            self.selectAll()
            self._all = True
        elif event.matches(_COPY) and self._all:
            self._copy_all()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def _forget_all(self) -> None:
        self._all = False


def _widened(text: str, column: int) -> int:
    """Where the `column`-th character stands behind the breaks that were put in."""
    if "\u200b" not in text:
        return column
    seen = 0
    for place, character in enumerate(text):
        if seen == column and character != "\u200b":
            return place
        seen += character != "\u200b"
    return len(text)
