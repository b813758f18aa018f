"""The notice bar: passing matters, with what to do about them; never in the way of typing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from gui.qt.icon_button import IconButton
from gui.qt.icons import pixmap
from gui.qt.theme import Theme, ThemeSwitch

translate = QCoreApplication.translate

SHOWN_MS = 8000
"""How long a notice that needs nothing from the reader stays."""

ACTION_MS = 12_000
"""How long one with a button stays: long enough to notice a mistake and to reach for Undo."""


class NoticeKind(StrEnum):
    INFO = "info"  # goes by itself
    PROBLEM = "problem"  # stays until it is closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One matter, in words that are ready to show; `action` is the button's label, or "".

    `other` is the label of a second button, for what fewer people need. `lasting` keeps it until
    it is closed, or another one comes. `about` names the matter for `NoticeBar.withdraw`.
    """

    text: str
    kind: NoticeKind = NoticeKind.INFO
    action: str = ""
    run: Callable[[], None] | None = None
    other: str = ""
    run_other: Callable[[], None] | None = None
    lasting: bool = False
    about: str = ""


class NoticeBar(QWidget):
    """Has a row of its own on the page, so that it covers nothing; shows one notice at a time.

    An information replaces an information. A problem stays, and information that comes meanwhile
    waits; another problem goes before it, since the user may have just asked for what failed.
    """

    def __init__(self, parent: QWidget, *, theme: ThemeSwitch) -> None:
        super().__init__(parent)
        self._frame = QFrame()
        self._frame.setObjectName("noticeBar")
        self._frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._notice: Notice | None = None
        self._before: QWidget | None = None
        self._waiting: deque[Notice] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self._build()
        self.hide()
        theme.changed.connect(self._draw)
        for button in (self._action, self._other, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret where it is
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._note_focus)

    @property
    def theme(self) -> Theme:
        return self._theme.theme

    @property
    def notice(self) -> Notice | None:
        return self._notice

    def sit_on(self, page: QWidget, *, above: QWidget | None = None) -> None:
        """Move to `page`: right above one of its widgets, or to its lower edge."""
        whole = page.layout()
        place = _box_of(above, whole) if above is not None and whole is not None else None
        if place is not None and above is not None:
            place.insertWidget(place.indexOf(above), self)
        elif isinstance(whole, QBoxLayout):
            whole.addWidget(self)
        self.setVisible(self._notice is not None)

    def show_notice(self, notice: Notice) -> None:
        if notice == self._notice:
            return
        if notice in self._waiting:
            self._waiting.remove(notice)
        if self._notice is not None and self._notice.kind is NoticeKind.PROBLEM:
            if notice.kind is not NoticeKind.PROBLEM:
                self._waiting.append(notice)
                return
            self._waiting.appendleft(self._notice)
        self._present(notice)

    def withdraw(self, about: str) -> None:
        """Take away what was told about `about`: it is over."""
        self._waiting = deque(notice for notice in self._waiting if notice.about != about)
        if self._notice is not None and self._notice.about == about:
            self.dismiss()

    def say(self, text: str) -> None:
        """Show a piece of information that needs nothing done."""
        self.show_notice(Notice(text=text))

    def dismiss(self) -> None:
        self._timer.stop()
        self._notice = None
        if self._waiting:
            self._present(self._waiting.popleft())
        else:
            self._give_focus_back()
            self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self._close.say(translate("NoticeBar", "Close this notice"))

    def _build(self) -> None:
        px = self._theme.theme.px
        around = QHBoxLayout(self)
        around.setContentsMargins(px("space_5"), px("space_2"), px("space_5"), px("space_2"))
        around.addStretch(1)
        around.addWidget(self._frame, 1000)
        around.addStretch(1)
        self._frame.setMaximumWidth(px("notice_width"))
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(px("space_3"), px("space_2"), px("space_2"), px("space_2"))
        row.setSpacing(px("space_2"))
        self._mark = QLabel()
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._action = QPushButton()
        self._action.setObjectName("noticeAction")
        self._action.clicked.connect(self._act)
        self._other = QPushButton()
        self._other.setObjectName("noticeOther")
        self._other.setProperty("quiet", True)
        self._other.clicked.connect(self._act_otherwise)
        self._close = IconButton("close", theme=self._theme)
        self._close.setObjectName("noticeClose")
        self._close.clicked.connect(self.dismiss)
        row.addWidget(self._mark)
        row.addWidget(self._label, 1)
        row.addWidget(self._other)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.retranslate()

    def _present(self, notice: Notice) -> None:
        self._notice = notice
        self._frame.setProperty("problem", notice.kind is NoticeKind.PROBLEM)
        self._frame.style().unpolish(self._frame)
        self._frame.style().polish(self._frame)
        self._label.setText(notice.text)
        self._action.setText(notice.action)
        self._action.setVisible(bool(notice.action))
        self._other.setText(notice.other)
        self._other.setVisible(bool(notice.other))
        self.setAccessibleName(notice.text)
        self._draw()
        self.show()
        if notice.kind is NoticeKind.INFO and not notice.lasting:
            self._timer.start(ACTION_MS if notice.action else SHOWN_MS)
        else:
            self._timer.stop()
        announce(self, notice.text)

    def _note_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now) and before and not self.isAncestorOf(before):
            self._before = before

    def _give_focus_back(self) -> None:
        """To where the reader came from with the keyboard; Qt would take whatever is first."""
        holder = QApplication.focusWidget()
        if holder is None or not self.isAncestorOf(holder):
            return
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self) -> None:
        notice = self._notice
        self.dismiss()
        if notice is not None and notice.run is not None:
            notice.run()

    def _act_otherwise(self) -> None:
        notice = self._notice
        self.dismiss()
        if notice is not None and notice.run_other is not None:
            notice.run_other()

    def _draw(self) -> None:
        theme = self._theme.theme
        problem = self._notice is not None and self._notice.kind is NoticeKind.PROBLEM
        name, color = ("alert", "bad") if problem else ("info", "muted")
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(pixmap(name, theme.color(color), size=theme.px("icon"), ratio=ratio))


def _box_of(widget: QWidget, layout: QLayout) -> QBoxLayout | None:
    """The row or column, in `layout` or within it, that holds `widget`."""
    if isinstance(layout, QBoxLayout) and layout.indexOf(widget) >= 0:
        return layout
    items = (layout.itemAt(n) for n in range(layout.count()))
    inner = (each for item in items if item and (each := item.layout()))
    return next((found for each in inner if (found := _box_of(widget, each))), None)


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say `text` once, where one is running."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
