"""Parley's own tools as they are offered to agents: what each does, and how far it reaches."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.views.agents.parts import Offer

translate = QCoreApplication.translate


def tool_offers() -> tuple[Offer, ...]:
    """In the order of a list to tick: first those that only look."""
    return (*_looking(), *_changing())


def _looking() -> tuple[Offer, ...]:
    return (
        Offer(
            id="files.list",
            name=translate("Tools", "List files"),
            about=translate("Tools", "Names in the chat's folder"),
            effect="read",
        ),
        Offer(
            id="files.read",
            name=translate("Tools", "Read files"),
            about=translate("Tools", "Text of files in the chat's folder"),
            effect="read",
        ),
        Offer(
            id="files.search",
            name=translate("Tools", "Search files"),
            about=translate("Tools", "Words in the files of the chat's folder"),
            effect="read",
        ),
        Offer(
            id="documents",
            name=translate("Tools", "Search documents"),
            about=translate("Tools", "The documents that are listed below"),
            effect="read",
        ),
        Offer(
            id="web.read",
            name=translate("Tools", "Read web pages"),
            about=translate("Tools", "The text of one address"),
            effect="read",
        ),
        Offer(
            id="arithmetic",
            name=translate("Tools", "Calculate"),
            about=translate("Tools", "Exact arithmetic"),
            effect="read",
        ),
        Offer(
            id="date_and_time",
            name=translate("Tools", "Date and time"),
            about=translate("Tools", "Of this computer"),
            effect="read",
        ),
    )


def _changing() -> tuple[Offer, ...]:
    return (
        Offer(
            id="memory",
            name=translate("Tools", "Remember"),
            about=translate("Tools", "Keeps notes for later"),
            effect="write",
        ),
        Offer(
            id="files.write",
            name=translate("Tools", "Write files"),
            about=translate("Tools", "New files in the chat's folder"),
            effect="write",
        ),
        Offer(
            id="files.patch",
            name=translate("Tools", "Change files"),
            about=translate("Tools", "Places in files of the chat's folder"),
            effect="write",
        ),
        Offer(
            id="python.run",
            name=translate("Tools", "Run Python"),
            about=translate("Tools", "On this computer, in the chat's folder"),
            effect="run",
        ),
        Offer(
            id="shell.run",
            name=translate("Tools", "Run commands"),
            about=translate("Tools", "On this computer, in the chat's folder"),
            effect="run",
        ),
    )
