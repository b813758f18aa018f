"""Looking for text in files: literally or by RE2, bounded whatever the pattern."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.engine.bench_of_tools import Bench
from tests.engine.tools.bench import answer, file_bench, refusal


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    (tmp_path / "src").mkdir()
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "a.md").write_text("First line\nStraße und 北京\n")
    (tmp_path / "src" / "b.py").write_text("def first():\n    return 2\n")
    (tmp_path / "node_modules" / "c.js").write_text("first")
    (tmp_path / "picture.png").write_bytes(b"\0first")
    (tmp_path / "link.md").symlink_to("/etc/hosts")
    return file_bench(tmp_path)


async def test_words_are_found_with_file_and_line(bench: Bench) -> None:
    found = await answer(bench, "search_files", pattern="first")
    assert found == "a.md:1: First line\nsrc/b.py:1: def first():"
    assert await answer(bench, "search_files", pattern="FIRST", match_case=True) == (
        "Nothing was found."
    )
    assert await answer(bench, "search_files", pattern="北京") == "a.md:2: Straße und 北京"
    assert await answer(bench, "search_files", pattern="(") == "src/b.py:1: def first():"


async def test_the_search_is_narrowed_by_folder_and_name(bench: Bench) -> None:
    assert await answer(bench, "search_files", pattern="first", files="*.py") == (
        "src/b.py:1: def first():"
    )
    assert await answer(bench, "search_files", pattern="first", files="src/*") == (
        "src/b.py:1: def first():"
    )
    assert "b.py" not in await answer(bench, "search_files", pattern="first", path="a.md")
    assert "no such place" in await refusal(bench, "search_files", pattern="x", path="gone")


async def test_regular_expressions(bench: Bench) -> None:
    found = await answer(bench, "search_files", pattern=r"^def \w+\(", regular_expression=True)
    assert found == "src/b.py:1: def first():"
    found = await answer(bench, "search_files", pattern="北.|RETURN", regular_expression=True)
    assert found == "a.md:2: Straße und 北京\nsrc/b.py:2:     return 2"


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(x+x+)+y", "(?:" * 60 + "a" + "+)" * 60, "(a|a)*b", "(.*)*(.*)*c"]
)
async def test_a_hostile_pattern_ends_soon(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "a.txt").write_text(("a" * 5000 + "!\n") * 200)
    await answer(file_bench(tmp_path), "search_files", pattern=pattern, regular_expression=True)


@pytest.mark.parametrize("pattern", ["(", "(a{1000}){1000}", "(?=a)", "x" * 501, "", "\\1"])
async def test_what_is_no_pattern_is_explained(bench: Bench, pattern: str) -> None:
    said = await refusal(bench, "search_files", pattern=pattern, regular_expression=True)
    assert "expression" in said or "500 characters" in said
    assert "b'" not in said


async def test_matches_and_long_lines_are_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("needle\n" * 1000)
    (tmp_path / "b.txt").write_text("x" * 900 + "needle" + "y" * 100_000)
    bench = file_bench(tmp_path)
    found = (await answer(bench, "search_files", pattern="needle")).splitlines()
    assert len(found) == 201
    assert found[-1] == "… and more: only 200 are shown."
    long = await answer(bench, "search_files", pattern="needle", path="b.txt")
    assert "needle" in long
    assert len(long) < 400
