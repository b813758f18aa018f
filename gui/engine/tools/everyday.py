"""The two harmless tools: the date and time, and arithmetic."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from gui.model.arithmetic import calculated


async def date_and_time() -> str:
    """The local date and time."""
    now = datetime.now().astimezone()
    return now.isoformat(timespec="seconds")


async def arithmetic(
    expression: Annotated[str, "numbers, + - * / // % **, and parentheses"],
) -> str:
    """Works out a sum exactly."""
    return calculated(expression)
