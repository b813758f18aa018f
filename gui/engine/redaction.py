"""Takes keys out of texts that are shown or logged."""

from __future__ import annotations

import re

HIDDEN = "•••"
_SHORTEST = 6  # a shorter "key" is a word that may stand anywhere
_LOOKS_LIKE_A_KEY = re.compile(
    r"""(?ix)
      \b(?:sk|pk|rk|gsk|xai|nvapi|hf|key|fw|pplx|csk|ak)[-_][\w*.-]{6,}   # providers' prefixes
    | \bAIza[\w-]{10,}
    | (?<=bearer\ )[^\s"',}]+
    | (?<=x-api-key:\ )[^\s"',}]+
    | (?<=api_key=)[^\s&"',}]+
    | (?<=[?&]key=)[^\s&"',}]+
    """
)


def redacted(text: str, key: str | None = None) -> str:
    """Return `text` without `key` and without anything that looks like one."""
    if key and len(key) >= _SHORTEST:
        text = text.replace(key, HIDDEN)
    return _LOOKS_LIKE_A_KEY.sub(HIDDEN, text)
