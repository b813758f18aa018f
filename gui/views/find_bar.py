"""The bar of Find in chat: what is looked for, how often it is there, and the way through it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui.model.match_tally import MatchTally, Place
from gui.qt.find_line import FindLine
from gui.qt.icon_button import IconButton
from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate

HINT_MS = 2_000
"""How long a hint stands before the count."""


class FindBar(QFrame):
    """Stands in the upper right corner of its parent, which may leave `room` for it."""

    words_changed = Signal(str)
    moved = Signal(int)  # 1 to the next match, -1 to the previous one
    closed = Signal()

    def __init__(self, parent: QWidget, theme: ThemeSwitch) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.line = FindLine(theme.theme, self)
        self.line.state.setObjectName("findCount")
        self._close = IconButton("close", theme=theme)
        self._close.setObjectName("findCloseButton")
        row = QHBoxLayout(self)
        side = theme.theme.px("space_1")
        row.setContentsMargins(side, side, side, side)
        row.setSpacing(0)
        row.addWidget(self.line, 1)
        row.addWidget(self._close)
        self._count = self._hint = ""
        self._hint_timer = QTimer(self)
        self._hint_timer.setSingleShot(True)
        self._hint_timer.setInterval(HINT_MS)
        self._hint_timer.timeout.connect(self._drop_hint)
        self.line.words_changed.connect(self.words_changed)
        self.line.moved.connect(self.moved)
        self._close.clicked.connect(self.closed)
        parent.installEventFilter(self)
        theme.changed.connect(self._restyle)
        self.retranslate()
        self.hide()

    @property
    def room(self) -> int:
        """The height that it takes with the gap around it."""
        return self.geometry().bottom() + 1 + self._theme.theme.px("space_3")

    @property
    def words(self) -> str:
        return self.line.edit.text()

    def appear(self, words: str = "") -> None:
        """Show it, with other words if there are some, ready to be typed over."""
        self._place()
        self.show()
        self.raise_()
        if words:
            self.line.edit.setText(words)
        self.line.begin()

    def say(self, tally: MatchTally | None, at: Place | None = None) -> str:
        """Show how many matches there are, and which one is shown; returns the words for it."""
        self._count = "" if tally is None else count_words(tally, at)
        shade = "bad" if tally is not None and tally.complete and not tally.total else "muted"
        state = self.line.state
        if state.property("shade") != shade:
            state.setProperty("shade", shade)
            state.style().polish(state)
        self._show_count()
        return state.text()

    def hint(self, words: str) -> None:
        """Show `words` for a short time before the count."""
        self._hint = words
        self._hint_timer.start()
        self._show_count()

    def retranslate(self) -> None:
        self.line.retranslate()
        self.setAccessibleName(translate("Find", "Find in chat"))
        self.line.edit.setPlaceholderText(translate("Find", "Find in chat"))
        self.line.edit.setAccessibleName(translate("Find", "Find in chat"))
        self.line.state.setAccessibleName(translate("Find", "Matches"))
        self._close.say(translate("Find", "Close"), translate("Find", "Esc"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._place()
        return super().eventFilter(watched, event)

    def _restyle(self) -> None:
        self.line.set_theme(self._theme.theme)
        self._place()

    def _drop_hint(self) -> None:
        self._hint = ""
        self._show_count()

    def _show_count(self) -> None:
        self.line.say(" · ".join(filter(None, (self._hint, self._count))))

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        px = self._theme.theme.px
        gap = px("space_3")
        right = parent.width() - px("scroll_bar") - gap
        width = min(px("find_width"), right - gap)
        self.setGeometry(right - width, gap, width, self.sizeHint().height())


def count_words(tally: MatchTally, at: Place | None) -> str:
    """Which match it is and how many there are, as far as that is known."""
    total = QLocale().toString(tally.total)
    if not tally.complete:
        return f"{total}+" if tally.total else "…"
    if not tally.total:
        return translate("Find", "No matches")
    if at is None:
        return total
    words = translate("Find", "{number} of {count}")
    return words.format(number=QLocale().toString(tally.ordinal(at)), count=total)
