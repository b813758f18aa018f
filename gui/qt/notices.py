"""The notice bar: passing matters, with one thing to do about them; never in the way of typing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from gui.qt.icon_button import IconButton
from gui.qt.icons import pixmap
from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate

SHOWN_MS = 8000
"""How long a notice that needs nothing from the reader stays: long enough for Undo."""


class NoticeKind(StrEnum):
    INFO = "info"  # goes by itself
    PROBLEM = "problem"  # stays until it is closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One matter, in words that are ready to show; `action` is the button's label, or ""."""

    text: str
    kind: NoticeKind = NoticeKind.INFO
    action: str = ""
    run: Callable[[], None] | None = None


class NoticeBar(QFrame):
    """Floats at the top of its parent, below `offset`; shows one notice at a time.

    An information replaces an information; a problem stays, and what comes meanwhile waits.
    """

    def __init__(self, parent: QWidget, *, theme: ThemeSwitch, offset: int = 0) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ground = parent
        self._theme = theme
        self._offset = offset
        self._notice: Notice | None = None
        self._waiting: deque[Notice] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.dismiss)
        self._build()
        self.hide()
        parent.installEventFilter(self)
        theme.changed.connect(self._draw)

    @property
    def notice(self) -> Notice | None:
        return self._notice

    def show_notice(self, notice: Notice) -> None:
        if notice == self._notice or notice in self._waiting:
            return
        if self._notice is not None and self._notice.kind is NoticeKind.PROBLEM:
            self._waiting.append(notice)
            return
        self._present(notice)

    def say(self, text: str) -> None:
        """Show a piece of information that needs nothing done."""
        self.show_notice(Notice(text=text))

    def dismiss(self) -> None:
        self._timer.stop()
        self._notice = None
        if self._waiting:
            self._present(self._waiting.popleft())
        else:
            self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self._close.say(translate("NoticeBar", "Close this notice"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        px = self._theme.theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px("space_3"), px("space_2"), px("space_2"), px("space_2"))
        row.setSpacing(px("space_2"))
        self._mark = QLabel()
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._action = QPushButton()
        self._action.setObjectName("noticeAction")
        self._action.clicked.connect(self._act)
        self._close = IconButton("close", theme=self._theme)
        self._close.setObjectName("noticeClose")
        self._close.clicked.connect(self.dismiss)
        row.addWidget(self._mark)
        row.addWidget(self._label, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.retranslate()

    def _present(self, notice: Notice) -> None:
        self._notice = notice
        self.setProperty("problem", notice.kind is NoticeKind.PROBLEM)
        self.style().unpolish(self)
        self.style().polish(self)
        self._label.setText(notice.text)
        self._action.setText(notice.action)
        self._action.setVisible(bool(notice.action))
        self.setAccessibleName(notice.text)
        self._draw()
        self._place()
        self.show()
        self.raise_()
        if notice.kind is NoticeKind.INFO:
            self._timer.start()
        else:
            self._timer.stop()
        announce(self, notice.text)

    def _act(self) -> None:
        notice = self._notice
        self.dismiss()
        if notice is not None and notice.run is not None:
            notice.run()

    def _draw(self) -> None:
        theme = self._theme.theme
        problem = self._notice is not None and self._notice.kind is NoticeKind.PROBLEM
        name, color = ("alert", "bad") if problem else ("info", "muted")
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(pixmap(name, theme.color(color), size=theme.px("icon"), ratio=ratio))

    def _place(self) -> None:
        parent = self._ground
        px = self._theme.theme.px
        gap = px("space_3")
        width = min(px("notice_width"), parent.width() - 2 * gap)
        height = max(self.heightForWidth(width), self.sizeHint().height())
        self.setGeometry((parent.width() - width) // 2, self._offset + gap, width, height)


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say `text` once, where one is running."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
