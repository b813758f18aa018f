"""Which widget the Tab key goes to: the next one that is seen, not the next one that was made."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget


def next_in_order(root: QWidget, focus: QWidget, by: int) -> QWidget | None:
    """The one after or before `focus` within `root`, line by line; None beyond its ends."""
    reached = [widget for widget in root.findChildren(QWidget) if _is_reached(widget, root)]
    reached.sort(key=lambda widget: _place(widget, root))
    places = [_place(widget, root) for widget in reached]
    here = _place(focus, root)
    index = bisect_right(places, here) if by > 0 else bisect_left(places, here) - 1
    return reached[index] if 0 <= index < len(reached) else None


def _is_reached(widget: QWidget, root: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    own_window = widget.window() is not root.window()
    return bool(by_tab) and widget.isEnabled() and widget.isVisible() and not own_window


def _place(widget: QWidget, root: QWidget) -> tuple[int, int]:
    at = widget.mapTo(root, QPoint(0, 0))
    return at.y(), at.x()
