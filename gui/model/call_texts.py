"""The arguments of a tool call as texts to be read, and to be changed, before it runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from gui.model.gate import Effect, ToolFacts
from gui.model.visible_text import escaped_json, shown_code

CODE_KEYS = ("code", "script", "sql", "command", "cmd")
"""Arguments that are code in every tool; those of tools that run code, whatever they are called."""

LONGEST_EDITED = 300_000
LONGEST_EDITED_LINE = 20_000
"""Characters of what can be changed before it runs; laying out a line takes the square of it."""

_LONGEST_PARSED = 2_000_000
"""Longer arguments are shown as they came: parsing and writing them would freeze the window."""

_ALWAYS_CODE = frozenset({"code", "script", "sql"})
_PATH_KEYS = ("path", "file", "filename", "file_path")
_BY_NAME = (
    ("python", "python"),
    ("powershell", "powershell"),
    ("bash", "bash"),
    ("shell", "bash"),
    ("sql", "sql"),
    ("javascript", "javascript"),
    ("node", "javascript"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallText:
    """`caption` is the argument it is, "" for code that speaks for itself, or several arguments.

    `told` says that a preview before it shows the same already.
    """

    text: str
    language: str = ""
    caption: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableCall:
    """What the user changes: the one argument `key` that is code, or all as JSON where it is ""."""

    text: str
    language: str
    key: str = ""

    @property
    def too_long(self) -> bool:
        """A window would freeze that lays it out to be changed, above all in one line."""
        if len(self.text) > LONGEST_EDITED:
            return True
        return max(map(len, self.text.split("\n"))) > LONGEST_EDITED_LINE


def call_texts(name: str, arguments: str, facts: ToolFacts) -> tuple[CallText, ...]:
    """All that is to be allowed: what it would change, then every argument in full.

    A text that the preview of a new file has from its beginning to its end is not told again.
    """
    found: list[CallText] = []
    if facts.preview:
        found.append(CallText(text=facts.preview, language="diff"))
    values = _values(arguments)
    if values is None:
        return (*found, CallText(text=arguments)) if arguments.strip() else tuple(found)
    key = code_key(values, facts)
    if key:
        code = CallText(text=str(values[key]), language=_language(key, name, values))
        found.append(code)
    rest = {k: value for k, value in values.items() if not key or k != key}
    for each in [k for k, value in rest.items() if _is_long(value)]:
        text = str(rest.pop(each))
        if _tells_all(facts.preview, text):
            continue
        ending = _ending(values)
        found.append(CallText(text=text, language=ending, caption=each, told=bool(facts.preview)))
    if rest:
        found.append(CallText(text=_written(rest), language="json"))
    return tuple(found)


def editable(name: str, arguments: str, facts: ToolFacts) -> EditableCall:
    values = _values(arguments)
    if values is None:
        return EditableCall(text=arguments, language="json")
    key = code_key(values, facts)
    code = str(values[key]) if key else ""
    if key and shown_code(code) == code:
        return EditableCall(text=code, language=_language(key, name, values), key=key)
    # What cannot be seen could be overlooked; JSON can say it in letters.
    return EditableCall(text=escaped_json(_written(values)), language="json")


def edited(arguments: str, before: EditableCall, text: str) -> str | None:
    """The arguments with `text` in place of what was there; None where nothing has changed.

    Raises ValueError where that is no JSON object: `JSONDecodeError` says where it is wrong.
    """
    if text == before.text:
        return None
    if before.key:
        values = json.loads(arguments)
        return json.dumps({**values, before.key: text}, ensure_ascii=False)
    values = json.loads(text)
    if not isinstance(values, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 - the text is wrong, not its type
    return json.dumps(values, ensure_ascii=False)


def code_key(values: Mapping[str, object], facts: ToolFacts) -> str:
    """The one argument that is code, or "" where there is none, or more than one."""
    runs = facts.effect is Effect.RUN
    keys = [
        key
        for key in CODE_KEYS
        if isinstance(values.get(key), str) and (runs or key in _ALWAYS_CODE)
    ]
    return keys[0] if len(keys) == 1 else ""


def _values(arguments: str) -> dict[str, object] | None:
    if len(arguments) > _LONGEST_PARSED:
        return None
    try:
        values = json.loads(arguments)
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def _written(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2)


def _is_long(value: object) -> bool:
    return isinstance(value, str) and "\n" in value.strip("\n")


def _tells_all(preview: str, text: str) -> bool:
    """Whether `preview` makes a file of this very text, and nothing of it was cut."""
    if not preview.startswith("--- /dev/null\n"):
        return False
    added = [line[1:] for line in preview.split("\n")[2:] if line.startswith("+")]
    return "\n".join(added) == text.removesuffix("\n")


def _language(key: str, name: str, values: Mapping[str, object]) -> str:
    told = values.get("language")
    if isinstance(told, str) and told.isalnum():
        return told.lower()
    if key == "sql":
        return "sql"
    for part, language in _BY_NAME:
        if part in name.lower():
            return language
    return "bash" if key in ("command", "cmd") else "python" if key == "code" else ""


def _ending(values: Mapping[str, object]) -> str:
    """The ending of the file that is spoken of, which names its language."""
    for key in _PATH_KEYS:
        if isinstance(path := values.get(key), str):
            name = path.replace("\\", "/").rpartition("/")[2]
            stem, _, ending = name.rpartition(".")
            return ending.lower() if stem else ""
    return ""
