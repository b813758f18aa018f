"""What another program may be given, and under what name: by what is in it, never to be run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.file_opening import kept_name, openable_name
from tests.engine.test_office_text import archive, open_document, word
from tests.engine.tools.papers import pdf

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
DOCX = word("<w:p><w:r><w:t>x</w:t></w:r></w:p>")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("notes.txt", b"Milk", "notes.txt"),
        ("Notes.MD", b"# Milk", "Notes.md"),
        ("run.sh", b"#!/bin/sh\nrm -rf ~", None),
        ("start.desktop", b"[Desktop Entry]\nExec=rm -rf ~", None),
        ("page.html", b"<script>1</script>", None),
        ("drawing.svg", b"<svg onload='1'/>", None),
        ("run.py", b"import os", None),
        ("notes", b"Milk", None),
        ("paper.pdf", pdf("x"), "paper.pdf"),
        ("paper.exe", pdf("x"), "paper.pdf"),
        ("x.sh", PNG, "x.png"),
        ("letter.docx", DOCX, "letter.docx"),
        ("letter.docm", DOCX, "letter.docx"),
        ("letter.docx", archive(word__document_dot_xml="x", word__vbaProject_dot_bin="x"), None),
        ("letter.odt", open_document("text", ""), "letter.odt"),
        ("tool.exe", b"MZ\0\0", None),
        ("tool.txt", b"MZ\0\0", None),
        ("../../etc/passwd.txt", b"x", "passwd.txt"),
        ("C:\\\\notes.txt", b"x", "notes.txt"),
        ("con.txt", b"x", "con_.txt"),
    ],
)
def test_only_what_cannot_run_gets_a_name(name: str, data: bytes, expected: str | None) -> None:
    assert openable_name(name, data) == expected


@given(st.text(), st.sampled_from([b"words", PNG, DOCX, b"MZ\0\0"]))
def test_no_name_leads_out_of_its_folder(name: str, data: bytes) -> None:
    for found in (openable_name(name, data), kept_name(name)):
        assert found is None or (found.strip(" .") and not set(found) & set('/\\:\0\n*?"<>|'))
