"""A chat as one HTML page: no script, nothing that is loaded, both themes, pictures inside."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import assert_never

from gui.model.file_kind import FileKind, kind_of
from gui.model.turn import Enclosed, ImagePart, Role
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
from gui.qt.highlighting import Lexers
from gui.qt.html_dress import coloured, drawn_formula
from gui.qt.markdown_html import HtmlDress
from gui.qt.markdown_page import html_blocks
from gui.qt.theme import load_theme
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
from gui.views.file_words import size_text

SUFFIX = ".html"

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""For the browser: even if something got through, it would load and run nothing."""


def html_pieces(
    chat: WholeChat, words: DocumentWords, *, versions: bool = False, language: str = "en"
) -> Iterator[str]:
    """The branch that is being read, other `versions` folded; for a worker thread."""
    title = escape(chat.session.title or words.agent)
    yield (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="generator" content="Parley">\n'
        f"<title>{storable(title)}</title>\n<style>\n{_style()}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{storable(title)}</h1>\n"
    )
    dress = _dress()
    for item in told(chat, versions=versions):
        yield from map(_clean, _item(item, words, dress))
    yield "</main>\n</body>\n</html>\n"


def _item(item: Item, words: DocumentWords, dress: HtmlDress) -> Iterator[str]:
    match item:
        case Told():
            yield from _turn(item, words, dress)
        case SectionBegins():
            title = escape(section_words(item, words))
            yield f'<details class="version">\n<summary>{title}</summary>\n'
        case SectionEnds():
            yield "</details>\n"
        case _:
            assert_never(item)


def _turn(item: Told, words: DocumentWords, dress: HtmlDress) -> Iterator[str]:
    turn = item.turn
    role = "user" if turn.role is Role.USER else "agent"
    yield (
        f'<section class="{role}">\n<header><h2>{escape(speaker_words(item, words))}</h2>'
        f"<time>{moment(turn.created_at)}</time></header>\n"
    )
    for piece in pieces_of(turn, words):
        yield from _piece(piece, words, dress)
    yield "</section>\n"


def _piece(piece: Piece, words: DocumentWords, dress: HtmlDress) -> Iterator[str]:
    match piece:
        case Said():
            yield from html_blocks(piece.markdown, dress)
        case Happened():
            yield f'<p class="happened">{escape(piece.text)}</p>\n'
        case Folded():
            yield f"<details>\n<summary>{escape(piece.title)}</summary>\n"
            for passage in piece.passages:
                yield _passage(passage, dress)
            yield "</details>\n"
        case Attached():
            yield _attached(piece.part, words)
        case _:
            assert_never(piece)


def _passage(passage: Passage, dress: HtmlDress) -> str:
    label = f"<h3>{escape(passage.label)}</h3>\n" if passage.label else ""
    code = dress.code(passage.text, passage.language)
    return f'{label}<pre class="wrapped"><code>{code}</code></pre>\n'


def _attached(part: Enclosed, words: DocumentWords) -> str:
    name = escape(part.name)
    kind, media_type = kind_of(part.data)
    if isinstance(part, ImagePart) and kind is FileKind.PICTURE:
        data = base64.b64encode(part.data).decode()
        caption = f"<figcaption>{name}</figcaption>" if name else ""
        source = f"data:{media_type};base64,{data}"
        return f'<figure><img alt="{name}" src="{source}">{caption}</figure>\n'
    if isinstance(part, ImagePart):
        return (
            f'<p class="happened">{escape(words.picture)}: {name} ({escape(words.missing)})</p>\n'
        )
    return f'<p class="happened">{escape(words.file)}: {name} ({size_text(part.size)})</p>\n'


def _dress() -> HtmlDress:
    lexers = Lexers()
    return HtmlDress(
        formula=lambda tex, source, display: drawn_formula(tex, source, display=display),
        code=lambda code, language: coloured(code, language, lexers),
    )


@lru_cache(maxsize=1)
def _style() -> str:
    light, dark = (load_theme(dark=dark).colors for dark in (False, True))
    variables = [
        "".join(f"--{name}: {color}; " for name, color in colors.items())
        for colors in (light, dark)
    ]
    css = resource("themes", "export.css").read_text("utf-8")
    return (
        f":root {{ {variables[0]}}}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {variables[1]}}} }}\n{css}"
    )


def _clean(html: str) -> str:
    """Without what is no character of HTML: most controls, and halves of pairs."""
    return storable(html).translate(_CONTROLS)


_CONTROLS = dict.fromkeys((*range(9), 11, *range(14, 32), *range(127, 160), 12), "�")
