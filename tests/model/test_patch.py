"""Patches: they go where they fit exactly, and what does not fit is explained."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.line_diff import MOST_LINES, unified_diff
from gui.model.patch import patched, read_patch
from gui.model.tool_refusal import ToolRefusal

TEXTS = st.lists(
    st.sampled_from(["a", "b", "", "-- c", "++ d", "@@ e", " f"]), max_size=12
).flatmap(lambda lines: st.sampled_from(["\n".join(lines), "\n".join(lines) + "\n"]))
POEM = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n"


def one(text: str, patch: str) -> str:
    (only,) = read_patch(patch)
    return patched(text, only)


@given(TEXTS, TEXTS)
def test_a_diff_makes_the_new_text_of_the_old_one(old: str, new: str) -> None:
    diff = unified_diff(old, new, "file.txt")
    if old == new:
        assert diff == ""
    elif diff:
        assert one(old, diff) == new


@given(st.integers(0, 3000), st.integers(0, 200))
def test_a_change_in_a_long_text_is_a_short_diff(at: int, lines: int) -> None:
    text = [f"line {number}" for number in range(4000)]
    changed = [*text[:at], *(f"new {number}" for number in range(lines)), "x", *text[at + 1 :]]
    diff = unified_diff("\n".join(text) + "\n", "\n".join(changed) + "\n", "file.txt")
    assert diff.count("\n") <= lines + 12
    assert one("\n".join(text) + "\n", diff) == "\n".join(changed) + "\n"


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(ToolRefusal):
        read_patch(f"--- a/x\n+++ b/x\n@@ -1 +1 @@\n{text}")


def test_wrong_numbers_and_counts_do_not_matter_where_there_is_one_place() -> None:
    patch = "--- a/x\n+++ b/x\n@@ -99,9 +42,1 @@\n three\n-four\n+FOUR\n five\n"
    assert one(POEM, patch) == POEM.replace("four", "FOUR")


def test_more_than_one_place_is_refused() -> None:
    patch = "--- a/x\n+++ b/x\n@@ -9 +9 @@\n-same\n+other\n"
    with pytest.raises(ToolRefusal, match="2 places"):
        one("same\nsame\n", patch)
    assert one("same\nsame\n", patch.replace("-9 +9", "-2 +2")) == "same\nother\n"


def test_what_does_not_fit_is_told_with_its_line() -> None:
    patch = "--- a/x\n+++ b/x\n@@ -2,2 +2,2 @@\n two\n-drei\n+3\n"
    with pytest.raises(ToolRefusal, match=r"line 3 it expects 'drei', but the file has 'three'"):
        one(POEM, patch)


def test_later_hunks_follow_what_earlier_ones_added() -> None:
    patch = (
        "--- a/x\n+++ b/x\n@@ -1 +1,3 @@\n one\n+one and a half\n+more\n"
        "@@ -6,2 +8,2 @@\n-six\n+SIX\n seven\n"
    )
    assert one(POEM, patch) == POEM.replace("one\n", "one\none and a half\nmore\n").replace(
        "six", "SIX"
    )


def test_line_ends_stay() -> None:
    patch = "--- a/x\n+++ b/x\n@@ -1,2 +1,3 @@\n one\n+new\n two\n"
    assert one("one\r\ntwo\r\n", patch) == "one\r\nnew\r\ntwo\r\n"
    assert one("one\r\ntwo", patch.replace("\n", "\r\n")) == "one\r\nnew\r\ntwo"


def test_files_are_made_and_removed() -> None:
    made, gone = read_patch(
        "diff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+hello\n"
        "--- a/old\n+++ /dev/null\n@@ -1 +0,0 @@\n-bye\n"
    )
    assert (made.old, made.new, patched("", made)) == (None, "n", "hello\n")
    assert (gone.old, gone.new, patched("bye\n", gone)) == ("old", None, "")


@pytest.mark.parametrize(
    ("patch", "words"),
    [
        ("hello", "no unified diff"),
        ("--- a/x\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n", "renamed"),
        ("--- a/x\n+++ b/x\n", "no hunk"),
        ("--- a/x\n+++ b/x\n@@ nonsense @@\n-a\n+b\n", "no head"),
        ("--- a/x\n+++ b/x\n@@ -1 +1 @@\n a\n", "changes nothing"),
        ("--- a/x\n+++ b/x\n@@ -1,3 +1 @@\n?a\n", "begins with"),
        ("@@ -1 +1 @@\n-a\n+b\n", "comes before"),
        ("--- /dev/null\n+++ /dev/null\n@@ -1 +1 @@\n-a\n+b\n", "Both"),
        ("rename from a\nrename to b\n", "only lines"),
    ],
)
def test_what_is_no_patch_is_refused(patch: str, words: str) -> None:
    with pytest.raises(ToolRefusal, match=words):
        read_patch(patch)


def test_a_long_diff_is_bounded() -> None:
    diff = unified_diff(None, "x" * 10_000 + "\n" + "y\n" * 5000, "big")
    assert diff.count("\n") == MOST_LINES + 1
    assert "more lines" in diff
    assert len(diff) < 10_000
