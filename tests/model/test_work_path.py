"""Paths that a model names: whatever it writes, the parts stay below the folder."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.tool_refusal import ToolRefusal
from gui.model.work_path import parts_inside

ROOT = "/data/work"
PIECES = st.sampled_from(["..", ".", "a", "~", "", "C:", "con", "b.txt", "/", "\\", "//host/x"])
NAMES = st.lists(PIECES | st.text(max_size=5), max_size=6)


@given(NAMES, st.sampled_from(["/", "\\"]))
def test_the_parts_never_lead_out(names: list[str], separator: str) -> None:
    for windows in (False, True):
        try:
            parts = parts_inside(separator.join(names), [ROOT], windows=windows)
        except ToolRefusal:
            continue
        kind = PureWindowsPath if windows else PurePosixPath
        assert ".." not in parts
        assert all(len(kind(part).parts) == 1 for part in parts)
        assert not kind(*parts).is_absolute()
        assert kind(ROOT, *parts).is_relative_to(kind(ROOT))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a/b.txt", ("a", "b.txt")),
        ("./a//b", ("a", "b")),
        ("", ()),
        (".", ()),
        ("/data/work/a", ("a",)),
        ("/data/work", ()),
        ("a b/日本.md", ("a b", "日本.md")),
    ],
)
def test_what_is_inside_is_taken(text: str, parts: tuple[str, ...]) -> None:
    assert parts_inside(text, [ROOT]) == parts


@pytest.mark.parametrize(
    "text",
    ["..", "a/../b", "/etc/passwd", "/data/work2/a", "~/x", "a\0b", "a\nb", "\ud800", "x" * 2000],
)
def test_what_is_outside_or_odd_is_refused(text: str) -> None:
    with pytest.raises(ToolRefusal):
        parts_inside(text, [ROOT])


@pytest.mark.parametrize("text", ["C:x", "\\x", "a.txt:stream", "nul", "\\\\host\\share\\x"])
def test_windows_has_more_ways_out(text: str) -> None:
    with pytest.raises(ToolRefusal):
        parts_inside(text, ["C:\\work"], windows=True)
