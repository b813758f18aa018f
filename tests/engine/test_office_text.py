"""Documents of office programs as text: in order, within bounds, whatever is in the archive."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.engine.enclosures import said_now
from gui.engine.tools.office_text import office_text, office_trouble
from gui.engine.tools.patience import Patience
from gui.model.file_kind import FileKind, kind_of
from gui.model.tool_refusal import ToolRefusal
from gui.model.turn import FilePart

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def archive(**parts: str) -> bytes:
    """Names of parts have `__` for a slash and `_dot_` for a dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return buffer.getvalue()


def word(body: str) -> bytes:
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return archive(word__document_dot_xml=xml)


SHEETS = archive(
    xl__workbook_dot_xml=f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>'
    '<sheet name="二" sheetId="2" r:id="rId2"/><sheet name="One" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>",
    xl___rels__workbook_dot_xml_dot_rels=f'<Relationships xmlns="{P}">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    xl__sharedStrings_dot_xml=f'<sst xmlns="{S}"><si><t>name</t></si>'
    "<si><r><t>rich </t></r><r><t>text</t></r><rPh><t>no</t></rPh></si></sst>",
    xl__worksheets__sheet1_dot_xml=f'<worksheet xmlns="{S}"><sheetData><row>'
    '<c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row>'
    '<c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="b"><v>1</v></c>'
    '<c r="C2" t="inlineStr"><is><t>here</t></is></c></row></sheetData></worksheet>',
    xl__worksheets__sheet2_dot_xml=f'<worksheet xmlns="{S}"><sheetData/></worksheet>',
)


def read(data: bytes) -> str:
    return office_text(data, Patience(20))


def test_a_document_comes_in_paragraphs_and_tables() -> None:
    text = read(
        word(
            "<w:p><w:r><w:t>你好 </w:t></w:r>"
            "<w:r><w:t>&lt;b&gt;</w:t><w:tab/><w:t>end</w:t></w:r></w:p>"
            "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
            "<w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
    )
    assert text.split("\n")[0] == "你好 <b>\tend"
    assert text.split("\n")[-1].split() == ["a", "b"]
    assert "gone" not in text


def test_a_workbook_comes_sheet_by_sheet_as_it_orders_them() -> None:
    assert read(SHEETS).split("\n") == [
        "[Sheet 二]", "", "[Sheet One]", "name\t\trich text", "2\tTRUE\there",
    ]  # fmt: skip


def test_slides_come_by_their_numbers() -> None:
    slide = f'<p:sld xmlns:p="x" xmlns:a="{A}"><a:p><a:r><a:t>%s</a:t></a:r></a:p></p:sld>'
    data = archive(
        ppt__presentation_dot_xml="<p/>",
        ppt__slides__slide10_dot_xml=slide % "last",
        ppt__slides__slide2_dot_xml=slide % "first",
    )
    assert read(data).split("\n") == ["[Slide 2]", "first", "", "[Slide 10]", "last"]


def test_the_kind_is_known_by_what_is_inside() -> None:
    assert kind_of(word(""))[0] is FileKind.OFFICE
    assert kind_of(SHEETS)[1].endswith("spreadsheetml.sheet")
    assert kind_of(archive(a="b"))[0] is FileKind.OTHER


def test_a_model_is_told_the_text() -> None:
    data = word("<w:p><w:r><w:t>Plans</w:t></w:r></w:p>")
    part = FilePart(source="user", digest="", media_type=kind_of(data)[1], name="p.docx", data=data)
    assert said_now("Read", (part,)) == ("Read\n\n<file name='p.docx'>\nPlans\n</file>",)


@pytest.mark.parametrize(
    "data",
    [
        word("")[:-40],
        word("<w:p>"),
        word("<w:p/>").replace(b"word", b"nord"),
        archive(word__document_dot_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        archive(word__document_dot_xml="<a>" + " " * 150_000_000 + "</a>"),
        archive(xl__workbook_dot_xml="<workbook/>"),
    ],
    ids=["cut", "open", "renamed", "entity", "bomb", "parts missing"],
)
def test_what_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(ToolRefusal):
        office_text(data, Patience(20))


@given(st.integers(0, len(SHEETS) - 1), st.binary(min_size=1, max_size=20))
def test_damage_is_refused_or_read_past(at: int, change: bytes) -> None:
    with suppress(ToolRefusal):
        read(SHEETS[:at] + change + SHEETS[at + len(change) :])


def open_document(kind: str, body: str, manifest: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            zipfile.ZipInfo("mimetype"), f"application/vnd.oasis.opendocument.{kind}".encode()
        )
        names = ("office", "text", "table", "draw")
        spaces = " ".join(f'xmlns:{name}="urn:{name}"' for name in names)
        made.writestr("content.xml", f"<office:body {spaces}>{body}</office:body>")
        made.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return buffer.getvalue()


def test_open_documents_are_known_by_what_they_say_of_themselves() -> None:
    for kind in ("text", "spreadsheet", "presentation"):
        expected = (FileKind.OFFICE, f"application/vnd.oasis.opendocument.{kind}")
        assert kind_of(open_document(kind, "")) == expected
    assert kind_of(open_document("formula", ""))[0] is FileKind.OTHER


def test_the_words_the_tables_and_the_slides_of_open_documents_are_read() -> None:
    words = open_document(
        "text",
        "<text:h>Title</text:h><text:p>Milk<text:tab/>and<text:s text:c='3'/>bread"
        "<text:line-break/>你好</text:p>"
        "<office:annotation><text:p>a comment</text:p></office:annotation>",
    )
    assert read(words) == "Title\nMilk\tand   bread\n你好"
    cells = open_document(
        "spreadsheet",
        "<table:table table:name='二'><table:table-row>"
        "<table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell table:number-columns-repeated='2'/>"
        "<table:table-cell><text:p>d</text:p></table:table-cell>"
        "<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
        "<table:table-row table:number-rows-repeated='1000000'><table:table-cell/>"
        "</table:table-row></table:table>",
    )
    assert read(cells) == "[二]\na \t\t\td"
    slides = open_document(
        "presentation",
        "<draw:page><text:p>One</text:p></draw:page><draw:page><text:p>Two</text:p></draw:page>",
    )
    assert read(slides) == "[Slide 1]\nOne\n\n[Slide 2]\nTwo"


@cache
def bomb() -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made,
        made.open("word/document.xml", "w") as part,
    ):
        for _ in range(101):
            part.write(b" " * 1_000_000)
    return buffer.getvalue()


def test_what_cannot_be_read_is_seen_at_a_glance() -> None:
    assert not office_trouble(SHEETS)
    assert not office_trouble(open_document("text", "<text:p>x</text:p>"))
    locked = open_document("text", "", "<file-entry><encryption-data/></file-entry>")
    assert office_trouble(locked) == "encrypted"
    assert office_trouble(SHEETS[:-40]) == "damaged"
    assert len(bomb()) < 200_000
    assert office_trouble(bomb()) == "bomb"
