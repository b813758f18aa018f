"""A chat as PDF, read by another library: all words are there, on numbered pages."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pypdf
import pytest
from PIL import Image
from PySide6.QtGui import QColor, QFont, QImage

from gui.model.turn import ImagePart, TextPart, ToolCallPart, ToolState
from gui.model.turn_retelling import DocumentWords
from gui.services.collector import collector_held_off
from gui.services.whole_chats import WholeChat
from gui.views.export.chat_pdf import pdf_pieces
from gui.views.export.pdf_pages import PdfLook, PdfPages
from tests.services.test_chat_versions import tree
from tests.views.export.test_chat_html import answer, saying

pytestmark = pytest.mark.usefixtures("qapp")


def pdf_of(chat: WholeChat, *, versions: bool = False) -> pypdf.PdfReader:
    """Made on a thread of its own, as in the program."""
    made: list[bytes] = []

    def work() -> None:
        with collector_held_off():
            made.extend(pdf_pieces(chat, DocumentWords(), versions=versions))

    thread = Thread(target=work)
    thread.start()
    thread.join()
    return pypdf.PdfReader(io.BytesIO(b"".join(made)))


def plain_pages() -> PdfPages:
    look = PdfLook(
        font=QFont("DejaVu Sans", 10), css="", muted=QColor("grey"), title="t", footer="{page}"
    )
    return PdfPages(look)


def words(reader: pypdf.PdfReader) -> str:
    return "".join("".join(page.extract_text().split()) for page in reader.pages)


def test_a_chat_has_its_title_its_words_and_page_numbers() -> None:
    text = "\n\n".join(f"Paragraph {number}, with some words in it." for number in range(120))
    reader = pdf_of(answer(text))
    assert reader.metadata is not None
    assert reader.metadata.title == "Plans"
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Page {number}" in page
    found = words(reader)
    assert found.startswith("Plans")
    for number in range(120):
        assert f"Paragraph{number},withsomewordsinit." in found


def test_chinese_can_be_read_and_copied() -> None:
    found = words(pdf_of(answer("你好，世界。**粗体**的中文。")))
    assert "你好，世界。" in found
    assert "粗体" in found


def test_code_calls_tables_formulas_and_pictures_are_in_it() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (3000, 4000), "red").save(buffer, "PNG")
    picture = ImagePart(
        source="a", digest="", media_type="image/png", name="red.png", data=buffer.getvalue()
    )
    call = ToolCallPart(
        source="a", call_id="1", name="read", arguments='{"p": 1}', state=ToolState.DONE,
        result="\n".join(f"row {number}" for number in range(200)),
    )  # fmt: skip
    text = TextPart(
        source="a", text="|a|b|\n|-|-|\n|cell|$x$|\n\n```python\nx = 1\n```\n\n![no](x)"
    )
    reader = pdf_of(saying(call, picture, text, replace(picture, data=b"", name="lost")))
    found = words(reader)
    for word in ("Tool:read", "row199", "cell", "x=1", "red.png", "lost"):
        assert word in found
    assert sum(len(page.images) for page in reader.pages) == 2


def test_no_line_is_cut_between_two_pages() -> None:
    pages = plain_pages()
    pages.add("<p>" + "<br>".join(f"line{number:04}" for number in range(300)) + "</p>", {})
    reader = pypdf.PdfReader(io.BytesIO(pages.finish()))
    lines = [
        [w for w in page.extract_text().split() if w.startswith("line")] for page in reader.pages
    ]
    assert [line for page in lines for line in page] == [f"line{n:04}" for n in range(300)]
    assert len({len(page) for page in lines[:-1]}) == 1


def test_what_is_too_tall_for_a_page_goes_on_on_the_next() -> None:
    pages = plain_pages()
    image = QImage(100, 4000, QImage.Format.Format_RGB32)
    pages.add('<p><img src="picture:0"></p>', {"picture:0": image})
    assert len(pypdf.PdfReader(io.BytesIO(pages.finish())).pages) > 1


def test_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    Image.new("RGB", (5, 5)).save(secret)
    markdown = f"![a](file://{secret}) <img src='file://{secret}'> [x](file://{secret})"
    assert sum(len(page.images) for page in pdf_of(answer(markdown)).pages) == 0


def test_what_is_copied_is_what_was_written() -> None:
    found = words(pdf_of(answer("The office file: a waffle.\n\n- [x] done\n\na[^1]\n\n[^1]: note")))
    assert "Theofficefile:awaffle." in found
    assert "•" not in found
    assert "1note" in found


def test_other_versions_stand_to_the_right_where_they_branch_off() -> None:
    chat = tree("a3", q1="", a1="q1", a2="q1", q2="a1", a3="q2")
    page = pdf_of(chat, versions=True).pages[0]
    places: dict[str, float] = {}

    def note(text: str, page: list[float], line: list[float], *_font: object) -> None:
        if text.strip():
            places[" ".join(text.split())] = line[4] * page[0] + line[5] * page[2] + page[4]

    page.extract_text(visitor_text=note)
    found = " ".join(page.extract_text().split())
    assert found.index("says a1") < found.index("Other version 2 of 2") < found.index("says a2")
    assert found.index("says a2") < found.index("says q2")
    assert places["says a1"] == places["says q2"] < places["says a2"]
    assert "saysa2" not in words(pdf_of(chat))


def test_the_beginning_of_code_and_headings_are_not_left_alone_at_the_end_of_a_page() -> None:
    for lines in range(30, 50):
        text = "<br>\n".join("x" for _ in range(lines)) + "\n\n```\ncode1\ncode2\ncode3\n```"
        pages = [page.extract_text() for page in pdf_of(answer(text)).pages]
        assert sum("code" in page for page in pages) == 1
