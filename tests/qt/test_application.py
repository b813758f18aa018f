"""What macOS asks a running program to open is heard; every other event goes its way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CODE = """
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from gui.qt.application import Application
app = Application([])
app.asked.connect(lambda wishes: print(wishes.open, wishes.front))
for event in (
    QFileOpenEvent("/files/Plans.parley"),
    QFileOpenEvent(QUrl.fromLocalFile("/files/聊天.parley")),
    QFileOpenEvent(QUrl("parley://new?text=a%20b%0Ac")),
    QFileOpenEvent(""),
    QEvent(QEvent.Type.ApplicationActivate),
):
    QCoreApplication.sendEvent(app, event)
"""


def test_files_and_links_are_heard() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", CODE],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert ran.stdout.splitlines() == [
        "('/files/Plans.parley',) True",
        "('/files/聊天.parley',) True",
        "('parley://new?text=a%20b%0Ac',) True",
    ]
