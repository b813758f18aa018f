"""What a tool says instead of a result: a sentence that lets a model correct itself."""

from __future__ import annotations


class ToolRefusal(ValueError):  # noqa: N818 - an answer to a model rather than an error of Parley's
    """Its text says what is wrong with the call, and what would be right."""
