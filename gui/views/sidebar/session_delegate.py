"""Paints the rows of the chat list, and edits a title in place."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.qt.icons import pixmap
from gui.qt.theme import ThemeSwitch
from gui.views.sidebar.row_sections import ChatRow, FolderRow, Heading
from gui.views.sidebar.row_words import RowState, tags_within
from gui.views.sidebar.session_list_model import NOTE_ROLE, ROW_ROLE, STATE_ROLE, TAGS_ROLE

Index = QModelIndex | QPersistentModelIndex

DOT_COLORS = {RowState.RUNNING: "accent", RowState.NEEDS_YOU: "warn", RowState.FAILED: "bad"}
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
TAGS_PERCENT = 35
"""How wide tags may be though the title is cut then, of what there is for both."""

LETTER_SPACING = 105  # percent, for headings in capitals


class SessionDelegate(QStyledItemDelegate):
    """Fonts are made once per theme; a row costs two measured strings."""

    def __init__(self, parent: QWidget, *, theme: ThemeSwitch) -> None:
        super().__init__(parent)
        self._switch = theme
        self._pictures: dict[tuple[str, float], QPixmap] = {}
        self._read_theme()
        theme.changed.connect(self._read_theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        heading = isinstance(index.data(ROW_ROLE), Heading)
        return QSize(0, self.heading_height if heading else self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        row = index.data(ROW_ROLE)
        state: QStyle.StateFlag = option.state
        match row:
            case Heading():
                self._paint_heading(painter, rect, row, str(index.data()), state)
            case FolderRow():
                self._paint_ground(painter, rect, state)
                self._paint_folder(painter, rect, row)
            case ChatRow():
                self._paint_ground(painter, rect, state)
                self._paint_chat(painter, rect, index, row.depth)
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
        self.row_height = max(theme.px("session_row"), _height(self._title_font) + air)
        self.heading_height = max(theme.px("session_heading"), _height(self._heading_font) + air)

        self._side = theme.px("small")
        self._indent = theme.px("space_3")
        self._pictures.clear()

    def _inside(self, depth: int) -> int:
        """How far a chat stands in: under the picture of its folder."""
        if not depth:
            return 0
        gap = self._switch.theme.px("space_2")
        return (depth - 1) * self._indent + self._side + gap // 2

    def _arrow(self, painter: QPainter, *, folded: bool) -> QPixmap:
        return self._drawn(painter, "chevron-right" if folded else "chevron-down")

    def _drawn(self, painter: QPainter, name: str) -> QPixmap:
        ratio = painter.device().devicePixelRatioF()
        found = self._pictures.get((name, ratio))
        if found is None:
            color = self._switch.theme.color("faint")
            found = self._pictures[name, ratio] = pixmap(name, color, size=self._side, ratio=ratio)
        return found

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

    def _paint_heading(
        self,
        painter: QPainter,
        rect: QRect,
        row: Heading,
        words: str,
        state: QStyle.StateFlag,
    ) -> None:
        """What it hides, or could hide, is told by an arrow: only then, or under the pointer."""
        theme = self._switch.theme
        pad = theme.px("space_3")
        room = rect.adjusted(pad, theme.px("space_1"), -pad, 0)
        painter.setFont(self._heading_font)
        painter.setPen(theme.color("faint"))
        painter.drawText(room, LEFT, words)
        reached = state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected)
        if row.folded or reached:
            arrow = self._arrow(painter, folded=row.folded)
            end = room.left() + QFontMetrics(self._heading_font).horizontalAdvance(words)
            place = QPointF(end + theme.px("space_1"), room.center().y() - self._side / 2 + 1)
            painter.drawPixmap(place, arrow)

    def _paint_folder(self, painter: QPainter, rect: QRect, row: FolderRow) -> None:
        theme = self._switch.theme
        pad, gap = theme.px("space_3"), theme.px("space_2")
        room = self._body(rect).adjusted(pad + row.depth * self._indent, 0, -pad, 0)
        middle = room.center().y() - self._side / 2 + 1
        painter.drawPixmap(QPointF(room.left(), middle), self._arrow(painter, folded=row.folded))
        painter.drawPixmap(
            QPointF(room.left() + self._side + gap / 2, middle), self._drawn(painter, "folder")
        )
        room.setLeft(room.left() + 2 * self._side + gap + gap // 2)
        if row.count:
            words = QLocale().toString(row.count)
            painter.setFont(self._note_font)
            painter.setPen(theme.color("faint"))
            painter.drawText(room, RIGHT, words)
            taken = QFontMetrics(self._note_font).horizontalAdvance(words)
            room.setRight(room.right() - taken - pad)
        self._paint_words(painter, room, row.name, self._title_font)

    def _paint_chat(self, painter: QPainter, rect: QRect, index: Index, depth: int) -> None:
        theme = self._switch.theme
        pad = theme.px("space_3")
        room = self._body(rect).adjusted(pad + self._inside(depth), 0, -pad, 0)
        state = RowState(index.data(STATE_ROLE))
        if state in DOT_COLORS:
            self._paint_dot(painter, QPointF(room.left(), room.center().y()), DOT_COLORS[state])
            room.setLeft(room.left() + theme.px("dot") + theme.px("space_2"))
        room.setRight(self._paint_note(painter, room, state, str(index.data(NOTE_ROLE))))
        font = self._bold_font if state is RowState.UNREAD else self._title_font
        title = str(index.data())
        left = room.width() - QFontMetrics(font).horizontalAdvance(title) - theme.px("space_2")
        room.setRight(self._paint_tags(painter, room, str(index.data(TAGS_ROLE)), left=left))
        self._paint_words(painter, room, title, font)

    def _paint_words(self, painter: QPainter, room: QRect, words: str, font: QFont) -> None:
        painter.setFont(font)
        painter.setPen(self._switch.theme.color("text"))
        end = Qt.TextElideMode.ElideRight
        painter.drawText(room, LEFT, QFontMetrics(font).elidedText(words, end, room.width()))

    def _paint_tags(self, painter: QPainter, room: QRect, words: str, *, left: int) -> int:
        """Paint them in what is `left`, or a part of the row; returns where the title must end."""
        metrics = QFontMetrics(self._note_font)
        most = max(left, room.width() * TAGS_PERCENT // 100)
        shown = tags_within(words, most, metrics.horizontalAdvance)
        if not shown:
            return room.right()
        painter.setFont(self._note_font)
        painter.setPen(self._switch.theme.color("accent"))
        painter.drawText(room, RIGHT, shown)
        return room.right() - metrics.horizontalAdvance(shown) - self._switch.theme.px("space_2")

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
        painter.drawText(room, RIGHT, words)
        return room.right() - QFontMetrics(self._note_font).horizontalAdvance(words) - gap

    def _paint_dot(self, painter: QPainter, left: QPointF, token: str) -> None:
        theme = self._switch.theme
        radius = (theme.px("dot") - 1) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(token))
        painter.drawEllipse(left + QPointF(radius, 0.5), radius, radius)


def _height(font: QFont) -> int:
    return QFontMetrics(font).height()
