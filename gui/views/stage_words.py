"""The stages of clean-up in the user's words, for the notice that says what closing waits for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def stage_words(stage: str) -> str:
    """What `stage` (its name in the log) is called in the window."""
    words = {
        "drafts and settings": translate("SavingNotice", "Drafts and settings"),
        "answers": translate("SavingNotice", "Running answers"),
        "periodic clean-up": translate("SavingNotice", "Background work"),
        "open sessions": translate("SavingNotice", "Open chats"),
        "desktop": translate("SavingNotice", "Tray and notifications"),
        "MCP servers": translate("SavingNotice", "MCP servers"),
        "child processes": translate("SavingNotice", "Programs that Parley has started"),
        "model clients": translate("SavingNotice", "Connections to models"),
        "remaining tasks": translate("SavingNotice", "Background work"),
        "store": translate("SavingNotice", "The file of chats"),
    }
    return words.get(stage, stage)
