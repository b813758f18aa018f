"""What a chat has used of what it may use at most, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.model.limits import Limits, Spent
from gui.views.amounts import dollars
from gui.views.inspector.fact_list import Fact
from gui.views.transcript.durations import count_text, duration_text

translate = QCoreApplication.translate


def limit_facts(limits: Limits, spent: Spent | None) -> list[Fact]:
    """One for each limit there is: "3 of 20", or "20" while nobody knows what was used."""
    used = spent or Spent()
    found: list[tuple[str, str, str]] = []
    if limits.cost is not None:
        name = translate("Inspector", "Budget")
        found.append((name, dollars(used.cost), dollars(limits.cost, 2)))
    if limits.turns is not None:
        name = translate("Inspector", "Turns")
        found.append((name, count_text(used.turns), count_text(limits.turns)))
    if limits.tokens is not None:
        name = translate("Inspector", "Tokens of the chat")
        found.append((name, count_text(used.tokens), count_text(limits.tokens)))
    if limits.seconds is not None:
        name = translate("Inspector", "Time of answering")
        found.append((name, duration_text(used.seconds), duration_text(limits.seconds)))
    words = translate("Inspector", "{used} of {limit}")
    return [
        (name, limit if spent is None else words.format(used=amount, limit=limit))
        for name, amount, limit in found
    ]
