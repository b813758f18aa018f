"""A whole output in a window of its own: find, wrap, copy, save; of any length."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QTextCharFormat
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.model.line_index import LineIndex
from gui.model.shaped_text import Grid
from gui.model.text_search import TextSearch
from gui.qt.dialogs import choose_file_to_save
from gui.qt.find_line import FindLine
from gui.qt.grid_view import GridView
from gui.qt.row_pane import RowPane
from gui.qt.task_scope import TaskScope
from gui.qt.theme import Themed
from gui.services.atomic_file import replace_atomically
from gui.services.row_mapping import storable
from gui.views.transcript.fold import elided_label, quiet_label

translate = QCoreApplication.translate

SLICE = 0.008
"""Seconds of work at a time."""

_PIECE = 1 << 20
_MOST_MARKS = 100
_MARKED = 20_000  # characters in which matches are marked at once


class OutputView(QDialog):
    """Not modal; Esc closes it. Copy and Save as… give the text as it was, not as it is shown."""

    def __init__(
        self,
        title: str,
        text: str,
        around: Themed,
        parent: QWidget,
        *,
        grid: Grid | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("outputView")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._around = around
        self._text = text
        self._index = LineIndex(text)
        self._search: TextSearch | None = None
        self._number = -1  # of the match that is selected
        self._wanted = False  # to go to the first match that is found
        self._tasks = TaskScope(self, self._failed)
        self.pane = RowPane(self._index, around.theme)
        self.pane.edit.setAccessibleName(title)
        self.finder = FindLine(around.theme)
        self.wrap, self._copy, self._save = QPushButton(), QPushButton(), QPushButton()
        self._pages = QStackedWidget()
        self._as_text = QPushButton()
        first = self.pane if grid is None else GridView(grid)
        self._pages.addWidget(first)
        self._pages.addWidget(self.pane)
        self._as_text.setVisible(grid is not None)
        self._state = elided_label("muted")
        self._lines = quiet_label("muted")
        self._lines.setObjectName("outputLines")
        self._state.setObjectName("outputState")
        self._lay_out()
        first.setFocus()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._work)
        self._connect()
        self._retranslate()
        self.resize(self.sizeHint())
        self._work()

    @property
    def is_idle(self) -> bool:
        """Whether all of the text was looked at."""
        return not self._timer.isActive()

    def say(self, words: str) -> None:
        """Words at the foot, until there are others."""
        self._state.setText(words)

    def sizeHint(self) -> QSize:
        px = self._around.theme.px
        return QSize(px("output_width"), px("output_height"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "finder"):
            self.pane.set_theme(self._around.theme)
            self.finder.set_theme(self._around.theme)

    def _lay_out(self) -> None:
        px = self._around.theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        top = self.tools = QHBoxLayout()
        top.setContentsMargins(px("space_3"), px("space_2"), px("space_3"), px("space_2"))
        top.setSpacing(px("space_1"))
        top.addWidget(self.finder, 1)
        for button, name in (
            (self._as_text, "outputAsTextButton"),
            (self.wrap, "outputWrapButton"),
            (self._copy, "outputCopyButton"),
            (self._save, "outputSaveButton"),
        ):
            button.setObjectName(name)
            button.setProperty("inline", "true")
            button.setAutoDefault(False)
            top.addWidget(button)
        self.wrap.setCheckable(True)
        self._as_text.setCheckable(True)
        foot = QHBoxLayout()
        foot.setSpacing(px("space_3"))
        foot.setContentsMargins(px("space_4"), px("space_1"), px("space_4"), px("space_2"))
        foot.addWidget(self._lines)
        foot.addWidget(self._state, 1)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.wrap.toggled.connect(self.pane.set_wrapped)
        self._as_text.toggled.connect(self._pages.setCurrentIndex)
        self.finder.words_changed.connect(self._show_text)
        self._copy.clicked.connect(self._copy_all)
        self._save.clicked.connect(self._save_as)
        self.pane.copy_wanted.connect(self._copy_all)
        self.pane.scrolled.connect(self._mark)
        self.finder.words_changed.connect(self._look_for)
        self.finder.moved.connect(self._step)
        for keys, slot in (
            (QKeySequence.StandardKey.Find, self.finder.begin),
            (QKeySequence.StandardKey.FindNext, self.finder.forwards),
            (QKeySequence.StandardKey.FindPrevious, self.finder.backwards),
            (QKeySequence.StandardKey.Save, self._save_as),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _retranslate(self) -> None:
        self.wrap.setText(translate("Transcript", "Wrap"))
        self._as_text.setText(translate("Transcript", "As text"))
        self._copy.setText(translate("Transcript", "Copy"))
        self._copy.setAccessibleName(translate("Output", "Copy all of it"))
        self._save.setText(translate("Transcript", "Save as…"))
        self.finder.retranslate()
        self._say_lines()

    def _work(self) -> None:
        """One slice of counting and finding; again until all of it is known."""
        until = perf_counter() + SLICE
        first = self._index.rows == 0
        while not self._index.done and perf_counter() < until:
            self._index.step()
        search = self._search
        while search is not None and not search.done and perf_counter() < until:
            before = search.count
            search.step()
            if search.count == before and not self._index.done:
                break
        self.pane.take_growth()
        if first:
            self.pane.go_to(0)
        self._say_lines()
        self._say_matches()
        if self._index.done and (search is None or search.done):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start(0)

    def _say_lines(self) -> None:
        index = self._index
        words = translate("Output", "Lines: {count}").format(count=f"{index.lines:,}")
        if index.broken:
            broken = translate("Output", "long lines are broken here, not in the copy")
            words = f"{words} · {broken}"
        self._lines.setText(words)

    def _show_text(self) -> None:
        """Words are looked for in the text."""
        self._as_text.setChecked(True)
        self._pages.setCurrentWidget(self.pane)

    def _look_for(self, words: str) -> None:
        self._search = TextSearch(self._index, words) if words else None
        self._number = -1
        self._wanted = bool(words)
        self._mark()
        self._work()

    def _say_matches(self) -> None:
        search = self._search
        if search is None:
            self.finder.say("")
            return
        if self._wanted and search.count:
            self._wanted = False
            self._show(max(self._number, 0))
        counting = "" if search.done else "…"
        if self._number >= 0:
            words = translate("Output", "{number} of {count}")
            words = words.format(number=f"{self._number + 1:,}", count=f"{search.count:,}")
        else:
            words = f"{search.count:,}" if search.count else translate("Output", "Not found")
        self.finder.say(words + counting if search.count or search.done else counting)

    def _step(self, by: int) -> None:
        search = self._search
        if search is None or not search.count:
            return
        if self._number < 0:
            row, column = self.pane.place()
            number = search.first_from(row, column)
            self._show((number if by > 0 else number - 1) % search.count)
        else:
            self._show((self._number + by) % search.count)
        self._say_matches()

    def _show(self, number: int) -> None:
        if self._search is not None:
            self._number = number
            self.pane.show_match(self._search.match(number))
            self._mark()

    def _mark(self) -> None:
        search = self._search
        if search is None:
            self.pane.mark((), QTextCharFormat())
            return
        look = QTextCharFormat()
        look.setBackground(self._around.theme.color("accent_soft"))
        top = self.pane.top_row
        rows = self.pane.rows_shown + 1
        end = self._index.row_behind(top, rows=rows, characters=_MARKED)
        self.pane.mark(search.in_rows(top, end, most=_MOST_MARKS), look)

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._state.setText(translate("Output", "Copied"))

    def _save_as(self) -> None:
        self._tasks.start("save", self._ask_and_save())

    async def _ask_and_save(self) -> None:
        title = translate("Output", "Save the output")
        path = await choose_file_to_save(self, title, name="output.txt", suffix="txt")
        if path is None:
            return
        self._state.setText(translate("Output", "Saving…"))
        await asyncio.get_running_loop().run_in_executor(None, save_text, path, self._text)
        words = translate("Output", "Saved as {name}")
        self._state.setText(words.format(name=path.name))

    def _failed(self, error: BaseException) -> None:
        words = translate("Output", "It could not be saved: {reason}")
        reason = error.strerror if isinstance(error, OSError) else None
        self._state.setText(words.format(reason=reason or str(error)))


def open_output(
    title: str, text: str, around: Themed, near: QWidget, *, grid: Grid | None = None
) -> OutputView:
    """Show all of `text` in a window of its own; `grid` is the table that it holds."""
    view = OutputView(title, text, around, near.window(), grid=grid)
    view.show()
    return view


def save_text(path: Path, text: str) -> None:
    """Write the text as it is; raises OSError. To be called on a worker thread."""
    pieces = (storable(text[at : at + _PIECE]) for at in range(0, len(text), _PIECE))
    replace_atomically(path, pieces)
