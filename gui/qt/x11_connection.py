"""A connection to the X server of its own, for keys and facts that Qt does not give away."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass

from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError, ConnectionClosedError, DisplayError, XError
from Xlib.protocol.event import ClientMessage, MappingNotify

from gui.model.global_shortcut import KeyCombination, ShortcutState

log = logging.getLogger(__name__)

LOST = (ConnectionClosedError, DisplayError, XError, OSError)
"""What the library raises where the server does not let us in, or is gone."""

CALM_CHANGE = 2
"""What a window manager is told who asks: a tool of the user's, not a program on its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class X11News:
    """`pressed` is the server's time of the last press of the keys, or None."""

    pressed: int | None = None
    remapped: bool = False


class X11Connection:
    """All but `news` and `bring_front` wait for the server: they belong into a worker thread.

    One thread at a time. The constructor and everything else may raise what is in `LOST`.
    """

    def __init__(self, display: str | None = None) -> None:
        self._display = Display(_by_socket(display or os.environ.get("DISPLAY", "")))
        self._display.set_error_handler(_note_error)
        self._fileno = int(self._display.fileno())
        self._root = self._display.screen().root
        self._active_window = self._display.intern_atom("_NET_ACTIVE_WINDOW")
        self._grabbed: list[tuple[int, int]] = []
        self._remappings: list[MappingNotify] = []

    def fileno(self) -> int:
        """The number of the socket; also once that is closed."""
        return self._fileno

    def grab(self, keys: KeyCombination) -> ShortcutState:
        """Ask for the keys whatever lock keys are on; all of it, or nothing."""
        wanted = self._places(keys)
        if not wanted:
            return ShortcutState.UNKNOWN_KEYS
        refused = CatchError(BadAccess)
        for keycode, mask in wanted:
            self._grabbed.append((keycode, mask))
            self._root.grab_key(
                keycode,
                mask,
                False,  # to us, and not to the window below the pointer
                X.GrabModeAsync,
                X.GrabModeAsync,
                onerror=refused,
            )
        self._display.sync()
        if refused.get_error() is not None:
            self.let_go()
            return ShortcutState.TAKEN
        return ShortcutState.ACTIVE

    def renew(self, keys: KeyCombination) -> ShortcutState:
        """Grab the keys where they are by now, if the keyboard was laid out anew."""
        for event in self._remappings:
            self._display.refresh_keyboard_mapping(event)
        self._remappings.clear()
        if self._grabbed and self._places(keys) == self._grabbed:
            return ShortcutState.ACTIVE
        self.let_go()
        return self.grab(keys)

    def let_go(self) -> None:
        ours = CatchError()
        for keycode, mask in self._grabbed:
            self._root.ungrab_key(keycode, mask, onerror=ours)
        self._grabbed.clear()
        self._display.sync()

    def news(self) -> X11News:
        """What has arrived; never waits."""
        pressed = None
        for _ in range(self._display.pending_events()):
            event = self._display.next_event()
            if event.type == X.KeyPress:
                pressed = int(event.time)
            elif event.type == X.MappingNotify and event.request != X.MappingPointer:
                self._remappings.append(event)
        if pressed is not None:
            # The grab would last until the key is up; our window wants the keys before that.
            self._display.ungrab_keyboard(X.CurrentTime)
            self._display.flush()
        return X11News(pressed=pressed, remapped=bool(self._remappings))

    def bring_front(self, window_id: int, time: int) -> None:
        """Ask the window manager as a task bar would: it refuses programs that ask themselves."""
        window = self._display.create_resource_object("window", window_id)
        data = (32, [CALM_CHANGE, time, 0, 0, 0])
        message = ClientMessage(window=window, client_type=self._active_window, data=data)
        mask = X.SubstructureRedirectMask | X.SubstructureNotifyMask
        self._root.send_event(message, event_mask=mask)
        self._display.flush()

    def blends(self) -> bool:
        """Whether somebody blends windows, so that a transparent edge is not a black one."""
        number = self._display.get_default_screen()
        owner = self._display.intern_atom(f"_NET_WM_CM_S{number}")
        return bool(self._display.get_selection_owner(owner) != X.NONE)

    def close(self) -> None:
        self._display.close()

    def _places(self, keys: KeyCombination) -> list[tuple[int, int]]:
        """Every pair of a key's code and modifiers to be grabbed; none where there is no key."""
        modifiers = self._modifiers()
        mask = _wanted_mask(keys, modifiers)
        places = list(self._display.keysym_to_keycodes(keysym(keys.key)))
        if not places or mask is None:
            return []
        keycode, level = places[0]
        if level % 2:  # the key's second sign
            mask |= X.ShiftMask
        locks = lock_variants(X.LockMask, modifiers.get(XK.XK_Num_Lock, 0))
        return [(keycode, mask | lock) for lock in locks]

    def _modifiers(self) -> dict[int, int]:
        """The mask that each modifier key stands for, by keysym."""
        masks: dict[int, int] = {}
        for index, keycodes in enumerate(self._display.get_modifier_mapping()):
            for keycode in keycodes:
                symbols = {self._display.keycode_to_keysym(keycode, level) for level in range(4)}
                for symbol in symbols if keycode else ():
                    masks.setdefault(symbol, 1 << index)
        return masks


def keysym(name: str) -> int:
    """The number of a keysym; 0, which no key has, for a name that is none."""
    if len(name) > 1 and name[0] == "U":
        number = int(name[1:], 16)
        return number if number <= ord("\xff") else number | 0x01000000
    return int(XK.string_to_keysym(name))


def lock_variants(*locks: int) -> tuple[int, ...]:
    """Every combination of these locks: a grab counts for one exact state only."""
    found = {0}
    for lock in locks:
        found |= {variant | lock for variant in found}
    return tuple(sorted(found))


def _wanted_mask(keys: KeyCombination, modifiers: dict[int, int]) -> int | None:
    """The modifiers as this keyboard has them; None where one of them is on no key."""
    alt = modifiers.get(XK.XK_Alt_L) or modifiers.get(XK.XK_Alt_R)
    meta = modifiers.get(XK.XK_Super_L) or modifiers.get(XK.XK_Super_R)
    mask = (X.ControlMask if keys.ctrl else 0) | (X.ShiftMask if keys.shift else 0)
    for wanted, found in ((keys.alt, alt), (keys.meta, meta)):
        if wanted and not found:
            return None
        mask |= found if wanted and found else 0
    return mask


def _by_socket(display: str) -> str:
    """A server on this computer is reached by its socket, or not at all: never by the network."""
    return f"unix/{display}" if display.startswith(":") else display


def _note_error(error: XError, request: object) -> None:
    del request
    log.info("the X server refused something: %s", error)
