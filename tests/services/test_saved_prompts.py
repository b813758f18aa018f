"""The user's prompts: kept in the settings, over a restart, and within bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.services.saved_prompts import (
    LONGEST,
    LONGEST_NAME,
    SAVED_PROMPTS,
    SavedPrompts,
    suggested_name,
)
from gui.services.settings import Json, Settings


async def test_prompts_are_kept_over_a_restart(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    prompts = SavedPrompts(settings)
    heard: list[int] = []
    forget = prompts.subscribe(lambda: heard.append(len(prompts.list())))
    prompts.add("summary ", "Sum this up:\n")
    review = prompts.add("Review", "Read this as a reviewer.")
    assert prompts.edit(review.id, "A review", "Read this twice.")
    assert heard == [1, 2, 2]
    forget()
    await settings.flush()
    again = SavedPrompts(Settings(tmp_path / "settings.json"))
    assert [(one.name, one.text) for one in again.list()] == [
        ("A review", "Read this twice."),
        ("summary", "Sum this up:\n"),
    ]
    again.remove(review.id)
    assert [one.name for one in again.list()] == ["summary"]
    assert again.get(review.id) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("", "words"),
        ("name", " \n"),
        ("n" * (LONGEST_NAME + 1), "words"),
        ("n", "x" * (LONGEST + 1)),
    ],
)
def test_what_is_no_prompt_is_not_kept(tmp_path: Path, name: str, text: str) -> None:
    prompts = SavedPrompts(Settings(tmp_path / "settings.json"))
    with pytest.raises(ValueError, match="characters"):
        prompts.add(name, text)
    assert prompts.list() == ()


async def test_rows_that_are_no_prompts_are_passed_over(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    good: dict[str, Json] = {"id": "1", "name": "a", "text": "b"}
    settings.set_section(SAVED_PROMPTS, [good, {"id": 2}, "x", {**good, "name": ""}])
    assert [one.id for one in SavedPrompts(settings).list()] == ["1"]
    await settings.flush()


def test_a_name_is_suggested_from_the_beginning_of_a_text() -> None:
    assert suggested_name("Sum this\n up") == "Sum this up"
    assert len(suggested_name("word " * 100)) <= LONGEST_NAME
