"""JSON read in pieces: the same as if it were read whole."""

from __future__ import annotations

import io
import json
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.services.json_pieces import BrokenJsonError, read_pieces

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=5,
)


@given(values, st.integers(1, 5))
def test_pieces_are_the_whole(value: object, chunk: int) -> None:
    """Whatever the length of what is read at a time."""

    class Slow(io.StringIO):
        def read(self, size: int | None = -1, /) -> str:
            return super().read(chunk)

    text = json.dumps({"a": value, "many": [value, value], "b": value})
    if not _is_finite(value):
        with pytest.raises(BrokenJsonError):
            list(read_pieces(Slow(text), listed="many"))
    else:
        found = list(read_pieces(Slow(text), listed="many"))
        assert found == [("a", value), ("many", value), ("many", value), ("b", value)]


def _is_finite(value: object) -> bool:
    """Whether JSON has a way to write all numbers in `value`."""
    match value:
        case float():
            return isfinite(value)
        case list():
            return all(map(_is_finite, value))
        case dict():
            return all(map(_is_finite, value.values()))
        case _:
            return True
