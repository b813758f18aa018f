"""The button over a transcript that leads back to its end."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QPushButton, QWidget

from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate


class JumpButton(QPushButton):
    """Stands in the middle of the lower edge of its parent, and counts what is new."""

    def __init__(self, parent: QWidget, theme: ThemeSwitch) -> None:
        super().__init__(parent)
        self.setObjectName("jumpToLatestButton")
        self._theme = theme
        self._news = 0
        parent.installEventFilter(self)
        self.retranslate()
        self.hide()

    def offer(self, *, wanted: bool, news: int) -> None:
        if news != self._news:
            self._news = news
            self.retranslate()
        self.setVisible(wanted)

    def retranslate(self) -> None:
        words = translate("Transcript", "Jump to latest")
        if self._news:
            news = translate("Transcript", "%n new message(s)", "", self._news)
            words = translate("Transcript", "{jump} · {news}").format(jump=words, news=news)
        self.setText(words)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        size = self.sizeHint()
        below = self._theme.theme.px("space_3")
        left = (parent.width() - size.width()) // 2
        self.setGeometry(left, parent.height() - size.height() - below, size.width(), size.height())
        self.raise_()
