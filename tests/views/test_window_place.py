"""The window comes back where it can be reached, on whatever screens there are now."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from gui.qt.window_place import reachable, screens_key
from gui.services.folders import Folders
from gui.services.settings import Json
from gui.shell import GEOMETRY, MOST_PLACES, PLACES, Shell
from tests.views.open_window import destroy

LIMIT = 60.0
ROOT = Path(__file__).resolve().parents[2]

BIG = (0, 0, 2560, 1440)
SMALL = (0, 0, 1024, 700)
LEFT = (0, 0, 1920, 1080)
RIGHT = (1920, 0, 1920, 1080)


@dataclass(frozen=True, kw_only=True)
class Placed:
    frame: QRect
    maximised: bool
    full: bool
    saved: str


def placed(folder: Path, screens: tuple[tuple[int, ...], ...], *steps: str) -> Placed:
    """Run a window through `steps` on these screens."""
    names = ("x", "y", "width", "height")
    kinds = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    told = [
        {"name": f"screen {n}", **dict(zip(names, one, strict=True)), **kinds}
        for n, one in enumerate(screens)
    ]
    file = folder / "screens.json"
    file.write_text(json.dumps({"screens": told}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.views.placed_window", *steps],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={file}"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=True,
    )
    answer = json.loads(done.stdout)
    return Placed(
        frame=QRect(*answer["frame"]),
        maximised=answer["maximised"],
        full=answer["full"],
        saved=answer["saved"],
    )


def test_on_the_same_screens_it_is_where_it_was(tmp_path: Path) -> None:
    before = placed(tmp_path, (LEFT, RIGHT), "place=2100,100,1200,800")
    after = placed(tmp_path, (LEFT, RIGHT), f"restore={before.saved}")
    assert after.frame == before.frame


def test_from_the_far_corner_of_a_large_screen_to_a_small_one(tmp_path: Path) -> None:
    before = placed(tmp_path, (BIG,), "place=1500,500,1050,930")
    after = placed(tmp_path, (SMALL,), f"restore={before.saved}")
    assert QRect(*SMALL).contains(after.frame)


def test_its_screen_is_gone(tmp_path: Path) -> None:
    before = placed(tmp_path, (LEFT, RIGHT), "place=2100,100,1200,800")
    after = placed(tmp_path, (LEFT,), f"restore={before.saved}")
    assert QRect(*LEFT).contains(after.frame)
    assert after.frame.size() == before.frame.size()


@pytest.mark.parametrize("state", ["maximise", "fullscreen"])
def test_a_large_state_stays_and_leads_back_to_a_reachable_window(
    tmp_path: Path, state: str
) -> None:
    before = placed(tmp_path, (BIG,), "place=100,100,2400,1300", state)
    after = placed(tmp_path, (SMALL,), f"restore={before.saved}")
    assert (after.maximised, after.full) == (state == "maximise", state == "fullscreen")
    normal = placed(tmp_path, (SMALL,), f"restore={before.saved}", "normal")
    assert QRect(*SMALL).contains(normal.frame)


def test_the_first_start_on_a_small_screen(tmp_path: Path) -> None:
    assert QRect(*SMALL).contains(placed(tmp_path, (SMALL,)).frame)


def test_what_is_no_place_is_ignored(tmp_path: Path) -> None:
    after = placed(tmp_path, (LEFT,), "restore=00ff00")
    assert QRect(*LEFT).contains(after.frame)


@pytest.mark.parametrize(
    ("frame", "wanted"),
    [
        (QRect(10, 10, 800, 600), QRect(10, 10, 800, 600)),
        (QRect(1500, 100, 1000, 700), QRect(1500, 100, 1000, 700)),  # on both, by choice
        (QRect(-300, -40, 800, 600), QRect(0, 0, 800, 600)),
        (QRect(5000, 5000, 800, 600), QRect(1120, 480, 800, 600)),
        (QRect(3600, 900, 800, 600), QRect(3040, 480, 800, 600)),
        (QRect(1900, 0, 3000, 2000), QRect(1920, 0, 1920, 1080)),
    ],
)
def test_the_nearest_place_is_taken(frame: QRect, wanted: QRect) -> None:
    assert reachable(frame, [QRect(*LEFT), QRect(*RIGHT)]) == wanted


def test_each_arrangement_of_screens_has_its_place(qapp: QApplication, tmp_path: Path) -> None:
    folders = Folders(data=tmp_path, config=tmp_path, log=tmp_path)
    shell = Shell(qapp, folders)
    others: list[Json] = [[f"other {n}", "00"] for n in range(MOST_PLACES)]
    shell.settings.set_section(PLACES, others)
    shell._save_geometry(b"\x01\x02")
    kept = shell.settings.section(PLACES)
    assert isinstance(kept, list)
    assert kept == [[screens_key(), "0102"], *others[: MOST_PLACES - 1]]
    shell.settings.set_section(GEOMETRY, "ff")
    assert shell._load_geometry() == b"\x01\x02"
    shell.settings.set_section(PLACES, [["other", "00"], "nonsense", 3])
    assert shell._load_geometry() == b"\xff"
    shell.settings.set_section(PLACES, "nonsense")
    assert shell._load_geometry() == b"\xff"
    shell.settings.wait(10)
    shell._forget_settings()
    destroy(shell.window)
    destroy(shell.theme)
