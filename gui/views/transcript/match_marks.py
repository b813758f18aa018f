"""Marks words that are looked for in what exists of a transcript: all of them, and one strongly."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QTextCharFormat
from PySide6.QtWidgets import QTextEdit, QWidget
from shiboken6 import Shiboken

from gui.model.search_words import SearchWords
from gui.qt.document_matches import Span, matches_in
from gui.qt.text_pane import TextPane
from gui.qt.theme import ThemeSwitch
from gui.views.transcript.code_lines import CodeSlice
from gui.views.transcript.output_text import OutputText
from gui.views.transcript.plain_block import PlainBlock

MOST = 1_000
"""Matches that are marked in one pane."""

SLICE = 0.005
"""Seconds of work at a time."""


@dataclass
class _Looked:
    """What was found in a pane, and in which state of its document."""

    revision: int
    spans: list[Span]
    current: int = -1


class MatchMarks(QObject):
    """Costs nothing before `begin` and after `end`.

    A pane is looked at once, and again when its document has changed.
    """

    def __init__(self, root: QWidget, theme: ThemeSwitch) -> None:
        super().__init__(root)
        self._root = root
        self._theme = theme
        self._words = SearchWords("")
        self._panes: dict[TextPane, _Looked] = {}
        self._current: tuple[TextPane, int] | None = None
        self._frame: _Frame | None = None
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.setInterval(0)
        self._more.timeout.connect(self.refresh)
        theme.changed.connect(self._restyle)

    def begin(self, words: SearchWords) -> None:
        """Mark these from now on, instead of others."""
        self.end()
        self._words = words
        self.refresh()

    def end(self) -> None:
        self._words = SearchWords("")
        self._more.stop()
        self.set_current(None)
        for pane, looked in self._panes.items():
            if looked.spans and Shiboken.isValid(pane):
                pane.setExtraSelections([])
        self._panes = {}

    def refresh(self) -> None:
        """Look at the panes that are new or have changed; goes on by itself if that takes long."""
        if not self._words:
            return
        until = perf_counter() + SLICE
        panes = self._root.findChildren(TextPane)
        here = set(panes)
        self._panes = {pane: looked for pane, looked in self._panes.items() if pane in here}
        for pane in panes:
            self._look(pane)
            if perf_counter() > until:
                self._more.start()
                return

    def matches(self, pane: TextPane) -> list[Span]:
        """Where the matches in a pane are, from the first to the last."""
        return self._look(pane).spans

    def set_current(self, pane: TextPane | None, number: int = -1) -> None:
        """Mark this match of `pane` as the one that the reader was led to; None for none."""
        current = None if pane is None else (pane, number)
        if pane is not None and current == self._current and self._look(pane).current == number:
            return
        before, self._current = self._current, current
        self.frame(None)
        if before is not None and before != self._current and Shiboken.isValid(before[0]):
            self._mark(before[0])
        if pane is not None:
            self._look(pane)
            self._mark(pane)

    def frame(self, widget: QWidget | None) -> None:
        """Mark a widget within which the match is, but not as text of a pane."""
        shown = self._frame is not None and Shiboken.isValid(self._frame)
        if shown and self._frame is not None and self._frame.parentWidget() is widget:
            return
        frame, self._frame = self._frame, None
        if frame is not None and Shiboken.isValid(frame):
            frame.hide()
            frame.deleteLater()
        if widget is not None:
            self.set_current(None)
            self._frame = _Frame(widget, self._theme)

    def _look(self, pane: TextPane) -> _Looked:
        document = pane.document()
        looked = self._panes.get(pane)
        if looked is None or looked.revision != document.revision():
            flows = isinstance(pane.parentWidget(), CodeSlice | OutputText | PlainBlock)
            spans = matches_in(document, self._words, by_paragraph=not flows)
            stale = looked is not None and bool(looked.spans)
            looked = self._panes[pane] = _Looked(document.revision(), spans)
            if spans or stale:
                self._mark(pane)
        return looked

    def _mark(self, pane: TextPane) -> None:
        looked = self._panes.get(pane)
        if looked is None:
            return
        is_current = self._current is not None and self._current[0] is pane
        looked.current = self._current[1] if self._current is not None and is_current else -1
        soft, strong = self._formats()
        marks = []
        for number, span in enumerate(looked.spans):
            if number < MOST or number == looked.current:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = span.cursor_in(pane.document())
                mark.format = strong if number == looked.current else soft
                marks.append(mark)
        pane.setExtraSelections(marks)

    def _formats(self) -> tuple[QTextCharFormat, QTextCharFormat]:
        theme = self._theme.theme
        soft, strong = QTextCharFormat(), QTextCharFormat()
        soft.setBackground(theme.color("find"))
        soft.setForeground(theme.color("text"))  # quiet words would be too faint on this ground
        strong.setBackground(theme.color("find_current"))
        strong.setForeground(theme.color("on_find_current"))
        return soft, strong

    def _restyle(self) -> None:
        for pane, looked in self._panes.items():
            if looked.spans and Shiboken.isValid(pane):
                self._mark(pane)


class _Frame(QWidget):
    """A line around a widget, which it belongs to."""

    def __init__(self, around: QWidget, theme: ThemeSwitch) -> None:
        super().__init__(around)
        self.setObjectName("matchFrame")
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        around.installEventFilter(self)
        self.setGeometry(around.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        parent = self.parentWidget()
        if event.type() == QEvent.Type.Resize and parent is not None:
            self.setGeometry(parent.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self._theme.theme, QPainter(self)
        line = 2 * theme.px("hairline")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("find_current"), line))
        inside = self.rect().adjusted(line // 2, line // 2, -line // 2, -line // 2)
        painter.drawRoundedRect(inside, theme.px("radius"), theme.px("radius"))
        painter.end()
