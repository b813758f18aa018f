"""Checks of what is seen: themes, icons, words, fonts, Markdown and the colours of code."""

from __future__ import annotations

import asyncio
import re
from time import perf_counter

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QImage, QTextDocument, QTextLayout
from PySide6.QtWidgets import QWidget

from gui.qt.icons import app_icon, pixmap
from gui.qt.theme import Theme, load_theme
from gui.qt.translation import LANGUAGES, Translation
from gui.resources import resource
from gui.self_test.check import CheckWarning, Ground, expect

translate = QCoreApplication.translate

_ICON = 16
_TEXT = """Some **bold** words and `code`.

```python
def answer(text: str) -> int:
    return len(text) * 42  # a comment, "a string"
```
"""
_CHINESE = "你好"
_MOST_STEPS = 100


async def check_themes(ground: Ground) -> str:
    """Both themes can be read and drawn, and differ."""
    del ground
    shades = []
    for dark in (False, True):
        theme = load_theme(dark=dark)
        widget = QWidget()
        widget.setObjectName("selfTest")
        widget.setStyleSheet(theme.style_sheet())
        widget.ensurePolished()
        widget.deleteLater()
        shades.append(theme.color("window").lightness())
        for named in re.findall(r"/icons/([\w-]+)\.svg", theme.style_sheet()):
            expect(resource("icons", f"{named}.svg").is_file(), f"no icon {named}")
    expect(shades[0] > shades[1], "both themes look the same")
    return "light, dark"


async def check_icons(ground: Ground) -> str:
    """Every drawing puts something on the screen."""
    del ground
    color = load_theme(dark=False).color("text")
    names = sorted(path.stem for path in resource("icons").glob("*.svg"))
    expect(len(names) > 20, f"only {len(names)} icons")
    empty = [name for name in names if not _is_drawn(pixmap(name, color, size=_ICON).toImage())]
    expect(not empty, f"drawn empty: {', '.join(empty)}")
    expect(_is_drawn(app_icon().pixmap(_ICON).toImage()), "Parley's own icon is drawn empty")
    return f"{len(names)} drawn"


async def check_languages(ground: Ground) -> str:
    """Each language says something of its own."""
    said: dict[str, str] = {}
    buttons: dict[str, str] = {}
    translation = Translation(ground.app, choice="en")
    for language in LANGUAGES:
        translation.choose(language)
        said[language] = translate("Settings", "Appearance")
        buttons[language] = translate("QPlatformTheme", "Cancel")
    translation.choose("en")
    expect(len(set(said.values())) == len(LANGUAGES), f"the same words in all: {said}")
    if len(set(buttons.values())) < len(LANGUAGES):
        raise CheckWarning("Qt's own words are not translated")
    return ", ".join(f"{language} {word!a}" for language, word in said.items())


async def check_fonts(ground: Ground) -> str:
    """Letters can be shown, and Chinese ones too."""
    del ground
    theme = load_theme(dark=False)
    expect(_has_glyphs("Parley", theme.font()), "no font can show a letter")
    if not _has_glyphs(_CHINESE, theme.font()):
        raise CheckWarning("no font for Chinese; install one, such as Noto Sans CJK")
    return "Latin, Chinese"


async def check_markdown(ground: Ground) -> str:
    """Text gets its formats, and code its colours."""
    del ground
    from gui.qt.markdown_document import GrowingDocument, PieceKind, parse, pieces
    from gui.qt.markdown_style import MarkdownStyle

    theme = load_theme(dark=False)
    prose, code = pieces(parse(_TEXT))
    expect((prose.kind, code.kind) == (PieceKind.PROSE, PieceKind.CODE), "not parsed as it should")
    document = QTextDocument()
    growing = GrowingDocument(document, MarkdownStyle(theme))
    growing.write(prose.tokens, follows=False)
    growing.end()
    expect("bold" in document.toPlainText(), "the text is not shown")
    expect(_bold_words(document) == "bold", "bold text is not bold")
    colors = _code_colors(code.code, code.info, theme)
    expect(len(colors) >= 4, f"only {len(colors)} colours in code")
    return f"{len(colors)} colours in Python code"


async def check_formulas(ground: Ground) -> str:
    """A formula is drawn, with the font and the tables that come with the library."""
    del ground
    from gui.qt.formula_drawing import draw

    drawing = await asyncio.to_thread(draw, r"\frac{\sqrt{x}}{2} = \sum_i a_i", display=True)
    expect(drawing.path.elementCount() > 50, "the formula is empty")
    return f"drawn with {drawing.path.elementCount()} points"


def _is_drawn(image: QImage) -> bool:
    alpha = image.convertToFormat(QImage.Format.Format_Alpha8)
    return any(bytes(alpha.constBits()))


def _has_glyphs(text: str, font: QFont) -> bool:
    """Whether no letter is shown as an empty box, which is glyph 0."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    return bool(glyphs) and all(glyphs)


def _bold_words(document: QTextDocument) -> str:
    normal, bold = QFont.Weight.Normal.value, []
    iterator = document.begin().begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        if fragment.charFormat().fontWeight() > normal:
            bold.append(fragment.text())
        iterator += 1
    return "".join(bold)


def _code_colors(code: str, language: str, theme: Theme) -> set[str]:
    from gui.qt.highlighting import Lexers, LineColours, code_formats

    lexers = Lexers()
    lexers.find(language)
    lines = LineColours(lexers, language=language, coloured=lambda *_: None)
    for _ in range(_MOST_STEPS):
        if lines.advance(code.split("\n"), complete=True, until=perf_counter() + 1):
            break
    formats = code_formats(theme)
    found = {span.color for line in lines.spans for span in line}
    return {formats[name].foreground().color().name() for name in found}
