"""Tools that an agent can be given: a workbench, and what Parley says of each call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from autogen_core.tools import Workbench

from gui.model.gate import ToolFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A workbench, and what Parley says of its tools before they are called."""

    workbench: Workbench
    facts: Callable[[str, Mapping[str, Any]], ToolFacts]
