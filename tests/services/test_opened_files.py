"""Copies for other programs: only the user reads them, nobody runs them, and they go."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from gui.services.opened_files import KEPT_FOR, OpenedFiles


def test_a_copy_can_be_read_by_the_user_and_by_nobody_else(tmp_path: Path) -> None:
    opened = OpenedFiles(tmp_path / "opened")
    first, second = (opened.put("notes.txt", data) for data in (b"one", b"two"))
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert (first.name, first.parent.parent) == ("notes.txt", tmp_path / "opened")
    assert stat.S_IMODE(first.stat().st_mode) == 0o400
    assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700


def test_old_copies_go_and_new_ones_stay(tmp_path: Path) -> None:
    opened = OpenedFiles(tmp_path / "opened")
    opened.tidy()
    old, new = (opened.put("notes.txt", b"x") for _ in range(2))
    before = time.time() - KEPT_FOR - 60
    os.utime(old.parent, (before, before))
    opened.tidy()
    assert (old.exists(), new.exists()) == (False, True)


def test_without_a_place_nothing_is_put_anywhere(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no place"):
        OpenedFiles(None).put("notes.txt", b"x")
