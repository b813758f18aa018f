"""The page about the desktop says what this desktop cannot do, when it is so."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui.services.setting import QUICK_ASK_KEYS, TRAY
from gui.views.settings.settings_page import SettingsPage
from tests.views.settings.bench import find, open_bench, shown

Run = Callable[[Coroutine[Any, Any, None]], None]


def test_what_is_lacking_is_said_under_the_setting_and_goes_when_it_is_there(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(SettingsPage(bench.parts)) as page:
            abilities = bench.parts.abilities
            missing = ["This desktop has no tray."]
            abilities.limit(TRAY.id, lambda: missing[0])
            page.show_page("desktop")
            assert notes(page) == ["This desktop has no tray."]
            switch = find(page, QWidget, TRAY.id)
            assert switch.accessibleDescription().endswith("This desktop has no tray.")
            abilities.limit(QUICK_ASK_KEYS.id, lambda: "Taken.")
            assert notes(page) == ["This desktop has no tray.", "Taken."]
            missing[0] = ""  # found out when it is asked for
            page.show_page("about")
            page.show_page("desktop")
            assert notes(page) == ["Taken."]
            abilities.lift(QUICK_ASK_KEYS.id)
            assert notes(page) == []

    run(story())


def notes(page: QWidget) -> list[str]:
    """The notes that can be seen."""
    labels = page.findChildren(QLabel)
    return [each.text() for each in labels if each.property("role") == "note" and each.isVisible()]
