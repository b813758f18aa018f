"""Named sections of the settings, as services need them that are built without a file."""

from __future__ import annotations

from typing import Protocol

from gui.services.settings import Json


class Sections(Protocol):
    """`Settings` fits."""

    def section(self, name: str) -> Json: ...

    def set_section(self, name: str, value: Json) -> None: ...


class MemorySections:
    """Kept for this run only."""

    def __init__(self) -> None:
        self._values: dict[str, Json] = {}

    def section(self, name: str) -> Json:
        return self._values.get(name)

    def set_section(self, name: str, value: Json) -> None:
        self._values[name] = value
