"""The shapes that ziamath writes as SVG, joined into one path that can take any colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPainterPathStroker

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_STEP = re.compile(rf"[A-Za-z]|{_NUMBER}")
_LENGTHS = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}


def joined_path(svg: Element) -> QPainterPath:
    """All shapes of `svg`. Raises ValueError for one that is not known here."""
    found = QPainterPath()
    for shape in svg.iter():
        match shape.tag:
            case "svg" | "g" | "title":
                continue
            case "path":
                _add(found, shape, _outline(shape.get("d", "")))
            case "rect":
                _add(found, shape, _rectangle(shape))
            case _:
                message = f"no {shape.tag} is drawn"
                raise ValueError(message)
    found.setFillRule(found.fillRule().WindingFill)
    return found


def _add(found: QPainterPath, shape: Element, outline: QPainterPath) -> None:
    """Filled, unless it says that only its outline is drawn."""
    if shape.get("fill", "") != "none" and shape.get("stroke") is None:
        found.addPath(outline)
        return
    stroker = QPainterPathStroker()
    stroker.setWidth(_size(shape.get("stroke-width", "1")))
    found.addPath(stroker.createStroke(outline))


def _size(words: str) -> float:
    """Of a number with or without its unit, which is the same for all."""
    found = re.match(_NUMBER, words)
    if found is None:
        message = f"{words} is no size"
        raise ValueError(message)
    return float(found[0])


def _rectangle(shape: Element) -> QPainterPath:
    found = QPainterPath()
    x, y, width, height = (float(shape.get(name, "0")) for name in ("x", "y", "width", "height"))
    found.addRect(x, y, width, height)
    return found


def _outline(steps: str) -> QPainterPath:
    found = QPainterPath()
    for command, numbers in _commands(steps):
        points = [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        match command:
            case "M":
                found.moveTo(points[0])
            case "L":
                found.lineTo(points[0])
            case "Q":
                found.quadTo(points[0], points[1])
            case "C":
                found.cubicTo(points[0], points[1], points[2])
            case _:
                found.closeSubpath()
    return found


def _commands(steps: str) -> Iterator[tuple[str, list[float]]]:
    command, numbers = "", list[float]()
    for step in _STEP.findall(steps):
        if step.isalpha():
            command, numbers = step, []
            if command not in _LENGTHS:
                message = f"no step {command} is drawn"
                raise ValueError(message)
        else:
            numbers.append(float(step))
        if command and len(numbers) == _LENGTHS[command]:
            yield command, numbers
            numbers = []
