"""Any words become a name that every system takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.file_names import LONGEST, file_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Plans", "Plans"),
        ("A/B: what?", "A B what"),
        ("..", "Chat"),
        ("  ", "Chat"),
        ("con", "con_"),
        ("COM1.x", "COM1.x_"),
        ("旅行 计划", "旅行 计划"),
        ("../../etc/passwd", "etc passwd"),
        ("end. ", "end"),
        ("CON .md", "CON .md_"),
        ("COM²", "COM²_"),
        ("conin$", "conin$_"),
        ("\u200d", "Chat"),
        ("👩‍🚀 plan", "👩‍🚀 plan"),
        ("\u202eمرحبا gpj.exe", "مرحبا gpj.exe"),
        ("x" * 300, "x" * 80),
        ("👩‍🚀" * 100, "👩‍🚀" * 16 + "👩"),
    ],
)
def test_names(words: str, name: str) -> None:
    assert file_name(words, otherwise="Chat") == name


@given(st.text(max_size=300))
def test_no_words_make_a_bad_name(words: str) -> None:
    name = file_name(words, otherwise="Chat")
    assert 0 < len(name) <= LONGEST + 1
    assert len(name.encode()) < 200
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name.strip(" .") == name
