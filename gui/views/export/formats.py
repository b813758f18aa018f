"""The formats in which chats leave: their names, their endings, and what writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import assert_never

from PySide6.QtCore import QCoreApplication, QLocale

from gui.model.session import Session
from gui.services.chat_keeping import ChatNames
from gui.services.seal import Seal
from gui.services.whole_chats import WholeChat
from gui.views.export.document_words import document_words

translate = QCoreApplication.translate

Names = Callable[[Session], ChatNames]


class Format(StrEnum):
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    PARLEY = "parley"
    AUTOGEN = "autogen"


DOCUMENTS = frozenset({Format.MARKDOWN, Format.HTML, Format.PDF})
"""Those to be read by people; other versions can be told in them."""


def suffix_of(kind: Format) -> str:
    match kind:
        case Format.MARKDOWN:
            return ".md"
        case Format.HTML:
            return ".html"
        case Format.PDF:
            return ".pdf"
        case Format.PARLEY:
            return ".parley"
        case Format.AUTOGEN:
            return ".json"
        case _:
            assert_never(kind)


def title_of_format(kind: Format) -> str:
    match kind:
        case Format.MARKDOWN:
            return translate("ChatExport", "Markdown")
        case Format.HTML:
            return translate("ChatExport", "Web page (HTML)")
        case Format.PDF:
            return translate("ChatExport", "PDF")
        case Format.PARLEY:
            return translate("ChatExport", "Parley chat (JSON)")
        case Format.AUTOGEN:
            return translate("ChatExport", "Messages of AutoGen (JSON)")
        case _:
            assert_never(kind)


def about_format(kind: Format) -> str:
    """What the reader of the file gets."""
    match kind:
        case Format.MARKDOWN:
            return translate("ChatExport", "Text for any editor. The versions that you see.")
        case Format.HTML:
            return translate(
                "ChatExport",
                "One file for any browser, pictures inside. The versions that you see.",
            )
        case Format.PDF:
            return translate("ChatExport", "To print and to pass on. The versions that you see.")
        case Format.PARLEY:
            return translate(
                "ChatExport",
                "Everything, all versions and files, how the chat is kept and where it works, to be"
                " imported into Parley.",
            )
        case Format.AUTOGEN:
            return translate(
                "ChatExport", "For programs that use AutoGen. The versions that you see."
            )
        case _:
            assert_never(kind)


def pieces_in(
    kind: Format, names: Names, seal: Seal, *, versions: bool = False
) -> Callable[[WholeChat], Iterator[bytes]]:
    """Writes a chat on a worker thread, in the language that the window has now.

    `versions`: all of them, also in a document.
    """
    words = document_words()
    language = QLocale().bcp47Name()

    def texts(chat: WholeChat) -> Iterator[str]:
        """Imported where they are needed: most starts export nothing."""
        match kind:
            case Format.MARKDOWN:
                from gui.services.chat_markdown import markdown_pieces

                return markdown_pieces(chat, words, versions=versions)
            case Format.HTML:
                from gui.views.export.chat_html import html_pieces

                return html_pieces(chat, words, versions=versions, language=language)
            case Format.PARLEY:
                from gui.services.chat_file import chat_pieces

                return chat_pieces(chat, names=names(chat.session), seal=seal)
            case Format.AUTOGEN:
                from gui.services.autogen_messages import message_pieces

                return message_pieces(chat)
            case Format.PDF:
                raise ValueError(kind)
            case _:
                assert_never(kind)

    def pieces(chat: WholeChat) -> Iterator[bytes]:
        if kind is Format.PDF:
            from gui.views.export.chat_pdf import pdf_pieces

            yield from pdf_pieces(chat, words, versions=versions)
        else:
            for text in texts(chat):
                yield text.encode()

    return pieces
