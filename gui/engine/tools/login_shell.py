"""Where the user's own shell looks for programs, which a program with a window may not know."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from gui.engine.children import StartChild
from gui.engine.tools.process_run import Order, run_to_end

_LIMIT = 5.0  # seconds; a shell reads what its user has written for it
_MARK = "parley-path:"
_SCRIPT = f"printf '\\n%s%s\\n' '{_MARK}' \"$PATH\""


class LoginShell:
    """Asked once, when the first program is looked for."""

    def __init__(self, start: StartChild, *, shell: str | None = None) -> None:
        """`shell` is by default what SHELL says."""
        self._start = start
        self._shell = os.environ.get("SHELL", "") if shell is None else shell
        self._path: str | None = None

    async def path(self) -> str:
        """The value of PATH; Parley's own where there is no such shell."""
        if self._path is None:
            self._path = await self._asked() or os.environ.get("PATH", os.defpath)
        return self._path

    async def find(self, *names: str) -> str | None:
        """The first of the programs that is there."""
        path = await self.path()
        return next((found for name in names if (found := shutil.which(name, path=path))), None)

    async def _asked(self) -> str:
        if sys.platform == "win32" or not self._shell:
            return ""
        order = Order(
            name="login shell",
            command=(self._shell, "-l", "-c", _SCRIPT),
            folder=Path.home(),
            seconds=_LIMIT,
        )
        try:
            outcome = await run_to_end(self._start, order)
        except OSError:
            return ""
        lines = [line for line in outcome.output.splitlines() if line.startswith(_MARK)]
        return lines[-1].removeprefix(_MARK) if lines else ""
