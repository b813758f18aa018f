"""The licences of all that Parley is made of, from the bundle's list or the installed packages."""

from __future__ import annotations

import json
import platform
import re
import sqlite3
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported by who asks for the packages
    from importlib.metadata import Distribution

_TEXT_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
_HEAD = re.compile(r"^={80}\n(?P<title>.+)\nLicence: .+\n={80}\n", re.MULTILINE)
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST_NAME = 60  # characters; some packages put the whole text where its name belongs
_MOST_CHARACTERS = 500_000


@dataclass(frozen=True, kw_only=True)
class Licence:
    """Of one component; `text` is "" where this installation does not hold it."""

    name: str
    version: str
    licence: str
    text: str


def read_licences(folder: Path, *, ours: Licence, qt: Licence) -> tuple[Licence, ...]:
    """All, by name. `folder` is where a bundle keeps its list; takes a moment."""
    if not ours.text:
        ours = replace(ours, text=_own_text())
    found = _bundled(folder) or (qt, *_installed())
    return tuple(sorted((ours, *found), key=lambda one: one.name.casefold()))


def first_text(*places: Path) -> str:
    """The contents of the first of these files that there is, or ""."""
    for place in places:
        try:
            text = place.read_text(encoding="utf-8", errors="replace")
            return text[:_MOST_CHARACTERS].strip("\n")
        except OSError:
            continue
    return ""


def _bundled(folder: Path) -> tuple[Licence, ...]:
    try:
        rows = json.loads((folder / "licences.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    texts = _sections(_whole(folder / "licences.txt"))
    return tuple(_row(row, texts) for row in rows if isinstance(row, dict) and row.get("name"))


def _whole(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _row(row: dict[str, object], texts: dict[str, str]) -> Licence:
    name, version = str(row["name"]), str(row.get("version") or "")
    title = f"{name} {version}".strip()
    return Licence(
        name=name,
        version=version,
        licence=str(row.get("licence") or ""),
        text=str(row.get("text") or texts.get(title, "")),
    )


def _sections(whole: str) -> dict[str, str]:
    heads = list(_HEAD.finditer(whole))
    ends = [head.start() for head in heads[1:]] + [len(whole)]
    return {
        head["title"]: whole[head.end() : end].strip()
        for head, end in zip(heads, ends, strict=True)
    }


def _installed() -> Iterator[Licence]:
    from importlib.metadata import distributions

    seen: set[str] = set()
    for package in distributions():
        name = package.metadata["Name"] or ""
        if name and name.casefold() not in seen | {"parley"}:
            seen.add(name.casefold())
            yield Licence(
                name=name,
                version=package.version,
                licence=_said(package),
                text="\n\n".join(_texts(package)),
            )
    library = Path(sysconfig.get_path("stdlib"))
    yield Licence(
        name="Python",
        version=platform.python_version(),
        licence="PSF-2.0",
        text=first_text(library / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
        or sys.copyright,
    )
    yield Licence(
        name="SQLite", version=sqlite3.sqlite_version, licence="Public domain", text=_SQLITE
    )


_SQLITE = (
    "The author disclaims copyright to this source code. In place of a legal notice, here is a "
    "blessing:\n\nMay you do good and not evil.\nMay you find forgiveness for yourself and "
    "forgive others.\nMay you share freely, never taking more than you give."
)


def _own_text() -> str:
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        return "\n\n".join(_texts(distribution("parley")))
    except PackageNotFoundError:
        return ""


def _said(package: Distribution) -> str:
    """An expression, a short text, or classifiers."""
    read = package.metadata.get_all
    for said in (*(read("License-Expression") or ()), *(read("License") or ())):
        if said not in ("", "UNKNOWN") and len(said) <= _LONGEST_NAME and "\n" not in said:
            return str(said)
    classifiers = [str(one) for one in read("Classifier") or ()]
    named = [one.removeprefix(_CLASSIFIER) for one in classifiers if one.startswith(_CLASSIFIER)]
    return ", ".join(named)


def _texts(package: Distribution) -> Iterator[str]:
    for file in sorted(package.files or (), key=str):
        if "-info" in file.parts[0] and _TEXT_FILE.search(file.as_posix()):
            text = first_text(Path(str(package.locate_file(file))))
            if text:
                yield text
