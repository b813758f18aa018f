"""Writes down what is in a bundle, as CycloneDX: packages, Python, Qt, shared libraries."""

from __future__ import annotations

import ast
import datetime
import hashlib
import os
import platform
import re
import subprocess
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import Distribution, distributions
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.utils import canonicalize_name

TABLES = ("PYZ-00.toc", "EXE-00.toc", "COLLECT-00.toc")
LOCK_ENTRY = re.compile(r"^(?P<name>[\w.-]+)==(?P<rest>(?:.*\\\n)*.*)$", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:(?P<sum>[0-9a-f]{64})")
PYTHON = re.compile(r"^version(?:_info)? = (?P<version>\d+\.\d+\.\d+)", re.MULTILINE)
TOOL_LIMIT = 30.0

CLASSIFIER = "License :: OSI Approved :: "
SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-2.1-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "ISC License (ISCL)": "ISC",
    "LGPLv2+": "LGPL-2.1-or-later",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
}
"""For packages that say it in words; of a whole text the first line counts."""

SPDX_BY_PACKAGE = {"pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception"}

Row = tuple[str, str, str]
"""PyInstaller's: the place in the bundle, the file it comes from, what kind it is."""


@dataclass(frozen=True)
class Bundle:
    """A built bundle: PyInstaller's work folder says where each of its `files` comes from."""

    files: Path
    work: Path
    lock: Path

    @cached_property
    def rows(self) -> list[Row]:
        return [row for name in TABLES for row in _rows(self.work / name)]

    @cached_property
    def packages(self) -> list[Distribution]:
        """The Python packages of which at least one file is inside, by name."""
        inside = {_real(source) for _, source, _ in self.rows if source}
        found = {
            canonicalize_name(package.name): package
            for package in distributions(path=sorted(_package_folders(inside)))
            if not inside.isdisjoint(_files_of(package))
        }
        return [found[name] for name in sorted(found)]

    @property
    def libraries(self) -> list[tuple[Path, Path]]:
        """Shared libraries of the system that were taken along, and where they come from."""
        packaged = {file for package in self.packages for file in _files_of(package)}
        return sorted(
            {
                (self.files / place, Path(source))
                for place, source, kind in self.rows
                if kind == "BINARY"
                and _real(source) not in packaged
                and not Path(source).name.startswith("libpython")
            }
        )

    @cached_property
    def hashes(self) -> dict[str, list[str]]:
        """Of every file that the lock file allows for a package."""
        text = self.lock.read_text(encoding="utf-8")
        return {
            canonicalize_name(match["name"]): HASH.findall(match["rest"])
            for match in LOCK_ENTRY.finditer(text)
        }


def bill(bundle: Bundle, version: str) -> str:
    """The bill as JSON, the same for the same bundle; it is checked against the schema."""
    program = Component(
        name="Parley",
        version=version,
        type=ComponentType.APPLICATION,
        licenses=[_license("MIT")],
        purl=PackageURL("generic", name="parley", version=version),
        bom_ref="parley",
    )
    parts = [
        *_packages(bundle),
        *_qt(bundle.packages),
        _python(bundle.packages),
        *(_library(path, source) for path, source in bundle.libraries),
    ]
    bom = Bom(components=parts)
    bom.metadata.component = program
    bom.metadata.timestamp = _time()
    bom.register_dependency(program, parts)
    named = "\n".join(sorted(f"{part.name} {part.version}" for part in [program, *parts]))
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, named)
    text = JsonV1Dot6(bom).output_as_string(indent=2)
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault is not None:
        raise ValueError(f"the bill does not fit its schema: {fault}")
    return f"{text}\n"


def _packages(bundle: Bundle) -> Iterator[Component]:
    for package in bundle.packages:
        name = canonicalize_name(package.name)
        link = PackageURL("pypi", name=name, version=package.version)
        sums = [HashType.from_composite_str(f"sha256:{one}") for one in bundle.hashes.get(name, ())]
        files = ExternalReference(
            type=ExternalReferenceType.DISTRIBUTION,
            url=XsUri(str(link)),
            comment="one of these files, as locked",
            hashes=sums,
        )
        yield Component(
            name=name,
            version=package.version,
            licenses=_licenses(package),
            purl=link,
            external_references=[files] if sums else [],
            bom_ref=str(link),
        )


def _qt(packages: Iterable[Distribution]) -> Iterator[Component]:
    """Qt's libraries come inside PySide6's package, of the same version."""
    for package in packages:
        if canonicalize_name(package.name) == "pyside6-essentials":
            yield _generic("qt", package.version, "LGPL-3.0-only")


def _python(packages: Iterable[Distribution]) -> Component:
    """The Python of the environment that the packages came from."""
    version = platform.python_version()
    for package in packages:
        settings = Path(str(package.locate_file(""))).parents[2] / "pyvenv.cfg"
        found = PYTHON.search(settings.read_text("utf-8")) if settings.is_file() else None
        if found:
            version = found["version"]
            break
    return _generic("python", version, "PSF-2.0")


def _library(path: Path, source: Path) -> Component:
    owner = _debian_package(source)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Component(
        name=path.name,
        version=owner.version if owner else None,
        hashes=[HashType.from_composite_str(f"sha256:{digest}")],
        purl=owner,
        bom_ref=f"library:{path.name}",
    )


def _generic(name: str, version: str, license_id: str) -> Component:
    link = PackageURL("generic", name=name, version=version)
    return Component(
        name=name,
        version=version,
        licenses=[_license(license_id)],
        purl=link,
        bom_ref=str(link),
    )


def _licenses(package: Distribution) -> list[License]:
    """What the package says of itself: an expression, a text, or classifiers."""
    metadata = package.metadata.json
    known = SPDX_BY_PACKAGE.get(canonicalize_name(package.name))
    for said in (known, metadata.get("license_expression"), metadata.get("license")):
        if isinstance(said, str) and said.strip():
            return [_license(said.strip().splitlines()[0].strip())]
    lines = metadata.get("classifier", [])
    return [
        _license(line.removeprefix(CLASSIFIER)) for line in lines if line.startswith(CLASSIFIER)
    ]


def _license(text: str) -> License:
    return LicenseFactory().make_from_string(SPDX.get(text, text))


def _rows(table: Path) -> Iterator[Row]:
    """PyInstaller writes its tables as Python literals; the rows are in the list inside."""
    for value in ast.literal_eval(table.read_text(encoding="utf-8")):
        if isinstance(value, list):
            yield from (row for row in value if isinstance(row, tuple) and len(row) == 3)


def _package_folders(files: Iterable[str]) -> set[str]:
    return {
        f"{file.partition(f'{os.sep}site-packages{os.sep}')[0]}{os.sep}site-packages"
        for file in files
        if f"{os.sep}site-packages{os.sep}" in file
    }


def _files_of(package: Distribution) -> set[str]:
    folder = os.path.realpath(str(package.locate_file("")))
    return {os.path.normpath(f"{folder}/{file}") for file in package.files or ()}


def _real(source: str) -> str:
    path = Path(source)
    return str(Path(os.path.realpath(path.parent)) / path.name)


def _debian_package(path: Path) -> PackageURL | None:
    """The package that owns a file, where the system has such packages."""
    for place in (path, Path(os.path.realpath(path))):
        found = _said_by("dpkg-query", "--search", str(place)) or _said_by(
            "dpkg-query", "--search", str(place).removeprefix("/usr")
        )
        name = found.partition(":")[0]
        if name:
            form = "${Version} ${Architecture}"
            version, _, architecture = _said_by("dpkg-query", "-W", f"-f={form}", name).partition(
                " "
            )
            return PackageURL("deb", "debian", name, version, {"arch": architecture})
    return None


def _said_by(*command: str) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TOOL_LIMIT, check=False
        )
    except FileNotFoundError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def _time() -> datetime.datetime:
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return datetime.datetime.fromtimestamp(int(given), tz=datetime.UTC)
    return datetime.datetime.now(tz=datetime.UTC)
