"""Which addresses in a text may be opened, and how they are written out in full."""

from __future__ import annotations

from PySide6.QtCore import QUrl

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})


def allowed_link(address: str) -> str | None:
    """The address in plain ASCII where it may be opened after asking, else None.

    A host in other letters comes in its encoded form, so that look-alikes show.
    """
    url = QUrl(address.strip(), QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme().lower() not in ALLOWED_SCHEMES:
        return None
    if url.scheme().lower() != "mailto" and not url.host():
        return None
    return bytes(url.toEncoded().data()).decode("ascii")
