"""Where a link really leads, when its text states another address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LONGEST = 500
_STATED = re.compile(
    r"(?P<scheme>https?://|mailto:|//)?(?P<user>[^\s@/<>()\[\]\"'«»“”]{1,100}@)?"
    r"(?P<host>(?:[^\W_](?:[\w-]{0,61}[^\W_])?[.。．｡]){1,9}(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,24}))"
    r"(?![\w@-])",
    re.IGNORECASE,
)
_DOTS = str.maketrans("。．｡", "...")
_ENDINGS = """
adoc avi bat bin bmp c cc cfg cmd conf cpp cs css csv dart db dll doc docx env erl ex exe exs fish
gif go gz h hpp hs htm html ico img ini ipynb iso jar java jpeg jpg js json jsonl jsx kt less lock
log lua md mdx mjs ml mkv mm mov mp mp3 mp4 mts nim odt pdf php pl plist png pptx proto ps py
pyc pyi qml qss r rb rs rst sass scala scss sh so sql sqlite svg swift tar tex tgz toml ts tsv tsx
ttf txt vb vue wasm wav webp whl xls xlsx xml yaml yml zig zip zsh
"""
_FILE_ENDINGS = frozenset(_ENDINGS.split())
"""A bare name with such an ending is rather a file's, although some are countries, too."""

_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "ac", "gov", "edu", "or", "ne"))


def real_host(text: str, address: str) -> str:
    """The host (or mail address) of `address` if `text` states another one, else "".

    `www.` and the parts before the site's own name make no difference as long as the text
    does not name more than the address has: `example.com` may lead to `docs.example.com`.
    """
    parts = urlsplit(address)
    mail = parts.scheme.lower() == "mailto"
    real = parts.path.partition("?")[0] if mail else (parts.hostname or "")
    if not real:
        return ""
    for found in _STATED.finditer(text[:_LONGEST]):
        if not _is_file(found) and not _agrees(found, real.lower(), mail=mail):
            return real
    return ""


def _is_file(found: re.Match[str]) -> bool:
    if found["scheme"] or found["user"]:
        return False
    *names, ending = found["host"].translate(_DOTS).lower().split(".")
    return names[0] != "www" and ending in _FILE_ENDINGS


def _agrees(found: re.Match[str], real: str, *, mail: bool) -> bool:
    stated = _ascii(found["host"])
    if mail:
        return (found["user"] or "").lower() + stated == real if found["user"] else True
    stated, real = stated.removeprefix("www."), real.removeprefix("www.")
    if found["user"] and not found["scheme"]:
        return False  # a mail address whose link leads to a page
    return stated == real or (_is_site(stated) and real.endswith("." + stated))


def _is_site(host: str) -> bool:
    """Whether it is somebody's own, and not the ending that many share."""
    names = host.split(".")
    return len(names) > 2 or (len(names) == 2 and names[0] not in _SECOND_LEVEL)


def _ascii(host: str) -> str:
    host = host.translate(_DOTS).lower()
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return host
