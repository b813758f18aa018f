"""Desktop entries as freedesktop.org describes them: written with all quoting, and read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_PLAIN = re.compile(r"[A-Za-z0-9_@%+=:,./-]+")
_SPECIAL_IN_QUOTES = re.compile(r'["`$\\]')
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED = re.compile(r"\\(.)")
_UNESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_STARTER = "/usr/bin/env"
_HEADER = "[Desktop Entry]"


def exec_value(command: Sequence[str]) -> str:
    """The value of Exec that starts exactly `command`, to be escaped like every other value.

    Percent signs would be field codes, so they are doubled; the quoting is that of the
    specification, not of a shell. GLib looks for the program before it reads field codes, so
    one whose own path has a percent sign is started by another.
    """
    if "%" in command[0]:
        command = (_STARTER, *command)
    return " ".join(_argument(text.replace("%", "%%")) for text in command)


def write_entry(values: Mapping[str, str]) -> str:
    """A whole file with one group."""
    lines = [f"{key}={_escape(value)}" for key, value in values.items()]
    return "\n".join((_HEADER, *lines, ""))


def read_entry(text: str) -> dict[str, str]:
    """The values of the main group, unescaped; what is no entry gives none."""
    values: dict[str, str] = {}
    inside = False
    for line in text.split("\n"):
        if line.startswith("["):
            inside = line.strip() == _HEADER
        elif inside and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            values[key.strip()] = _unescape(value.strip(" \t\r"))
    return values


def _argument(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    return '"' + _SPECIAL_IN_QUOTES.sub(r"\\\g<0>", text) + '"'


def _escape(value: str) -> str:
    escaped = "".join(_ESCAPES.get(character, character) for character in value)
    return "\\s" + escaped[1:] if escaped.startswith(" ") else escaped


def _unescape(value: str) -> str:
    return _ESCAPED.sub(lambda found: _UNESCAPES.get(found[1], found[0]), value)
