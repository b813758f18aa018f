"""JSON as people write it by hand: with comments, and a comma after the last element."""

from __future__ import annotations

import re

_STRING = r'(?P<text>"(?:[^"\\]|\\.)*"?)'
_COMMENTS = re.compile(_STRING + r"|//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_COMMAS = re.compile(_STRING + r"|,(?=\s*[}\]])", re.DOTALL)


def without_comments(text: str) -> str:
    """`text` as `json.loads` takes it; what is in strings stays."""
    for pattern in (_COMMENTS, _COMMAS):
        text = pattern.sub(lambda match: match["text"] or "", text)
    return text
