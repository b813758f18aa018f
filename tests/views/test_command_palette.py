"""How the command palette ranks what is typed."""

from __future__ import annotations

import pytest

from gui.views.command_palette import match_score


@pytest.mark.parametrize("typed", ["", "new", "nc", "NEW CHAT", "nwct"])
def test_letters_in_order_are_found(typed: str) -> None:
    assert match_score(typed, "Chat: New chat") is not None


@pytest.mark.parametrize("typed", ["wen", "new chats", "x"])
def test_other_letters_are_not(typed: str) -> None:
    assert match_score(typed, "Chat: New chat") is None


def test_beginnings_of_words_come_first() -> None:
    better = match_score("nc", "New chat")
    worse = match_score("nc", "Unarchive")
    assert better is not None
    assert worse is not None
    assert better < worse


def test_chinese_is_found_too() -> None:
    assert match_score("新对", "聊天：新对话") is not None
