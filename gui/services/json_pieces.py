"""Reads a large JSON object piece by piece: one long call of `json` would hold up all threads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

from gui.services.json_stream import BrokenJsonError, JsonStream


def read_pieces(stream: TextIO, *, listed: str) -> Iterator[tuple[str, object]]:
    """The fields of the one object in `stream`, in their order.

    The field `listed` must be an array, and comes as one pair for each of its elements. Raises
    BrokenJsonError, and what reading the stream raises.
    """
    text = JsonStream(stream)
    text.expect("{")
    for _ in text.items("}"):
        name = text.name()
        if name != listed:
            yield name, text.value()
            continue
        text.expect("[")
        for _ in text.items("]"):
            yield name, text.value()
    text.finish()


def json_text(value: object) -> str:
    """`value` on one line, with its characters as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


__all__ = ["BrokenJsonError", "json_text", "read_pieces"]
