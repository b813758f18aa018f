"""The tools for files: they do what they say, and only in the chat's folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.engine.tools.work_folder import LARGEST_WRITTEN, WorkFolder
from gui.model.gate import Effect
from gui.model.tool_refusal import ToolRefusal
from tests.engine.tools.bench import answer, called, file_bench, refusal

PATCH = "--- a/notes.txt\n+++ b/notes.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+zwei\n"


async def test_the_folder_is_made_with_the_first_file(folder: Path) -> None:
    bench = file_bench(folder)
    assert await answer(bench, "list_files") == "The working folder is empty."
    assert not folder.exists()
    said = await answer(bench, "write_file", path="src/deep/a.py", content="print(1)\n")
    assert said == "Made src/deep/a.py: 1 lines, 9 bytes."
    assert (folder / "src/deep/a.py").read_text() == "print(1)\n"
    listed = await answer(bench, "list_files", depth=3)
    assert listed == "src/\nsrc/deep/\nsrc/deep/a.py (9 bytes)"
    assert "src/deep/ (not looked into)" in await answer(bench, "list_files", depth=2)


async def test_a_file_is_read_in_numbered_slices(folder: Path) -> None:
    bench = file_bench(folder)
    folder.mkdir()
    (folder / "long.txt").write_text("".join(f"line {n}\n" for n in range(1, 1001)))
    said = await answer(bench, "read_file", path="long.txt", offset=499, limit=2)
    assert said.splitlines() == [
        "long.txt, lines 499 to 500 of 1000; go on with offset=501",
        "   499\tline 499",
        "   500\tline 500",
    ]
    assert "behind its end" in await refusal(bench, "read_file", path="long.txt", offset=1001)
    (folder / "wide.txt").write_text("x" * 100_000)
    assert len(await answer(bench, "read_file", path="wide.txt")) < 3000


async def test_binary_files_are_told_and_odd_bytes_replaced(folder: Path) -> None:
    bench = file_bench(folder)
    folder.mkdir()
    (folder / "a.png").write_bytes(b"\x89PNG\0\0\0")
    (folder / "latin.txt").write_bytes("größe".encode("latin-1"))
    (folder / "wide.txt").write_bytes("hällo\n".encode("utf-16"))
    (folder / "empty").write_text("")
    assert "binary file of 7 bytes" in await refusal(bench, "read_file", path="a.png")
    assert "gr\ufffd\ufffde" in await answer(bench, "read_file", path="latin.txt")
    assert "hällo" in await answer(bench, "read_file", path="wide.txt")
    assert await answer(bench, "read_file", path="empty") == "empty is empty."


@pytest.mark.parametrize("name", ["read_file", "write_file", "list_files", "search_files"])
@pytest.mark.parametrize(
    "path", ["../secret.txt", "{outside}/secret.txt", "link/secret.txt", "a/../../x", "file-link"]
)
async def test_nothing_leads_out(folder: Path, name: str, path: str) -> None:
    folder.mkdir()
    (folder / "link").symlink_to(folder.parent)
    (folder / "file-link").symlink_to(folder.parent / "secret.txt")
    arguments = {"path": path.format(outside=folder.parent)}
    if name == "write_file":
        arguments["content"] = "broken in"
    if name == "search_files":
        arguments["pattern"] = "secret"
    said = await refusal(file_bench(folder), name, **arguments)
    assert "working folder" in said
    assert (folder.parent / "secret.txt").read_text() == "secret"


async def test_links_that_stay_inside_are_followed(folder: Path) -> None:
    bench = file_bench(folder)
    await answer(bench, "write_file", path="real/a.txt", content="one")
    (folder / "alias").symlink_to("real")
    await answer(bench, "write_file", path="alias/a.txt", content="two")
    assert (folder / "real/a.txt").read_text() == "two"
    assert "alias (a link)" in await answer(bench, "list_files")
    (folder / "loop").symlink_to("loop")
    assert "link" in await refusal(bench, "read_file", path="loop")


def test_a_folder_that_becomes_a_link_between_look_and_deed_is_refused(folder: Path) -> None:
    class Quick(WorkFolder):
        """Someone else is quicker: the folder is swapped after it was looked at."""

        def place(self, text: str) -> Path:
            place = super().place(text)
            if (folder / "sub").is_dir() and not (folder / "sub").is_symlink():
                (folder / "sub").rename(folder / "away")
                (folder / "sub").symlink_to(folder.parent)
            return place

    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "secret.txt").write_text("mine")
    with pytest.raises(ToolRefusal):
        Quick(folder).read("sub/secret.txt")


async def test_pipes_and_folders_are_no_files(folder: Path) -> None:
    bench = file_bench(folder)
    folder.mkdir()
    os.mkfifo(folder / "pipe")
    assert "no ordinary file" in await refusal(bench, "read_file", path="pipe")
    assert "folder" in await refusal(bench, "read_file", path=".")
    assert "folder" in await refusal(bench, "write_file", path=".", content="")
    (folder / "sub").mkdir()
    assert "folder" in await refusal(bench, "write_file", path="sub", content="")
    assert "list_files" in await refusal(bench, "read_file", path="nothing.txt")
    await answer(bench, "write_file", path="file", content="")
    assert "is a file" in await refusal(bench, "write_file", path="file/x", content="")


async def test_writing_keeps_the_mode_and_leaves_nothing_unfinished(folder: Path) -> None:
    bench = file_bench(folder)
    await answer(bench, "write_file", path="run.sh", content="#!/bin/sh\n")
    (folder / "run.sh").chmod(0o750)
    await answer(bench, "write_file", path="run.sh", content="#!/bin/sh\nexit 1\n")
    assert stat.S_IMODE((folder / "run.sh").stat().st_mode) == 0o750
    large = await refusal(bench, "write_file", path="b", content="x" * (LARGEST_WRITTEN + 1))
    assert "at most" in large
    assert "half of a character" in await refusal(bench, "write_file", path="b", content="\ud800")
    assert [item.name for item in folder.iterdir()] == ["run.sh"]


async def test_the_gate_is_shown_what_would_change(folder: Path) -> None:
    bench = file_bench(folder)
    said = await called(bench, "write_file", path="notes.txt", content="one\ntwo\n")
    assert said.facts.preview == "--- /dev/null\n+++ b/notes.txt\n@@ -0,0 +1,2 @@\n+one\n+two\n"
    assert (said.facts.effect, said.facts.place) == (Effect.WRITE, str(folder))
    assert said.facts.tool_id == "files/write_file"
    said = await called(bench, "apply_patch", patch=PATCH)
    assert said.facts.preview == PATCH
    assert said.text == "changed notes.txt."
    assert (folder / "notes.txt").read_text() == "one\nzwei\n"
    facts = bench.facts("apply_patch", {"patch": PATCH})
    assert facts.preview == "", "it does not fit any more"
    assert bench.facts("write_file", {"path": 7}).effect is Effect.WRITE
    assert bench.facts("write_file", {"path": "../x", "content": "y"}).preview == ""
    assert bench.facts("read_file", {}).effect is Effect.READ


async def test_a_patch_is_applied_as_a_whole_or_not_at_all(folder: Path) -> None:
    bench = file_bench(folder)
    await answer(bench, "write_file", path="notes.txt", content="one\ntwo\n")
    misfit = "--- a/other.txt\n+++ b/other.txt\n@@ -1 +1 @@\n-a\n+b\n"
    said = await refusal(bench, "apply_patch", patch=PATCH + misfit)
    assert said == "There is no file 'other.txt' to be patched. Nothing was changed."
    assert (folder / "notes.txt").read_text() == "one\ntwo\n"
    made = "--- /dev/null\n+++ b/new/x.txt\n@@ -0,0 +1 @@\n+hello\n"
    gone = "--- a/notes.txt\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-one\n-two\n"
    assert await answer(bench, "apply_patch", patch=made + gone) == (
        "made new/x.txt; removed notes.txt."
    )
    assert not (folder / "notes.txt").exists()
    assert "exists" in await refusal(bench, "apply_patch", patch=made)
    outside = made.replace("new/x.txt", "../x.txt")
    assert "leads out" in await refusal(bench, "apply_patch", patch=outside)


async def test_patches_keep_byte_order_marks_and_refuse_other_encodings(folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\n")
    bench = file_bench(folder)
    await answer(bench, "apply_patch", patch=PATCH)
    assert (folder / "notes.txt").read_bytes() == b"\xef\xbb\xbfone\r\nzwei\r\n"
    (folder / "notes.txt").write_bytes(b"one\ntwo\n\xff")
    assert "UTF-8" in await refusal(bench, "apply_patch", patch=PATCH)


async def test_arguments_that_do_not_fit_are_explained(folder: Path) -> None:
    bench = file_bench(folder)
    assert await refusal(bench, "write_file", path="x") == (
        "The arguments do not fit. content: Field required."
    )
    assert "no argument encoding" in await refusal(bench, "read_file", path="x", encoding="utf-8")


async def test_without_a_folder_the_tools_say_so() -> None:
    said = await called(file_bench(None), "read_file", path="x")
    assert said.failed
    assert "no working folder" in said.text
    assert said.facts.place == ""


@given(st.lists(st.sampled_from(["..", "link", "out", "a", "/", "~", "."]), max_size=6))
def test_no_path_is_placed_outside(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    base = tmp_path_factory.getbasetemp() / "placing"
    root = base / "root"
    if not root.exists():
        root.mkdir(parents=True)
        (root / "link").symlink_to(base)
        (root / "out").symlink_to("..")
        (root / "a").symlink_to("out/root")
    try:
        place = WorkFolder(root).place("/".join(parts))
    except ToolRefusal:
        return
    assert place.is_relative_to(root.resolve())
