"""Searching the documents of an agent: text and PDF, English and Chinese, good and damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gui.engine.bench_of_tools import Bench
from gui.engine.tools.built_in import built_in_bench
from gui.engine.tools.surroundings import ToolSurroundings
from gui.model.gate import Effect
from tests.engine.tools.bench import answer, called, refusal
from tests.engine.tools.papers import pdf


def bench_for(*paths: Path) -> Bench:
    around = ToolSurroundings(session_id="chat", documents=paths)
    return built_in_bench(["documents"], around)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    filler = "\n\n".join("Nothing of note stands in this paragraph at all. " * 8 for _ in range(4))
    path.write_text(f"# Penguins\n\nPenguins swim.\n\n{filler}\n\n今天我们学习机器学习的基础。\n")
    return path


async def test_a_passage_is_found_with_its_line(notes: Path) -> None:
    bench = bench_for(notes)
    said = await answer(bench, "search_documents", question="a penguin that swims", limit=1)
    assert said.startswith("[notes.md, line 1]\n# Penguins\n\nPenguins swim.")
    said = await answer(bench, "search_documents", question="机器学习", limit=1)
    assert "机器学习的基础" in said
    assert "学习机" not in await answer(bench, "search_documents", question="学机", limit=1)
    assert await answer(bench, "search_documents", question="zebra") == (
        "Nothing was found. Try other words."
    )


async def test_a_pdf_is_found_with_its_page(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(pdf("Of introductions.", "Of zebras and their stripes.", "Of ends."))
    bench = bench_for(paper)
    said = await called(bench, "search_documents", question="stripes of a zebra", limit=1)
    assert said.text == "[paper.pdf, page 2]\nOf zebras and their stripes."
    assert (said.facts.effect, said.facts.tool_id) == (Effect.READ, "documents/search_documents")


async def test_a_changed_document_is_read_again(notes: Path) -> None:
    bench = bench_for(notes)
    await answer(bench, "search_documents", question="penguins")
    notes.write_text("Zebras run.")
    assert "Zebras run." in await answer(bench, "search_documents", question="zebras")
    assert "Nothing was found" in await answer(bench, "search_documents", question="penguins")
    notes.unlink()
    said = await answer(bench, "search_documents", question="zebras")
    assert "notes.md: It cannot be read: No such file or directory." in said


async def test_what_cannot_be_read_is_said_beside_what_was_found(
    notes: Path, tmp_path: Path
) -> None:
    locked, broken, empty = (tmp_path / f"{name}.pdf" for name in ("locked", "broken", "empty"))
    locked.write_bytes(pdf("secret", password="secret"))
    broken.write_bytes(b"%PDF-1.7\nrubbish")
    empty.write_bytes(pdf(""))
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\0")
    os.mkfifo(tmp_path / "pipe")
    bench = bench_for(notes, locked, broken, empty, picture, tmp_path / "pipe", tmp_path)
    said = await answer(bench, "search_documents", question="penguins")
    assert "Penguins swim." in said
    assert "locked.pdf: The PDF is encrypted" in said
    assert "broken.pdf: The PDF is damaged" in said
    assert "empty.pdf: The PDF has no text" in said
    assert "picture.png: It is neither text nor PDF" in said
    assert "pipe: It is no ordinary file." in said
    assert f"{tmp_path.name}: It" in said


async def test_the_model_is_told_which_documents_there_are(notes: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "notes.md"
    (tool,) = await bench_for(notes, other).workbench.list_tools()
    assert tool.get("description", "").endswith(f"The documents: {notes}, {other}.")


async def test_without_documents_or_words_it_says_so(notes: Path) -> None:
    assert "No documents" in await refusal(bench_for(), "search_documents", question="x")
    assert "no word" in await refusal(bench_for(notes), "search_documents", question='"*')
