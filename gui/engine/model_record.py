"""An answer of a model as it is recorded: its text and calls, its thoughts, its times."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Self, cast

from autogen_core import FunctionCall
from autogen_core.models import CreateResult, RequestUsage
from autogen_core.models._types import FinishReasons

from gui.model.events import EngineEvent, ModelAnswered, ModelAsked, ThoughtAppended, ThoughtSettled
from gui.model.turn import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRecord:
    """`calls` are id, name and arguments; `text` stands beside them. Times are Unix seconds."""

    text: str
    calls: tuple[tuple[str, str, str], ...]
    thoughts: str
    finish: str
    usage: tuple[int, int]
    asked_at: float
    first_at: float | None
    ended_at: float

    @property
    def data(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, data: str) -> Self:
        told = json.loads(data)
        told["calls"] = tuple(tuple(call) for call in told["calls"])
        told["usage"] = tuple(told["usage"])
        return cls(**told)

    @classmethod
    def of(
        cls, result: CreateResult, *, thoughts: str, asked_at: float, times: tuple[float, float]
    ) -> Self:
        calls = result.content if isinstance(result.content, list) else []
        return cls(
            text=result.thought or "" if isinstance(result.content, list) else result.content,
            calls=tuple((call.id, call.name, call.arguments) for call in calls),
            thoughts=thoughts,
            finish=result.finish_reason,
            usage=(result.usage.prompt_tokens, result.usage.completion_tokens),
            asked_at=asked_at,
            first_at=times[0],
            ended_at=times[1],
        )

    @property
    def call_ids(self) -> set[str]:
        return {call[0] for call in self.calls}

    @property
    def result(self) -> CreateResult:
        calls = [FunctionCall(id=i, name=name, arguments=told) for i, name, told in self.calls]
        return CreateResult(
            finish_reason=cast("FinishReasons", self.finish),
            content=calls or self.text,
            usage=RequestUsage(prompt_tokens=self.usage[0], completion_tokens=self.usage[1]),
            cached=False,
            thought=(self.text or None) if calls else None,
        )

    def events_before(self, source: str, model: str) -> list[EngineEvent]:
        """What is told before the text: that it was asked, and the thoughts in one piece."""
        events: list[EngineEvent] = [ModelAsked(source=source, model=model, at=self.asked_at)]
        if self.thoughts:
            began = self.first_at or self.asked_at
            events += [
                ThoughtAppended(source=source, text=self.thoughts, at=began),
                ThoughtSettled(source=source, at=self.ended_at),
            ]
        return events

    def answered(self, source: str) -> EngineEvent:
        usage = Usage(prompt_tokens=self.usage[0], completion_tokens=self.usage[1])
        return ModelAnswered(source=source, at=self.ended_at, first_at=self.first_at, usage=usage)
