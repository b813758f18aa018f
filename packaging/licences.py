"""Collects the licences of everything in the bundle: names, versions and full texts."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from bundle_contents import Entry

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "packaging" / "licences"
TABLE = "licences.json"
TEXTS = "licences.txt"
WORK_RULE = "=" * 80
TEXT_RULE = "- " * 40 + "-"
TOOL_LIMIT = 30.0

_TEXT_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
_CLASSIFIER = "License :: OSI Approved :: "
_SAID_BY_CLASSIFIER = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
}
_SAID_LOOSELY = {
    "3-Clause BSD License": "BSD-3-Clause",
    "GPLv2-or-later with a special exception which allows to use PyInstaller to build and "
    "distribute non-free programs (including commercial ones)": (
        "GPL-2.0-or-later WITH Bootloader-exception"
    ),
    "LGPLv2+": "LGPL-2.1-or-later",
    "MIT License": "MIT",
}
_OF_SYSTEM = {
    "libbz2": "bzip2-1.0.6",
    "libffi": "MIT",
    "liblzma": "Public domain",
    "libsqlite3": "Public domain",
    "libssl": "Apache-2.0",
    "libxcb": "X11",
    "libxkbcommon": "MIT",
}
"""Debian says it for each source file, and for its own packaging as well."""
_TEXTS_MISSING = {"latex2mathml": "latex2mathml.txt"}
"""Packages that come without the text of the licence that they name."""
_WORKS_INSIDE = (
    (r"/ziamath/fonts/STIX[^/]+$", "STIX Two Math", "OFL-1.1", "STIX.txt"),
    (r"/ziafont/fonts/DejaVu[^/]+$", "DejaVu Sans", "Bitstream-Vera", "DejaVu.txt"),
    (r"/re2/_re2[^/]+$", "Abseil", "Apache-2.0", "Apache-2.0.txt"),
    (r"/re2/_re2[^/]+$", "pybind11", "BSD-3-Clause", "pybind11.txt"),
)
"""Works of others inside a package of which that package does not speak."""


@dataclass(frozen=True, kw_only=True)
class Component:
    """One work of others; `texts` are its licences and notices in full."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def components(entries: Iterable[Entry]) -> list[Component]:
    """What a bundle of these entries is made of, by name; raises where a text is missing."""
    entries = list(entries)
    files = {_real(source) for _, source, _ in entries if source}
    packages = [each for each in distributions() if not files.isdisjoint(_files(each))]
    packaged = {file for package in packages for file in _files(package)}
    found = [_of_package(package) for package in packages]
    found += [_python(), *_qt(packages, files), *_inside(files)]
    found += _of_system({file for file in files - packaged if re.search(r"/lib[^/]+\.so", file)})
    for component in found:
        if not component.licence or not component.texts:
            raise ValueError(f"no licence found for {component.name}")
    return sorted(found, key=lambda each: each.name.lower())


def write(entries: Iterable[Entry], folder: Path) -> list[Path]:
    """The table for the program and the texts for its user, as two files in `folder`."""
    found = components(entries)
    rows = [{"name": each.name, "version": each.version, "licence": each.licence} for each in found]
    folder.mkdir(parents=True, exist_ok=True)
    table, texts = folder / TABLE, folder / TEXTS
    table.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    texts.write_text(_all_texts(found), encoding="utf-8")
    return [table, texts]


def _all_texts(found: Iterable[Component]) -> str:
    """A text that several have in common, to the letter, is there once."""
    parts = ["Parley contains the works below, each under its own licence.\n"]
    seen: dict[str, str] = {}
    for each in found:
        title = f"{each.name} {each.version}".strip()
        parts.append(f"{WORK_RULE}\n{title}\nLicence: {each.licence}\n{WORK_RULE}\n")
        for number, text in enumerate(each.texts):
            if number:
                parts.append(f"{TEXT_RULE}\n")
            if text in seen:
                parts.append(f"The same text as that of {seen[text]}.\n")
            else:
                seen[text] = title
                parts.append(f"{text}\n")
    return "\n".join(parts)


def _of_package(package: Distribution) -> Component:
    texts = tuple(
        _tidy(Path(str(package.locate_file(file))))
        for file in sorted(package.files or (), key=str)
        if "-info" in file.parts[0] and _TEXT_FILE.search(str(file))
    )
    name = package.name
    if not texts and name in _TEXTS_MISSING:
        texts = (_tidy(OURS / _TEXTS_MISSING[name]),)
    if name in {"PySide6_Essentials", "shiboken6"}:  # they come without a text
        return Component(name=name, version=package.version, licence="LGPL-3.0-only", texts=_lgpl())
    return Component(name=name, version=package.version, licence=_said(package), texts=texts)


def _said(package: Distribution) -> str:
    """What a package says of its licence: an expression, a short text, or classifiers."""
    metadata = package.metadata.json
    said = " ".join(str(metadata.get("license_expression") or metadata.get("license", "")).split())
    if said and len(said) < 160:
        return _SAID_LOOSELY.get(said, said)
    lines = metadata.get("classifier", [])
    names = [line.removeprefix(_CLASSIFIER) for line in lines if line.startswith(_CLASSIFIER)]
    if not names and "MIT License" in said:
        return "MIT"
    return " AND ".join(_SAID_BY_CLASSIFIER.get(name, name) for name in names)


def _python() -> Component:
    places = [
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",  # Windows
        Path(f"/usr/share/doc/python{sysconfig.get_python_version()}/copyright"),
    ]
    texts = tuple(_tidy(place) for place in places if place.is_file())[:1]
    version = platform.python_version()
    return Component(name="Python", version=version, licence="PSF-2.0", texts=texts)


def _qt(packages: Iterable[Distribution], files: Iterable[str]) -> Iterator[Component]:
    for package in packages:
        if package.name == "PySide6_Essentials":
            version = package.version
            yield Component(name="Qt", version=version, licence="LGPL-3.0-only", texts=_lgpl())
    for file in files:
        if found := re.search(r"/libicudata\.so\.(\d+)$", file):
            texts = (_tidy(OURS / "ICU.txt"),)
            yield Component(name="ICU", version=found[1], licence="Unicode-DFS-2016", texts=texts)


def _inside(files: Iterable[str]) -> Iterator[Component]:
    for pattern, name, licence, text in _WORKS_INSIDE:
        if any(re.search(pattern, file) for file in files):
            texts = (_tidy(OURS / text),)
            yield Component(name=name, version="", licence=licence, texts=texts)


def _lgpl() -> tuple[str, ...]:
    return tuple(_tidy(OURS / name) for name in ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"))


def _of_system(files: Iterable[str]) -> list[Component]:
    """The Debian packages that own shared libraries which were taken along."""
    found: dict[str, Component] = {}
    for file in sorted(files):
        owner = _owner(file)
        if owner is None or owner in found:
            continue
        version = _output("dpkg-query", "-W", "-f=${Version}", owner)
        text = _tidy(Path(f"/usr/share/doc/{owner.partition(':')[0]}/copyright"))
        name = owner.partition(":")[0]
        known = (said for start, said in _OF_SYSTEM.items() if name.startswith(start))
        licence = next(known, "see its text")
        found[owner] = Component(name=name, version=version, licence=licence, texts=(text,))
    return list(found.values())


def _owner(file: str) -> str | None:
    """With merged folders, the package may know a file by its place below / or below /usr."""
    for place in (file, file.removeprefix("/usr"), f"/usr{file}"):
        if line := _output("dpkg-query", "--search", place):
            return line.partition(": ")[0]
    return None


def _output(*command: str) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TOOL_LIMIT, check=False
        )
    except FileNotFoundError:
        return ""  # a system without Debian's packages
    return done.stdout.strip() if done.returncode == 0 else ""


def _tidy(file: Path) -> str:
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip() + "\n"


def _files(package: Distribution) -> set[str]:
    folder = os.path.realpath(str(package.locate_file("")))
    return {os.path.normpath(f"{folder}/{file}") for file in package.files or ()}


def _real(source: str) -> str:
    return os.path.realpath(source)
