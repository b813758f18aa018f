"""How a chat is kept, as its file tells it: made fit, and refused where it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gui.model.problem import ChatFileError
from gui.services.chat_keeping import Kept
from tests.services.test_chat_file import DAMAGED, changed, read


def test_a_file_from_before_says_nothing_of_how_a_chat_is_kept(tmp_path: Path) -> None:
    document = changed()
    del document["chat"]["kept"]
    file = read(json.dumps(document), tmp_path)
    assert file.kept == Kept()
    assert (file.chat.session.tags, file.chat.session.pinned) == ((), False)


def test_names_from_a_file_are_made_fit(tmp_path: Path) -> None:
    kept = {"folder": ["  A\nB ", "\u202e"], "tags": ["#x", "X", "", "y" * 99], "more": {}}
    file = read(json.dumps(changed(chat__kept=kept)), tmp_path)
    assert file.kept.folder == ("A B",)
    assert file.chat.session.tags == ("x", "y" * 40)


@pytest.mark.parametrize(
    "kept",
    [3, {"tags": "a"}, {"folder": [1]}, {"pinned": 1}, {"team": "x"}, {"work": None}],
    ids=str,
)
def test_a_way_to_keep_a_chat_that_cannot_be_is_damage(tmp_path: Path, kept: object) -> None:
    with pytest.raises(ChatFileError) as refused:
        read(json.dumps(changed(chat__kept=kept)), tmp_path)
    assert refused.value.problem.kind is DAMAGED
