"""Where programs are looked for: the path of the user's login shell, asked for once."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from gui.engine.children import StartChild

log = logging.getLogger(__name__)

ASK_LIMIT = 3.0  # seconds; what a shell runs at its start may take its time, or wait for somebody
_LARGEST = 256 * 1024  # bytes
_BEGIN, _END = "__PARLEY_PATH_BEGINS__", "__PARLEY_PATH_ENDS__"
_ASKING = f"echo {_BEGIN}; printenv PATH; echo {_END}"  # understood by sh, zsh, fish and csh alike


class LoginPath:
    """A program that was started by a double click has a poorer path than a terminal.

    On Windows both have the same.
    """

    def __init__(self, start: StartChild, environ: Mapping[str, str] = os.environ) -> None:
        self._start = start
        self._environ = environ
        self._path: str | None = None
        self._lock = asyncio.Lock()

    async def get(self) -> str:
        """The folders of the login shell first, then Parley's own."""
        async with self._lock:
            if self._path is None:
                asked = "" if sys.platform == "win32" else await self._asked()
                self._path = _joined(asked, self._environ.get("PATH", os.defpath))
        return self._path

    async def find(self, *names: str) -> str | None:
        """The first of the programs that is there."""
        path = await self.get()
        return next((found for name in names if (found := shutil.which(name, path=path))), None)

    async def _asked(self) -> str:
        shell = self._environ.get("SHELL", "")
        if not Path(shell).is_absolute():
            return ""
        try:
            child = await self._start("login shell", (shell, "-l", "-i", "-c", _ASKING), {}, None)
        except OSError as error:
            log.info("the login shell cannot be asked for its path: %s", error)
            return ""
        text = b""
        try:
            async with asyncio.timeout(ASK_LIMIT):
                child.input.close()
                while _END.encode() not in text and len(text) < _LARGEST:
                    data = await child.output.read(4096)
                    if not data:
                        break
                    text += data
        except TimeoutError:
            log.info("the login shell did not say its path within %.0f s", ASK_LIMIT)
        finally:
            await child.end()
        return _between(text.decode(errors="replace"))


def found_program(command: str, path: str) -> tuple[str, bool]:
    """Where `command` is, or ""; and whether there is one that may not be run. Blocks."""
    if command.startswith("~"):
        command = str(Path(command).expanduser())
    if found := shutil.which(command, path=path):
        return found, False
    places = [Path(command)] if Path(command).name != command else []
    places = places or [Path(folder) / command for folder in path.split(os.pathsep) if folder]
    return "", any(_is_file(place) for place in places)


def _is_file(place: Path) -> bool:
    try:
        return place.is_file()
    except OSError:
        return False


def _between(text: str) -> str:
    """A prompt, a greeting or colours may stand around it."""
    _, begun, rest = text.rpartition(_BEGIN + "\n")
    path, ended, _ = rest.replace("\r", "").partition("\n" + _END)
    return path.strip() if begun and ended and "\n" not in path.strip() else ""


def _joined(*paths: str) -> str:
    folders = (folder for path in paths for folder in path.split(os.pathsep) if folder)
    return os.pathsep.join(dict.fromkeys(folders))
