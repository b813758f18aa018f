"""Draws one formula in TeX as a path: bounded in length, work and time, for a worker thread."""

from __future__ import annotations

import re
import sys
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainterPath

from gui.qt.svg_path import joined_path

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ziamath.zmath import Math

LONGEST_TEX = 2_000
"""Characters; what is longer is hardly one formula."""

EM = 32.0
"""The size at which formulas are drawn; they are scaled when they are painted."""

SECONDS = 1.5
"""The longest that one formula may take."""

_MOST_WORK = 12_000
"""Nodes to lay out, counting those in a row twice: each row is laid out twice, also in a row."""
_LITTLE_WORK = 400
"""Up to here it cannot take long, and is not watched, which would make it twice as long."""
_LARGEST = 300 * EM
_AT_A_STRETCH = 0.003
_REST = 0.001
"""Seconds of drawing, then of leaving the interpreter to the window."""
_CALLS_BETWEEN_LOOKS = 100


_COMMAND = re.compile(r"\s*\\[A-Za-z]+")


class UndrawableError(Exception):
    """Why a formula is shown as it is written; the words are the libraries', for a tool tip."""


class TooSlowError(UndrawableError):
    """It took longer than it may."""


@dataclass(frozen=True)
class Drawing:
    """A formula at `EM` with its baseline at y = 0; one is shared by all who show it."""

    path: QPainterPath
    left: float
    width: float
    ascent: float
    descent: float


def draw(tex: str, *, display: bool) -> Drawing:
    """Raises UndrawableError."""
    if len(tex) > LONGEST_TEX:
        message = f"more than {LONGEST_TEX} characters"
        raise UndrawableError(message)
    try:
        prepare()
        root = _rows(tex, display=display)
        work = _work(root)
        if work > _MOST_WORK:
            message = "too deeply nested"
            raise UndrawableError(message)
        if work < _LITTLE_WORK:
            return _drawn(root)
        with _limited(SECONDS):
            return _drawn(root)
    except UndrawableError:
        raise
    except (ImportError, OSError) as error:
        message = "what draws formulas is missing"
        raise UndrawableError(message) from error
    except _failures() as error:
        raise UndrawableError(str(error) or type(error).__name__) from error


def prepare() -> None:
    """Import what draws, which takes a third of a second the first time."""
    from ziamath.config import config

    config.svg2 = False
    config.precision = 3


def _rows(tex: str, *, display: bool) -> Element:
    """MathML. Macros can make much of a few characters, hence the limit."""
    from xml.etree import ElementTree

    from ziamath.tex import tex2mml

    with _limited(SECONDS):
        found = tex2mml(tex, inline=not display)
    root = ElementTree.fromstring(found)  # noqa: S314 - made by tex2mml, without any DTD
    _simplify(root)
    return root


def _drawn(root: Element) -> Drawing:
    from ziamath.zmath import Math

    found = Math(root, size=EM)
    _require_glyphs(root, found)
    box = found.node.bbox
    drawing = Drawing(
        path=joined_path(found.svgxml()),
        left=box.xmin,
        width=box.xmax - box.xmin,
        ascent=max(0.0, box.ymax),
        descent=max(0.0, -box.ymin),
    )
    if not 0 < drawing.width < _LARGEST or drawing.ascent + drawing.descent > _LARGEST:
        message = "nothing to draw, or too much"
        raise UndrawableError(message)
    return drawing


def _simplify(node: Element) -> None:
    """Take out rows around a single thing: each row doubles the work for what is in it."""
    for at, child in enumerate(node):
        while _is_row_of_one(child):
            tail = child.tail
            child = child[0]  # noqa: PLW2901 - the row's place is taken by what is in it
            child.tail = tail
            node[at] = child
        _simplify(child)


def _is_row_of_one(node: Element) -> bool:
    if node.tag.rpartition("}")[2] != "mrow" or node.attrib or len(node) != 1:
        return False
    return node[0].tag.rpartition("}")[2] in ("mrow", "mi", "mn", "mfrac", "msqrt", "msup", "msub")


def _work(node: Element) -> int:
    within = 1
    for child in node:
        within += _work(child)
        if within > _MOST_WORK:
            return within
    return 2 * within if node.tag.rpartition("}")[2] in ("mrow", "mtd", "msqrt", "math") else within


def _require_glyphs(root: Element, found: Math) -> None:
    """A box in the place of a sign says less than the source does, as does a command as words."""
    unknown = next((words for words in root.itertext() if _COMMAND.match(words)), None)
    if unknown is not None:
        message = f"no command {unknown.strip()}"
        raise UndrawableError(message)
    text = {character for words in root.itertext() for character in words}
    missing = [
        character
        for character in sorted(text)
        if unicodedata.category(character)[0] not in "ZC" and not found.font.glyphindex(character)
    ]
    if missing:
        message = f"no sign for {' '.join(missing[:5])}"
        raise UndrawableError(message)


@lru_cache(maxsize=1)
def _failures() -> tuple[type[Exception], ...]:
    """What the two libraries raise at a text that is no formula: they name few errors."""
    from latex2mathml import exceptions

    named = tuple(
        found
        for found in vars(exceptions).values()
        if isinstance(found, type) and issubclass(found, Exception)
    )
    unnamed = (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError)
    return (*named, *unnamed, RuntimeError, SyntaxError, TypeError, ValueError)


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Stop what takes longer, and let other threads have their turns meanwhile.

    Python tells of every call in this thread; both libraries are Python throughout.
    """
    limit = perf_counter() + seconds
    rest_at = perf_counter() + _AT_A_STRETCH
    pause = threading.Event()
    calls = 0

    def look(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls, rest_at
        del frame, event, argument
        calls += 1
        if calls % _CALLS_BETWEEN_LOOKS:
            return
        now = perf_counter()
        if now > limit:
            message = "it takes too long"
            raise TooSlowError(message)
        if now > rest_at:
            pause.wait(_REST)
            rest_at = perf_counter() + _AT_A_STRETCH

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)
