"""Paints the rows of the chat list, and edits a title in place."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.qt.theme import ThemeSwitch
from gui.views.sidebar.session_list_model import (
    NOTE_ROLE,
    ROW_ROLE,
    STATE_ROLE,
    Heading,
    RowState,
)

Index = QModelIndex | QPersistentModelIndex

DOT_COLORS = {RowState.RUNNING: "accent", RowState.NEEDS_YOU: "warn", RowState.FAILED: "bad"}
LETTER_SPACING = 105  # percent, for headings in capitals


class SessionDelegate(QStyledItemDelegate):
    """Fonts are made once per theme; a row costs two measured strings."""

    def __init__(self, parent: QWidget, *, theme: ThemeSwitch) -> None:
        super().__init__(parent)
        self._switch = theme
        self._read_theme()
        theme.changed.connect(self._read_theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        heading = isinstance(index.data(ROW_ROLE), Heading)
        return QSize(0, self._heading_height if heading else self._row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if isinstance(index.data(ROW_ROLE), Heading):
            self._paint_heading(painter, rect, str(index.data()))
        else:
            state: QStyle.StateFlag = option.state
            self._paint_ground(painter, rect, state)
            self._paint_chat(painter, rect, index)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option, index
        editor = QLineEdit(parent)
        editor.setObjectName("titleEdit")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        del index
        rect: QRect = option.rect
        editor.setGeometry(self._body(rect))

    def _read_theme(self) -> None:
        theme = self._switch.theme
        self._title_font = theme.font()
        self._bold_font = theme.font(bold=True)
        self._note_font = theme.font("tiny")
        self._heading_font = theme.font("tiny", bold=True)
        self._heading_font.setCapitalization(QFont.Capitalization.AllUppercase)
        self._heading_font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, LETTER_SPACING)
        air = theme.px("space_4")
        self._row_height = max(theme.px("session_row"), _height(self._title_font) + air)
        self._heading_height = max(theme.px("session_heading"), _height(self._heading_font) + air)

    def _body(self, rect: QRect) -> QRect:
        gap = self._switch.theme.px("space_1") // 2
        return rect.adjusted(0, gap, 0, -gap)

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = self._switch.theme
        ground: QColor | None = None
        if state & QStyle.StateFlag.State_Selected:
            ground = theme.color("accent_soft")
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = theme.color("hover")
        radius = theme.px("radius")
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(self._body(rect), radius, radius)
        focus = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
        if state & focus == focus:
            painter.setPen(QPen(theme.color("accent"), theme.px("hairline")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._body(rect).adjusted(0, 0, -1, -1), radius, radius)

    def _paint_heading(self, painter: QPainter, rect: QRect, words: str) -> None:
        theme = self._switch.theme
        pad = theme.px("space_3")
        painter.setFont(self._heading_font)
        painter.setPen(theme.color("faint"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect.adjusted(pad, theme.px("space_1"), -pad, 0), flags, words)

    def _paint_chat(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme = self._switch.theme
        pad = theme.px("space_3")
        state = RowState(index.data(STATE_ROLE))
        room = self._body(rect).adjusted(pad, 0, -pad, 0)
        if state in DOT_COLORS:
            self._paint_dot(painter, QPointF(room.left(), room.center().y()), DOT_COLORS[state])
            room.setLeft(room.left() + theme.px("dot") + theme.px("space_2"))
        room.setRight(self._paint_note(painter, room, state, str(index.data(NOTE_ROLE))))
        font = self._bold_font if state is RowState.UNREAD else self._title_font
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        title = QFontMetrics(font).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)

    def _paint_note(self, painter: QPainter, room: QRect, state: RowState, words: str) -> int:
        """Paint the right edge; returns where the title must end."""
        theme = self._switch.theme
        gap = theme.px("space_3")
        if state is RowState.UNREAD:
            dot = theme.px("dot")
            place = QPointF(room.right() - dot + 1, room.center().y())
            self._paint_dot(painter, place, "accent")
            return room.right() - dot - gap
        painter.setFont(self._note_font)
        painter.setPen(theme.color("bad" if state is RowState.FAILED else "faint"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        return room.right() - QFontMetrics(self._note_font).horizontalAdvance(words) - gap

    def _paint_dot(self, painter: QPainter, left: QPointF, token: str) -> None:
        theme = self._switch.theme
        radius = (theme.px("dot") - 1) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(token))
        painter.drawEllipse(left + QPointF(radius, 0.5), radius, radius)


def _height(font: QFont) -> int:
    return QFontMetrics(font).height()
