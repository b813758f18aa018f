"""Variables in saved prompts, written {{topic}}: which there are, and the text with values."""

from __future__ import annotations

import re
from collections.abc import Mapping

_VARIABLE = re.compile(r"\{\{[ \t]*([^{}\n]{1,60}?)[ \t]*\}\}")


def variables_in(text: str) -> tuple[str, ...]:
    """Each name once, in the order in which they come."""
    return tuple(dict.fromkeys(found for found in _VARIABLE.findall(text) if found.strip()))


def filled(text: str, values: Mapping[str, str]) -> str:
    """What has no value stays as it is written; values are not looked through again."""
    return _VARIABLE.sub(lambda match: values.get(match[1], match[0]), text)
