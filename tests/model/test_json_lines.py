"""The line of each value of a JSON text."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from gui.model.json_lines import line_of, lines_of
from gui.model.json_place import Json, at, pointer_of

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(),
    lambda one: (
        st.lists(one, max_size=3)
        | st.dictionaries(st.text("abc/~", min_size=1, max_size=3), one, max_size=3)
    ),
)


@given(VALUES)
def test_what_is_on_the_line_is_what_is_at_the_place(value: Json) -> None:
    text = json.dumps(value, indent=1)
    for pointer, line in lines_of(text).items():
        there = at(value, pointer)
        shown = text.split("\n")[line].strip().rstrip(",")
        if there in ({}, []) or not isinstance(there, dict | list):
            assert shown.endswith(json.dumps(there))
        else:
            assert shown.endswith(("{", "["))


@given(st.text())
def test_any_text_has_lines(text: str) -> None:
    lines_of(text)


def test_an_unknown_place_has_the_line_of_what_is_around_it() -> None:
    lines = lines_of('{\n "a": {\n  "b": 1\n }\n}')
    assert line_of(lines, "/a/c/d") == 1
    assert pointer_of("config.participants[1].config") == "/config/participants/1/config"
