"""What this desktop cannot do, by the setting that asks for it, and in which words."""

from __future__ import annotations

from collections.abc import Callable

Words = Callable[[], str]
"""Gives a sentence in the language of the moment."""


class DeskAbilities:
    """Filled by the parts of the desk as they find out; the settings page shows it.

    A setting that has a sentence here may still be switched: another desktop, or the same one
    later, may be able to do it.
    """

    def __init__(self) -> None:
        self._limits: dict[str, Words] = {}
        self._callbacks: dict[int, Callable[[], None]] = {}
        self._next = 0

    def limit(self, setting_id: str, words: Words) -> None:
        """Say under the setting why it has no effect here, or what has to be known of it."""
        self._limits[setting_id] = words
        self._tell()

    def lift(self, setting_id: str) -> None:
        """Nothing has to be said about the setting any more."""
        if self._limits.pop(setting_id, None) is not None:
            self._tell()

    def words(self, setting_id: str) -> str:
        """The sentence for the setting, or ""."""
        words = self._limits.get(setting_id)
        return words() if words is not None else ""

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Hear that some words are others now; returns what ends the subscription."""
        number = self._next
        self._next += 1
        self._callbacks[number] = callback

        def unsubscribe() -> None:
            self._callbacks.pop(number, None)

        return unsubscribe

    def _tell(self) -> None:
        for callback in tuple(self._callbacks.values()):
            callback()
