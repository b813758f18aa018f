"""What is asked before the window can do it is done as soon as it can."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.model.wishes import Wishes
from gui.openings import Openings
from gui.services.endpoints import GUIDE
from gui.views.opening_parts import OpeningParts
from tests.views.open_window import open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def test_the_window_comes_to_the_front_unless_it_is_to_stay_where_it_is(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    openings = Openings()
    openings.take(Wishes())
    openings.use_window(window)
    openings.take(Wishes(front=False))
    assert not window.isVisible()
    openings.take(Wishes(token="some-token_TIME1"))
    assert window.isVisible()
    window.hide()
    openings.use_window(None)
    openings.take(Wishes())
    assert not window.isVisible()


def test_a_quick_question_waits_for_its_window() -> None:
    openings = Openings()
    shown: list[str] = []
    openings.take(Wishes(quick_ask=True, front=False))
    openings.take(Wishes(quick_ask=True, front=False, token="token-1"))
    openings.serve_quick_ask(shown.append)
    assert shown == ["token-1"]
    openings.ask_quickly()
    assert shown == ["token-1", ""]


def test_what_was_asked_early_is_opened_later(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        openings = Openings()
        openings.take(Wishes(open=("parley://early",)))
        async with open_desk(qapp, tmp_path) as desk:
            parts = OpeningParts(
                workspace=desk.workspace,
                service=desk.house.service,
                theme=desk.theme,
                endpoints=lambda: (GUIDE,),
            )
            await openings.begin(parts)
            notices = desk.workspace.notices
            await until(lambda: notices.notice)
            assert notices.notice is not None
            assert "parley://early" in notices.notice.text
            notices.dismiss()
            openings.take(Wishes(open=("parley://late",)))
            await until(lambda: notices.notice)
            assert notices.notice is not None
            assert "parley://late" in notices.notice.text

    run(work())
