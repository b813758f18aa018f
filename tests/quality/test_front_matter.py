"""What a visitor reads first is true, complete and up to date."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import gui
from tests.quality import file_overview
from tests.quality.source_tree import ROOT, Finding, advise, files

DOCUMENTS = ("README.md", "README.zh-CN.md", "CHANGELOG.md", "ARCHITECTURE.md")
READMES = ("README.md", "README.zh-CN.md")
TEXT_SUFFIXES = (
    ".cfg",
    ".desktop",
    ".html",
    ".json",
    ".lock",
    ".md",
    ".ps1",
    ".py",
    ".qss",
    ".sh",
    ".svg",
    ".toml",
    ".ts",
    ".txt",
    ".xml",
    ".yaml",
    ".yml",
    "",
)

# Put together here, so that this file does not hold what it looks for.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("conda", "anaconda", "org"),
        ("mirrors", "aliyun", "com"),
        ("tuna", "tsinghua"),
    )
)
MACHINE_PATHS = tuple(f"/{name}/" for name in ("work", "root", "Users"))
HOME_OF_SOMEONE = re.compile(r"/home/[a-z]")


def test_no_package_registry_is_named() -> None:
    found = _lines_with(lambda line: any(host in line for host in REGISTRIES))
    assert not found, advise(found, "Lock files and scripts name no registry: pip knows its own.")


def test_no_path_of_one_machine_is_named() -> None:
    def names_a_machine(line: str) -> bool:
        return any(path in line for path in MACHINE_PATHS) or bool(HOME_OF_SOMEONE.search(line))

    found = _lines_with(names_a_machine)
    assert not found, advise(found, "Use a path that means something on every machine.")


@pytest.mark.parametrize("name", READMES)
def test_the_readme_begins_with_what_it_is_a_picture_and_two_commands(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    title, picture = text.index("# Parley"), text.index("](resources/screenshots/")
    start, test = text.index("./start.sh"), text.index("./test.sh")
    assert title < picture < start < test
    assert text[:picture].count("\n## ") == 0, "the picture comes before the first section"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_inside_the_project_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
    targets += re.findall(r"(?:src|srcset|href)=\"([^\"#]+)\"", text)
    inside = [target for target in targets if "://" not in target]
    missing = [target for target in inside if not (ROOT / target).exists()]
    assert not missing, f"{name} links to what is not there: {missing}"


def test_the_version_has_one_source_and_a_place_in_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project
    assert project["dynamic"] == ["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{gui.__version__}]" in changelog


def test_the_file_overview_is_up_to_date() -> None:
    up_to_date = file_overview.documented() == file_overview.overview()
    assert up_to_date, "run `python -m tests.quality.file_overview --write`"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_each_locked_package_has_a_version_and_hashes(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
    loose = [entry for entry in entries if not re.match(r"[\w.-]+==\S+", entry)]
    assert not loose
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def _lines_with(condition: object) -> list[Finding]:
    assert callable(condition)
    return [
        Finding(path=path.relative_to(ROOT).as_posix(), line=number, what=line.strip()[:120])
        for path in _text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if condition(line)
    ]


def _text_files() -> Iterator[Path]:
    return files(suffixes=TEXT_SUFFIXES)
