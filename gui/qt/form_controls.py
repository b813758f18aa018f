"""The controls of form fields: switch, number, choice, line and lines of text."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionSpinBox,
    QWidget,
)

from gui.qt.form_field import Field
from gui.qt.keys_line import KeysLine
from gui.qt.phrases import labelled

translate = QCoreApplication.translate

Role = QPalette.ColorRole
FieldValue = bool | int | str

LINES_DELAY_MS = 400
"""A pause in typing after which several lines of text count as edited."""

CHOICE_LETTERS = 18
"""What a closed list of choices shows at least of a long one."""

NUMBER_INSET = 6
"""Pixels before a number: what a style sheet says about the line in a spin box is not heard."""

CHOICES_SHOWN = 16
"""How many choices an open list shows before it scrolls."""

LINES_SHOWN = 5
"""The height of a text of several lines, before it scrolls."""


class Switch(QCheckBox):
    """An on/off switch, drawn with the palette; Space and clicks turn it."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.clicked.connect(self._report)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def value(self) -> FieldValue:
        return self.isChecked()

    def show_value(self, value: FieldValue) -> None:
        self.setChecked(bool(value))

    def describe(self, field: Field) -> None:
        """A switch shows no words of its own."""

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().height() * 5 // 4
        return QSize(height * 7 // 4, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(QPoint(0, 0), self.sizeHint()).adjusted(1, 1, -1, -1)
        ring.moveTop((self.height() - ring.height()) / 2)
        if self.hasFocus():
            self._round(painter, ring, pen=self._color(Role.WindowText), fill=None)
        self._paint_track(painter, ring.adjusted(2, 2, -2, -2))
        painter.end()

    def _paint_track(self, painter: QPainter, track: QRectF) -> None:
        on = self.isChecked()
        line = self._color(Role.Accent if on else Role.PlaceholderText)
        self._round(painter, track, pen=line, fill=line if on else self._color(Role.Base))
        inset = track.height() / 5
        knob = track.adjusted(inset, inset, -inset, -inset)
        knob.setWidth(knob.height())
        if on:
            knob.moveRight(track.right() - inset)
        dot = self._color(Role.Window) if on else line
        self._round(painter, knob, pen=dot, fill=dot)

    def _color(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    @staticmethod
    def _round(painter: QPainter, shape: QRectF, *, pen: QColor, fill: QColor | None) -> None:
        painter.setPen(QPen(pen, 1.4))
        painter.setBrush(fill or Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)

    def _report(self) -> None:
        self.edited.emit(self.isChecked())


def paint_chevron(painter: QPainter, place: QRect, color: QColor, *, up: bool = False) -> None:
    """A small arrow head in the middle of `place`; style sheets know only arrows from files."""
    side = max(3.0, painter.fontMetrics().height() / 5)
    middle = QPointF(place.center())
    rise = side / 2 if up else -side / 2
    shape = QPolygonF(
        [
            middle + QPointF(-side, rise),
            middle + QPointF(0, -rise),
            middle + QPointF(side, rise),
        ]
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.4))
    painter.drawPolyline(shape)


class Number(QSpinBox):
    """A whole number within limits."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._showing = False
        self.lineEdit().setTextMargins(NUMBER_INSET, 0, 0, 0)
        self.valueChanged.connect(self._report)

    def show_value(self, value: FieldValue) -> None:
        self._showing = True
        self.setValue(int(value))
        self._showing = False

    def describe(self, field: Field) -> None:
        self._showing = True
        self.setRange(field.minimum, field.maximum)
        self.setSingleStep(field.step)
        self.setSuffix(field.suffix)
        self._showing = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        painter = QPainter(self)
        color = self.palette().color(Role.PlaceholderText)
        parts = QStyle.SubControl
        for part in (parts.SC_SpinBoxUp, parts.SC_SpinBoxDown):
            kind = QStyle.ComplexControl.CC_SpinBox
            place = self.style().subControlRect(kind, option, part, self)
            paint_chevron(painter, place, color, up=part == parts.SC_SpinBoxUp)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must not change a number that merely passes under the mouse."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _report(self, value: int) -> None:
        if not self._showing:
            self.edited.emit(value)


class Choices(QComboBox):
    """One of a few values, each with a label."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(CHOICES_SHOWN)
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one hears of no style sheet
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self._report)

    def minimumSizeHint(self) -> QSize:
        """A long choice may be cut while the box is closed; the list shows it whole."""
        hint = super().minimumSizeHint()
        some = self.fontMetrics().averageCharWidth() * CHOICE_LETTERS
        return QSize(min(hint.width(), some), hint.height())

    def value(self) -> FieldValue:
        return str(self.currentData() or "")

    def show_value(self, value: FieldValue) -> None:
        self.setCurrentIndex(self.findData(value))

    def describe(self, field: Field) -> None:
        chosen = self.currentData()
        self.clear()
        for value, label in field.choices:
            self.addItem(label, value)
        if chosen is not None:
            self.show_value(chosen)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxArrow
        place = self.style().subControlRect(kind, option, part, self)
        painter = QPainter(self)
        paint_chevron(painter, place, self.palette().color(Role.PlaceholderText))
        painter.end()

    def showPopup(self) -> None:
        """The list draws its own frame; the one of the window around it would be a second."""
        super().showPopup()
        around = self.view().parentWidget()
        if isinstance(around, QFrame):
            around.setFrameShape(QFrame.Shape.NoFrame)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must not change a choice that merely passes under the mouse."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _report(self) -> None:
        self.edited.emit(self.value())


class TextLine(QLineEdit):
    """One line of text; reports every change of the user's."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.textEdited.connect(self._report)

    def value(self) -> FieldValue:
        return self.text()

    def show_value(self, value: FieldValue) -> None:
        if self.text() != value:
            self.setText(str(value))

    def describe(self, field: Field) -> None:
        self.setPlaceholderText(field.placeholder)

    def _report(self, text: str) -> None:
        self.edited.emit(text)


class SecretLine(QWidget):
    """One line that shows dots, and a button beside it that shows what is typed."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.textEdited.connect(self._report)
        self._show = QPushButton()
        self._show.setCheckable(True)
        self._show.toggled.connect(self._choose_echo)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self._show)
        self.setFocusProxy(self.line)

    def value(self) -> FieldValue:
        return self.line.text()

    def show_value(self, value: FieldValue) -> None:
        if self.line.text() != value:
            self.line.setText(str(value))

    def describe(self, field: Field) -> None:
        self.line.setPlaceholderText(field.placeholder)
        self.line.setAccessibleName(field.title)
        self.line.setAccessibleDescription(field.help)
        self._choose_echo(shown=self._show.isChecked())

    def _choose_echo(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Normal if shown else modes.Password)
        self._show.setText(translate("Form", "Hide") if shown else translate("Form", "Show"))
        self._show.setAccessibleName(labelled(self._show.text(), self.line.accessibleName()))

    def _report(self, text: str) -> None:
        self.edited.emit(text)


class Lines(QPlainTextEdit):
    """Several lines of text; reports after a pause in typing, and when it is left."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._showing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(LINES_DELAY_MS)
        self._pause.timeout.connect(self._report)
        self.textChanged.connect(self._note_change)

    def value(self) -> FieldValue:
        return self.toPlainText()

    def show_value(self, value: FieldValue) -> None:
        if self.toPlainText() == value:
            return
        self._showing = True
        self.setPlainText(str(value))
        self._showing = False

    def describe(self, field: Field) -> None:
        self.setPlaceholderText(field.placeholder)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._flush()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._flush()

    def _height(self) -> int:
        around = 2 * round(self.document().documentMargin()) + 2 * self.fontMetrics().descent()
        return self.fontMetrics().lineSpacing() * LINES_SHOWN + around

    def _note_change(self) -> None:
        if not self._showing:
            self._pause.start()

    def _flush(self) -> None:
        if self._pause.isActive():
            self._report()

    def _report(self) -> None:
        self._pause.stop()
        self.edited.emit(self.toPlainText())


Control = Switch | Number | Choices | TextLine | SecretLine | Lines | KeysLine
