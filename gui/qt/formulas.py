"""The formulas within one document: pictures in the line, or their source where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from gui.model.visible_text import shown_code
from gui.qt.breakable_text import LINE_BREAK, breakable
from gui.qt.formula_drawing import EM, Drawing
from gui.qt.markdown_style import MarkdownStyle, Words
from gui.qt.math_pictures import Formula, MathPictures

translate = QCoreApplication.translate

OBJECT = "\ufffc"
"""Stands in a document for a formula that is drawn, or will be."""


class Written(NamedTuple):
    """A formula as it stands in Markdown."""

    formula: Formula
    source: str


_NAME = "formulas"
_TYPE = QTextFormat.ObjectTypes.UserObject.value + 1
_TEX = QTextFormat.Property.UserProperty.value + 21
_DISPLAY = _TEX + 1
_SOURCE = _TEX + 2
_PENDING = _TEX + 3

_RATIO = 1.12
"""How much larger than the words around it a formula is set: its letters are low for their size."""
_DEEP = 0.35
"""In em: what hangs down farther needs a line that makes room for it."""
_HIGH = 1.2
"""In em: what is higher needs such a line, too."""
_LONGEST_PENDING = 200
_SMALLEST = 0.6
"""A formula wider than the column is made smaller, but not more than this; then it scrolls."""


class Formulas(QPyTextObject):
    """Belongs to its document, and is there once a formula is written into it."""

    changed = Signal()
    """Some of them are drawn now, or their source has taken their place."""

    def __init__(self, document: QTextDocument, pictures: MathPictures) -> None:
        super().__init__(document)
        self.setObjectName(_NAME)
        self._pictures = pictures
        self._drawings: dict[Formula, Drawing] = {}
        self._pending = False
        self.is_watched = False
        self._code = QTextCharFormat()
        document.documentLayout().registerHandler(_TYPE, self)
        pictures.ready.connect(self._take)

    @staticmethod
    def of(document: QTextDocument) -> Formulas | None:
        found = document.findChild(QObject, _NAME)
        return found if isinstance(found, Formulas) else None

    def write(
        self, cursor: QTextCursor, written: Written, style: MarkdownStyle, words: Words
    ) -> None:
        """Insert what stands for a formula among `words`."""
        self._code = style.words(words._replace(code=True, address=""))
        found = QTextCharFormat(style.words(words))
        found.setObjectType(_TYPE)
        found.setProperty(_TEX, written.formula.tex)
        found.setProperty(_DISPLAY, written.formula.display)
        found.setProperty(_SOURCE, written.source)
        found.setToolTip(written.source)
        outcome = self._pictures.outcome(written.formula)
        if outcome is None:
            found.setProperty(_PENDING, True)
            self._pending = True
        elif outcome.drawing is not None:
            self._place(written.formula, outcome.drawing, found)
            self._make_room(cursor, outcome.drawing)
        else:
            self._show_source(cursor, found, outcome.reason)
            return
        cursor.insertText(OBJECT, found)

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002, N803 - Qt's names
        look = format.toCharFormat()
        drawing = self._drawings.get(_formula(look))
        if drawing is None:
            metrics = QFontMetricsF(self._code.font())
            return QSizeF(self._elided(look, doc)[1], metrics.ascent())
        scale = _scale(drawing, look, _room(doc, posInDocument))
        ascent, descent = drawing.ascent * scale, drawing.descent * scale
        width = max(drawing.width, drawing.left + drawing.width) * scale
        if look.verticalAlignment() is not QTextCharFormat.VerticalAlignment.AlignMiddle:
            return QSizeF(width, ascent)
        # Qt puts a quarter of an x above the baseline what is in the middle of such an object.
        quarter = QFontMetrics(look.font()).xHeight() / 2
        return QSizeF(width, max(2 * ascent - quarter, 2 * descent + quarter))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,  # noqa: N803 - Qt's name
        format: QTextFormat,  # noqa: A002 - Qt's name
    ) -> None:
        look = format.toCharFormat()
        area = QRectF(rect)
        baseline = _baseline(doc, posInDocument, area, look)
        drawing = self._drawings.get(_formula(look))
        painter.save()
        if drawing is None:
            painter.setFont(self._code.font())
            painter.setPen(self._code.foreground().color())
            painter.fillRect(area, self._code.background())
            painter.drawText(QPointF(area.left(), baseline), self._elided(look, doc)[0])
        else:
            scale = _scale(drawing, look, _room(doc, posInDocument))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(area.left() - min(0.0, drawing.left) * scale, baseline)
            painter.scale(scale, scale)
            painter.fillPath(drawing.path, look.foreground())
        painter.restore()

    def _elided(self, look: QTextCharFormat, doc: QTextDocument) -> tuple[str, float]:
        """The source while it is drawn, on one line, and how wide it is."""
        metrics = QFontMetricsF(self._code.font())
        source = str(look.property(_SOURCE))[:_LONGEST_PENDING].replace("\n", " ")
        room = doc.textWidth() if doc.textWidth() > 0 else metrics.horizontalAdvance(source)
        shown = metrics.elidedText(source, Qt.TextElideMode.ElideRight, room * _SMALLEST)
        return shown, metrics.horizontalAdvance(shown)

    def _take(self) -> None:
        """Show what is ready."""
        document = self.parent()  # asked for, not kept: a circle would be let go in any thread
        if not self._pending or not isinstance(document, QTextDocument):
            return
        waiting = [at for at, look in formulas_in(document) if look.hasProperty(_PENDING)]
        self._pending = False
        edit = QTextCursor(document)
        edit.beginEditBlock()
        changed = False
        for at in reversed(waiting):
            changed = self._settle(edit, at) or changed
        edit.endEditBlock()
        if changed:
            self.changed.emit()

    def _settle(self, edit: QTextCursor, at: int) -> bool:
        edit.setPosition(at)
        edit.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
        look = edit.charFormat()
        formula = _formula(look)
        outcome = self._pictures.outcome(formula)
        if outcome is None:
            self._pending = True
            return False
        if outcome.drawing is None:
            edit.setPosition(at)  # before the object: so positions behind it stay behind
            self._show_source(edit, look, outcome.reason)
            edit.deleteChar()
        else:
            look.clearProperty(_PENDING)
            self._place(formula, outcome.drawing, look)
            edit.setCharFormat(look)
            self._make_room(edit, outcome.drawing)
        return True

    def _place(self, formula: Formula, drawing: Drawing, look: QTextCharFormat) -> None:
        self._drawings[formula] = drawing
        if drawing.descent * _RATIO > _DEEP * EM:
            look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)

    def _make_room(self, at: QTextCursor, drawing: Drawing) -> None:
        """Where the line is too low, let it grow; others keep their even distances."""
        if drawing.descent * _RATIO <= _DEEP * EM and drawing.ascent * _RATIO <= _HIGH * EM:
            return
        block = at.blockFormat()
        least = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
        if block.lineHeightType() != least:
            block.setLineHeight(block.lineHeight(), least)
            at.setBlockFormat(block)

    def _show_source(self, at: QTextCursor, look: QTextCharFormat, reason: str) -> None:
        if _formula(look).display and at.currentTable() is None:
            block = at.blockFormat()
            block.clearProperty(QTextFormat.Property.BlockAlignment.value)
            at.setBlockFormat(block)
        code = QTextCharFormat(self._code)
        tip = translate("Markdown", "This formula cannot be drawn: {reason}")
        code.setToolTip(tip.format(reason=reason))
        at.insertText(breakable(shown_code(source_of(look))).replace("\n", LINE_BREAK), code)


def when_drawn(document: QTextDocument, call: Callable[[], None]) -> bool:
    """Have `call` called when formulas of `document` have changed; whether there are any.

    The first who asks for it is called, from then on.
    """
    found = Formulas.of(document)
    if found is not None and not found.is_watched:
        found.is_watched = True
        found.changed.connect(call)
    return found is not None


def formulas_in(document: QTextDocument) -> Iterator[tuple[int, QTextCharFormat]]:
    """The place and the format of each formula that is shown as a picture, from start to end."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        at = block.position()
        *pieces, _ = block.text().split(OBJECT)
        for piece in pieces:
            at += len(piece) + sum(character > "\uffff" for character in piece)
            cursor.setPosition(at + 1)
            if cursor.charFormat().objectType() == _TYPE:
                yield at, cursor.charFormat()
            at += 1
        block = block.next()


def source_of(look: QTextCharFormat) -> str:
    """The Markdown of a formula, its dollars included."""
    return str(look.property(_SOURCE))


def spell_out(document: QTextDocument) -> None:
    """Put the Markdown of each formula into its place; for copies, not for what is shown."""
    edit = QTextCursor(document)
    for at, look in reversed(list(formulas_in(document))):
        edit.setPosition(at)
        edit.insertText(source_of(look), QTextCharFormat())
        edit.deleteChar()


def _formula(look: QTextCharFormat) -> Formula:
    return Formula(str(look.property(_TEX)), bool(look.property(_DISPLAY)))


def _scale(drawing: Drawing, look: QTextCharFormat, room: float) -> float:
    scale = look.font().pixelSize() * _RATIO / EM
    if 0 < room < drawing.width * scale:
        scale *= max(_SMALLEST, room / (drawing.width * scale))
    return scale


def _room(document: QTextDocument, position: int) -> float:
    """How wide the column is there."""
    look = document.findBlock(position).blockFormat()
    beside = look.leftMargin() + look.rightMargin() + look.indent() * document.indentWidth()
    return document.textWidth() - beside


def _baseline(document: QTextDocument, position: int, area: QRectF, look: QTextCharFormat) -> float:
    """The y of the baseline of the line in which the object covers `area`."""
    if look.verticalAlignment() is not QTextCharFormat.VerticalAlignment.AlignMiddle:
        return area.bottom()
    block = document.findBlock(position)
    line = block.layout().lineForTextPosition(position - block.position())
    return area.top() - (line.height() - area.height()) / 2 + line.ascent()
