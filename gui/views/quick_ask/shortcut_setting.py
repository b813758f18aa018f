"""Keeps the keys of quick ask as the settings have them, and says where they do not work."""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from gui.model.global_shortcut import GlobalShortcut, Press, ShortcutState
from gui.qt.key_combinations import read_keys
from gui.qt.task_scope import ErrorSink, TaskScope
from gui.services.desk_abilities import DeskAbilities
from gui.services.setting import QUICK_ASK, QUICK_ASK_KEYS
from gui.services.settings import Settings
from gui.views.quick_ask.platform_shortcut import Hearing, Way, make_shortcut, way_here

translate = QCoreApplication.translate

log = logging.getLogger(__name__)


class ShortcutSetting(QObject):
    """`command` is what a desktop can be told to run instead."""

    def __init__(
        self,
        *,
        settings: Settings,
        abilities: DeskAbilities,
        pressed: Callable[[Press], None],
        command: str,
        on_crash: ErrorSink,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._abilities = abilities
        self._command = command
        self._hearing = Hearing(pressed=pressed, changed=self._note)
        self._shortcut: GlobalShortcut | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self._tasks = TaskScope(self, on_crash)
        self._turn = asyncio.Lock()
        self.state = ShortcutState.OFF

    def start(self) -> None:
        """Take the keys of the settings now, and whenever they change."""
        self._unsubscribe = self._settings.subscribe(self._on_setting)
        self._tasks.start("keys", self._apply())

    def bring_front(self, window_id: int, press: Press) -> None:
        if self._shortcut is not None:
            self._shortcut.bring_front(window_id, press)

    async def close(self) -> None:
        self._unsubscribe()
        self._tasks.close()
        if self._shortcut is not None:
            await self._shortcut.close()

    def _on_setting(self, name: str) -> None:
        if name in (QUICK_ASK.id, QUICK_ASK_KEYS.id):
            # What still waits for the desktop is about keys that nobody wants any more.
            self._tasks.start("keys", self._apply())

    async def _apply(self) -> None:
        async with self._turn:
            self._note(await self._wanted())

    async def _wanted(self) -> ShortcutState:
        if not self._settings.get(QUICK_ASK):
            if self._shortcut is not None:
                await self._shortcut.close()
            return ShortcutState.OFF
        way = way_here()
        if way is None:
            return ShortcutState.BY_COMMAND
        keys = read_keys(self._settings.get(QUICK_ASK_KEYS))
        shortcut = await self._find_shortcut(way)
        if isinstance(keys, ShortcutState):
            await shortcut.close()
            return keys
        return await shortcut.grab(keys)

    async def _find_shortcut(self, way: Way) -> GlobalShortcut:
        if self._shortcut is None:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(None, importlib.import_module, way.value)
            self._shortcut = make_shortcut(way, self._hearing, self._tasks)
        return self._shortcut

    def _note(self, state: ShortcutState) -> None:
        """Say under the setting of the keys what has to be known of them."""
        if state is not self.state:
            log.info("shortcut of quick ask: %s", state.name.lower())
        self.state = state
        if state in (ShortcutState.OFF, ShortcutState.ACTIVE):
            self._abilities.lift(QUICK_ASK_KEYS.id)
        else:
            words = partial(state_words, state, self._command)
            self._abilities.limit(QUICK_ASK_KEYS.id, words)


def state_words(state: ShortcutState, command: str) -> str:
    """Why the keys do not work, and what to do; "" where they do."""
    match state:
        case ShortcutState.OFF | ShortcutState.ACTIVE:
            return ""
        case ShortcutState.UNKNOWN_KEYS:
            return translate("QuickAsk", "Your keyboard does not have these keys. Choose others.")
        case ShortcutState.NEEDS_MODIFIER:
            return translate(
                "QuickAsk", "Add Ctrl, Alt or the system key, so that you can still write with it."
            )
        case ShortcutState.TAKEN:
            return translate("QuickAsk", "Another program uses these keys. Choose others.")
        case ShortcutState.DECLINED:
            return translate(
                "QuickAsk",
                "The shortcut was not allowed. Switch quick ask off and on to try again.",
            )
        case ShortcutState.BY_COMMAND:
            words = translate(
                "QuickAsk",
                "This desktop gives no shortcuts to programs. In its own settings, let keys run:"
                " {command}",
            )
            return words.format(command=command)
        case ShortcutState.UNAVAILABLE:
            return translate(
                "QuickAsk", "The desktop does not answer. Switch quick ask off and on to try again."
            )
