"""Rows and columns of widgets without any gap between them or around them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def gapless_row(place: QWidget) -> QHBoxLayout:
    """The row in which `place` lays out its parts; made where there is none."""
    row = place.layout()
    if not isinstance(row, QHBoxLayout):
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
    return row


def gapless_column(place: QWidget) -> QVBoxLayout:
    """A new column for the parts of `place`."""
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
