"""The panel of Search everything: finds while one types, by chat, and leads to the message."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.model.search_query import SearchQuery
from gui.qt.flow_row import FlowRow
from gui.qt.front_panel import FrontPanel
from gui.qt.notices import announce
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.library_search import LibrarySearch
from gui.services.search_results import Cursor
from gui.views.search.found_delegate import FoundDelegate
from gui.views.search.found_rows import FoundRows
from gui.views.search.search_words import (
    HINTS,
    count_words,
    empty_words,
    nothing_words,
    remarks,
)

translate = QCoreApplication.translate

MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_PageUp: -6,
}

FILLED = 12
"""Rows below which the search goes on by itself."""

_SEARCH, _MORE = "search everything", "search everything: more"


class SearchPanel(FrontPanel):
    """The caret stays in the field; arrows choose, Enter goes there, Esc closes."""

    WIDTH = "search_width"
    chosen = Signal(str, str, str)  # session id, turn id or "", the words as they are written

    def __init__(
        self, parent: QWidget, *, search: LibrarySearch, tasks: TaskScope, theme: ThemeSwitch
    ) -> None:
        super().__init__(parent, theme=theme)
        self.setObjectName("searchPanel")
        self._search = search
        self._tasks = tasks
        self._query = SearchQuery()
        self._rest: Cursor | None = None
        self._remarks: list[str] = []
        self.found = FoundRows(self)
        self._build()
        self.setFocusProxy(self.edit)
        self.retranslate()
        self._show_state()

    def look_for(self, words: str) -> None:
        """Type `words`; what was typed before is there still where there are none."""
        if words:
            self.edit.setText(words)
        elif self.edit.text():
            self._begin(self.edit.text())  # there may be more by now
        self.edit.selectAll()

    def retranslate(self) -> None:
        words = translate("Search", "Search everything")
        self.setAccessibleName(words)
        self.edit.setPlaceholderText(words)
        self.edit.setAccessibleName(words)
        self.list.setAccessibleName(translate("Search", "Found"))
        for chip in self.findChildren(QPushButton, "searchFilter"):
            chip.setAccessibleName(translate("Search", "Filter {name}").format(name=chip.text()))

    def sizeHint(self) -> QSize:
        usual, rows = super().sizeHint(), self.list.sizeHint().height()
        return QSize(usual.width(), usual.height() - rows + self._theme.theme.px("panel_height"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = watched is self.edit and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and self._take_key(event):
            return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        px = self._theme.theme.px
        column = QVBoxLayout(self)
        pad = px("space_2")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        self.edit = QLineEdit()
        self.edit.setObjectName("searchEverythingEdit")
        self.edit.textChanged.connect(self._begin)
        self.edit.installEventFilter(self)
        column.addWidget(self.edit)
        column.addWidget(self._chips())
        self.state = QLabel()
        self.state.setObjectName("searchState")
        self.state.setProperty("faint", True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.state.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(self.state)
        self._build_list()
        column.addWidget(self.list, 1)

    def _build_list(self) -> None:
        self.list = QListView()
        self.list.setObjectName("searchResults")
        self.list.setModel(self.found)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setItemDelegate(FoundDelegate(self.list, theme=self._theme))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)  # how tall a row is, hangs on that
        self.list.clicked.connect(self._choose)
        self.list.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _chips(self) -> QWidget:
        row = FlowRow(self, spacing=self._theme.theme.px("space_1"))
        chips: list[QWidget] = []
        for hint in HINTS:
            chip = QPushButton(hint)
            chip.setObjectName("searchFilter")
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.setAutoDefault(False)
            chip.clicked.connect(partial(self._add_filter, hint))
            chips.append(chip)
        row.show_widgets(chips)
        return row

    def _add_filter(self, hint: str) -> None:
        before = self.edit.text().rstrip()
        gap = " " if before else ""
        self.edit.setText(f"{before}{gap}{hint}{'' if hint.endswith(':') else ' '}")
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in MOVES:
            last = self.found.rowCount() - 1
            row = max(0, min(last, self.list.currentIndex().row() + MOVES[key]))
            self.list.setCurrentIndex(self.found.index(row, 0))
            if row == last:
                self._go_on()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
            return True
        return False

    def _begin(self, typed: str) -> None:
        self._tasks.cancel(_MORE)
        self._query = self._search.read(typed)
        self._rest = None
        if self._query:
            self._tasks.start(_SEARCH, self._find(self._query))
        else:
            self._tasks.cancel(_SEARCH)
            self.found.clear()
            self._remarks = []
            self._show_state()

    async def _find(self, query: SearchQuery) -> None:
        page = await self._search.page(query)
        self._rest = page.rest
        self.found.replace(page.chats)
        self.list.scrollToTop()
        self._choose_first()
        self._remarks = remarks(query, page)
        self._show_state()
        while self._rest is not None and self.found.rowCount() < FILLED:
            await self._read_on(query)
            self._choose_first()
        announce(self.edit, self.state.text())

    def _choose_first(self) -> None:
        """The first message, or a chat without one; nothing where something is chosen."""
        first = self.found.row(self.found.index(0, 0))
        if first is not None and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.found.index(1 if first.chat.turns else 0, 0))

    def _scrolled(self, value: int) -> None:
        bar = self.list.verticalScrollBar()
        if value >= bar.maximum() - bar.pageStep():
            self._go_on()

    def _go_on(self) -> None:
        busy = self._tasks.running(_MORE) or self._tasks.running(_SEARCH)
        if self._rest is not None and not busy:
            self._tasks.start(_MORE, self._read_on(self._query))

    async def _read_on(self, query: SearchQuery) -> None:
        page = await self._search.page(query, self._rest)
        self._rest = page.rest
        self.found.add(page.chats)
        self._show_state()

    def _show_state(self) -> None:
        words = count_words(self.found.messages, self.found.chats, more=self._rest is not None)
        if not self._query:
            words = empty_words()
        elif not self.found.rowCount() and self._rest is None:
            words = nothing_words(self.edit.text())
        self.state.setText("\n".join(filter(None, (words, *self._remarks))))

    def _choose(self) -> None:
        row = self.found.row(self.list.currentIndex())
        if row is None:
            return
        self.dismiss()
        turn_id = row.turn.turn_id if row.turn else ""
        exact = row.turn.passage.exact if row.turn else ""
        self.chosen.emit(row.chat.session_id, turn_id, exact)
