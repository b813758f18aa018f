"""What is its own in the bundles of Linux, macOS and Windows; parley.spec asks."""

from __future__ import annotations

import plistlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from bundle_contents import Entry, LoadedBy, is_used

if TYPE_CHECKING:  # Windows only
    from PyInstaller.utils.win32.versioninfo import VSVersionInfo

ROOT = Path(__file__).resolve().parent.parent
MACOS = ROOT / "packaging" / "macos"
WINDOWS = ROOT / "packaging" / "windows"

APPLICATION_ID = "chat.parley.Parley"

_VERSION = re.compile(r'^__version__ = "(?P<version>[^"]+)"$', re.MULTILINE)
_PYTHON = re.compile(r"(lib)?python3?[\d.]*(\.dll|\.dylib)|python")


def version() -> str:
    """As `gui/__init__.py` has it, which is its only place."""
    found = _VERSION.search((ROOT / "gui" / "__init__.py").read_text(encoding="utf-8"))
    if found is None:
        raise ValueError("gui/__init__.py has no __version__")
    return found["version"]


def copyright_line() -> str:
    """As `LICENSE` has it."""
    lines = (ROOT / "LICENSE").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("Copyright"))


def executable(platform: str = sys.platform) -> dict[str, object]:
    """What PyInstaller's EXE is told besides the rest."""
    if platform == "win32":
        return {
            "console": False,
            "icon": str(WINDOWS / "parley.ico"),
            "version": windows_version(version()),
        }
    # On macOS, an executable with a console would get no window.
    return {"console": platform != "darwin", "strip": platform == "linux"}


def extra_files(platform: str = sys.platform) -> list[tuple[str, str]]:
    """Files of the platform, each with its folder in the bundle."""
    if platform != "darwin":
        return []
    words = sorted(MACOS.glob("*.lproj/InfoPlist.strings"))
    return [
        (str(MACOS / "parley-chat.icns"), "."),
        *((str(path), path.parent.name) for path in words),
    ]


def app_bundle() -> dict[str, object]:
    """What PyInstaller's BUNDLE is told."""
    return {
        "name": "Parley.app",
        "icon": str(MACOS / "parley.icns"),
        "bundle_identifier": APPLICATION_ID,
        "version": version(),
        "info_plist": info_plist(),
    }


def info_plist() -> dict[str, object]:
    """The property list of the app: `macos/Info.plist` with the version of the moment."""
    values: dict[str, object] = plistlib.loads((MACOS / "Info.plist").read_bytes())
    return values | {
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": ".".join(map(str, version_numbers(version())[:3])),
        "NSHumanReadableCopyright": copyright_line(),
    }


def version_numbers(text: str) -> tuple[int, int, int, int]:
    """The four numbers that Windows wants; what follows them in `text` is left out."""
    found = re.match(r"\d+(\.\d+)*", text)
    numbers = [int(number) for number in found[0].split(".")] if found else []
    first, second, third, fourth = (*numbers, 0, 0, 0, 0)[:4]
    return first, second, third, fourth


def windows_version(text: str) -> VSVersionInfo:
    """What Windows shows about parley.exe under Properties, Details."""
    from PyInstaller.utils.win32 import versioninfo as resource

    numbers = version_numbers(text)
    strings = {
        "CompanyName": "Parley contributors",
        "FileDescription": "Parley",
        "FileVersion": text,
        "InternalName": "parley",
        "LegalCopyright": copyright_line(),
        "OriginalFilename": "parley.exe",
        "ProductName": "Parley",
        "ProductVersion": text,
    }
    english, unicode = 0x0409, 1200
    table = resource.StringTable(
        f"{english:04X}{unicode:04X}",
        [resource.StringStruct(name, value) for name, value in strings.items()],
    )
    return resource.VSVersionInfo(
        ffi=resource.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            resource.StringFileInfo([table]),
            resource.VarFileInfo([resource.VarStruct("Translation", [english, unicode])]),
        ],
    )


def needed(
    binaries: Iterable[Entry], datas: Iterable[Entry], *, loaded_by: LoadedBy | None = None
) -> tuple[list[Entry], list[Entry]]:
    """For macOS and Windows: what Parley uses; of the shared libraries only what it loads.

    A framework comes or goes as a whole, or the signature of the app would not hold.
    """
    loaded_by = loaded_by or _loaded_by
    used = [entry for entry in binaries if is_used(entry)]
    libraries = {_name(entry): entry for entry in used if _is_library(entry)}
    waiting = [entry for entry in used if entry[2] != "SYMLINK" and not _is_library(entry)]
    reached: set[str] = set()
    while waiting:
        for name in loaded_by(waiting.pop()[1]):
            key = PurePosixPath(name.replace("\\", "/")).name.lower()
            if key in libraries and key not in reached:
                reached.add(key)
                waiting.append(libraries[key])
    left_out = [entry for name, entry in libraries.items() if name not in reached]
    gone = _Gone(left_out)
    return (
        sorted(entry for entry in used if not gone.takes(entry)),
        sorted(entry for entry in datas if is_used(entry) and not gone.takes(entry)),
    )


class _Gone:
    """Libraries that are left out, and with each what is of no use without it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._places = {_place(entry) for entry in entries}
        found = (_framework(place) for place in self._places)
        self._frameworks = {framework for framework in found if framework is not None}

    def takes(self, entry: Entry) -> bool:
        place = _place(entry)
        if place in self._places or _framework(place) in self._frameworks:
            return True
        if entry[2] != "SYMLINK":
            return False
        target = _joined(place.parent, entry[1])
        return target in self._places or _framework(target) in self._frameworks


def _is_library(entry: Entry) -> bool:
    """Whether it is there only for others to load; plugins and modules are there themselves."""
    place, name = _place(entry), _name(entry)
    if entry[2] != "BINARY" or "plugins" in place.parts or _PYTHON.fullmatch(name):
        return False
    return name.endswith((".dll", ".dylib")) or _framework(place) is not None


def _framework(place: PurePosixPath) -> PurePosixPath | None:
    return next((each for each in place.parents if each.name.endswith(".framework")), None)


def _place(entry: Entry) -> PurePosixPath:
    return PurePosixPath(entry[0].replace("\\", "/"))


def _name(entry: Entry) -> str:
    return _place(entry).name.lower()


def _joined(folder: PurePosixPath, link: str) -> PurePosixPath:
    parts: list[str] = []
    for part in (folder / link).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)


def _loaded_by(file: str) -> list[str]:
    """The libraries that a file asks for, in whatever form the platform has."""
    from PyInstaller.depend.bindepend import get_imports

    return [name for name, _ in get_imports(file)]
