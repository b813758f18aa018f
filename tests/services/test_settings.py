"""Settings: declared once, kept for good, told when they change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.problem import ProblemKind, StoreError
from gui.services.setting import (
    ENTER_SENDS,
    GROUPS,
    IDLE_MINUTES,
    INSTRUCTIONS,
    SETTINGS,
    TEXT_SIZE,
    THEME,
    Setting,
)
from gui.services.settings import Settings, setting


async def test_what_is_set_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    settings = Settings(path)
    assert settings.get(THEME) == "system"
    settings.set(THEME, "dark")
    settings.set(TEXT_SIZE, 120)
    settings.set(ENTER_SENDS, value=False)
    settings.set(INSTRUCTIONS, "Be kind.\n请用中文")
    await settings.flush()
    again = Settings(path)
    assert (again.get(THEME), again.get(TEXT_SIZE)) == ("dark", 120)
    assert again.get(ENTER_SENDS) is False
    assert again.get(INSTRUCTIONS) == "Be kind.\n请用中文"
    assert path.stat().st_mode & 0o077 == 0
    assert [p.name for p in path.parent.iterdir()] == ["settings.json"]


async def test_names_it_does_not_know_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"of.tomorrow": {"x": [1]}, "appearance.theme": "light"}')
    settings = Settings(path)
    settings.set(THEME, "dark")
    await settings.flush()
    assert json.loads(path.read_text()) == {"of.tomorrow": {"x": [1]}, "appearance.theme": "dark"}


@pytest.mark.parametrize("content", ["{half", "[]", "\x00\x01", ""])
def test_a_damaged_file_is_set_aside(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content)
    settings = Settings(path)
    assert settings.get(THEME) == "system"
    assert settings.set_aside is not None
    assert settings.set_aside.read_text() == content


@pytest.mark.parametrize("stored", ["purple", 7, None, ["dark"]])
def test_a_value_that_is_not_allowed_counts_as_the_default(tmp_path: Path, stored: object) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"appearance.theme": stored, "appearance.text_size": True}))
    settings = Settings(path)
    assert settings.get(THEME) == "system"
    assert settings.get(TEXT_SIZE) == 100


def test_setting_what_is_not_allowed_is_refused(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    with pytest.raises(ValueError, match="theme"):
        settings.set(THEME, "purple")
    with pytest.raises(ValueError, match="minutes"):
        settings.set(IDLE_MINUTES, 0)


async def test_changes_are_told_once_each(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    heard: list[str] = []
    end = settings.subscribe(heard.append)
    settings.set(THEME, "dark")
    settings.set(THEME, "dark")
    end()
    settings.set(THEME, "light")
    assert heard == ["appearance.theme"]
    await settings.flush()


async def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = Settings(tmp_path / "file" / "settings.json")
    settings.set(THEME, "dark")
    with pytest.raises(StoreError) as caught:
        await settings.flush()
    assert caught.value.problem.kind is ProblemKind.STORE_UNWRITABLE
    assert settings.get(THEME) == "dark"
    (tmp_path / "file").unlink()
    await settings.flush()
    assert Settings(tmp_path / "file" / "settings.json").get(THEME) == "dark"


def test_declarations_hang_together() -> None:
    assert len({declared.id for declared in SETTINGS}) == len(SETTINGS)
    for declared in SETTINGS:
        assert declared.accepts(declared.default)
        assert declared.group in GROUPS
        assert declared.title
        assert declared.help
        assert setting(declared.id) is declared
    with pytest.raises(LookupError):
        setting("nothing")


@given(st.sampled_from(SETTINGS), st.none() | st.booleans() | st.integers() | st.text())
def test_whatever_a_file_holds_a_value_of_the_right_type_comes_out(
    declared: Setting[str], stored: object
) -> None:
    settings = Settings(Path("there is no such file"))
    settings._values[declared.id] = stored  # type: ignore[assignment]
    assert declared.accepts(settings.get(declared))
