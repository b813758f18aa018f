"""Colours, fonts and sizes come from the theme; none is written in Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.quality.source_tree import Finding, Source, advise, sources

# The theme reads them from resources/themes, so it may name what it reads.
THE_THEME = {"gui/qt/theme.py"}

HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b")
PIXELS = re.compile(r"\d\s*p[xt]\b|^\s*p[xt]\b")
COLOUR_CALLS = {"QColor", "QColor.fromRgb", "QColor.fromRgbF", "QColor.fromHsv", "QColor.fromHsl"}
SIZE_CALLS = {
    "setContentsMargins",
    "setFixedHeight",
    "setFixedSize",
    "setFixedWidth",
    "setHorizontalSpacing",
    "setIconSize",
    "setIndentation",
    "setMargin",
    "setMaximumHeight",
    "setMaximumSize",
    "setMaximumWidth",
    "setMinimumHeight",
    "setMinimumSize",
    "setMinimumWidth",
    "setPixelSize",
    "setPointSize",
    "setPointSizeF",
    "setSpacing",
    "setVerticalSpacing",
    "addSpacing",
}
SIZE_CLASSES = {"QFont", "QMargins", "QSize", "QSpacerItem"}

ADVICE = "Ask the theme: theme.color(...), theme.px(...), theme.font(...), or style by object name."


def test_no_colour_in_python() -> None:
    found = [finding for source in _glass() for finding in _colours(source)]
    assert not found, advise(found, ADVICE)


def test_no_size_in_python() -> None:
    found = [finding for source in _glass() for finding in _sizes(source)]
    assert not found, advise(found, ADVICE)


def test_no_style_sheet_in_python() -> None:
    found = [
        source.finding(call, "setStyleSheet with a literal")
        for source in _glass()
        for call, name in source.calls()
        if name.endswith("setStyleSheet") and any(_text(argument).strip() for argument in call.args)
    ]
    assert not found, advise(found, "Put it into a template under resources/themes.")


def _glass() -> list[Source]:
    return [source for source in sources("gui") if source.path not in THE_THEME]


def _colours(source: Source) -> Iterator[Finding]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if HEX_COLOUR.fullmatch(node.value.strip()) or _in_style(node.value):
                yield source.finding(node, f"a colour: {node.value!r}")
        elif isinstance(node, ast.Attribute) and _is_named_colour(node):
            yield source.finding(node, ast.unparse(node))
    for call, name in source.calls():
        if name in COLOUR_CALLS and any(_is_literal(argument) for argument in call.args):
            yield source.finding(call, ast.unparse(call))


def _sizes(source: Source) -> Iterator[Finding]:
    prose = _docstrings(source.tree)
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Constant) or node in prose:
            continue
        if isinstance(node.value, str) and PIXELS.search(node.value):
            yield source.finding(node, f"a size: {node.value!r}")
    for call, name in source.calls():
        method = name.split(".")[-1]
        if method in SIZE_CALLS or name in SIZE_CLASSES:
            numbers = [a.value for a in call.args if isinstance(a, ast.Constant)]
            if any(isinstance(number, int | float) and number > 0 for number in numbers):
                yield source.finding(call, ast.unparse(call))


def _is_named_colour(node: ast.Attribute) -> bool:
    return ast.unparse(node.value) == "Qt.GlobalColor" and node.attr != "transparent"


def _in_style(text: str) -> bool:
    """Whether `text` sets a colour as style sheets and SVG do."""
    return bool(re.search(r"(?:color|fill|stroke|background)[\w-]*\s*[:=]\s*[\"']?#[0-9a-f]", text))


def _docstrings(tree: ast.Module) -> set[ast.Constant]:
    """The strings that stand alone as statements: docstrings of all kinds."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value not in (None, "")


def _text(node: ast.expr) -> str:
    """The literal characters of a string or an f-string."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr():
            return "".join(_text(part) for part in node.values)
        case _:
            return ""
