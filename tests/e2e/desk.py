"""A screen without a monitor: Xvfb with a window manager, typed into with xdotool."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

NEEDED = ("Xvfb", "openbox", "xdotool")
START_LIMIT = 15.0
ACTIVATE_LIMIT = 3.0


def missing_tools() -> list[str]:
    return [name for name in NEEDED if shutil.which(name) is None]


class Desk:
    """An X server of its own with openbox; `close` ends both."""

    def __init__(self, *, size: str = "1440x900") -> None:
        read_end, write_end = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{size}x24"],
            pass_fds=(write_end,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            self.display = f":{pipe.readline().strip()}"
        self._manager = subprocess.Popen(
            ["openbox", "--sm-disable"],
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @property
    def environment(self) -> Mapping[str, str]:
        return {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            timeout=START_LIMIT,
            check=True,
        )
        return done.stdout.strip()

    def window(self, *, title: str = "Parley") -> str:
        """Wait for the window, give it the focus and return its id."""
        end = time.monotonic() + START_LIMIT
        while time.monotonic() < end:
            found = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", title],
                env={**os.environ, **self.environment},
                capture_output=True,
                text=True,
                check=False,
            ).stdout.split()
            if found and self._activate(found[-1]):
                return found[-1]
            time.sleep(0.05)
        raise AssertionError(f"no window named {title!r} appeared")

    def _activate(self, window: str) -> bool:
        """Whether it got the focus; a window that was just taken down never will."""
        try:
            done = subprocess.run(
                ["xdotool", "windowactivate", "--sync", window],
                env={**os.environ, **self.environment},
                capture_output=True,
                timeout=ACTIVATE_LIMIT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def type(self, text: str) -> None:
        self.xdotool("type", "--delay", "5", text)

    def press(self, *keys: str) -> None:
        self.xdotool("key", *keys)

    def picture(self, path: Path) -> None:
        subprocess.run(
            ["import", "-display", self.display, "-window", "root", str(path)], check=True
        )

    def break_off(self) -> None:
        """The X server dies, as it does in a crash of the graphics driver."""
        self._server.kill()

    def close(self) -> None:
        for process in (self._manager, self._server):
            process.terminate()
        for process in (self._manager, self._server):
            process.wait(5)
