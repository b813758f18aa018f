"""What a model is told of a file that goes with a message, and what stands against telling it."""

from __future__ import annotations

from dataclasses import dataclass

from gui.engine.tools.office_text import office_text, office_trouble
from gui.engine.tools.patience import Patience
from gui.engine.tools.pdf_text import pdf_text, pdf_trouble
from gui.model.file_kind import DOCUMENT_TYPES, PDF_TYPE, text_of
from gui.model.tool_refusal import ToolRefusal
from gui.model.turn import FilePart

LONGEST_TEXT = 400_000
"""Characters of one file: about 100,000 tokens. The model is told what is left out."""

_READ_LIMIT = 20.0  # seconds to read a document


@dataclass(frozen=True, slots=True, kw_only=True)
class FileText:
    """`unread`: there is nothing but a sentence that says why. `cut`: the end is left out."""

    text: str
    unread: bool = False
    cut: bool = False


def file_text(part: FilePart) -> FileText:
    """All that a model is told of a file, from its bytes. Blocks, within a limit."""
    try:
        text = _text(part)
    except ToolRefusal as error:
        why = f"(The file {part.name} was attached, but cannot be read: {error})"
        return FileText(text=why, unread=True)
    left_out = len(text) - LONGEST_TEXT
    more = f"\n(The last {left_out} characters are left out.)" if left_out > 0 else ""
    told = f"<file name={part.name!r}>\n{text[:LONGEST_TEXT]}\n</file>{more}"
    return FileText(text=told, cut=left_out > 0)


def file_trouble(media_type: str, data: bytes) -> str:
    """Why no model could be told of a file: "encrypted", "damaged", "bomb"; "" where it can.

    Only what is seen at a glance. Blocks for a moment.
    """
    if media_type == PDF_TYPE:
        return pdf_trouble(data)
    return office_trouble(data) if media_type in DOCUMENT_TYPES else ""


def _text(part: FilePart) -> str:
    if part.media_type in DOCUMENT_TYPES:
        return office_text(part.data, Patience(_READ_LIMIT))
    if part.media_type != PDF_TYPE:
        return text_of(part.data)
    found = pdf_text(part.data, Patience(_READ_LIMIT))
    return "\n\n".join([*found.pages, found.gap])
