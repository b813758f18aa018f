"""Where each system keeps what is started at login: a file, a launch agent, a registry value."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from gui.services.atomic_file import write_atomically
from gui.services.desktop_entry import exec_value, read_entry, write_entry

LONGEST_RUN_VALUE = 260
"""Characters that Windows reads of a command in its Run key."""

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""Where the Task Manager notes what the user has switched off there."""


@dataclass(frozen=True, kw_only=True)
class LoginEntry:
    """What is stored: the command as this system spells it, and whether it is in force."""

    spelled: str
    enabled: bool


class LoginPlace(Protocol):
    """One entry, of one program; everything raises OSError where the system refuses."""

    def spell(self, command: Sequence[str]) -> str: ...

    def load(self) -> LoginEntry | None: ...

    def save(self, command: Sequence[str]) -> None: ...

    def remove(self) -> None: ...


class AutostartFile:
    """Linux: a desktop entry in the user's autostart folder."""

    def __init__(self, name: str, *, environ: Mapping[str, str] = os.environ) -> None:
        config = environ.get("XDG_CONFIG_HOME", "")
        # The specification says that a relative path is to be ignored.
        base = Path(config) if Path(config).is_absolute() else Path.home() / ".config"
        self.path = base / "autostart" / f"{name}.desktop"
        self._icon = name.partition("-")[0]

    def spell(self, command: Sequence[str]) -> str:
        return exec_value(command)

    def load(self) -> LoginEntry | None:
        text = _read(self.path)
        if text is None:
            return None
        values = read_entry(text.decode("utf-8", "replace"))
        # The desktops' own tools switch an entry off in one of these two ways.
        shown = values.get("Hidden", "false").lower() != "true"
        wanted = values.get("X-GNOME-Autostart-enabled", "true").lower() != "false"
        return LoginEntry(spelled=values.get("Exec", ""), enabled=shown and wanted)

    def save(self, command: Sequence[str]) -> None:
        values = {
            "Type": "Application",
            "Name": "Parley",
            "Comment": "Talk to AI agents and teams on your own computer",
            "Comment[zh_CN]": "在自己的电脑上与 AI 智能体和团队对话",
            "Icon": self._icon,
            "TryExec": command[0],
            "Exec": exec_value(command),
            "Terminal": "false",
            "StartupNotify": "false",
            "X-GNOME-Autostart-enabled": "true",
        }
        _write(self.path, write_entry(values))

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


class LaunchAgent:
    """macOS: a property list that launchd reads at login."""

    def __init__(self, name: str) -> None:
        self.path = Path.home() / "Library" / "LaunchAgents" / f"{name}.plist"
        self._label = name

    def spell(self, command: Sequence[str]) -> str:
        return "\0".join(command)

    def load(self) -> LoginEntry | None:
        import plistlib  # an XML parser that other systems need not carry in memory
        from xml.parsers.expat import ExpatError

        content = _read(self.path)
        if content is None:
            return None
        try:
            stored = plistlib.loads(content)
        except (plistlib.InvalidFileException, ExpatError, ValueError):
            return LoginEntry(spelled="", enabled=False)
        values = stored if isinstance(stored, dict) else {}
        command = [str(each) for each in values.get("ProgramArguments", ())]
        enabled = values.get("RunAtLoad") is True and values.get("Disabled") is not True
        return LoginEntry(spelled=self.spell(command), enabled=enabled)

    def save(self, command: Sequence[str]) -> None:
        import plistlib

        values = {
            "Label": self._label,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
            # With it the system's settings show the program's name, not its signer's.
            "AssociatedBundleIdentifiers": self._label.partition("-")[0],
        }
        try:
            text = plistlib.dumps(values).decode("utf-8")
        except ValueError as error:  # a character that XML does not have
            raise OSError(errno.EILSEQ, str(error)) from error
        _write(self.path, text)

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


class Registry(Protocol):
    """The current user's part of the Windows registry; a missing value reads as None."""

    def read(self, key: str, name: str) -> str | bytes | None: ...

    def write(self, key: str, name: str, text: str) -> None: ...

    def delete(self, key: str, name: str) -> None: ...


class CurrentUser:
    """The real registry; elsewhere than on Windows there is nothing in it."""

    def read(self, key: str, name: str) -> str | bytes | None:
        if sys.platform == "win32":
            import winreg

            with suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as held:
                value: object = winreg.QueryValueEx(held, name)[0]
                return value if isinstance(value, str | bytes) else None
        return None

    def write(self, key: str, name: str, text: str) -> None:
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as held:
                winreg.SetValueEx(held, name, 0, winreg.REG_SZ, text)

    def delete(self, key: str, name: str) -> None:
        if sys.platform == "win32":
            import winreg

            with (
                suppress(FileNotFoundError),
                winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as held,
            ):
                winreg.DeleteValue(held, name)


class RunKey:
    """Windows: a value under the current user's Run key."""

    def __init__(self, name: str, *, registry: Registry | None = None) -> None:
        self._name = name
        self._registry = registry or CurrentUser()

    def spell(self, command: Sequence[str]) -> str:
        return subprocess.list2cmdline(command)

    def load(self) -> LoginEntry | None:
        stored = self._registry.read(RUN, self._name)
        if not isinstance(stored, str):
            return None
        approval = self._registry.read(APPROVED, self._name)
        refused = isinstance(approval, bytes) and approval[:1] != b"" and approval[0] % 2 == 1
        return LoginEntry(spelled=stored, enabled=not refused)

    def save(self, command: Sequence[str]) -> None:
        text = self.spell(command)
        if len(text) > LONGEST_RUN_VALUE:
            raise OSError(errno.ENAMETOOLONG, "the path of the program is too long for Windows")
        self._registry.write(RUN, self._name, text)
        self._registry.delete(APPROVED, self._name)

    def remove(self) -> None:
        self._registry.delete(RUN, self._name)
        self._registry.delete(APPROVED, self._name)


def login_place(name: str, *, platform: str = sys.platform) -> LoginPlace:
    """The place that `platform` looks at; `name` is the entry's own in it."""
    if platform == "darwin":
        return LaunchAgent(name)
    if platform == "win32":
        return RunKey(name)
    return AutostartFile(name)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _write(path: Path, text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:  # a path that is no text in any encoding
        raise OSError(errno.EILSEQ, "the path of the program is no valid text") from error
    write_atomically(path, text, mode=0o644)
