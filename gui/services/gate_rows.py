"""What the gate has said of a tool call, between values and the flat facts of the call's row."""

from __future__ import annotations

from gui.model.gate import DecidedBy, Effect, ToolFacts, Verdict
from gui.model.turn import ToolCallPart
from gui.services.row_mapping import Facts, member_in, number_in, storable, text_in


def gate_facts(part: ToolCallPart) -> Facts:
    """Nothing of a call that the gate has not seen."""
    facts: Facts = {}
    if part.facts is not None:
        facts |= {
            "tool_id": storable(part.facts.tool_id),
            "effect": part.facts.effect.value,
            "place": storable(part.facts.place),
            "isolated": part.facts.isolated,
            "preview": storable(part.facts.preview),
        }
    if part.verdict is not None:
        facts |= {
            "allowed": part.verdict.allowed,
            "decided_by": part.verdict.by.value,
            "decided_at": part.verdict.at,
            "reason": storable(part.verdict.reason),
            "asked": storable(part.verdict.asked),
        }
    return facts


def facts_of_call(facts: Facts) -> ToolFacts | None:
    """An effect that is not known is taken for the greatest."""
    if "tool_id" not in facts:
        return None
    isolated = facts.get("isolated")
    return ToolFacts(
        tool_id=text_in(facts.get("tool_id")),
        effect=member_in(Effect, facts.get("effect"), Effect.RUN),
        place=text_in(facts.get("place")),
        isolated=None if isolated is None else bool(isolated),
        preview=text_in(facts.get("preview")),
    )


def verdict_of_call(facts: Facts) -> Verdict | None:
    if "allowed" not in facts:
        return None
    return Verdict(
        allowed=facts.get("allowed") is True,
        by=member_in(DecidedBy, facts.get("decided_by"), DecidedBy.POLICY),
        at=number_in(facts.get("decided_at")) or 0.0,
        reason=text_in(facts.get("reason")),
        asked=text_in(facts.get("asked")),
    )
