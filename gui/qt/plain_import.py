"""Takes PySide's hand off the import statement, for the sake of every import that follows."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - puts its own function in place of __import__


def take_import_back() -> None:
    """Put back the `__import__` that stood there before PySide's features were looked for.

    PySide's own reads the source of every module that is imported, only to look for the switches
    of `__feature__`, which Parley does not use, and keeps all of it in memory: a third of the
    time and 20 MB for AutoGen alone. Reading a source that is still being imported can even
    make that import fail.
    """
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original
