"""Quick ask behind its door: made when asked for, listening when switched on."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from gui.engine.scripted import echo
from gui.late_quick_ask import LateQuickAsk
from gui.model.global_shortcut import ShortcutState
from gui.qt.theme import ThemeSwitch
from gui.services.desk_abilities import DeskAbilities
from gui.services.setting import QUICK_ASK, QUICK_ASK_KEYS
from gui.services.settings import Settings
from gui.views.quick_ask.parts import QuickAskParts
from gui.views.quick_ask.quick_ask import DRAFT
from gui.views.quick_ask.quick_ask_window import QuickAskWindow
from gui.views.quick_ask.shortcut_setting import state_words
from tests.services.house import SMALL, House
from tests.views.open_window import destroy
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]  # Any: asyncio's own word


def test_it_is_made_when_asked_for_and_listens_when_switched_on(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with House(tmp_path, echo) as house:
            theme = ThemeSwitch(qapp, choice="light")
            settings, abilities = Settings(tmp_path / "settings.json"), DeskAbilities()
            crashes: list[BaseException] = []
            parts = QuickAskParts(
                service=house.service,
                settings=settings,
                theme=theme,
                default_model=lambda: SMALL,
                show_chat=lambda _: None,
                show_settings=lambda: None,
                on_crash=crashes.append,
            )
            late = LateQuickAsk(parts, abilities=abilities, command="parley --quick-ask")
            await late.start()
            before = set(qapp.topLevelWidgets())
            late.show()
            late.show()
            await until(lambda: set(qapp.topLevelWidgets()) - before)
            (window,) = [w for w in qapp.topLevelWidgets() if w.objectName() == "quickAsk"]
            await until(window.isActiveWindow)
            assert abilities.words(QUICK_ASK_KEYS.id) == ""
            settings.set(QUICK_ASK, True)
            await until(lambda: "parley --quick-ask" in abilities.words(QUICK_ASK_KEYS.id))
            settings.set(QUICK_ASK, False)
            await until(lambda: abilities.words(QUICK_ASK_KEYS.id) == "")
            await late.close()
            assert not crashes
            destroy(window)
            destroy(theme)
            await settings.flush()

    run(work())


def test_what_is_typed_is_kept_before_it_is_asked_for_and_at_the_end(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with House(tmp_path, echo) as house:
            theme = ThemeSwitch(qapp, choice="light")
            settings = Settings(tmp_path / "settings.json")
            parts = QuickAskParts(
                service=house.service,
                settings=settings,
                theme=theme,
                default_model=lambda: SMALL,
                show_chat=lambda _: None,
                show_settings=lambda: None,
                on_crash=lambda _: None,
            )
            late = LateQuickAsk(parts, abilities=DeskAbilities(), command="parley --quick-ask")
            late.keep_draft()
            late.put_away()
            assert settings.section(DRAFT) is None
            late.show()
            await until(lambda: _quick_ask_windows(qapp))
            (window,) = _quick_ask_windows(qapp)
            await until(window.isActiveWindow)
            window.edit.insertPlainText("half a")
            late.keep_draft()
            assert settings.section(DRAFT) == "half a"
            assert window.isVisible()
            window.edit.insertPlainText(" thought")
            late.put_away()
            assert settings.section(DRAFT) == "half a thought"
            assert window.isHidden()
            await late.close()
            destroy(window)
            destroy(theme)
            await settings.flush()

    run(work())


def _quick_ask_windows(app: QApplication) -> list[QuickAskWindow]:
    return [window for window in app.topLevelWidgets() if isinstance(window, QuickAskWindow)]


def test_every_state_that_does_not_work_has_words() -> None:
    for state in ShortcutState:
        words = state_words(state, "parley --quick-ask")
        assert bool(words) is (state not in (ShortcutState.OFF, ShortcutState.ACTIVE))
