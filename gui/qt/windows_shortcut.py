"""The global shortcut of Windows: RegisterHotKey, heard in Qt's own message queue.

Written from the documentation of Windows; it has not run there yet.
"""

from __future__ import annotations

import itertools
import logging
import sys
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

from gui.model.global_shortcut import KeyCombination, Press, ShortcutState

log = logging.getLogger(__name__)

WM_HOTKEY = 0x0312
ERROR_HOTKEY_ALREADY_REGISTERED = 1409
MOD_ALT, MOD_CONTROL, MOD_SHIFT, MOD_WIN, MOD_NOREPEAT = 0x1, 0x2, 0x4, 0x8, 0x4000

NAMED_KEYS = {
    "BackSpace": 0x08,
    "Tab": 0x09,
    "Return": 0x0D,
    "Pause": 0x13,
    "Escape": 0x1B,
    "space": 0x20,
    "Prior": 0x21,
    "Next": 0x22,
    "End": 0x23,
    "Home": 0x24,
    "Left": 0x25,
    "Up": 0x26,
    "Right": 0x27,
    "Down": 0x28,
    "Print": 0x2C,
    "Insert": 0x2D,
    "Delete": 0x2E,
    "Menu": 0x5D,
    "plus": 0xBB,
    "comma": 0xBC,
    "minus": 0xBD,
    "period": 0xBE,
}
"""Virtual keys that mean the same on every keyboard; the signs of others depend on its layout."""

FIRST_FUNCTION_KEY = 0x70

_ids = itertools.count(1)


class WindowsShortcut:
    """Fits `GlobalShortcut`."""

    def __init__(self, *, pressed: Callable[[Press], None]) -> None:
        self._pressed = pressed
        self._id = 0
        self._filter: _HotKeyFilter | None = None

    async def grab(self, keys: KeyCombination) -> ShortcutState:
        await self.close()
        key = virtual_key(keys.key)
        if not key:
            return ShortcutState.UNKNOWN_KEYS
        number = next(_ids)
        error = _register(number, modifiers(keys), key)
        if error:
            log.info("no global shortcut: error %d", error)
            taken = error == ERROR_HOTKEY_ALREADY_REGISTERED
            return ShortcutState.TAKEN if taken else ShortcutState.UNAVAILABLE
        self._id = number
        self._filter = _HotKeyFilter(number, self._on_pressed)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self._filter)
        return ShortcutState.ACTIVE

    def bring_front(self, window_id: int, press: Press) -> None:
        """Nothing more: who receives a hot key may take the foreground."""

    async def close(self) -> None:
        number, self._id = self._id, 0
        hearing, self._filter = self._filter, None
        if number:
            _unregister(number)
        app = QCoreApplication.instance()
        if app is not None and hearing is not None:
            app.removeNativeEventFilter(hearing)

    def _on_pressed(self) -> None:
        self._pressed(Press())


class _HotKeyFilter(QAbstractNativeEventFilter):
    def __init__(self, number: int, pressed: Callable[[], None]) -> None:
        super().__init__()
        self._number = number
        self._pressed = pressed

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        del kind
        if sys.platform == "win32":
            from ctypes.wintypes import MSG

            told = MSG.from_address(int(message))
            if told.message == WM_HOTKEY and told.wParam == self._number:
                self._pressed()
        return False, 0


def modifiers(keys: KeyCombination) -> int:
    wanted = (
        (MOD_CONTROL, keys.ctrl),
        (MOD_ALT, keys.alt),
        (MOD_SHIFT, keys.shift),
        (MOD_WIN, keys.meta),
    )
    return MOD_NOREPEAT | sum(mask for mask, pressed in wanted if pressed)


def virtual_key(name: str) -> int:
    """The virtual key of a keysym's name, or 0."""
    if len(name) == 1 and name.isalnum():
        return ord(name.upper())
    if name[:1] == "F" and name[1:].isdigit():
        return FIRST_FUNCTION_KEY + int(name[1:]) - 1
    return NAMED_KEYS.get(name, 0)


def _register(number: int, mask: int, key: int) -> int:
    """0, or the system's error number."""
    error = -1
    if sys.platform == "win32":
        import ctypes

        user = ctypes.WinDLL("user32", use_last_error=True)
        done = user.RegisterHotKey(None, number, mask, key)
        error = 0 if done else ctypes.get_last_error() or -1
    return error


def _unregister(number: int) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.WinDLL("user32").UnregisterHotKey(None, number)
