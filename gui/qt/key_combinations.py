"""From the text of a key sequence, as settings keep it, to a combination that can be grabbed."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from gui.model.global_shortcut import KeyCombination, ShortcutState

ASCII_NAMES = {
    " ": "space",
    "!": "exclam",
    '"': "quotedbl",
    "#": "numbersign",
    "$": "dollar",
    "%": "percent",
    "&": "ampersand",
    "'": "apostrophe",
    "(": "parenleft",
    ")": "parenright",
    "*": "asterisk",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "period",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less",
    "=": "equal",
    ">": "greater",
    "?": "question",
    "@": "at",
    "[": "bracketleft",
    "\\": "backslash",
    "]": "bracketright",
    "^": "asciicircum",
    "_": "underscore",
    "`": "grave",
    "{": "braceleft",
    "|": "bar",
    "}": "braceright",
    "~": "asciitilde",
}
NAMED_KEYS = {
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Enter: "KP_Enter",
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Backspace: "BackSpace",
    Qt.Key.Key_Insert: "Insert",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_PageUp: "Prior",
    Qt.Key.Key_PageDown: "Next",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Pause: "Pause",
    Qt.Key.Key_Print: "Print",
    Qt.Key.Key_Menu: "Menu",
}
FUNCTION_KEYS = 24
"""As many as a keyboard may have; the last of Qt's 35 exist on none."""


def read_keys(text: str) -> KeyCombination | ShortcutState:
    """The one combination that `text` names in Qt's portable words, or why it cannot be had."""
    sequence = QKeySequence.fromString(text, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1:
        return ShortcutState.UNKNOWN_KEYS
    combination: QKeyCombination = sequence[0]  # type: ignore[index]  # missing in Qt's stubs
    pressed, modifiers = combination.key(), combination.keyboardModifiers()
    name = key_name(pressed)
    if not name or modifiers & Qt.KeyboardModifier.KeypadModifier:
        return ShortcutState.UNKNOWN_KEYS
    keys = KeyCombination(
        key=name,
        ctrl=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
        alt=bool(modifiers & Qt.KeyboardModifier.AltModifier),
        shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
        meta=bool(modifiers & Qt.KeyboardModifier.MetaModifier),
    )
    if not (keys.ctrl or keys.alt or keys.meta or _is_function_key(pressed)):
        return ShortcutState.NEEDS_MODIFIER  # Shift alone writes capital letters
    return keys


def key_name(key: Qt.Key) -> str:
    """The name of the keysym, or "" for keys that no shortcut is made of."""
    if _is_function_key(key):
        return f"F{key - Qt.Key.Key_F1 + 1}"
    if key in NAMED_KEYS:
        return NAMED_KEYS[key]
    if key >= Qt.Key.Key_Escape:  # all other keys without a character
        return ""
    letter = chr(key)
    if letter.isascii():
        return ASCII_NAMES.get(letter, letter.lower())
    return f"U{ord(letter.lower()[0]):04X}" if letter.isprintable() else ""


def _is_function_key(key: Qt.Key) -> bool:
    return Qt.Key.Key_F1 <= key < Qt.Key.Key_F1 + FUNCTION_KEYS
