"""How much a host was sent, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.leaving import HostSum
from gui.views.file_words import size_text

translate = QCoreApplication.translate


def sum_words(one: HostSum) -> str:
    requests = translate("Hosts", "%n request(s)", "", one.requests)
    return f"{requests} · {size_text(one.size)}"
