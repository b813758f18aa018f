"""Makes the widgets ready whose first one is costly, in a step before they are needed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QListView, QPlainTextEdit


def prepare_first_widgets() -> None:
    """PySide builds a class's enumerations with its first object, and Qt its style's parts."""
    for kind in (QLineEdit, QListView, QPlainTextEdit):
        widget = kind()
        if isinstance(widget, QListView):
            widget.viewport()
        widget.deleteLater()
