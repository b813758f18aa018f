"""Tells that old chats went to the bin by the user's rule, and leads to that rule."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from gui.qt.notices import Notice
from gui.services.service_facts import ChatsExpired

translate = QCoreApplication.translate


def expiry_notice(fact: ChatsExpired, show: Callable[[], None]) -> Notice:
    text = translate(
        "Workspace", "%n chat(s) untouched for {days} days went to the bin.", "", fact.count
    )
    action = translate("Workspace", "Settings")
    return Notice(text=text.format(days=fact.days), action=action, run=show)
