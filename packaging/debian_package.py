"""Writes the files that a Debian package has besides its program: control, copyright, changelog.

`python packaging/debian_package.py TREE --licences DIR --depends LIST`: TREE is the root of the
package's files, DIR has the two files that licences.py wrote, LIST is from dpkg-shlibdeps.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import hashlib
import json
import os
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from changelog import sections
from licences import TEXT_RULE, WORK_RULE

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "packaging" / "debian"
NAME = "parley-chat"
DOCUMENTS = Path("usr/share/doc") / NAME

_COMMON_LICENCES = re.compile(
    r"""
    ^[ \t]*(?P<title>Apache\ License | GNU\ (LESSER\ )?GENERAL\ PUBLIC\ LICENSE)\n
    \s*Version\ (?P<version>[\d.]+) .*?
    (END\ OF\ TERMS\ AND\ CONDITIONS | \Z)
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
"""Debian keeps their texts in one place for all packages."""

_VERSION = re.compile(r'^__version__ = "(?P<version>[^"]+)"$', re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Release:
    """What is packaged, by whom, and the time that all of its files get."""

    version: str
    maintainer: str
    time: datetime.datetime


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("tree", type=Path)
    parser.add_argument("--licences", type=Path, required=True)
    parser.add_argument("--depends", required=True)
    given = parser.parse_args(arguments)
    release = this_release(os.environ)
    write_documents(given.tree, given.licences, release)
    write_control(given.tree, given.depends, release)
    return 0


def this_release(environ: Mapping[str, str]) -> Release:
    found = _VERSION.search((ROOT / "gui" / "__init__.py").read_text(encoding="utf-8"))
    if found is None:
        raise ValueError("gui/__init__.py has no __version__")
    return Release(
        version=found["version"],
        # `.invalid` belongs to nobody: who publishes a package puts an address in its place.
        maintainer=environ.get("PARLEY_MAINTAINER")
        or "Parley contributors <parley@parley.invalid>",
        time=datetime.datetime.fromtimestamp(int(environ["SOURCE_DATE_EPOCH"]), tz=datetime.UTC),
    )


def write_documents(tree: Path, licences: Path, release: Release) -> None:
    documents = tree / DOCUMENTS
    documents.mkdir(parents=True, exist_ok=True)
    (documents / "copyright").write_text(copyright_file(licences), encoding="utf-8")
    log = changelog((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), release)
    _write_gzip(documents / "changelog.gz", log)
    manual = _filled(
        "parley-chat.1.in", {"VERSION": release.version, "DATE": f"{release.time:%Y-%m-%d}"}
    )
    folder = tree / "usr/share/man/man1"
    folder.mkdir(parents=True, exist_ok=True)
    _write_gzip(folder / f"{NAME}.1.gz", manual)
    overrides = tree / "usr/share/lintian/overrides"
    overrides.mkdir(parents=True, exist_ok=True)
    (overrides / NAME).write_bytes((SOURCES / "lintian-overrides").read_bytes())


def write_control(tree: Path, depends: str, release: Release) -> None:
    """Last, since it counts and sums what is there."""
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    kilobytes = sum(-(-path.stat().st_size // 1024) for path in files)
    folder = tree / "DEBIAN"
    folder.mkdir(exist_ok=True)
    values = {
        "VERSION": release.version,
        "ARCHITECTURE": "amd64",
        "MAINTAINER": release.maintainer,
        "INSTALLED_SIZE": str(kilobytes),
        "DEPENDS": depends,
    }
    (folder / "control").write_text(_filled("control.in", values), encoding="utf-8")
    sums = (f"{_sum(path)}  {path.relative_to(tree).as_posix()}\n" for path in files)
    (folder / "md5sums").write_text("".join(sums), encoding="utf-8")


def changelog(markdown: str, release: Release) -> str:
    """CHANGELOG.md in Debian's form; a version without a date has that of the release."""
    parts: list[str] = []
    for section in sections(markdown):
        time = release.time
        if section.date is not None:
            time = datetime.datetime.fromisoformat(section.date).replace(tzinfo=datetime.UTC)
        entries = section.entries or ["See the source."]
        lines = [
            textwrap.fill(entry, 76, initial_indent="  * ", subsequent_indent="    ")
            for entry in entries
        ]
        stamp = f"{time:%a, %d %b %Y %H:%M:%S +0000}"
        parts.append(
            f"{NAME} ({section.version}) unstable; urgency=medium\n\n"
            + "\n".join(lines)
            + f"\n\n -- {release.maintainer}  {stamp}\n"
        )
    return "\n".join(parts)


def copyright_file(licences: Path) -> str:
    """Machine-readable: one licence for Parley's own files, and one of each work inside."""
    rows = json.loads((licences / "licences.json").read_text(encoding="utf-8"))
    texts = dict(_texts((licences / "licences.txt").read_text(encoding="utf-8")))
    own = (ROOT / "LICENSE").read_text(encoding="utf-8")
    holder = next(line for line in own.splitlines() if line.startswith("Copyright"))
    holder = holder.removeprefix("Copyright (c) ")
    names = [f"{row['name']} {row['version']}".strip() for row in rows]
    listed = "\n".join(
        f"  {name} ({row['licence']})" for name, row in zip(names, rows, strict=True)
    )
    parts = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: Parley\n"
        "Source: built from Parley's own source by packaging/build.sh\n"
        "Comment:\n"
        + _indented(
            "The program brings the libraries that it uses. They are, with their licences:\n\n"
            f"{listed}\n\n"
            "All texts, unabridged, are also in one file of the package:\n"
            f"/usr/lib/{NAME}/_internal/gui/_resources/licences.txt"
        ),
        f"Files: *\nCopyright: {holder}\nLicense: MIT",
        f"Files: usr/lib/{NAME}/*\n"
        "Copyright: the authors whom each of the texts below names\n"
        "License: MIT and " + " and ".join(_short(name) for name in names),
        "License: MIT\n" + _indented(own.strip()),
    ]
    parts += [f"License: {_short(name)}\n{_indented(texts[name])}" for name in names]
    return "\n\n".join(parts) + "\n"


def _texts(collected: str) -> Iterator[tuple[str, str]]:
    """From the collected file, each work with its texts, but for those that Debian has."""
    fields = collected.split(WORK_RULE)
    for title, texts in zip(fields[1::2], fields[2::2], strict=True):
        parts = (_COMMON_LICENCES.sub(_pointer, text) for text in texts.split(TEXT_RULE))
        yield title.strip().splitlines()[0], "\n".join(part.strip() for part in parts)


def _pointer(found: re.Match[str]) -> str:
    name = {"Apache License": "Apache", "GNU GENERAL PUBLIC LICENSE": "GPL"}.get(found["title"])
    version = found["version"] if name == "Apache" else found["version"].removesuffix(".0")
    return f"The text is in /usr/share/common-licenses/{name or 'LGPL'}-{version}."


def _short(name: str) -> str:
    """The name of a licence in Debian's form has no spaces."""
    return re.sub(r"[^A-Za-z0-9.+-]+", "-", name)


def _indented(text: str) -> str:
    return "\n".join(f" {line}" if line.strip() else " ." for line in text.splitlines())


def _filled(name: str, values: Mapping[str, str]) -> str:
    text = (SOURCES / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text


def _write_gzip(path: Path, text: str) -> None:
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
