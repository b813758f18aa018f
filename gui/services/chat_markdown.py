"""A chat as one file of Markdown, to be read by people and by other programs."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import assert_never

from gui.model.growing_text import normalised
from gui.model.markdown_closing import closing
from gui.model.titles import one_line
from gui.model.turn import Enclosed, ImagePart
from gui.model.turn_retelling import (
    Attached,
    DocumentWords,
    Folded,
    Happened,
    Passage,
    Piece,
    Said,
    pieces_of,
)
from gui.services.chat_versions import (
    SectionBegins,
    SectionEnds,
    Told,
    section_words,
    speaker_words,
    told,
)
from gui.services.row_mapping import storable
from gui.services.whole_chats import WholeChat

SUFFIX = ".md"

_DEEPEST = 20
"""Quotes in quotes."""

_LINE_END = re.compile(r"\r\n?")
_TICKS = re.compile(r"`+")
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+=:])")


def markdown_pieces(
    chat: WholeChat, words: DocumentWords, *, versions: bool = False, pictures: bool = True
) -> Iterator[str]:
    """The branch that is being read; other `versions` are quoted where they begin.

    `pictures` come as data at the end of the text, or not.
    """
    yield f"# {plain(chat.session.title or words.agent)}\n"
    shown: list[ImagePart] = []
    depth = 0
    for item in told(chat, versions=versions):
        match item:
            case Told():
                for text in _turn(item, words, shown if pictures else None, depth=depth):
                    yield _quoted(storable(text), depth)
            case SectionBegins():
                depth += 1
                yield "\n" + _quoted(f"**{plain(section_words(item, words))}**\n", depth)
            case SectionEnds():
                depth -= 1
            case _:
                assert_never(item)
    for number, part in enumerate(shown, start=1):
        data = base64.b64encode(part.data).decode()
        yield f"\n[picture-{number}]: <data:{part.media_type};base64,{data}>\n"


def _turn(
    item: Told, words: DocumentWords, shown: list[ImagePart] | None, *, depth: int
) -> Iterator[str]:
    level = "#" * min(2 + depth, 6)
    speaker = plain(speaker_words(item, words))
    yield f"\n{level} {speaker}\n\n*{moment(item.turn.created_at)}*\n"
    for piece in pieces_of(item.turn, words):
        yield f"\n{_markdown(piece, words, shown)}\n"


def _quoted(text: str, depth: int) -> str:
    """Lines of whatever Markdown, each in as many quotes."""
    if not depth:
        return text
    mark = "> " * min(depth, _DEEPEST)
    lines = _LINE_END.sub("\n", text).removesuffix("\n").split("\n")
    return "".join(f"{mark}{line}\n" if line else f"{mark.rstrip()}\n" for line in lines)


def moment(at: int) -> str:
    """A time in Unix milliseconds, by the clock of this computer."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def plain(text: str) -> str:
    """One line that no reader of Markdown takes for more than its words."""
    line = _MARKS.sub(r"\\\1", one_line(text))
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)


def fenced(text: str, language: str = "") -> str:
    """`text` as a block of code, whatever stands in it."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.removesuffix(chr(10))}\n{fence}"


def _markdown(piece: Piece, words: DocumentWords, shown: list[ImagePart] | None) -> str:
    match piece:
        case Said():
            return piece.markdown + closing(normalised(piece.markdown))
        case Happened():
            return f"*{plain(piece.text)}*"
        case Folded():
            passages = "\n\n".join(map(_passage, piece.passages))
            title = escape(one_line(piece.title), quote=False)
            return f"<details>\n<summary>{title}</summary>\n\n{passages}\n\n</details>"
        case Attached():
            return _attached(piece.part, words, shown)
        case _:
            assert_never(piece)


def _passage(passage: Passage) -> str:
    label = f"{plain(passage.label)}:\n\n" if passage.label else ""
    return label + fenced(passage.text, passage.language)


def _attached(part: Enclosed, words: DocumentWords, shown: list[ImagePart] | None) -> str:
    title = words.picture if isinstance(part, ImagePart) else words.file
    name = plain(part.name) or title
    if isinstance(part, ImagePart) and part.data and shown is not None:
        shown.append(part)
        return f"![{name}][picture-{len(shown)}]"
    return f"*{title}: {name}*" if part.name else f"*{title}*"
