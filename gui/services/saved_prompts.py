"""The user's prompts: texts with a name, kept in the settings, to be put into a message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gui.services.identifiers import Identifiers
from gui.services.settings import Json, Settings

SAVED_PROMPTS = "saved_prompts"
MOST = 200
LONGEST_NAME = 80
LONGEST = 20_000
"""Characters of one text: more is a file, which can be enclosed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPrompt:
    id: str
    name: str
    text: str


class SavedPrompts:
    """A change counts at once; names need not differ."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._ids = Identifiers()

    def list(self) -> tuple[SavedPrompt, ...]:
        """In the order of their names."""
        return tuple(sorted(self._read(), key=lambda one: (one.name.casefold(), one.id)))

    def get(self, prompt_id: str) -> SavedPrompt | None:
        return next((one for one in self._read() if one.id == prompt_id), None)

    @property
    def full(self) -> bool:
        return len(self._read()) >= MOST

    def add(self, name: str, text: str) -> SavedPrompt:
        """Raises ValueError for a name or a text that cannot be kept, or when there is no room."""
        if self.full:
            raise ValueError(f"there is no room for more than {MOST} prompts")
        added = _checked(self._ids.new(), name, text)
        self._write((*self._read(), added))
        return added

    def edit(self, prompt_id: str, name: str, text: str) -> bool:
        """Whether there was one; raises ValueError as `add` does."""
        changed = _checked(prompt_id, name, text)
        known = self._read()
        self._write(tuple(changed if one.id == prompt_id else one for one in known))
        return any(one.id == prompt_id for one in known)

    def remove(self, prompt_id: str) -> None:
        self._write(tuple(one for one in self._read() if one.id != prompt_id))

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Hear of changes; returns what ends the subscription."""

        def heard(name: str) -> None:
            if name == SAVED_PROMPTS:
                callback()

        return self._settings.subscribe(heard)

    def _read(self) -> tuple[SavedPrompt, ...]:
        stored = self._settings.section(SAVED_PROMPTS)
        rows = stored if isinstance(stored, list) else []
        read = (_prompt(row) for row in rows if isinstance(row, dict))
        return tuple(one for one in read if one is not None)

    def _write(self, prompts: tuple[SavedPrompt, ...]) -> None:
        rows: list[Json] = [{"id": one.id, "name": one.name, "text": one.text} for one in prompts]
        self._settings.set_section(SAVED_PROMPTS, rows)


def suggested_name(text: str) -> str:
    """The beginning of a text, to be its name unless the user knows a better one."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_NAME // 2 else f"{words[: LONGEST_NAME // 2].rstrip()}…"


def _checked(prompt_id: str, name: str, text: str) -> SavedPrompt:
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_NAME:
        raise ValueError(f"a name has 1 to {LONGEST_NAME} characters")
    if not text.strip() or len(text) > LONGEST:
        raise ValueError(f"a prompt has 1 to {LONGEST} characters")
    return SavedPrompt(id=prompt_id, name=words, text=text)


def _prompt(row: dict[str, Json]) -> SavedPrompt | None:
    """None for a row that somebody has written by hand, and not well."""
    prompt_id, name, text = row.get("id"), row.get("name"), row.get("text")
    if not (isinstance(prompt_id, str) and isinstance(name, str) and isinstance(text, str)):
        return None
    try:
        return _checked(prompt_id, name, text)
    except ValueError:
        return None
