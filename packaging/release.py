"""Checks and describes a release: version, changelog, lock files, lists of files, contents.

`python packaging/release.py check | notes | metainfo | manifest DIR | sbom ...`
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from changelog import Section, sections
from metainfo import with_releases
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
METAINFO = Path("packaging/linux/chat.parley.Parley.metainfo.xml")
LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)", re.MULTILINE)
VERSION = re.compile(r'^__version__ = "(?P<version>[^"]+)"$', re.MULTILINE)

LIST = "FILES.txt"
SUMS = "SHA256SUMS"
GIT_LIMIT = 30.0


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    root: Path = given.root
    match given.command:
        case "check":
            return _report(faults(root))
        case "notes":
            print(newest(root).text)
        case "metainfo":
            write_metainfo(root)
        case "manifest":
            write_manifest(given.folder)
        case "sbom":
            # Its library is there where bundles are built, and is not needed for the rest.
            from software_bill import Bundle, bill

            bundle = Bundle(given.files, given.work, root / "requirements.lock")
            given.output.write_text(bill(bundle, version(root)), encoding="utf-8")
    return 0


def version(root: Path) -> str:
    """The version's one source."""
    found = VERSION.search(_text(root, "gui/__init__.py"))
    if found is None:
        raise ValueError("gui/__init__.py has no __version__")
    return found["version"]


def newest(root: Path) -> Section:
    return sections(_text(root, "CHANGELOG.md"))[0]


def faults(root: Path) -> list[str]:
    """What stands in the way of a release."""
    found = list(_version_faults(root))
    found += _lock_faults(root)
    found += _tree_faults(root)
    return found


def write_metainfo(root: Path) -> None:
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    text = with_releases(_text(root, METAINFO), sections(_text(root, "CHANGELOG.md")), today=today)
    (root / METAINFO).write_text(text, encoding="utf-8")


def write_manifest(folder: Path) -> None:
    """Two files in `folder`: every file below it with its size, and sums for `sha256sum -c`."""
    listed = [path for path in _files(folder) if path.name not in {LIST, SUMS}]
    rows = [_row(path, folder) for path in listed]
    (folder / LIST).write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    artefacts = [path for path in listed if path.parent == folder and not path.is_symlink()]
    sums = [f"{_sum(path)}  {path.name}\n" for path in [*artefacts, folder / LIST]]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")


def _version_faults(root: Path) -> Iterator[str]:
    here, section = version(root), newest(root)
    if section.version != here:
        yield f"CHANGELOG.md begins with {section.version}, gui/__init__.py says {here}"
    if section.date is None:
        yield f"the section {section.version} of CHANGELOG.md has no date yet"
    before = _text(root, METAINFO)
    if before != with_releases(before, sections(_text(root, "CHANGELOG.md")), today="?"):
        yield f"{METAINFO.name} has other releases; run packaging/release.py metainfo"


def _lock_faults(root: Path) -> Iterator[str]:
    """Whether each direct requirement is locked within its limits, and alike in all locks."""
    project = tomllib.loads(_text(root, "pyproject.toml"))["project"]
    extras: dict[str, list[str]] = project["optional-dependencies"]
    wanted = {"requirements.lock": project["dependencies"]}
    wanted |= {
        f"requirements-{extra}.lock": [*project["dependencies"], *lines]
        for extra, lines in extras.items()
    }
    first: dict[str, str] = {}
    for name, lines in wanted.items():
        if not (root / name).is_file():
            yield f"{name} is missing"
            continue
        locked = locked_versions(_text(root, name))
        for requirement in map(Requirement, lines):
            at = locked.get(canonicalize_name(requirement.name))
            if at is None or not requirement.specifier.contains(at, prereleases=True):
                yield f"{name} has {requirement.name} {at}, pyproject.toml wants {requirement}"
        for package, at in locked.items():
            if first.setdefault(package, at) != at:
                yield f"{name} has {package} {at}, another lock file has {first[package]}"


def locked_versions(lock: str) -> dict[str, str]:
    return {canonicalize_name(match["name"]): match["version"] for match in LOCKED.finditer(lock)}


def _tree_faults(root: Path) -> Iterator[str]:
    done = subprocess.run(
        ["git", "status", "--porcelain"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=GIT_LIMIT,
        check=False,
    )
    if done.returncode:
        yield "not a git work tree, so nobody knows what is released"
    elif done.stdout:
        changed = done.stdout.splitlines()
        yield f"{len(changed)} files are not committed, first {changed[0][3:]}"


def _files(folder: Path) -> list[Path]:
    """Files and links below `folder`, in the order of their names' bytes on every system."""
    found = [path for path in folder.rglob("*") if path.is_symlink() or path.is_file()]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix().encode())


def _row(path: Path, folder: Path) -> str:
    name = path.relative_to(folder).as_posix()
    if path.is_symlink():
        return f"{'link':>12}  {name} -> {path.readlink().as_posix()}"
    return f"{path.stat().st_size:>12}  {name}"


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _report(found: list[str]) -> int:
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


def _text(root: Path, name: str | Path) -> str:
    return (root / name).read_text(encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Check and describe a release of Parley.")
    parser.add_argument("--root", type=Path, default=ROOT, help="the source tree")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="name what stands in the way of a release")
    commands.add_parser("notes", help="print the newest section of the changelog")
    commands.add_parser("metainfo", help="write the changelog's releases to the AppStream file")
    manifest = commands.add_parser("manifest", help=f"write {LIST} and {SUMS} of a folder")
    manifest.add_argument("folder", type=Path)
    sbom = commands.add_parser("sbom", help="write what is in a bundle, as CycloneDX JSON")
    sbom.add_argument("--files", type=Path, required=True, help="the bundle's own files")
    sbom.add_argument("--work", type=Path, required=True, help="PyInstaller's work folder")
    sbom.add_argument("--output", type=Path, required=True)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
