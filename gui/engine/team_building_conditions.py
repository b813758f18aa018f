"""Builds what ends a team's run, so that each run ends and can be ended from outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autogen_agentchat import conditions
from autogen_agentchat.base import (
    AndTerminationCondition,
    OrTerminationCondition,
    TerminationCondition,
)

from gui.engine.component_node import Node
from gui.engine.known_providers import known_as

MOST_MESSAGES = 50
"""Messages after which a run ends whose team says nothing of its end."""

_SIMPLE: dict[str, Callable[..., TerminationCondition]] = {
    "StopMessageTermination": conditions.StopMessageTermination,
    "MaxMessageTermination": conditions.MaxMessageTermination,
    "TextMentionTermination": conditions.TextMentionTermination,
    "TokenUsageTermination": conditions.TokenUsageTermination,
    "HandoffTermination": conditions.HandoffTermination,
    "TimeoutTermination": conditions.TimeoutTermination,
    "ExternalTermination": conditions.ExternalTermination,
    "SourceMatchTermination": conditions.SourceMatchTermination,
    "TextMessageTermination": conditions.TextMessageTermination,
    "FunctionCallTermination": conditions.FunctionCallTermination,
}
_LIMITS = dict.fromkeys(("max_total_token", "max_prompt_token", "max_completion_token"))


def condition_of(node: Node) -> TerminationCondition:
    """Raises EngineError for one that Parley does not know: it may be any code."""
    name = known_as(node.provider)
    match name:
        case "AndTerminationCondition":
            return AndTerminationCondition(*_inner(node))
        case "OrTerminationCondition":
            return OrTerminationCondition(*_inner(node))
        case _ if name in _SIMPLE:
            kind: Any = _SIMPLE[name]  # each class has a config of its own, and takes its fields
            missing = _LIMITS if name == "TokenUsageTermination" else {}
            config = node.validated(kind.component_config_schema, **missing)
            try:
                return kind(**config.model_dump())  # type: ignore[no-any-return]
            except (TypeError, ValueError) as error:
                raise node.refused(str(error)) from error
        case _:
            raise node.refused(f"Parley does not know the condition {node.provider}")


def _inner(node: Node) -> list[TerminationCondition]:
    inner = [condition_of(child) for child in node.children("conditions")]
    if not inner:
        raise node.refused("at least one condition is expected")
    return inner
