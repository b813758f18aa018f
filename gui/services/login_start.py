"""Start at login: whether it is on, switched on and off, and true again after a move."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gui.services.folders import Folders, find_folders
from gui.services.login_place import LoginPlace, login_place

APPLICATION_ID = "chat.parley.Parley"
HIDDEN = "--hidden"


@dataclass(frozen=True, kw_only=True)
class Origin:
    """How this process was started; made by hand in tests only."""

    executable: str = sys.executable
    frozen: bool = bool(getattr(sys, "frozen", False))
    platform: str = sys.platform


def program_command(
    origin: Origin | None = None, *, environ: Mapping[str, str] = os.environ
) -> tuple[str, ...]:
    """What starts this very Parley again: its AppImage, its bundle, or Python with `gui`."""
    origin = origin or Origin()
    executable = Path(origin.executable)
    if not origin.frozen:
        return (_without_console(executable, origin.platform), "-P", "-m", "gui")
    image, mounted = environ.get("APPIMAGE"), environ.get("APPDIR")
    # A terminal that is an AppImage hands both names on to whatever is started in it.
    if image and mounted and executable.is_relative_to(mounted):
        return (image,)
    return (str(executable),)


def own_data_folder(folders: Folders) -> Path | None:
    """The folder that was named at the start; None for the platform's usual ones."""
    return None if folders == find_folders(environ={}) else folders.data


class LoginStart:
    """The one entry of this program and this data folder; each folder has an entry of its own.

    Everything raises OSError where the system refuses, and may wait for a disk.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        data: Path | None = None,
        place: LoginPlace | None = None,
    ) -> None:
        """`command` without options; `data` where a folder was named at the start."""
        folder = () if data is None else ("--data-dir", str(data))
        self.command = (*command, HIDDEN, *folder)
        self.entry_name = _entry_name(data)
        self._place = place or login_place(self.entry_name)

    def is_on(self) -> bool:
        """Whether the system will start Parley, also as far as the system's own tools say."""
        entry = self._place.load()
        return entry is not None and entry.enabled

    def set(self, *, on: bool) -> None:
        """Leaves alone what is so already, and what the user has switched off elsewhere."""
        if on == self.is_on():
            return
        if on:
            self._place.save(self.command)
        else:
            self._place.remove()

    def renew(self) -> bool:
        """Where the entry names another place than this program's, write it anew."""
        entry = self._place.load()
        if entry is None or not entry.enabled:
            return False
        if entry.spelled == self._place.spell(self.command):
            return False
        self._place.save(self.command)
        return True


def _entry_name(data: Path | None) -> str:
    if data is None:
        return APPLICATION_ID
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()
    return f"{APPLICATION_ID}-{digest[:8]}"


def _without_console(executable: Path, platform: str) -> str:
    """On Windows python.exe would open a console window besides."""
    silent = executable.with_name("pythonw.exe")
    return str(silent if platform == "win32" and silent.exists() else executable)
