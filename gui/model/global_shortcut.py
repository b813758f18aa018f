"""A shortcut that counts while other programs have the focus: its keys, state and platforms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol


class ShortcutState(Enum):
    """Whether the keys work, or why they do not."""

    OFF = auto()
    ACTIVE = auto()
    UNKNOWN_KEYS = auto()  # nothing this platform can listen for
    NEEDS_MODIFIER = auto()  # the keys would be missing where the user writes
    TAKEN = auto()  # another program uses them
    DECLINED = auto()  # the desktop asked the user, who said no
    BY_COMMAND = auto()  # only the desktop's own settings can bind keys, to a command
    UNAVAILABLE = auto()  # the desktop did not answer, or does so no more


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCombination:
    """One key with its modifiers, in Qt's words: on macOS `ctrl` is Command and `meta` Control.

    `key` is the name of its keysym as X11 and Wayland know it: "space", "a", "F5", "plus";
    letters outside ASCII are "U00FC".
    """

    key: str
    ctrl: bool = False
    alt: bool = False
    shift: bool = False
    meta: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The keys were pressed; both facts let the desktop give the focus to our window."""

    time: int = 0  # of the X server, in milliseconds
    token: str = ""  # of the Wayland desktop


class GlobalShortcut(Protocol):
    """What a platform offers. Nothing raises, and nothing waits for longer than seconds."""

    async def grab(self, keys: KeyCombination) -> ShortcutState:
        """Listen for these keys, and no longer for any before them."""
        ...

    def bring_front(self, window_id: int, press: Press) -> None:
        """Ask the desktop to give the focus to a window that is on the screen."""
        ...

    async def close(self) -> None:
        """Let go of the keys."""
        ...
