"""Takes keys out of texts that are shown or logged."""

from __future__ import annotations

import re

HIDDEN = "[hidden]"
_SHORTEST = 6  # a shorter "key" is a word that may stand anywhere
# A text may be one long word, made to hold us up: nothing unbounded is looked for twice in it.
_PATTERNS = (
    # Providers' prefixes, but not words like `key_refused`.
    re.compile(
        r"(?i)\b(?:sk|pk|rk|gsk|xai|nvapi|hf|ghp|key(?!_(?-i:[a-z_]+)\b)|fw|pplx|csk|ak)"
        r"[-_][\w*.\-]{6,}"
    ),
    re.compile(r"\bAIza[\w\-]{10,}"),
    re.compile(r"(?i)(?<=bearer )[^\s'\",;}]+"),
    re.compile(r"(?i)(?<=basic )[A-Za-z0-9+/=_\-]{8,}"),
    re.compile(r"(?i)(?<=[?&]key=)[^\s&'\",}]+"),
    # `api_key: …`, `"token": "…"`, but not `KeyError: …`.
    re.compile(
        r"(?i)(?P<before>(?:key|token|secret|password|authorization)(?!\w{0,64}error)"
        r"[\w-]{0,64}['\"]?\s*[:=]\s*['\"]?)(?!bearer\b|basic\b)[A-Za-z0-9+/=_.*\-]{8,}"
    ),
    # `API key provided: …`, `invalid token …`: here only what has a digit is no plain word.
    re.compile(
        r"(?i)(?P<before>\b(?:api[ _-]?key|key|token|secret|password)"
        r"(?:(?:\s+[a-z]+){1,5}\s*[:=]|\s*:)?\s*['\"]?)"
        r"(?=[A-Za-z+/=_.*\-]{0,256}\d)[A-Za-z0-9+/=_.*\-]{8,}"
    ),
    re.compile(r"(?<=://)[^/\s@]+(?=@)"),
)


def redacted(text: str, key: str | None = None) -> str:
    """Return `text` without `key` and without anything that looks like one."""
    key = (key or "").strip()
    if len(key) >= _SHORTEST:
        text = text.replace(key, HIDDEN)
    for pattern in _PATTERNS:
        text = pattern.sub(_hide, text)
    return text


def _hide(found: re.Match[str]) -> str:
    return str(found.groupdict().get("before") or "") + HIDDEN
