"""The button over a transcript that leads back to its end."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QPushButton, QWidget

from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate


class JumpButton(QPushButton):
    """Stands in the middle of the lower edge of its parent, and says whether there is news."""

    def __init__(self, parent: QWidget, theme: ThemeSwitch) -> None:
        super().__init__(parent)
        self.setObjectName("jumpToLatestButton")
        self._theme = theme
        self._news = False
        parent.installEventFilter(self)
        self.retranslate()
        self.hide()

    def offer(self, *, wanted: bool, news: bool) -> None:
        if news != self._news:
            self._news = news
            self.retranslate()
        self.setVisible(wanted)

    def retranslate(self) -> None:
        jump, news = (
            translate("Transcript", "Jump to latest"),
            translate("Transcript", "New messages"),
        )
        self.setText(news if self._news else jump)
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
