"""What goes into the bundle for Linux, and what its Debian package says of it."""

from __future__ import annotations

import datetime
import importlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType

import pytest

import gui
from tests.packaging.tools import PACKAGING, ROOT, said

QT = "PySide6/Qt/lib"
PLUGINS = "PySide6/Qt/plugins"
CHANGELOG = """# Changelog

## [0.2.0] - Unreleased

### Added

- **Something new** that is told of in a sentence. And in another one.

## [0.1.0] - 2026-01-02

- The first.
"""

Load = Callable[[str], ModuleType]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Import a module of `packaging/`, which is no package."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    before = set(sys.modules)
    yield importlib.import_module
    for name in set(sys.modules) - before:
        if (PACKAGING / f"{name}.py").exists():
            del sys.modules[name]


def test_only_the_libraries_that_something_loads_are_taken(load: Load) -> None:
    loads = {
        "/qxcb": ["libQt6XcbQpa.so.6", "libX11.so.6"],
        "/xcbqpa": ["libQt6Gui.so.6", "libxcb-cursor.so.0"],
    }
    entries = [
        (f"{PLUGINS}/platforms/libqxcb.so", "/qxcb", "BINARY"),
        (f"{QT}/libQt6XcbQpa.so.6", "/xcbqpa", "BINARY"),
        (f"{QT}/libQt6Gui.so.6", "/gui", "BINARY"),
        (f"{QT}/libQt6Quick.so.6", "/quick", "BINARY"),
        ("libxcb-cursor.so.0", "/cursor", "BINARY"),
        ("libX11.so.6", "/x11", "BINARY"),
        ("libpython3.11.so.1.0", "/python", "BINARY"),
        ("libQt6Gui.so.6", f"{QT}/libQt6Gui.so.6", "SYMLINK"),
    ]
    kept = load("bundle_contents").needed(entries, loaded_by=lambda file: loads.get(file, []))
    assert [place for place, _, _ in kept] == [
        f"{QT}/libQt6Gui.so.6",
        f"{QT}/libQt6XcbQpa.so.6",
        f"{PLUGINS}/platforms/libqxcb.so",
        "libpython3.11.so.1.0",
        "libxcb-cursor.so.0",
    ]


@pytest.mark.parametrize(
    ("place", "used"),
    [
        (f"{PLUGINS}/platforms/libqwayland.so", True),
        (f"{PLUGINS}/platforms/libqoffscreen.so", True),
        (f"{PLUGINS}/platforms/libqeglfs.so", False),
        (f"{PLUGINS}/platformthemes/libqxdgdesktopportal.so", True),
        (f"{PLUGINS}/platformthemes/libqgtk3.so", False),
        (f"{PLUGINS}/platforminputcontexts/libibusplatforminputcontextplugin.so", True),
        (f"{PLUGINS}/sqldrivers/libqsqlite.so", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/qml/QtQuick/qmldir", False),
        ("gui/_resources/themes/dark.toml", True),
        ("gui/_resources/screenshots/chat-light-en.png", False),
        ("gui/_resources/locale/parley_zh_CN.qm", True),
        ("gui/_resources/locale/parley_zh_CN.ts", False),
        ("keyring-25.7.0.dist-info/entry_points.txt", True),
        ("keyring-25.7.0.dist-info/RECORD", False),
        ("keyring-25.7.0.dist-info/licenses/LICENSE", False),
        ("pydantic_core/py.typed", False),
    ],
)
def test_what_is_not_used_stays_out(load: Load, place: str, *, used: bool) -> None:
    assert load("bundle_contents").is_used((place, f"/{place}", "DATA")) is used


def test_the_licence_of_what_is_inside_is_collected(load: Load, tmp_path: Path) -> None:
    import markdown_it
    import pygments

    inside = [("pygments", pygments.__file__, "PYMODULE"), ("m", markdown_it.__file__, "PYMODULE")]
    table, texts = load("licences").write(inside, tmp_path)
    rows = {row["name"]: row for row in json.loads(table.read_text(encoding="utf-8"))}
    assert set(rows) == {"markdown-it-py", "Pygments", "Python"}
    version = distribution("Pygments").version
    assert rows["Pygments"] == {"name": "Pygments", "version": version, "licence": "BSD-2-Clause"}
    assert rows["markdown-it-py"]["licence"] == "MIT"
    text = texts.read_text(encoding="utf-8")
    assert f"\nPygments {version}\nLicence: BSD-2-Clause\n" in text
    assert "Redistributions of source code must retain" in text
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in text


def test_fonts_and_libraries_inside_packages_have_their_own_licences(
    load: Load, tmp_path: Path
) -> None:
    import latex2mathml
    import re2
    import ziamath

    font = Path(ziamath.__file__).parent / "fonts" / "STIXTwoMath-Regular.ttf"
    (library,) = Path(re2.__file__).parent.glob("_re2*")
    inside = [
        ("latex2mathml", latex2mathml.__file__, "PYMODULE"),
        ("ziamath/fonts/STIXTwoMath-Regular.ttf", str(font), "DATA"),
        ("re2/_re2.so", str(library), "EXTENSION"),
    ]
    table, texts = load("licences").write(inside, tmp_path)
    rows = {row["name"]: row["licence"] for row in json.loads(table.read_text(encoding="utf-8"))}
    assert rows["STIX Two Math"] == "OFL-1.1"
    assert rows["Abseil"] == "Apache-2.0"
    assert rows["google-re2"] == "BSD-3-Clause"
    text = texts.read_text(encoding="utf-8")
    assert "Copyright (c) 2016 Ronie Martinez" in text
    assert "Fonts Project Authors" in text


def test_about_reads_what_was_collected(load: Load, tmp_path: Path) -> None:
    import pygments

    from gui.services.licences import Licence, read_licences

    load("licences").write([("pygments", pygments.__file__, "PYMODULE")], tmp_path)
    ours = Licence(name="Parley", version="1", licence="MIT", text="ours")
    read = {one.name: one for one in read_licences(tmp_path, ours=ours, qt=ours)}
    assert "Redistributions of source code" in read["Pygments"].text


def test_qt_comes_with_the_text_of_its_licence(load: Load, tmp_path: Path) -> None:
    import PySide6

    _, texts = load("licences").write([("PySide6", PySide6.__file__, "PYMODULE")], tmp_path)
    text = texts.read_text(encoding="utf-8")
    for words in ("GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE", "source code"):
        assert words in text
    assert text.count("END OF TERMS AND CONDITIONS") == 1, "once, though two works have it"


def test_the_debian_changelog_has_the_form_that_debian_reads(load: Load) -> None:
    package = load("debian_package")
    moment = datetime.datetime(2026, 3, 4, 5, 6, 7, tzinfo=datetime.UTC)
    release = package.Release(version="0.2.0", maintainer="A B <a@b.invalid>", time=moment)
    assert package.changelog(CHANGELOG, release) == (
        "parley-chat (0.2.0) unstable; urgency=medium\n\n"
        "  * Something new that is told of in a sentence.\n\n"
        " -- A B <a@b.invalid>  Wed, 04 Mar 2026 05:06:07 +0000\n\n"
        "parley-chat (0.1.0) unstable; urgency=medium\n\n"
        "  * The first.\n\n"
        " -- A B <a@b.invalid>  Fri, 02 Jan 2026 00:00:00 +0000\n"
    )


def test_the_debian_copyright_file_has_every_licence(load: Load, tmp_path: Path) -> None:
    import openai
    import PySide6

    inside = [("a", openai.__file__, "PYMODULE"), ("b", PySide6.__file__, "PYMODULE")]
    load("licences").write(inside, tmp_path)
    text = load("debian_package").copyright_file(tmp_path)
    used = {
        name
        for line in re.findall(r"^License: (.+)$", text, re.MULTILINE)
        for name in line.split(" and ")
    }
    given = set(re.findall(r"^License: (\S+)\n ", text, re.MULTILINE))
    assert used == given
    assert f"openai-{distribution('openai').version}" in given
    assert "END OF TERMS AND CONDITIONS" not in text, "Debian has these texts in one place"
    for name in ("Apache-2.0", "GPL-3", "LGPL-3"):
        assert f"/usr/share/common-licenses/{name}." in text
    assert not re.search(r"^$\n^ ", text, re.MULTILINE), "an empty line ends a paragraph"


def test_the_debian_package_counts_its_files(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("PARLEY_MAINTAINER", "A B <a@b.invalid>")
    collected, tree = tmp_path / "licences", tmp_path / "tree"
    load("licences").write([], collected)
    (tree / "usr/lib").mkdir(parents=True)
    (tree / "usr/lib/data").write_bytes(b"x" * 10_000)
    arguments = [str(tree), "--licences", str(collected), "--depends", "libc6 (>= 2.35)"]
    assert load("debian_package").main(arguments) == 0
    control = (tree / "DEBIAN/control").read_text(encoding="utf-8")
    assert f"Version: {gui.__version__}\n" in control
    assert "Maintainer: A B <a@b.invalid>\n" in control
    assert "Depends: libc6 (>= 2.35)\n" in control
    assert "@" not in control.replace("a@b", "")
    sums = (tree / "DEBIAN/md5sums").read_text(encoding="utf-8").splitlines()
    assert {line.split("  ")[1] for line in sums} == {
        "usr/lib/data",
        "usr/share/doc/parley-chat/changelog.gz",
        "usr/share/doc/parley-chat/copyright",
        "usr/share/lintian/overrides/parley-chat",
        "usr/share/man/man1/parley-chat.1.gz",
    }


def test_the_manual_names_every_option() -> None:
    manual = (PACKAGING / "debian" / "parley-chat.1.in").read_text(encoding="utf-8")
    options = re.findall(r"--[a-z-]+", said(sys.executable, "-P", ROOT / "main.py", "--help"))
    assert {"--data-dir", "--hidden"} <= set(options)
    for option in set(options):
        assert option.replace("-", "\\-") in manual
