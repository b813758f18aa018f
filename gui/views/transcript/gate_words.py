"""What a call of a tool wants, where it acts, and who let it pass or not, in words."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from gui.model.gate import DecidedBy, Effect, ToolFacts, Verdict

translate = QCoreApplication.translate


def wish_words(facts: ToolFacts) -> str:
    """What stands behind the tool's name, as the end of a sentence."""
    kind = facts.tool_id.partition("/")[0]
    if kind == "mcp" and facts.place:
        return translate("Transcript", "wants to use {place}").format(place=facts.place)
    match facts.effect:
        case Effect.RUN if facts.isolated:
            return translate("Transcript", "wants to run code, apart from this computer")
        case Effect.RUN:
            return translate("Transcript", "wants to run code on this computer")
        case Effect.WRITE if kind == "files":
            return translate("Transcript", "wants to change files")
        case Effect.WRITE if facts.place:
            return translate("Transcript", "wants to use {place}").format(place=facts.place)
        case Effect.WRITE:
            return translate("Transcript", "wants to change something")
        case Effect.READ if kind == "files":
            return translate("Transcript", "wants to read files")
        case Effect.READ:
            return translate("Transcript", "wants to look something up")
        case _:
            assert_never(facts.effect)


def place_words(facts: ToolFacts) -> str:
    """Where it acts, or "" where nobody knows."""
    place = short_path(facts.place)
    match facts.effect:
        case Effect.RUN if facts.isolated:
            words = translate("Transcript", "isolated: {place}")
        case Effect.RUN:
            words = translate("Transcript", "not isolated: {place}")
        case Effect.WRITE:
            words = translate("Transcript", "writes: {place}")
        case Effect.READ:
            words = translate("Transcript", "reads: {place}")
        case _:
            assert_never(facts.effect)
    return words.format(place=place) if place else ""


def decided_words(verdict: Verdict) -> str:
    """Who decided, and why."""
    words = verdict_words(verdict)
    if not verdict.reason.strip():
        return words
    because = translate("Transcript", "{decision}: {reason}")
    return because.format(decision=words, reason=verdict.reason.strip())


def verdict_words(verdict: Verdict) -> str:
    match verdict.by, verdict.allowed:
        case DecidedBy.USER, True:
            return translate("Transcript", "Allowed by you")
        case DecidedBy.USER, False:
            return translate("Transcript", "Denied by you")
        case DecidedBy.CHAT, True:
            return translate("Transcript", "Allowed by a rule of this chat")
        case DecidedBy.CHAT, False:
            return translate("Transcript", "Denied by a rule of this chat")
        case DecidedBy.POLICY, True:
            return translate("Transcript", "Allowed by a rule in the settings")
        case _:
            return translate("Transcript", "Denied by a rule in the settings")


def short_path(place: str) -> str:
    """A folder within the user's own begins with a tilde; everything else stays as it is."""
    path = Path(place)
    if path.is_absolute() and path.is_relative_to(Path.home()):
        return str(Path("~") / path.relative_to(Path.home()))
    return place
