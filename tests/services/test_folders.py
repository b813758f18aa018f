"""Where files lie: the command line first, then the environment, then the platform."""

from __future__ import annotations

from pathlib import Path

from gui.services.folders import find_folders


def test_a_named_folder_holds_everything(tmp_path: Path) -> None:
    folders = find_folders(str(tmp_path), environ={"PARLEY_DATA_DIR": "elsewhere"})
    assert (folders.data, folders.config, folders.log) == (tmp_path, tmp_path, tmp_path / "logs")
    assert folders.database == tmp_path / "parley.db"
    assert folders.settings == tmp_path / "settings.json"
    assert not folders.log.exists()


def test_the_environment_counts_next(tmp_path: Path) -> None:
    assert find_folders(environ={"PARLEY_DATA_DIR": str(tmp_path)}).data == tmp_path


def test_else_the_platform_says() -> None:
    folders = find_folders(environ={})
    assert folders.data != folders.config
    assert folders.data.is_absolute()
    assert "arley" in str(folders.data)
