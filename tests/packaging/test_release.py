"""A release: what stands in its way is named, and what is in it is written down."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

import gui
from tests.packaging.tools import LINUX, PACKAGING, ROOT, run, script

METAINFO = "packaging/linux/chat.parley.Parley.metainfo.xml"
COPIED = (
    "CHANGELOG.md",
    "gui/__init__.py",
    "pyproject.toml",
    "requirements.lock",
    "requirements-test.lock",
    "requirements-build.lock",
    METAINFO,
)
DATED = "2026-01-31"

Change = Callable[[str, str, str], None]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A source tree that could be released: what is checked of ours, dated and committed."""
    root = tmp_path / "tree"
    for name in COPIED:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    changelog = root / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8").replace("- Unreleased", f"- {DATED}", 1)
    changelog.write_text(text, encoding="utf-8")
    assert script("release.py", "--root", root, "metainfo").returncode == 0
    _git(root, "init", "--quiet")
    _commit(root)
    return root


@pytest.fixture
def change(tree: Path) -> Change:
    """Replace something in a file of the tree, and commit it."""

    def replace(name: str, before: str, after: str) -> None:
        text = (tree / name).read_text(encoding="utf-8")
        assert before in text
        (tree / name).write_text(text.replace(before, after, 1), encoding="utf-8")
        _commit(tree)

    return replace


def test_a_tree_that_can_be_released_has_no_faults(tree: Path) -> None:
    assert _faults(tree) == []


def test_a_version_without_its_section_is_named(tree: Path, change: Change) -> None:
    change("gui/__init__.py", gui.__version__, "99.0.0")
    assert _faults(tree) == [
        f"CHANGELOG.md begins with {gui.__version__}, gui/__init__.py says 99.0.0"
    ]


def test_a_section_without_a_date_is_named(tree: Path, change: Change) -> None:
    change("CHANGELOG.md", f"- {DATED}", "- Unreleased")
    assert f"the section {gui.__version__} of CHANGELOG.md has no date yet" in _faults(tree)


def test_releases_that_are_not_in_the_appstream_file_are_named(tree: Path, change: Change) -> None:
    section = "## [99.0.0] - 2026-12-31\n\n- **New.** Text.\n\n"
    change("CHANGELOG.md", f"## [{gui.__version__}]", f"{section}## [{gui.__version__}]")
    change("gui/__init__.py", gui.__version__, "99.0.0")
    [fault] = _faults(tree)
    assert "run packaging/release.py metainfo" in fault


def test_a_file_that_is_not_committed_is_named(tree: Path) -> None:
    (tree / "new.txt").write_text("new", encoding="utf-8")
    assert _faults(tree) == ["1 files are not committed, first new.txt"]


def test_a_requirement_that_is_not_locked_is_named(tree: Path, change: Change) -> None:
    change("pyproject.toml", '"keyring>=25"', '"keyring>=9999"')
    found = _faults(tree)
    assert len(found) == 3, "one for each lock file"
    assert all("pyproject.toml wants keyring>=9999" in fault for fault in found)


def test_lock_files_that_differ_are_named(tree: Path, change: Change) -> None:
    line = next(
        line
        for line in (tree / "requirements-test.lock").read_text(encoding="utf-8").splitlines()
        if line.startswith("h11==")
    )
    change("requirements-test.lock", line, "h11==0.0.1 \\")
    [fault] = [fault for fault in _faults(tree) if "h11" in fault]
    assert "another lock file" in fault or "requirements-test.lock has h11 0.0.1" in fault


def test_the_notes_are_the_newest_section() -> None:
    notes = script("release.py", "notes").stdout
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert notes.strip() in changelog
    assert notes.startswith("### ")
    assert "## [" not in notes


def test_the_appstream_file_has_the_releases_of_the_changelog(tmp_path: Path) -> None:
    for name in COPIED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    assert script("release.py", "--root", tmp_path, "metainfo").returncode == 0
    written = (tmp_path / METAINFO).read_text(encoding="utf-8")
    assert written == (ROOT / METAINFO).read_text(encoding="utf-8"), (
        "run `python packaging/release.py metainfo`"
    )
    assert f'version="{gui.__version__}"' in written
    assert LINUX / Path(METAINFO).name == ROOT / METAINFO


def test_a_manifest_lists_every_file_and_sums_up_the_artefacts(tmp_path: Path) -> None:
    (tmp_path / "parley.deb").write_bytes(b"package")
    (tmp_path / "parley" / "lib").mkdir(parents=True)
    (tmp_path / "parley" / "lib" / "one.so").write_bytes(b"12345")
    (tmp_path / "parley" / "two.so").symlink_to("lib/one.so")
    for _ in range(2):  # a second time, its own files are there already
        assert script("release.py", "manifest", tmp_path).returncode == 0
    assert (tmp_path / "FILES.txt").read_text(encoding="utf-8").splitlines() == [
        "           7  parley.deb",
        "           5  parley/lib/one.so",
        "        link  parley/two.so -> lib/one.so",
    ]
    sums = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert sums[0] == f"{hashlib.sha256(b'package').hexdigest()}  parley.deb"
    assert [line.split()[1] for line in sums] == ["parley.deb", "FILES.txt"]
    subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=10,
    )


def test_the_bill_names_what_is_in_the_bundle_with_licences_and_locked_sums(
    bill: dict[str, Any],
) -> None:
    parts = {part["name"]: part for part in bill["components"]}
    assert {"qasync", "pyside6-essentials", "qt", "python", "libc.so.6"} == set(parts)
    assert parts["qasync"]["purl"] == f"pkg:pypi/qasync@{distribution('qasync').version}"
    assert parts["qt"]["version"] == parts["pyside6-essentials"]["version"]
    assert parts["python"]["version"].count(".") == 2
    assert parts["libc.so.6"]["hashes"] == [
        {"alg": "SHA-256", "content": hashlib.sha256(b"stripped").hexdigest()}
    ]
    assert bill["metadata"]["component"]["version"] == gui.__version__
    assert bill["specVersion"] == "1.6"
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert all(part["licenses"] for name, part in parts.items() if name != "libc.so.6")
    sums = [one["content"] for one in parts["qasync"]["externalReferences"][0]["hashes"]]
    assert sums
    assert all(f"--hash=sha256:{one}" in lock for one in sums)


@pytest.fixture
def bill(tmp_path: Path) -> dict[str, Any]:
    """The bill of a small bundle, as PyInstaller's tables would describe it."""
    import PySide6
    import qasync

    work = tmp_path / "work"
    work.mkdir()
    (tmp_path / "libc.so.6").write_bytes(b"stripped")
    qt = str(Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Core.so.6")
    tables = {
        "PYZ-00.toc": ("PYZ-00.pyz", [("qasync", qasync.__file__, "PYMODULE")]),
        "EXE-00.toc": ("parley", True, [("ast", ast.__file__, "PYMODULE")]),
        "COLLECT-00.toc": (
            [
                ("PySide6/Qt/lib/libQt6Core.so.6", qt, "BINARY"),
                ("libc.so.6", _loaded("libc.so.6"), "BINARY"),
                ("gui/_resources/providers.toml", "resources/providers.toml", "DATA"),
            ],
        ),
    }
    for name, content in tables.items():
        (work / name).write_text(repr(content), encoding="utf-8")
    output = tmp_path / "bill.json"
    command = (
        sys.executable,
        "-B",
        PACKAGING / "release.py",
        "sbom",
        "--files",
        tmp_path,
        "--work",
        work,
    )
    environment = {"SOURCE_DATE_EPOCH": "1700000000", "PATH": "/usr/bin:/bin"}
    for path in (output, tmp_path / "again.json"):
        done = run(*command, "--output", path, environment=environment)
        assert done.returncode == 0, done.stderr
    assert output.read_bytes() == (tmp_path / "again.json").read_bytes()
    found: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return found


def _loaded(name: str) -> str:
    """Where this process has the library from."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return next(line.split()[-1] for line in lines if line.endswith(f"/{name}"))


def _faults(root: Path) -> list[str]:
    done = script("release.py", "--root", root, "check")
    found = done.stderr.splitlines()
    assert done.returncode == (1 if found else 0), done.stderr
    return found


def _commit(root: Path) -> None:
    _git(root, "add", "--all")
    _git(root, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "--quiet", "-m", "x")


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, timeout=10, capture_output=True)
