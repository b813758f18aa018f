"""Markdown into documents: parsed without raw HTML, and written with the formats of a theme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument

from gui.qt.markdown_rules import add_rules
from gui.qt.markdown_style import MarkdownStyle
from gui.qt.markdown_writer import DocumentWriter

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


References = dict[str, object]
"""What the parser knows of link definitions; definitions in later blocks are added to it."""


class PieceKind(Enum):
    PROSE = auto()
    CODE = auto()
    TABLE = auto()


class Piece(NamedTuple):
    """A run of blocks that is shown by one widget; `code` and `info` are those of a fence."""

    kind: PieceKind
    tokens: Sequence[Token]
    code: str = ""
    info: str = ""


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "alerts": True})
    parser.enable(["table", "strikethrough", "linkify"]).use(tasklists_plugin).use(add_rules)
    if parser.linkify is not None:
        # Only what is written as an address is one: `main.py` is not a host in Paraguay.
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    return parser


def parse(source: str, known: References | None = None) -> list[Token]:
    """The tokens of normalised Markdown. Definitions are looked up in and added to `known`."""
    return _parser().parse(source, known)


def prepare_parser() -> None:
    """Import and build the parser; for a thread, before the first text is shown."""
    parse("**ready** https://example.com\n")


def references(source: str) -> References:
    """The link definitions of a whole text, to render its blocks one by one with."""
    from markdown_it import MarkdownIt

    found: References = {}
    blocks = MarkdownIt("commonmark", {"html": False}).enable("table").disable("inline")
    blocks.parse(source, found)
    return found


def pieces(tokens: Iterable[Token]) -> list[Piece]:
    """Group tokens by the widget that will show them: fences and tables stand alone."""
    found: list[Piece] = []
    prose: list[Token] = []
    table: list[Token] = []
    for token in tokens:
        if token.level == 0 and token.type in ("fence", "table_open") and prose:
            found.append(Piece(PieceKind.PROSE, prose))
            prose = []
        if token.level == 0 and token.type == "fence":
            found.append(Piece(PieceKind.CODE, [token], token.content, token.info.strip()))
        elif table or (token.level == 0 and token.type == "table_open"):
            table.append(token)
            if token.level == 0 and token.type == "table_close":
                found.append(Piece(PieceKind.TABLE, table))
                table = []
        else:
            prose.append(token)
    if prose:
        found.append(Piece(PieceKind.PROSE, prose))
    return found


class GrowingDocument:
    """A document whose settled part is never touched again, and whose tail is written anew."""

    def __init__(self, document: QTextDocument, style: MarkdownStyle) -> None:
        self.settled_length = 0  # characters of Markdown, to know when a document is full
        self._document = document
        self._style = style
        self._settled_end = QTextCursor(document)
        self._settled_format: QTextBlockFormat | None = None  # of the last settled block
        self._used = False  # whether the document's first block holds something
        self._edit: QTextCursor | None = None

    def begin(self) -> None:
        """Cut the tail off; nothing is laid out before `end`."""
        if self._edit is not None:
            return
        self._edit = QTextCursor(self._document)
        self._edit.beginEditBlock()
        self._edit.setPosition(self._settled_end.position())
        self._edit.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        self._edit.removeSelectedText()
        self._used = self._settled_format is not None
        if self._settled_format is not None:  # Qt drops the format of a block that is empty
            self._edit.setBlockFormat(self._settled_format)

    def clear(self, style: MarkdownStyle) -> None:
        """Begin anew, perhaps in another theme."""
        self._style = style
        self.settled_length = 0
        self._settled_end.setPosition(0)
        self._settled_format = None

    def write(self, tokens: Sequence[Token], *, follows: bool) -> None:
        self.begin()
        writer = DocumentWriter(
            self._document, self._style, into_empty=not self._used, follows=follows
        )
        writer.write(tokens)
        self._used = True

    def settle(self, length: int) -> None:
        """Keep all that has been written, which is `length` characters of Markdown more."""
        self.settled_length += length
        self._settled_end = self._end()
        self._settled_format = self._document.lastBlock().blockFormat()

    def end(self) -> None:
        if self._edit is not None:
            self._edit.endEditBlock()
            self._edit = None

    def _end(self) -> QTextCursor:
        """A place that stays behind what is settled, also when a formula in it becomes text."""
        found = QTextCursor(self._document)
        found.movePosition(QTextCursor.MoveOperation.End)
        found.setKeepPositionOnInsert(True)
        return found
