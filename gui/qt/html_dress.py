"""How code and formulas look in HTML: coloured stretches, and formulas as drawings."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QPainterPath

from gui.qt.formula_drawing import EM, Drawing, UndrawableError, draw
from gui.qt.highlighting import LONGEST_CODE, LONGEST_LINE, Lexers, read_lines

FORMULA_RATIO = 1.12
"""As in the window: letters of formulas are low for their size."""


def coloured(code: str, language: str, lexers: Lexers) -> str:
    """`code` with the classes that `COLORS` of highlighting names; plain where it is too long."""
    lexer = lexers.find(language)
    lines = code.split("\n")
    if lexer is None or len(code) > LONGEST_CODE or max(map(len, lines)) > LONGEST_LINE:
        return escape(code)
    made = []
    whole = code + "\n"  # some lexers know only lines that end
    for line, read in zip(lines, read_lines(whole, lexer), strict=False):
        made.append(_line(line, [(s.start, s.length, s.color) for s in read.spans]))
    return "\n".join(made)


def drawn_formula(tex: str, source: str, *, display: bool) -> str:
    """A drawing within the line, of its size and colour; the source where none can be made."""
    try:
        drawing = draw(tex, display=display)
    except UndrawableError:
        return f"<code>{escape(source)}</code>"
    height = (drawing.ascent + drawing.descent) * FORMULA_RATIO / EM
    width, depth = drawing.width * FORMULA_RATIO / EM, drawing.descent * FORMULA_RATIO / EM
    box = f"{drawing.left:.2f} {-drawing.ascent:.2f} {drawing.width:.2f}"
    return (
        f'<svg class="formula" role="img" aria-label="{escape(source)}"'
        f' viewBox="{box} {drawing.ascent + drawing.descent:.2f}"'
        f' style="width:{width:.3f}em;height:{height:.3f}em;vertical-align:{-depth:.3f}em">'
        f'<path d="{_outline(drawing)}"/></svg>'
    )


def _line(line: str, spans: list[tuple[int, int, str]]) -> str:
    made: list[str] = []
    reached = 0
    for start, length, color in spans:
        words = escape(line[start : start + length])
        made.append(f'{escape(line[reached:start])}<span class="{color}">{words}</span>')
        reached = start + length
    return "".join([*made, escape(line[reached:])])


def _outline(drawing: Drawing) -> str:
    path = drawing.path
    kinds = QPainterPath.ElementType
    made: list[str] = []
    for number in range(path.elementCount()):
        element = path.elementAt(number)
        place = f"{element.x:.2f} {element.y:.2f}"
        match element.type:
            case kinds.MoveToElement:
                made.append(f"M{place}")
            case kinds.LineToElement:
                made.append(f"L{place}")
            case kinds.CurveToElement:
                made.append(f"C{place}")
            case _:
                made.append(f" {place}")
    return "".join(made)
