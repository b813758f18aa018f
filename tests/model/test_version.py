"""Versions of several makings are put in order."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gui.model.version import is_newer, version_key

RISING = ("0.9", "1.0.dev3", "1.0a1", "1.0-beta.2", "1.0rc1", "1.0", "1.0.post1", "1.0.1", "1.10")


def test_each_is_newer_than_the_one_before() -> None:
    for older, newer in pairwise(RISING):
        assert is_newer(newer, than=older), (older, newer)
        assert not is_newer(older, than=newer)


@pytest.mark.parametrize("same", ["1.0", "v1.0.0", "1", "1.0.0+linux.3", " 1.0 "])
def test_several_ways_of_writing_the_same(same: str) -> None:
    assert version_key(same) == version_key("1.0")


@pytest.mark.parametrize("text", ["", "latest", "1.0 beta two", "1..0", "x1.0", "1.0-wild", "九"])
def test_what_is_no_version_is_never_newer(text: str) -> None:
    assert version_key(text) is None
    assert not is_newer(text, than="0.1")
    assert not is_newer("9.9", than=text)
