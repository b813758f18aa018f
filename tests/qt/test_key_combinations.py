"""Combinations of keys: read from settings, refused where they would be missed in writing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.model.global_shortcut import KeyCombination, ShortcutState
from gui.qt import mac_shortcut, windows_shortcut
from gui.qt.form_field import Field, FieldKind
from gui.qt.key_combinations import ASCII_NAMES, NAMED_KEYS, key_name, read_keys
from gui.qt.keys_line import KeysLine

Modifier = Qt.KeyboardModifier
FUNCTION_KEYS = [Qt.Key(Qt.Key.Key_F1 + number) for number in range(24)]
WRITING_KEYS = [Qt.Key(ord(sign)) for sign in (*ASCII_NAMES, *"ABCXYZ0189")]
KEYS = [*WRITING_KEYS, *NAMED_KEYS, *FUNCTION_KEYS]


def words(key: Qt.Key, *modifiers: Modifier) -> str:
    held = Modifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    sequence = QKeySequence(QKeyCombination(held, key))
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


@given(
    key=st.sampled_from(KEYS),
    held=st.sets(
        st.sampled_from(
            [
                Modifier.ControlModifier,
                Modifier.AltModifier,
                Modifier.ShiftModifier,
                Modifier.MetaModifier,
            ]
        )
    ),
)
def test_what_is_written_is_read_again(key: Qt.Key, held: set[Modifier]) -> None:
    read = read_keys(words(key, *held))
    free = held - {Modifier.ShiftModifier}
    if not free and key not in FUNCTION_KEYS:
        assert read is ShortcutState.NEEDS_MODIFIER
        return
    assert read == KeyCombination(
        key=key_name(key),
        ctrl=Modifier.ControlModifier in held,
        alt=Modifier.AltModifier in held,
        shift=Modifier.ShiftModifier in held,
        meta=Modifier.MetaModifier in held,
    )


@given(st.text(max_size=20))
def test_any_text_is_keys_or_a_reason(text: str) -> None:
    read = read_keys(text)
    if isinstance(read, KeyCombination):
        assert read.key
    else:
        assert read in (ShortcutState.UNKNOWN_KEYS, ShortcutState.NEEDS_MODIFIER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ctrl+Alt+Space", KeyCombination(key="space", ctrl=True, alt=True)),
        ("ctrl+alt+space", KeyCombination(key="space", ctrl=True, alt=True)),
        ("Ctrl++", KeyCombination(key="plus", ctrl=True)),
        ("Meta+K", KeyCombination(key="k", meta=True)),
        ("Ctrl+Ü", KeyCombination(key="U00FC", ctrl=True)),
        ("F9", KeyCombination(key="F9")),
        ("Shift+F9", KeyCombination(key="F9", shift=True)),
        ("A", ShortcutState.NEEDS_MODIFIER),
        ("Shift+A", ShortcutState.NEEDS_MODIFIER),
        ("", ShortcutState.UNKNOWN_KEYS),
        ("Ctrl+Alt", ShortcutState.UNKNOWN_KEYS),
        ("Ctrl+K, Ctrl+L", ShortcutState.UNKNOWN_KEYS),
        ("no keys at all", ShortcutState.UNKNOWN_KEYS),
    ],
)
def test_examples(text: str, expected: KeyCombination | ShortcutState) -> None:
    assert read_keys(text) == expected


def test_all_keys_have_names_of_their_own() -> None:
    names = [key_name(key) for key in KEYS]
    assert all(names)
    assert len(set(names)) == len(names)


def test_the_names_mean_keys_on_windows_and_macos() -> None:
    default = read_keys("Ctrl+Alt+Space")
    assert isinstance(default, KeyCombination)
    assert windows_shortcut.virtual_key(default.key) == 0x20
    assert windows_shortcut.modifiers(default) == 0x4000 | 0x1 | 0x2
    assert windows_shortcut.virtual_key("F12") == 0x7B
    assert windows_shortcut.virtual_key("a") == 0x41
    assert windows_shortcut.virtual_key("U00FC") == 0
    assert mac_shortcut.NAMED_KEYS[default.key] == 49
    assert mac_shortcut.modifiers(default) == 0x100 | 0x800
    places = list(mac_shortcut.NAMED_KEYS.values())
    assert len(set(places)) == len(places)


def test_a_line_records_what_is_pressed(qtbot: QtBot) -> None:
    line = KeysLine()
    qtbot.addWidget(line)
    line.describe(Field(id="keys", kind=FieldKind.KEYS, title="Keys"))
    line.show_value("Ctrl+Alt+Space")
    told: list[object] = []
    line.edited.connect(told.append)
    QTest.keyClick(line, Qt.Key.Key_K, Modifier.ControlModifier | Modifier.AltModifier)
    qtbot.waitUntil(lambda: told == ["Ctrl+Alt+K"])
    assert line.value() == "Ctrl+Alt+K"
    line.show_value("F9")
    assert line.value() == "F9"
    assert told == ["Ctrl+Alt+K"]
