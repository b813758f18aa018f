"""Importing is Python's own affair, also once PySide is there."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import builtins, linecache
import gui.qt
from PySide6.QtWidgets import QWidget
import graphlib
assert builtins.__import__.__name__ != "__feature_import__"
assert graphlib.__file__ not in linecache.cache, "the source of each import is read"
assert QWidget.setWindowTitle and not hasattr(QWidget, "set_window_title")
"""


def test_no_import_reads_the_source_of_a_module() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=False, timeout=50
    )
    assert run.returncode == 0, run.stderr
