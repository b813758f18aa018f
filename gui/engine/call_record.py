"""A call of a tool as it is recorded: what was said of it, what was decided, and its result."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Self

from autogen_core.tools import ToolResult
from pydantic import TypeAdapter

from gui.model.gate import Decision, ToolFacts, Verdict

_FACTS = TypeAdapter(ToolFacts)
_DECISION = TypeAdapter(Decision)
_VERDICT = TypeAdapter(Verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecord:
    """`result` is None of a call that other agents work for: they are recorded themselves."""

    facts: ToolFacts
    decision: Decision
    verdict: Verdict
    result: ToolResult | None = None

    @property
    def text(self) -> str:
        told = {
            "facts": asdict(self.facts),
            "decision": asdict(self.decision),
            "verdict": asdict(self.verdict),
            "result": self.result.model_dump(mode="json") if self.result else None,
        }
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        if text is None:
            return None
        told = json.loads(text)
        result = told["result"]
        return cls(
            facts=_FACTS.validate_python(told["facts"]),
            decision=_DECISION.validate_python(told["decision"]),
            verdict=_VERDICT.validate_python(told["verdict"]),
            result=ToolResult.model_validate(result) if result is not None else None,
        )
