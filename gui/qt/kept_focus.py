"""Keeps the keyboard's place while a control is disabled: Qt gives it to whatever comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget


@contextmanager
def disabled(widget: QWidget, *, then: Callable[[], QWidget] | None = None) -> Iterator[None]:
    """Disable `widget`; afterwards give back the focus that it had, or give it to `then()`.

    Not where the user has gone elsewhere meanwhile.
    """
    window = widget.window()
    before = window.focusWidget()
    had = before is not None and (before is widget or widget.isAncestorOf(before))
    widget.setEnabled(False)
    lent = window.focusWidget()
    try:
        yield
    finally:
        widget.setEnabled(True)
        if had and window.focusWidget() in (lent, None):
            (then() if then is not None else widget).setFocus()
