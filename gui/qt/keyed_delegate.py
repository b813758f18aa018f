"""Paints the rows of a list of commands: a title, and at the right edge its keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.qt.theme import ThemeSwitch

Index = QModelIndex | QPersistentModelIndex

KEYS_ROLE = Qt.ItemDataRole.UserRole + 2


class KeyedDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget, *, theme: ThemeSwitch) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        theme = self._theme.theme
        height = QFontMetrics(theme.font()).height() + theme.px("space_4")
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme.theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        usable = bool(state & QStyle.StateFlag.State_Enabled)
        if usable and (chosen or state & QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(rect, theme.px("radius"), theme.px("radius"))
        pad = theme.px("space_3")
        room = rect.adjusted(pad, 0, -pad, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        small = QFontMetrics(theme.font("small"))
        keys = small.elidedText(
            str(index.data(KEYS_ROLE) or ""), Qt.TextElideMode.ElideRight, room.width() // 2
        )
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("faint"))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, keys)
        used = small.horizontalAdvance(keys) + pad
        painter.setFont(theme.font())
        painter.setPen(theme.color("text" if usable else "muted"))
        room.setRight(room.right() - used)
        title = QFontMetrics(theme.font()).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()
