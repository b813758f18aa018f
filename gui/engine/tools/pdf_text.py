"""The text of a PDF, page by page, within bounds; what cannot be read is said in a sentence."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.engine.tools.patience import Patience
from gui.model.tool_refusal import ToolRefusal

if TYPE_CHECKING:
    import pypdf

MOST_PAGES = 1000
MOST_TEXT = 4_000_000
"""Characters of all pages."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """`pages` are the first ones of `count`; those that cannot be read are empty."""

    pages: tuple[str, ...]
    count: int

    @property
    def gap(self) -> str:
        """A sentence where pages are missing, else ""."""
        if len(self.pages) == self.count:
            return ""
        return f"Only the first {len(self.pages)} of {self.count} pages were read."


def pdf_text(data: bytes, patience: Patience) -> PdfText:
    """Blocks; raises ToolRefusal."""
    reader = _opened(data)
    count = len(reader.pages)
    pages: list[str] = []
    room = MOST_TEXT
    for number in range(min(count, MOST_PAGES)):
        if patience.over or room <= 0:
            break
        pages.append(_page(reader, number)[:room])
        room -= len(pages[-1])
    if not any(page.strip() for page in pages):
        raise ToolRefusal("The PDF has no text; it may consist of pictures of pages.")
    return PdfText(pages=tuple(pages), count=count)


def pdf_trouble(data: bytes) -> str:
    """Why nothing of it can be read: "encrypted" or "damaged", or "" as far as that is known."""
    try:
        _opened(data)
    except EncryptedPdf:
        return "encrypted"
    except ToolRefusal:
        return "damaged"
    return ""


class EncryptedPdf(ToolRefusal):
    """It can only be read by who knows its password."""


def _opened(data: bytes) -> pypdf.PdfReader:
    import pypdf
    from pypdf.errors import DependencyError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedPdf("The PDF is encrypted; it can only be read with its password.")
        len(reader.pages)
    except ToolRefusal:
        raise
    except DependencyError as error:
        raise EncryptedPdf("The PDF is encrypted in a way that cannot be read here.") from error
    except Exception as error:  # damaged ones fail in many ways
        raise ToolRefusal(f"The PDF is damaged and cannot be read: {error}.") from error
    return reader


def _page(reader: pypdf.PdfReader, number: int) -> str:
    try:
        return reader.pages[number].extract_text()
    except Exception as error:  # noqa: BLE001 - one damaged page leaves the others
        _log.info("page %d of a PDF cannot be read: %s", number + 1, error)
        return ""
