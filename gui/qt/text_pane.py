"""A read-only text that is as tall as its contents, fetches nothing and opens nothing by itself."""

from __future__ import annotations

from math import ceil
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextBrowser, QTextEdit, QWidget

from gui.qt.formulas import OBJECT, spell_out
from gui.qt.links import allowed_link
from gui.qt.markdown_marks import paint_marks
from gui.qt.theme import Theme

_KEYS_OF_THE_WHOLE = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@runtime_checkable
class PaneSelector(Protocol):
    """What selects across several panes; each of its answers is whether it has done the work."""

    def press(self, pane: TextPane, event: QMouseEvent) -> bool: ...

    def move(self, pane: TextPane, event: QMouseEvent) -> bool: ...

    def release(self, pane: TextPane) -> None: ...

    def take_key(self, event: QKeyEvent) -> bool: ...

    def show_menu(self, pane: TextPane, event: QContextMenuEvent) -> bool: ...

    def clear(self) -> bool: ...


class TextPane(QTextBrowser):
    """Text that can be selected and copied by mouse and keyboard; never scrolls up or down.

    Its owner gives it the height that `height_at` says. Where the text is wider than the
    pane, it scrolls sideways within itself.
    """

    link_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, wrap: bool = True) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.set_wrapped(wrap)
        self.anchorClicked.connect(self._ask_for_link)

    def set_theme(self, theme: Theme, font: str = "body") -> None:
        self._theme = theme
        self.setFont(theme.font(font))
        self.document().setDefaultFont(theme.font(font))
        self.document().setIndentWidth(theme.px("list_indent"))

    def set_wrapped(self, wrap: bool) -> None:
        modes = QTextEdit.LineWrapMode
        self.setLineWrapMode(modes.WidgetWidth if wrap else modes.NoWrap)
        policies = Qt.ScrollBarPolicy
        never = policies.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(never if wrap else policies.ScrollBarAsNeeded)

    def scroll_sideways(self) -> None:
        """Let wrapped text that cannot become narrow enough scroll."""
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    @property
    def wrapped(self) -> bool:
        return self.lineWrapMode() is not QTextEdit.LineWrapMode.NoWrap

    def height_at(self, width: int) -> int:
        """Lay the text out for `width`; the height it needs, a sideways scroll bar included."""
        self._take_width(width)
        size = self.document().size()
        height = ceil(size.height())
        may_scroll = self.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if may_scroll and ceil(size.width()) > width:
            height += self.horizontalScrollBar().sizeHint().height()
        return height

    def ideal_width(self, widest: int) -> int:
        """The width the text would like to have, at most `widest`."""
        self._take_width(widest)
        return min(widest, ceil(self.document().idealWidth()))

    def _take_width(self, width: int) -> None:
        """Lay out for `width` now. A hidden pane would wait, and use its old width meanwhile."""
        if self.width() != width:
            self.resize(width, self.height())
        if self.viewport().width() != width:
            QApplication.sendEvent(self, QResizeEvent(self.size(), self.size()))
        if self.wrapped:
            self.document().setTextWidth(width)

    def position_at(self, y: int) -> int:
        """The position in the text of the line at `y` pixels from the pane's top."""
        return self.cursorForPosition(QPoint(0, y)).position()

    def line_top(self, position: int) -> int:
        """Where the line that holds `position` begins, in pixels from the pane's top."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(max(0, min(position, self.document().characterCount() - 1)))
        return self.cursorRect(cursor).top()

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        """Nothing in a text is ever fetched or read from the disk."""
        del kind, name

    def createMimeDataFromSelection(self) -> QMimeData:
        """Formulas as they are written, and without the places to break that are put in."""
        data = super().createMimeDataFromSelection()
        if OBJECT in data.text():
            copied = QTextDocument()
            QTextCursor(copied).insertFragment(self.textCursor().selection())
            spell_out(copied)
            data = QMimeData()
            data.setHtml(copied.toHtml())
            data.setText(copied.toPlainText())
        data.setText(data.text().replace("\u200b", ""))
        return data

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        sideways = abs(turn.x()) > abs(turn.y())
        if sideways and self.horizontalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()  # the transcript around it scrolls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        selector = _selector(self)
        if selector is not None and selector.take_key(event):
            event.accept()
        elif event.key() in _KEYS_OF_THE_WHOLE and not event.modifiers() & _SHIFT:
            event.ignore()  # the transcript around it moves by pages
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        selector = _selector(self)
        if selector is None or not selector.press(self, event):
            super().mousePressEvent(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        selector = _selector(self) if event.buttons() else None
        if selector is None or not selector.move(self, event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if (selector := _selector(self)) is not None:
            selector.release(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        selector = _selector(self)
        if selector is None or not selector.show_menu(self, event):
            super().contextMenuEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is not None:
            painter = QPainter(self.viewport())
            painter.translate(-self.horizontalScrollBar().value(), 0)
            paint_marks(painter, self.document(), self._theme, event.rect())
            painter.end()
        super().paintEvent(event)

    def _ask_for_link(self, url: QUrl) -> None:
        address = allowed_link(url.toString())
        if address is not None:
            self.link_activated.emit(address)


def _selector(pane: TextPane) -> PaneSelector | None:
    around = pane.parentWidget()
    while around is not None:
        selector = getattr(around, "pane_selector", None)
        if isinstance(selector, PaneSelector):
            return selector
        around = around.parentWidget()
    return None
