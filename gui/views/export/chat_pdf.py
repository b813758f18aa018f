"""A chat as a PDF: set by Qt itself, piece by piece, so that a long one can be given up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from math import ceil
from typing import assert_never

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from gui.model.turn import Enclosed, ImagePart, Role
from gui.model.turn_retelling import (
    Attached,
    DocumentWords,
    Folded,
    Happened,
    Piece,
    Said,
    pieces_of,
)
from gui.qt.formula_drawing import EM, UndrawableError, draw
from gui.qt.highlighting import COLORS, Lexers
from gui.qt.html_dress import FORMULA_RATIO, coloured
from gui.qt.image_reading import read_image
from gui.qt.markdown_html import HtmlDress
from gui.qt.markdown_page import code_blocks, html_blocks
from gui.qt.theme import Theme, load_theme
from gui.resources import resource
from gui.services.chat_markdown import moment
from gui.services.chat_versions import (
    Item,
    SectionBegins,
    SectionEnds,
    Told,
    section_words,
    speaker_words,
    told,
)
from gui.services.row_mapping import storable
from gui.services.whole_chats import WholeChat
from gui.views.export.pdf_pages import PdfLook, PdfPages
from gui.views.file_words import size_text

SUFFIX = ".pdf"

_TEXT_POINTS = 10.5
_TEXT_PIXELS = _TEXT_POINTS * 96 / 72
_SHARPNESS = 4
"""Pixels of a drawn formula for each pixel of CSS."""
_CELL = re.compile(r'(<t[dh]) style="text-align:(\w+)"')
"""A cell with a style of its own would lose those of the style sheet."""
_NOTE = re.compile(r"<aside>(<sup>[^<]*</sup>)\n<p>")
"""The number of a footnote, which would have a line of its own."""
_CODE_LINES = 60
_LONGEST_PIECE = 4_000
"""Characters of plain text that are set at a time."""
_FINEST = 2400
"""Pixels of a side of a picture; more is not seen in print."""


def pdf_pieces(chat: WholeChat, words: DocumentWords, *, versions: bool = False) -> Iterator[bytes]:
    """The branch that is being read, other `versions` beside a line.

    All bytes come at the end, nothing between the steps. For a worker thread, and from beginning
    to end the same one.
    """
    theme = load_theme(dark=False)
    title = storable(chat.session.title) or words.agent
    pages = PdfPages(_look(theme, title, words))
    setter = _Setter(pages, words, theme.color("text"))
    setter.add(f"<h1>{escape(title)}</h1>")
    for item in told(chat, versions=versions):
        for _ in setter.item(item):
            yield b""
    yield pages.finish()


class _Setter:
    def __init__(self, pages: PdfPages, words: DocumentWords, ink: QColor) -> None:
        self._pages = pages
        self._words = words
        self._ink = ink
        self._pictures: dict[str, QImage] = {}
        self._gap = 0.0
        self._code_goes_on = False
        lexers = Lexers()
        self._dress = HtmlDress(
            formula=self._formula, code=lambda code, language: coloured(code, language, lexers)
        )

    def add(self, html: str, *, gap: float = 0.45) -> None:
        """`gap` is below it, in lines; long code goes on without one."""
        is_code = html.startswith("<pre>")
        if is_code and self._code_goes_on:
            self._gap = 0.0
        self._leave_gap()
        if html.startswith("<h") or (is_code and not self._code_goes_on):
            self._pages.keep_together()
        html = _NOTE.sub(r"<aside><p>\1 ", _CELL.sub(r'\1 align="\2"', html))
        self._pages.add(storable(html), self._pictures)
        self._pictures.clear()
        self._gap = gap
        self._code_goes_on = is_code and html.count("\n") >= _CODE_LINES

    def _leave_gap(self) -> None:
        self._pages.skip(self._gap)
        self._gap = 0.0

    def item(self, item: Item) -> Iterator[None]:
        self._leave_gap()
        match item:
            case Told():
                yield from self._turn(item)
            case SectionBegins():
                self._pages.skip(0.8)
                self._pages.indent(1)
                self._pages.keep_together()
                self.add(f'<p class="version">{escape(section_words(item, self._words))}</p>')
            case SectionEnds():
                self._pages.indent(-1)
            case _:
                assert_never(item)

    def _turn(self, item: Told) -> Iterator[None]:
        turn = item.turn
        self._pages.skip(0.8)
        self._pages.keep_together()
        role = "user" if turn.role is Role.USER else "agent"
        speaker = escape(speaker_words(item, self._words))
        at = f'<span class="time">{moment(turn.created_at)}</span>'
        self.add(f'<p class="{role}">{speaker} &nbsp; {at}</p>', gap=0.2)
        for piece in pieces_of(turn, self._words):
            for html in self._html(piece):
                self.add(html)
                yield

    def _html(self, piece: Piece) -> Iterator[str]:
        match piece:
            case Said():
                yield from html_blocks(piece.markdown, self._dress, most_lines=_CODE_LINES)
            case Happened():
                yield from (f'<p class="small">{some}</p>' for some in _cut(piece.text))
            case Folded():
                yield f'<p class="small"><b>{escape(piece.title)}</b></p>'
                for passage in piece.passages:
                    if passage.label:
                        yield f'<p class="small">{escape(passage.label)}</p>'
                    yield from code_blocks(
                        passage.text, passage.language, self._dress, most_lines=_CODE_LINES
                    )
            case Attached():
                yield self._attached(piece.part)
            case _:
                assert_never(piece)

    def _attached(self, part: Enclosed) -> str:
        words, name = self._words, escape(part.name)
        if not isinstance(part, ImagePart):
            return f'<p class="small">{escape(words.file)}: {name} ({size_text(part.size)})</p>'
        image = read_image(part.data, fit=QSize(_FINEST, _FINEST))
        if image is None:
            return f'<p class="small">{escape(words.picture)}: {name} ({escape(words.missing)})</p>'
        room = QSize(self._pages.width, self._pages.height // 2)
        size = image.size()
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        caption = f'<br><span class="small">{name}</span>' if name else ""
        return f'<p class="picture">{self._picture(image, size, "")}{caption}</p>'

    def _formula(self, tex: str, source: str, display: bool) -> str:
        try:
            drawing = draw(tex, display=display)
        except UndrawableError:
            return f"<code>{escape(source)}</code>"
        scale = FORMULA_RATIO * _TEXT_PIXELS / EM
        size = QSize(
            ceil(drawing.width * scale) or 1, ceil((drawing.ascent + drawing.descent) * scale) or 1
        )
        image = QImage(size * _SHARPNESS, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale * _SHARPNESS, scale * _SHARPNESS)
        painter.translate(QPointF(-drawing.left, drawing.ascent))
        painter.fillPath(drawing.path, self._ink)
        painter.end()
        wide = size.width() > self._pages.width
        fit = size.scaled(self._pages.width, size.height(), Qt.AspectRatioMode.KeepAspectRatio)
        return self._picture(image, fit if wide else size, "middle")

    def _picture(self, image: QImage, size: QSize, align: str) -> str:
        address = f"picture:{len(self._pictures)}"
        self._pictures[address] = image
        style = f' style="vertical-align: {align}"' if align else ""
        return f'<img src="{address}" width="{size.width()}" height="{size.height()}"{style}>'


def _cut(text: str) -> Iterator[str]:
    for start in range(0, len(text), _LONGEST_PIECE):
        yield escape(text[start : start + _LONGEST_PIECE]).replace("\n", "<br>")


def _look(theme: Theme, title: str, words: DocumentWords) -> PdfLook:
    font = QFont(theme.font())
    font.setPointSizeF(_TEXT_POINTS)
    for ligatures in ("liga", "clig", "dlig", "calt"):  # whoever copies them gets other signs
        font.setFeature(QFont.Tag(ligatures), 0)
    css = resource("themes", "export_pdf.css").read_text("utf-8")
    for name, color in theme.colors.items():
        css = css.replace(f"${name};", f"{color};")
    css += "".join(f".{name} {{ color: {theme.colors[f'code_{name}']}; }}\n" for name in COLORS)
    css = css.replace(
        "$code_family;", ", ".join(f"'{f}'" for f in theme.font("code").families()) + ";"
    )
    return PdfLook(font=font, css=css, muted=theme.color("muted"), title=title, footer=words.page)
