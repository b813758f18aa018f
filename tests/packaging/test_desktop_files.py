"""The desktop files: valid, complete, and put where a desktop looks for them."""

from __future__ import annotations

import configparser
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gui.model.session import Session, TitleBy
from gui.services.chat_file import write_chat_file
from gui.services.whole_chats import WholeChat
from tests.packaging.tools import APP, CHAT_FILE, LINUX, ROOT, run, said

ENTRY = LINUX / f"{APP}.desktop"
METAINFO = LINUX / f"{APP}.metainfo.xml"
MIME = LINUX / f"{APP}.mime.xml"
INSTALL = LINUX / "install.sh"
CHAT = WholeChat(
    session=Session(id="chat", title="A chat", title_by=TitleBy.USER, created_at=1, updated_at=1),
    turns=(),
)


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    """Where the files have been installed, below a folder with a space in its name."""
    place = tmp_path / "a place" / "usr"
    said(INSTALL, place)
    return place


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Something that can be started."""
    file = tmp_path / "bundle" / "parley"
    file.parent.mkdir()
    file.write_text("#!/bin/sh\necho started\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def test_the_desktop_entry_is_valid() -> None:
    assert said("desktop-file-validate", ENTRY) == ""


def test_the_desktop_entry_opens_what_the_program_understands() -> None:
    entry = _entry(ENTRY)
    main_group = entry["Desktop Entry"]
    assert set(main_group["MimeType"].split(";")) == {CHAT_FILE, "x-scheme-handler/parley", ""}
    assert main_group["Exec"] == "parley-chat %U"
    assert main_group["Icon"] == APP
    actions = main_group["Actions"].rstrip(";").split(";")
    commands = {name: entry[f"Desktop Action {name}"]["Exec"] for name in actions}
    assert commands == {
        "new-chat": "parley-chat parley://new",
        "quick-ask": "parley-chat --quick-ask",
    }


@pytest.mark.parametrize("key", ["Name", "GenericName", "Comment", "Keywords"])
def test_the_desktop_entry_speaks_both_languages(key: str) -> None:
    group = _entry(ENTRY)["Desktop Entry"]
    assert group[key]
    assert group[f"{key}[zh_CN]"]


def test_windows_belong_to_the_desktop_entry() -> None:
    """Wayland goes by the application's id, X11 by its name."""
    code = (
        "from gui.app import _application; application = _application();"
        "print(application.desktopFileName(), application.applicationName())"
    )
    names = said(sys.executable, "-c", code).split()
    assert names == [APP, _entry(ENTRY)["Desktop Entry"]["StartupWMClass"]]


def test_the_appstream_file_is_valid() -> None:
    said("appstreamcli", "validate", "--no-net", METAINFO)


def test_the_appstream_file_and_the_desktop_entry_agree() -> None:
    component = ElementTree.parse(METAINFO).getroot()
    group = _entry(ENTRY)["Desktop Entry"]
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    summaries = {item.get(language, ""): item.text for item in component.findall("summary")}
    assert summaries == {"": group["Comment"], "zh_CN": group["Comment[zh_CN]"]}
    assert component.findtext("id") == APP
    assert component.findtext("launchable") == ENTRY.name
    assert component.findtext("provides/mediatype") == CHAT_FILE
    assert component.findtext("provides/binary") == group["Exec"].split()[0]
    categories = {item.text for item in component.findall("categories/category")}
    assert categories <= set(group["Categories"].split(";"))


@pytest.mark.parametrize("name", ["a chat.parley", "without-a-suffix"])
def test_a_chat_file_is_known_by_its_name_and_by_its_beginning(
    prefix: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    write_chat_file(file, CHAT)
    assert _kind_of(file, prefix) == CHAT_FILE


def test_other_json_stays_json(prefix: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text(json.dumps({"format": "other"}), encoding="utf-8")
    assert _kind_of(file, prefix) == "application/json"


def test_everything_lies_where_a_desktop_looks_for_it(prefix: Path) -> None:
    found = {path.relative_to(prefix).as_posix() for path in _files(prefix)}
    assert {
        f"share/applications/{APP}.desktop",
        f"share/metainfo/{APP}.metainfo.xml",
        f"share/mime/packages/{APP}.xml",
        f"share/icons/hicolor/scalable/apps/{APP}.svg",
        f"share/icons/hicolor/symbolic/apps/{APP}-symbolic.svg",
        f"share/icons/hicolor/48x48/apps/{APP}.png",
        f"share/icons/hicolor/48x48/mimetypes/{CHAT_FILE.replace('/', '-')}.png",
    } <= found
    assert {path.stat().st_mode & 0o777 for path in _files(prefix)} == {0o644}
    said("appstreamcli", "validate", "--no-net", prefix / "share/metainfo" / METAINFO.name)


def test_a_package_gets_the_files_alone(prefix: Path) -> None:
    assert not (prefix / "bin").exists()
    assert _files(prefix / "share" / "mime") == [prefix / f"share/mime/packages/{APP}.xml"]
    installed = (prefix / "share" / "applications" / ENTRY.name).read_text(encoding="utf-8")
    assert installed == ENTRY.read_text(encoding="utf-8")


def test_for_one_user_the_entry_names_the_program_itself(tmp_path: Path, program: Path) -> None:
    home = tmp_path / "some one" / ".local"
    said(INSTALL, "--program", program, home)
    command = home / "bin" / "parley-chat"
    assert said(command) == "started\n"
    entry = home / "share" / "applications" / ENTRY.name
    assert said("desktop-file-validate", entry) == ""
    assert _entry(entry)["Desktop Entry"]["Exec"] == f'"{command}" %U'
    assert _entry(entry)["Desktop Action quick-ask"]["Exec"] == f'"{command}" --quick-ask'
    assert f"{CHAT_FILE}={ENTRY.name};" in (entry.parent / "mimeinfo.cache").read_text("utf-8")


def test_what_was_installed_can_be_taken_away(tmp_path: Path, program: Path) -> None:
    home = tmp_path / ".local"
    theirs = home / "share" / "applications" / "other.desktop"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("[Desktop Entry]\nType=Application\nName=X\nExec=x\n", encoding="utf-8")
    said(INSTALL, "--program", program, home)
    said(INSTALL, "--uninstall", home)
    databases = ("mimeinfo.cache", "mime")
    left = [
        path
        for path in _files(home)
        if path.name not in databases and "mime" not in path.relative_to(home).parts
    ]
    assert left == [theirs]
    assert not (home / "bin").exists()
    assert program.exists()


def test_a_place_that_an_entry_cannot_name_is_refused(tmp_path: Path, program: Path) -> None:
    done = run(INSTALL, "--program", program, tmp_path / 'a "quoted" place')
    assert done.returncode == 1
    assert "choose a place" in done.stderr


def test_the_scripts_are_clean() -> None:
    scripts = [path for path in (ROOT / "packaging").rglob("*.sh") if path.name != "environment.sh"]
    said("shellcheck", "--external-sources", "--source-path=SCRIPTDIR", *scripts)


def _kind_of(file: Path, prefix: Path) -> str:
    """What the desktop takes a file for, with the types of `prefix` beside the system's."""
    said("update-mime-database", prefix / "share" / "mime")
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(file.parent),
        "XDG_DATA_HOME": str(prefix / "share"),
        "XDG_CURRENT_DESKTOP": "GNOME",
        "DE": "gnome",
    }
    return said("xdg-mime", "query", "filetype", file, environment=environment).strip()


def _entry(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(path, encoding="utf-8")
    return parser


def _files(folder: Path) -> list[Path]:
    return sorted(_walk(folder))


def _walk(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
