"""The two harmless tools of the offline guide: the date and time, and arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autogen_core.tools import FunctionTool, StaticWorkbench

from gui.engine.tools.everyday import arithmetic, date_and_time
from gui.model.gate import Effect, ToolFacts

DATE_AND_TIME = date_and_time.__name__
ARITHMETIC = arithmetic.__name__


def guide_facts(name: str, arguments: Mapping[str, Any]) -> ToolFacts:
    del arguments
    return ToolFacts(tool_id=f"guide/{name}", effect=Effect.READ)


def guide_workbench() -> StaticWorkbench:
    """A workbench with both tools."""
    return StaticWorkbench(
        tools=[
            FunctionTool(tool, description=tool.__doc__ or "")
            for tool in (date_and_time, arithmetic)
        ]
    )
