"""JSON and tables are recognised for what they are, and prose is left alone."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.shaped_text import LONGEST, Data, Grid, data_of, is_number, shape_of

cells = st.text(alphabet="abc,\"' 1\n", max_size=6).map(str.strip)
rows = st.lists(st.tuples(cells, cells, cells), min_size=2, max_size=5)


@given(rows)
def test_a_list_of_equal_objects_is_a_table(found: list[tuple[str, str, str]]) -> None:
    objects = [dict(zip("xyz", row, strict=True)) for row in found]
    assert shape_of(json.dumps(objects)) == Grid(("x", "y", "z"), tuple(found))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@given(rows)
def test_what_a_program_wrote_as_csv_is_a_table(
    delimiter: str, found: list[tuple[str, str, str]]
) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([("x", "y", "z"), *found])
    shape = shape_of(written.getvalue())
    if all("\n" not in cell for row in found for cell in row) and found[-1][0]:
        assert shape == Grid(("x", "y", "z"), tuple(found))


def test_a_markdown_table_is_a_table() -> None:
    text = "| Day | Failed |\n|-----|-------:|\n| Mon | 118 |\n| a \\| b | 2 |\n"
    assert shape_of(text) == Grid(("Day", "Failed"), (("Mon", "118"), ("a | b", "2")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4.2 MB",
        '"words"',
        "[]",
        "{}",
        "[1, 2",
        "Yes, of course.\nNo, never.\nWell, perhaps, now.",
        "First, second\nthird, fourth\nfifth, sixth",
        "1,2\n3,4\n5,6",
        "a,b\n1,2",
        "a|b\nno delimiter\nc|d",
        "[" * 100_000,
        "[" + "1," * LONGEST + "1]",
    ],
)
def test_what_has_no_shape_is_text(text: str) -> None:
    assert shape_of(text) is None


def test_other_json_is_data() -> None:
    assert shape_of('{"a": [1]}') == Data({"a": [1]})
    assert shape_of('[{"a": 1}, {"b": 2}]') == Data([{"a": 1}, {"b": 2}])
    assert shape_of('[{"a": [1]}, {"a": [2]}]') == Data([{"a": [1]}, {"a": [2]}])
    assert data_of('[{"a": 1}, {"a": 2}]') == Data([{"a": 1}, {"a": 2}])


@given(st.text(max_size=200) | st.text(alphabet='[]{},:"1|-\n', max_size=200))
def test_any_text_is_looked_at(text: str) -> None:
    shape_of(text)
    data_of(text)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("118", True),
        ("-12 %", True),
        ("1,024.5", True),
        ("1e9", True),
        ("1.2.3", False),
        ("", False),
    ],
)
def test_numbers(cell: str, number: bool) -> None:
    assert is_number(cell) is number
