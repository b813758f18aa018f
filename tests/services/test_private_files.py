"""What Parley writes is for the user only, also in a folder that others can read."""

from __future__ import annotations

import logging
import logging.handlers
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.services.atomic_file import write_atomically
from gui.services.log_file import NAME, close_log, open_log
from gui.services.session_store import SessionStore
from gui.services.setting import THEME
from gui.services.settings import Settings
from tests.services.house import House
from tests.waiting import until


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """A folder that the user has made readable for others."""
    folder = tmp_path / "named"
    folder.mkdir()
    folder.chmod(0o755)
    return folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes(folder: Path) -> dict[str, int]:
    return {path.name: mode(path) for path in folder.iterdir()}


async def test_the_session_file_and_what_lies_beside_it(named: Path) -> None:
    async with House(named) as house:
        session = await house.service.create()
        await house.talk(session.id, "one")
        await until(lambda: list((named / "backups").glob("parley-day-*.db")))
        assert modes(named) == {
            "parley.db": 0o600,
            "parley.db-open": 0o600,
            "parley.db-wal": 0o600,
            "parley.db-shm": 0o600,
            "backups": 0o700,
        }
        assert set(modes(named / "backups").values()) == {0o600}
    assert mode(named) == 0o755


async def test_a_file_that_was_recovered(named: Path) -> None:
    (named / "parley.db").write_bytes(b"no database" * 900)
    (named / "parley.db").chmod(0o600)
    store = SessionStore(named / "parley.db")
    assert await store.open() is not None
    await store.close()
    assert modes(named).pop("backups") == 0o700
    assert {mode(path) for path in named.rglob("*.db")} == {0o600}


async def test_settings(named: Path) -> None:
    settings = Settings(named / "settings.json")
    settings.set(THEME, "dark")
    await settings.flush()
    assert modes(named) == {"settings.json": 0o600}
    assert mode(named) == 0o755


def test_the_log_also_after_it_was_rotated(named: Path) -> None:
    level = logging.getLogger().level
    handler = open_log(named)
    logging.getLogger("gui.test").warning("one")
    assert isinstance(handler, logging.handlers.RotatingFileHandler)
    handler.doRollover()
    logging.getLogger("gui.test").warning("two")
    close_log(handler)
    logging.getLogger().setLevel(level)
    assert modes(named) == {NAME: 0o600, f"{NAME}.1": 0o600}
    assert mode(named) == 0o755


def test_every_folder_that_is_made(tmp_path: Path) -> None:
    write_atomically(tmp_path / "one" / "two" / "file", "text")
    assert mode(tmp_path / "one") == 0o700
    assert mode(tmp_path / "one" / "two") == 0o700
