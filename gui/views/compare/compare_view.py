"""Several answers to one message side by side; one behind the other where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabBar, QVBoxLayout, QWidget

from gui.model.turn import Turn
from gui.qt.theme import ThemeSwitch
from gui.views.compare.candidate import Candidate
from gui.views.compare.compare_column import CompareColumn
from gui.views.transcript.fold import elided_label

translate = QCoreApplication.translate


class CompareView(QWidget):
    stop_wanted = Signal(str)
    keep_wanted = Signal(str)
    left = Signal()

    def __init__(
        self, said: str, answers: Sequence[tuple[Turn, Candidate]], *, theme: ThemeSwitch
    ) -> None:
        super().__init__()
        self.setObjectName("compareView")
        self._theme = theme
        px = theme.theme.px
        self._said = elided_label("muted", role="")
        self._said.setObjectName("compareSaid")
        self._said.setText(said)
        self.back = QPushButton()
        self.back.setObjectName("compareBackButton")
        self.back.setProperty("inline", "true")
        self.back.clicked.connect(self.left)
        self.tabs = QTabBar()
        self.tabs.setObjectName("compareTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        head = QHBoxLayout()
        head.setContentsMargins(px("edge"), px("space_2"), px("edge"), px("space_2"))
        head.addWidget(self._said, 1)
        head.addWidget(self.back)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px("hairline"))
        self.columns = tuple(CompareColumn(turn, who, theme=theme) for turn, who in answers)
        for column in self.columns:
            column.setProperty("beside", "false" if column is self.columns[0] else "true")
            column.stop_wanted.connect(self.stop_wanted)
            column.keep_wanted.connect(self.keep_wanted)
            self.tabs.addTab(column.who.name)
            row.addWidget(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.tabs)
        whole.addLayout(row, 1)
        self.tabs.currentChanged.connect(self._fit)
        self._fit()
        self.retranslate()

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(column.turn for column in self.columns)

    def show_turn(self, turn: Turn) -> None:
        """Follow one of the answers; others are none of its business."""
        for column in self.columns:
            if column.turn.id == turn.id:
                column.show_turn(turn)

    def show_answer(self, turn_id: str) -> bool:
        """Put one of the answers in front, if it is one of them."""
        for place, column in enumerate(self.columns):
            if column.turn.id == turn_id:
                self.tabs.setCurrentIndex(place)
                return True
        return False

    def retranslate(self) -> None:
        self.back.setText(translate("Compare", "Back to the chat"))
        self.setAccessibleName(translate("Compare", "Answers side by side"))
        self.tabs.setAccessibleName(translate("Compare", "Answers"))
        for column in self.columns:
            column.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _fit(self, _tab: int = 0) -> None:
        least = self._theme.theme.px("compare_column") * len(self.columns)
        narrow = self.width() < least
        self.tabs.setVisible(narrow)
        self.tabs.updateGeometry()  # another tab in bold may need another height
        for place, column in enumerate(self.columns):
            column.set_named(named=not narrow)
            column.setVisible(not narrow or place == self.tabs.currentIndex())
