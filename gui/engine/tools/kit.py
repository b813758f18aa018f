"""What a built-in tool is made of: a function, what it may do, and what a call would change."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from inspect import getdoc
from typing import Any

from gui.model.gate import Effect, ToolFacts

Look = Callable[[Mapping[str, Any]], ToolFacts]
"""From a model's arguments, which may be anything; it may block, for a moment only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltInTool:
    """The function's docstring is what models are told of it; it raises ToolRefusal.

    `look` is for tools whose facts depend on the arguments; `refusal` says why the tool cannot
    be used here, which a model that calls it is told.
    """

    run: Callable[..., Awaitable[str]]
    family: str
    effect: Effect
    place: str = ""
    look: Look | None = None
    refusal: str = ""

    @property
    def name(self) -> str:
        return self.run.__name__

    @property
    def description(self) -> str:
        return getdoc(self.run) or ""

    def facts(self, arguments: Mapping[str, Any]) -> ToolFacts:
        if self.look is not None:
            return self.look(arguments)
        tool_id = tool_id_of(self.family, self.name)
        return ToolFacts(tool_id=tool_id, effect=self.effect, place=self.place)


def tool_id_of(family: str, name: str) -> str:
    """What policies know a tool by."""
    return f"{family}/{name}"


def text_of(arguments: Mapping[str, Any], name: str) -> str:
    """An argument that should be text, and "" where it is not."""
    value = arguments.get(name)
    return value if isinstance(value, str) else ""
