"""What a text must be like to be a key."""

from __future__ import annotations


def can_be_key(text: str) -> bool:
    """Whether `text` can be sent as a key: printable ASCII without any white space."""
    return text.isascii() and text.isprintable() and " " not in text
