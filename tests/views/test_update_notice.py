"""A newer version is told of once, quietly, and only where that was asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from gui.services.distribution import Distribution
from gui.services.setting import CHECK_UPDATES
from gui.services.settings import Json, Settings
from gui.services.update_check import STATE, UpdateCheck
from gui.views.update_notice import UpdateNotice
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

ADDRESS = "https://versions.invalid/latest"


def shown_notice(desk: Desk) -> tuple[str, str] | None:
    notice = desk.workspace.notices.notice
    return (notice.text, notice.action) if notice else None


def test_a_newer_version_is_told_of_once(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            settings = Settings(tmp_path / "settings.json")
            check = UpdateCheck(settings, Distribution(updates=ADDRESS), version="1.0")
            told: list[BaseException] = []
            notice = UpdateNotice(
                check,
                settings=settings,
                workspace=desk.workspace,
                on_error=told.append,
                first=3600,
            )
            notice.start()
            news: dict[str, Json] = {
                "address": ADDRESS,
                "asked": 0,
                "version": "1.1",
                "page": "https://p.invalid/",
            }
            settings.set_section(STATE, {**news})
            await asyncio.sleep(0)
            assert not shown_notice(desk)  # not asked for
            settings.set(CHECK_UPDATES, True)
            settings.set_section(STATE, {**news, "asked": 1})
            await until(lambda: shown_notice(desk))
            assert shown_notice(desk) == ("Parley 1.1 is available.", "Open page")
            desk.workspace.notices.dismiss()
            settings.set_section(STATE, {**news, "asked": 2, "told": "1.1"})
            await asyncio.sleep(0)
            assert not shown_notice(desk)
            notice.close()
            await settings.flush()
            assert not told

    run(story())
