"""What was said of a call of a tool, and what was decided, as it is recorded."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Self

from pydantic import TypeAdapter

from gui.model.gate import Decision, Effect, ToolCall, ToolFacts, Verdict

_FACTS = TypeAdapter(ToolFacts)
_DECISION = TypeAdapter(Decision)
_VERDICT = TypeAdapter(Verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecord:
    facts: ToolFacts
    decision: Decision
    verdict: Verdict

    @property
    def again(self) -> bool:
        """Whether no harm is done when the call is done once more."""
        return self.facts.effect is Effect.READ or not self.decision.allowed

    def is_about(self, call: ToolCall) -> bool:
        """Whether what was decided is for this tool, and for no more than it does now."""
        decided, now = self.facts, call.facts
        return (decided.tool_id, decided.effect) == (now.tool_id, now.effect)

    @property
    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        if text is None:
            return None
        told = json.loads(text)
        return cls(
            facts=_FACTS.validate_python(told["facts"]),
            decision=_DECISION.validate_python(told["decision"]),
            verdict=_VERDICT.validate_python(told["verdict"]),
        )
