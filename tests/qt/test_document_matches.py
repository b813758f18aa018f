"""Words are found in a document where the reader sees them."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from gui.model.search_words import SearchWords
from gui.qt.document_matches import matches_in
from gui.qt.theme import load_theme


def found(document: QTextDocument, words: str, *, by_paragraph: bool = True) -> list[str]:
    spans = matches_in(document, SearchWords(words), by_paragraph=by_paragraph)
    return [span.cursor_in(document).selectedText() for span in spans]


def test_breaks_are_ignored_and_wide_characters_counted(qapp: QApplication) -> None:
    del qapp
    document = QTextDocument()
    QTextCursor(document).insertText("😀 hay hay\u200bstack 😀針 a\u2028needle 😀")
    assert found(document, "haystack") == ["hay\u200bstack"]
    assert found(document, "a needle") == ["a\u2028needle"]
    assert found(document, "😀") == ["😀"] * 3
    assert found(document, "針") == ["針"]


def test_words_do_not_go_on_in_another_cell_or_paragraph(qapp: QApplication) -> None:
    del qapp
    document = QTextDocument()
    cursor = QTextCursor(document)
    cursor.insertText("a needle\nneedle")
    cursor.insertTable(1, 2)
    cursor.insertText("needle")
    assert found(document, "needle") == ["needle"] * 3
    assert found(document, "needle needle") == []
    assert len(found(document, "needle needle", by_paragraph=False)) == 1


def test_marked_words_can_be_read_in_both_themes(qapp: QApplication) -> None:
    del qapp
    for dark in (False, True):
        theme = load_theme(dark=dark)
        for ground, words in (("find", "text"), ("find_current", "on_find_current")):
            assert contrast(theme.colors[ground], theme.colors[words]) >= 4.5


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
