"""What macOS, Windows and the build server are given: well-formed, alike, and complete."""

from __future__ import annotations

import importlib
import os
import plistlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

import gui
from gui import app
from gui.model.link import SCHEME
from gui.services import login_start
from tests.packaging.tools import APP, CHAT_FILE, PACKAGING, ROOT, said

MACOS = PACKAGING / "macos"
WINDOWS = PACKAGING / "windows"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCRIPT = re.compile(r"(?:\./|\.ci[/\\]|packaging[/\\])[\w./\\-]*\w")
ACTION = re.compile(r"actions/[a-z-]+@(v\d+|[0-9a-f]{40})")

Values = dict[str, Any]  # what a file of another format holds


def info() -> Values:
    values: Values = plistlib.loads((MACOS / "Info.plist").read_bytes())
    return values


def installer() -> str:
    return (WINDOWS / "parley.iss").read_text(encoding="utf-8-sig")


def workflow(path: Path) -> Values:
    values: Values = yaml.safe_load(path.read_text(encoding="utf-8"))
    return values


def steps(path: Path) -> Iterator[Values]:
    for job in workflow(path)["jobs"].values():
        yield from job["steps"]


@pytest.fixture
def platforms(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(PACKAGING))
    yield importlib.import_module("bundle_platforms")
    for name in ("bundle_platforms", "bundle_contents"):
        sys.modules.pop(name, None)


# --- names that must be the same everywhere ----------------------------------------------------


def test_every_system_knows_it_by_one_id() -> None:
    assert APP == app.APPLICATION_ID == login_start.APPLICATION_ID == info()["CFBundleIdentifier"]
    assert f'#define AppId "{APP}"' in installer()
    assert f"$Id = '{APP}'" in (WINDOWS / "smoke.ps1").read_text(encoding="utf-8")
    assert f"\nID={APP}\n" in (MACOS / "smoke.sh").read_text(encoding="utf-8")


def test_links_and_chat_files_are_registered() -> None:
    (scheme,) = info()["CFBundleURLTypes"]
    assert scheme["CFBundleURLSchemes"] == [SCHEME]
    (exported,) = info()["UTExportedTypeDeclarations"]
    (document,) = info()["CFBundleDocumentTypes"]
    assert document["LSItemContentTypes"] == [exported["UTTypeIdentifier"]]
    assert exported["UTTypeTagSpecification"] == {
        "public.filename-extension": ["parley"],
        "public.mime-type": [CHAT_FILE],
    }
    assert exported["UTTypeConformsTo"] == ["public.json"]
    for key in ("URL Protocol", r"Classes}\.parley", CHAT_FILE, r"}\parley\shell\open\command"):
        assert key in installer()


# --- macOS -------------------------------------------------------------------------------------


def test_the_property_list_says_what_the_app_is() -> None:
    values = info()
    assert values["CFBundleExecutable"] == "parley"
    assert values["NSHighResolutionCapable"] is True
    assert values["LSMinimumSystemVersion"] == "13.0", "what PySide6's wheels ask for"
    assert values["CFBundleLocalizations"] == ["en", "zh-Hans"]
    assert (MACOS / values["CFBundleIconFile"]).is_file()
    (document,) = values["CFBundleDocumentTypes"]
    assert (MACOS / document["CFBundleTypeIconFile"]).is_file()


def test_what_macos_shows_is_said_in_both_languages() -> None:
    asked = {key for key in info() if key.endswith("UsageDescription")}
    for language in info()["CFBundleLocalizations"]:
        text = (MACOS / f"{language}.lproj" / "InfoPlist.strings").read_text(encoding="utf-8")
        words = dict(re.findall(r'^"([^"]+)" = "([^"]+)";$', text, re.MULTILINE))
        assert set(words) == asked | {"Parley chat"}
        assert len(words) == len(text.splitlines())


def test_the_app_has_the_version_of_the_program(platforms: ModuleType) -> None:
    bundle = platforms.app_bundle()
    assert bundle["bundle_identifier"] == APP
    assert bundle["version"] == gui.__version__
    assert bundle["info_plist"]["CFBundleShortVersionString"] == gui.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", bundle["info_plist"]["CFBundleVersion"])
    assert plistlib.loads(plistlib.dumps(bundle["info_plist"])) == bundle["info_plist"]
    for source, _ in platforms.extra_files("darwin"):
        assert Path(source).is_file()


def test_the_hardened_runtime_is_loosened_once_only() -> None:
    entitlements = plistlib.loads((MACOS / "entitlements.plist").read_bytes())
    assert entitlements == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


@pytest.mark.parametrize("name", ["build.sh", "smoke.sh"])
def test_the_scripts_of_macos_can_be_read_by_its_shell(name: str) -> None:
    assert os.access(MACOS / name, os.X_OK)
    said("sh", "-n", MACOS / name)


def test_a_framework_comes_or_goes_as_a_whole(platforms: ModuleType) -> None:
    lib = "PySide6/Qt/lib"
    core, quick = f"{lib}/QtCore.framework", f"{lib}/QtQuick.framework"
    binaries = [
        ("PySide6/QtCore.abi3.so", "/site/QtCore.abi3.so", "EXTENSION"),
        ("Python.framework/Versions/3.13/Python", "/py/Python", "BINARY"),
        ("PySide6/libpyside6.dylib", "/site/libpyside6.dylib", "BINARY"),
        ("PySide6/libpyside6qml.dylib", "/site/libpyside6qml.dylib", "BINARY"),
        *[
            (f"{framework}/Versions/A/{name}", f"/qt/{name}", "BINARY")
            for framework, name in ((core, "QtCore"), (quick, "QtQuick"))
        ],
        (f"{core}/Versions/Current", "A", "SYMLINK"),
        (f"{quick}/Versions/Current", "A", "SYMLINK"),
        ("QtCore", f"{core}/Versions/A/QtCore", "SYMLINK"),
        ("QtQuick", f"{quick}/Versions/A/QtQuick", "SYMLINK"),
    ]
    datas = [
        (f"{core}/Versions/A/Resources/Info.plist", "/qt/core.plist", "DATA"),
        (f"{quick}/Versions/A/Resources/Info.plist", "/qt/quick.plist", "DATA"),
    ]
    loads = {
        "/site/QtCore.abi3.so": ["@rpath/libpyside6.dylib"],
        "/site/libpyside6.dylib": ["@rpath/QtCore.framework/Versions/A/QtCore"],
    }
    kept, kept_data = platforms.needed(
        binaries, datas, loaded_by=lambda file: loads.get(str(file), [])
    )
    places = [place for place, _, _ in kept]
    assert not [place for place in places if "Quick" in place or "qml" in place]
    assert sorted(places) == sorted(
        place for place, _, _ in binaries if "Quick" not in place and "qml" not in place
    )
    assert kept_data == datas[:1]


def test_on_windows_only_libraries_that_are_loaded_are_kept(platforms: ModuleType) -> None:
    binaries = [
        ("PySide6\\QtCore.pyd", "QtCore.pyd", "EXTENSION"),
        ("PySide6\\plugins\\platforms\\qwindows.dll", "qwindows.dll", "BINARY"),
        ("PySide6\\Qt6Core.dll", "Qt6Core.dll", "BINARY"),
        ("PySide6\\Qt6Gui.dll", "Qt6Gui.dll", "BINARY"),
        ("PySide6\\Qt6Quick.dll", "Qt6Quick.dll", "BINARY"),
        ("PySide6\\opengl32sw.dll", "opengl32sw.dll", "BINARY"),
        ("VCRUNTIME140.dll", "VCRUNTIME140.dll", "BINARY"),
        ("python313.dll", "python313.dll", "BINARY"),
    ]
    loads = {
        "QtCore.pyd": ["Qt6Core.dll", "KERNEL32.dll"],
        "qwindows.dll": ["QT6GUI.dll"],
        "python313.dll": ["VCRUNTIME140.dll"],
    }
    kept, _ = platforms.needed(binaries, [], loaded_by=lambda file: loads.get(str(file), []))
    left_out = {place for place, _, _ in binaries} - {place for place, _, _ in kept}
    assert left_out == {"PySide6\\Qt6Quick.dll", "PySide6\\opengl32sw.dll"}


# --- Windows -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0.1.0", (0, 1, 0, 0)),
        ("1.2.3rc1", (1, 2, 3, 0)),
        ("2.0.1.5", (2, 0, 1, 5)),
        ("", (0,) * 4),
    ],
)
def test_windows_gets_four_numbers(
    platforms: ModuleType, text: str, numbers: tuple[int, ...]
) -> None:
    assert platforms.version_numbers(text) == numbers


def test_only_the_programs_of_windows_and_macos_have_no_console(platforms: ModuleType) -> None:
    assert platforms.executable("linux")["console"] is True
    assert platforms.executable("darwin")["console"] is False


@pytest.mark.parametrize(
    "path", [ROOT / "start.ps1", WINDOWS / "build.ps1", WINDOWS / "smoke.ps1"], ids=lambda p: p.name
)
def test_old_powershell_can_read_it(path: Path) -> None:
    """It takes a file without a mark for one in the code page of the system."""
    assert path.read_bytes().isascii()


def test_the_installer_is_for_one_user_and_leaves_data_alone() -> None:
    text = installer()
    assert (WINDOWS / "parley.iss").read_bytes().startswith(b"\xef\xbb\xbf; ")
    assert "\nPrivilegesRequired=lowest\n" in text
    assert "[UninstallDelete]" not in text
    assert not re.search(r"\{(user|local|common)?appdata\}|\{userdocs\}", text)
    for name in re.findall(r'^(?:Source: "|SetupIconFile=)([\w.-]+\.ico)', text, re.MULTILINE):
        assert (WINDOWS / name).is_file()


def test_nothing_that_windows_hands_over_is_taken_for_an_option() -> None:
    commands = re.findall(r'open\\command".*ValueData: (".+")$', installer(), re.MULTILINE)
    assert commands == ['"""{app}\\parley.exe"" -- ""%1"""'] * 2


def test_what_is_written_to_the_registry_goes_with_the_program() -> None:
    rows = re.findall(r'^Root: \w+; Subkey: "([^"]+)".*$', installer(), re.MULTILINE)
    whole = re.findall(r'^Root: \w+; Subkey: "([^"]+)".*uninsdeletekey$', installer(), re.MULTILINE)
    single = re.findall(
        r'^Root: \w+; Subkey: "([^"]+)".*uninsdeletevalue', installer(), re.MULTILINE
    )
    assert rows
    left = [row for row in rows if row not in single and not row.startswith(tuple(whole))]
    assert left == []


# --- the build server --------------------------------------------------------------------------


def test_there_are_two_workflows() -> None:
    assert [path.name for path in WORKFLOWS] == ["bundles.yml", "checks.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_little_and_ends(path: Path) -> None:
    values = workflow(path)
    assert values["permissions"] == {"contents": "read"}
    assert "group" in values["concurrency"]
    for name, job in values["jobs"].items():
        assert job["timeout-minutes"] <= 90
        assert "permissions" not in job or name == "release"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_uses_githubs_own_actions_only(path: Path) -> None:
    for step in steps(path):
        if "uses" in step:
            assert ACTION.fullmatch(step["uses"]), step["uses"]
        if str(step.get("uses", "")).startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_starts_only_what_there_is(path: Path) -> None:
    started = [name for step in steps(path) for name in SCRIPT.findall(step.get("run", ""))]
    assert started
    for name in started:
        script = ROOT / name.replace("\\", "/")
        assert script.is_file(), name
        assert script.suffix != ".sh" or os.access(script, os.X_OK), name


def test_secrets_are_for_tags_only() -> None:
    for path in WORKFLOWS:
        for step in steps(path):
            if "secrets." in str(step):
                assert step["if"] == "github.ref_type == 'tag'", step["name"]
