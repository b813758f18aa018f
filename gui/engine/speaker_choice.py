"""Tells where a model that was to choose the next speaker of a team named none that would do.

AutoGen asks again a few times, then lets the last speaker go on, or the first one begin, and
says so only in its log.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable


class SpeakerChoices:
    """`names` are the agents that may be meant, as far as they are known."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = set(names)
        self._said: defaultdict[str, list[str]] = defaultdict(list)  # by who chooses

    def weigh(self, source: str, text: str) -> None:
        self._said[source].append(text)

    def choose(self, source: str, targets: Iterable[str]) -> int:
        """How many requests came to nothing before `targets` were taken; 0 where one named them.

        An answer that names nobody else, and was asked about again, was the last speaker's
        name, which was not allowed.
        """
        said, chosen = self._said.pop(source, []), set(targets)
        self._names |= chosen
        if not said or len(chosen) != 1:
            return 0
        named = [{name for name in self._names if _mentions(text, name)} for text in said]
        refused = len(said) > 1 and named[-2] == chosen
        return len(said) if named[-1] != chosen or refused else 0


def _mentions(text: str, name: str) -> bool:
    """As AutoGen reads it: a whole word, where underscores may be spaces or escaped."""
    forms = (name, name.replace("_", " "), name.replace("_", r"\_"))
    pattern = "|".join(map(re.escape, forms))
    return re.search(rf"(?<=\W)({pattern})(?=\W)", f" {text} ") is not None
