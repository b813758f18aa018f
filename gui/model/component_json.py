"""Reads JSON that anybody may have written: bounded, unambiguous, each fault with its place."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NoReturn

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

MOST_CHARACTERS = 4_000_000
MOST_VALUES = 200_000
DEEPEST = 120
"""Objects and lists inside each other; a team inside a team takes four."""

_LONGEST_KEY_SHOWN = 80


class ComponentFault(StrEnum):
    """Why a text, or a place in it, cannot be taken as a component."""

    UNREADABLE = "unreadable"  # the file cannot be read; `file`, `error`
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"  # no UTF-8, or half a character
    NOT_JSON = "not_json"  # `line`, `column` where known
    TOO_DEEP = "too_deep"
    DUPLICATE_KEY = "duplicate_key"  # `key`
    BAD_NUMBER = "bad_number"  # no number that JSON knows; `number`
    NOT_A_COMPONENT = "not_a_component"  # neither a component, nor a list or gallery of them
    WRONG_TYPE = "wrong_type"  # `field`, `expected`
    TOO_MANY = "too_many"  # components in one text; `most`
    NOT_ONE = "not_one"  # exactly one was expected; `count`
    NOBODY_ANSWERS = "nobody_answers"  # there is neither an agent nor a team
    NEWER = "newer"  # written by a newer AutoGen or Parley; `version`
    REFUSED = "refused"  # what the trust report refuses; `provider`
    NOT_ACCEPTED = "not_accepted"  # the rest cannot do without what the user did not allow


class ComponentError(Exception):
    """`path` is a place in the JSON such as "config.participants[1].config", "" for the whole."""

    def __init__(self, fault: ComponentFault, path: str = "", **facts: str) -> None:
        super().__init__(f"{fault.value} at {path or 'the top'} {facts}")
        self.fault = fault
        self.path = path
        self.facts: Mapping[str, str] = facts


def read_json(text: str) -> Json:
    """Raises ComponentError for whatever is not plain, bounded JSON."""
    if len(text) > MOST_CHARACTERS:
        raise ComponentError(ComponentFault.TOO_LARGE)
    if not is_whole(text):
        raise ComponentError(ComponentFault.NOT_TEXT)
    try:
        value: Json = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_object,
            parse_constant=_refuse_number,
            parse_float=_float,
        )
    except json.JSONDecodeError as error:
        place = {"line": str(error.lineno), "column": str(error.colno)}
        raise ComponentError(ComponentFault.NOT_JSON, **place) from error
    except RecursionError as error:
        raise ComponentError(ComponentFault.TOO_DEEP) from error
    except ValueError as error:  # an integer of thousands of digits
        raise ComponentError(ComponentFault.BAD_NUMBER, number="") from error
    _check_bounds(value)
    return value


def is_whole(text: str) -> bool:
    """Whether it can be written: a lone half of a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def member(path: str, name: str) -> str:
    """The place of a field of what lies at `path`."""
    return f"{path}.{name}" if path else name


def item(path: str, number: int) -> str:
    return f"{path}[{number}]"


def inner(value: Json, path: str) -> Iterator[tuple[str, Json]]:
    """What lies directly in an object or a list, with its place."""
    if isinstance(value, dict):
        for name, found in value.items():
            yield member(path, name), found
    elif isinstance(value, list):
        for number, found in enumerate(value):
            yield item(path, number), found


def json_text(value: Json | Mapping[str, Json]) -> str:
    """As Parley writes components: readable, in the order of the fields."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    read = dict(pairs)
    if len(read) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise ComponentError(ComponentFault.DUPLICATE_KEY, key=name[:_LONGEST_KEY_SHOWN])
            seen.add(name)
    return read


def _refuse_number(name: str) -> NoReturn:
    raise ComponentError(ComponentFault.BAD_NUMBER, number=name)


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ComponentError(ComponentFault.BAD_NUMBER, number=text[:_LONGEST_KEY_SHOWN])
    return number


def _check_bounds(value: Json) -> None:
    level: list[tuple[str, Json]] = [("", value)]
    count = 0
    for _ in range(DEEPEST):
        count += len(level)
        if count > MOST_VALUES:
            raise ComponentError(ComponentFault.TOO_LARGE)
        for path, found in level:
            _check_texts(path, found)
        level = [deeper for path, found in level for deeper in inner(found, path)]
        if not level:
            return
    raise ComponentError(ComponentFault.TOO_DEEP, level[0][0])


def _check_texts(path: str, value: Json) -> None:
    """An escape such as \\ud800 makes half a character out of whole ones."""
    texts = (value,) if isinstance(value, str) else value if isinstance(value, dict) else ()
    if not all(is_whole(text) for text in texts):
        raise ComponentError(ComponentFault.NOT_TEXT, path)
