"""Takes from foreign JSON what has the kind that is wanted, and nothing else."""

from __future__ import annotations

import math
from datetime import UTC, datetime

from gui.services.chat_record import EARLIEST_MS, LATEST_MS

_MILLISECONDS_FROM = 100_000_000_000
"""A number as large as this counts milliseconds; as seconds it would be the year 5138."""

_NO_PARENT = "00000000-0000-4000-8000-000000000000"
"""How Claude writes that there is none: zeros, as a UUID of version 4."""


def fields_in(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def items_in(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def text_in(value: object) -> str:
    return value if isinstance(value, str) else ""


def id_in(value: object) -> str | None:
    """None also for what only fills the place of an id: zeros, also those that Claude marks."""
    text = text_in(value)
    return text if text.strip("0-") and text != _NO_PARENT else None


def moment_in(value: object) -> int | None:
    """Unix milliseconds from a number of seconds or milliseconds, or a time in ISO 8601."""
    number: float | None = None
    if isinstance(value, str):
        try:
            then = datetime.fromisoformat(value)
            number = (then if then.tzinfo else then.replace(tzinfo=UTC)).timestamp() * 1000
        except (ValueError, OverflowError, OSError):
            return None
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if not abs(value) < LATEST_MS or (isinstance(value, float) and math.isnan(value)):
            return None
        number = value if value >= _MILLISECONDS_FROM else value * 1000
    if number is None or not EARLIEST_MS <= number <= LATEST_MS:
        return None
    return int(number)
