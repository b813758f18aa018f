"""The global shortcut of macOS: a hot key of Carbon, the one that needs no permission.

Written from Apple's documentation; it has not run there yet.
"""

from __future__ import annotations

import ctypes
import itertools
import logging
from collections.abc import Callable

from gui.model.global_shortcut import KeyCombination, Press, ShortcutState

log = logging.getLogger(__name__)

CARBON = "/System/Library/Frameworks/Carbon.framework/Carbon"
COMMAND, SHIFT, OPTION, CONTROL = 0x100, 0x200, 0x800, 0x1000
EVENT_HOT_KEY_EXISTS = -9878
SIGNATURE = int.from_bytes(b"Prly", "big")
KEYBOARD_CLASS = int.from_bytes(b"keyb", "big")
HOT_KEY_PRESSED = 5

NAMED_KEYS = {
    **dict(zip("asdfhgzxcv", range(10), strict=True)),
    **dict(zip("bqweryt123465", range(11, 24), strict=True)),
    **dict(zip("97", (25, 26), strict=True)),
    **dict(zip("80", (28, 29), strict=True)),
    **dict(zip("ou", (31, 32), strict=True)),
    **dict(zip("ip", (34, 35), strict=True)),
    **dict(zip("lj", (37, 38), strict=True)),
    "k": 40,
    "n": 45,
    "m": 46,
    "equal": 24,
    "minus": 27,
    "bracketright": 30,
    "bracketleft": 33,
    "Return": 36,
    "apostrophe": 39,
    "semicolon": 41,
    "backslash": 42,
    "comma": 43,
    "slash": 44,
    "period": 47,
    "Tab": 48,
    "space": 49,
    "grave": 50,
    "BackSpace": 51,
    "Escape": 53,
    "KP_Enter": 76,
    "Home": 115,
    "Prior": 116,
    "Delete": 117,
    "End": 119,
    "Next": 121,
    "Left": 123,
    "Right": 124,
    "Down": 125,
    "Up": 126,
    **{
        f"F{number}": code
        for number, code in enumerate(
            (122, 120, 99, 118, 96, 97, 98, 100, 101, 109, 103, 111, 105, 107, 113, 106, 64, 79),
            start=1,
        )
    },
}
"""Places on the keyboard, named after the American layout as Carbon's constants are."""

_ids = itertools.count(1)


class _HotKeyId(ctypes.Structure):
    _fields_ = (("signature", ctypes.c_uint32), ("id", ctypes.c_uint32))


class _EventType(ctypes.Structure):
    _fields_ = (("event_class", ctypes.c_uint32), ("kind", ctypes.c_uint32))


_HEARING = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


class MacShortcut:
    """Fits `GlobalShortcut`. Parley has one hot key, so every one that is heard is this one."""

    def __init__(self, *, pressed: Callable[[Press], None]) -> None:
        self._pressed = pressed
        self._carbon: ctypes.CDLL | None = None
        self._hot_key = ctypes.c_void_p()
        self._hearing = ctypes.c_void_p()
        self._called_back = _HEARING(self._on_event)  # must outlive what Carbon was given

    async def grab(self, keys: KeyCombination) -> ShortcutState:
        await self.close()
        code = NAMED_KEYS.get(keys.key)
        if code is None:
            return ShortcutState.UNKNOWN_KEYS
        try:
            carbon = self._carbon = _load()
        except (OSError, AttributeError) as error:
            log.warning("no global shortcut: %s", error)
            return ShortcutState.UNAVAILABLE
        target = ctypes.c_void_p(carbon.GetApplicationEventTarget())
        kind = _EventType(KEYBOARD_CLASS, HOT_KEY_PRESSED)
        failed = carbon.InstallEventHandler(
            target, self._called_back, 1, ctypes.byref(kind), None, ctypes.byref(self._hearing)
        )
        failed = failed or carbon.RegisterEventHotKey(
            code,
            modifiers(keys),
            _HotKeyId(SIGNATURE, next(_ids)),
            target,
            0,
            ctypes.byref(self._hot_key),
        )
        if not failed:
            return ShortcutState.ACTIVE
        log.info("no global shortcut: error %d", failed)
        await self.close()
        taken = failed == EVENT_HOT_KEY_EXISTS
        return ShortcutState.TAKEN if taken else ShortcutState.UNAVAILABLE

    def bring_front(self, window_id: int, press: Press) -> None:
        """Nothing more: the window's own wish to be active is enough."""

    async def close(self) -> None:
        carbon, self._carbon = self._carbon, None
        if carbon is None:
            return
        if self._hot_key:
            carbon.UnregisterEventHotKey(self._hot_key)
        if self._hearing:
            carbon.RemoveEventHandler(self._hearing)
        self._hot_key, self._hearing = ctypes.c_void_p(), ctypes.c_void_p()

    def _on_event(self, call: object, event: object, data: object) -> int:
        del call, event, data
        self._pressed(Press())
        return 0


def modifiers(keys: KeyCombination) -> int:
    wanted = (
        (COMMAND, keys.ctrl),
        (OPTION, keys.alt),
        (SHIFT, keys.shift),
        (CONTROL, keys.meta),
    )
    return sum(mask for mask, pressed in wanted if pressed)


def _load() -> ctypes.CDLL:
    """May raise OSError or AttributeError where this is no Mac, or not one we know."""
    carbon = ctypes.CDLL(CARBON)
    pointer, number = ctypes.c_void_p, ctypes.c_uint32
    carbon.GetApplicationEventTarget.restype = pointer
    carbon.InstallEventHandler.argtypes = [
        pointer,
        _HEARING,
        ctypes.c_ulong,
        ctypes.POINTER(_EventType),
        pointer,
        ctypes.POINTER(pointer),
    ]
    carbon.RegisterEventHotKey.argtypes = [
        number,
        number,
        _HotKeyId,
        pointer,
        number,
        ctypes.POINTER(pointer),
    ]
    carbon.UnregisterEventHotKey.argtypes = [pointer]
    carbon.RemoveEventHandler.argtypes = [pointer]
    return carbon
