"""Classes that are made in a thread must not crash the window that is styled meanwhile."""

from __future__ import annotations

import subprocess
import sys

from tests.quality.source_tree import ROOT

PROGRAM = """
import sys, threading, time
sys.setswitchinterval(1e-5)
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from gui.qt.type_room import make_room
assert make_room()
app = QApplication([])
class Ground(QWidget): pass
class Button(QPushButton): pass
ground = Ground()
column = QVBoxLayout(ground)
for number in range(60):
    column.addWidget(Button(str(number)))
made = []
def make():
    while len(made) < 3000:
        made.append(type(f"Made{len(made)}", (QObject,), {}))
        time.sleep(0)
thread = threading.Thread(target=make)
thread.start()
shade = 0
while thread.is_alive():
    shade += 1
    app.setStyleSheet(f"Button {{ padding: {shade % 5}px }}")
    app.processEvents()
"""
"""Without room it ends with a segmentation fault in some of its runs."""


def test_a_table_with_room_does_not_move() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
