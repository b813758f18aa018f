"""What one form field is: its kind, its words and its limits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class FieldKind(Enum):
    """Which control a field gets."""

    SWITCH = auto()  # bool
    NUMBER = auto()  # int within limits
    CHOICE = auto()  # one of a few strings
    TEXT = auto()  # one line
    SECRET = auto()  # one line, hidden until the user asks to see it
    LINES = auto()  # several lines
    KEYS = auto()  # a combination of keys, recorded as it is pressed


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field with its words in the language of the moment; `id` names its control.

    `choices` are pairs of value and label; `suffix` follows a number, e.g. " %"; `below` puts
    a control that would stand beside its title under it, as the wide ones are.
    """

    id: str
    kind: FieldKind
    title: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    minimum: int = 0
    maximum: int = 1_000_000
    step: int = 1
    suffix: str = ""
    placeholder: str = ""
    below: bool = False
