"""The text of a PDF, page by page, within bounds; what cannot be read is said in a sentence."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

from gui.engine.tools.patience import Patience
from gui.model.tool_refusal import ToolRefusal

if TYPE_CHECKING:
    import pypdf

MOST_PAGES = 1000
MOST_TEXT = 4_000_000
"""Characters of all pages."""

_log = logging.getLogger(__name__)


def pdf_pages(data: bytes, patience: Patience) -> list[str]:
    """Blocks; raises ToolRefusal. Pages that cannot be read are empty."""
    import pypdf
    from pypdf.errors import DependencyError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ToolRefusal("The PDF is encrypted; it can only be read with its password.")
        count = len(reader.pages)
    except ToolRefusal:
        raise
    except DependencyError as error:
        raise ToolRefusal("The PDF is encrypted in a way that cannot be read here.") from error
    except Exception as error:  # damaged ones fail in many ways
        raise ToolRefusal(f"The PDF is damaged and cannot be read: {error}.") from error
    pages: list[str] = []
    room = MOST_TEXT
    for number in range(min(count, MOST_PAGES)):
        if patience.over or room <= 0:
            break
        pages.append(_page(reader, number)[:room])
        room -= len(pages[-1])
    if not any(page.strip() for page in pages):
        raise ToolRefusal("The PDF has no text; it may consist of pictures of pages.")
    return pages


def _page(reader: pypdf.PdfReader, number: int) -> str:
    try:
        return reader.pages[number].extract_text()
    except Exception as error:  # noqa: BLE001 - one damaged page leaves the others
        _log.info("page %d of a PDF cannot be read: %s", number + 1, error)
        return ""
