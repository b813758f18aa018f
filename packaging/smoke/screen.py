"""A screen without a monitor: Xvfb and openbox, typed into with xdotool, and its pictures."""

from __future__ import annotations

import os
import struct
import subprocess
import time
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

START_LIMIT = 20.0
SIZE = (1280, 800)
_FRAME, _TITLE = 4, 28  # pixels
_DISPLAY = 77  # of a folder of sockets that nobody else sees, where there are namespaces


@dataclass(frozen=True, kw_only=True)
class Picture:
    """`pixels` are rows from the top, each pixel a number 0xRRGGBB."""

    width: int
    height: int
    pixels: list[int]

    def colors(self) -> Counter[int]:
        return Counter(self.pixels)

    def differs_from(self, other: Picture) -> float:
        """The share of pixels that are not the same."""
        pairs = zip(self.pixels, other.pixels, strict=True)
        return sum(a != b for a, b in pairs) / len(self.pixels)

    def save(self, path: Path) -> None:
        """As PNG."""
        rows = bytearray()
        for start in range(0, len(self.pixels), self.width):
            rows.append(0)  # this row is stored as it is
            for pixel in self.pixels[start : start + self.width]:
                rows += pixel.to_bytes(3, "big")
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b"")]
        with path.open("wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n")
            for kind, data in parts:
                file.write(struct.pack(">I", len(data)) + kind + data)
                file.write(struct.pack(">I", zlib.crc32(kind + data)))


class Screen:
    """`close` ends the server and the window manager."""

    def __init__(self, folder: Path, *, number: int = _DISPLAY) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.display = f":{number}"
        self._buffer = folder / "Xvfb_screen0"
        self._own = {**os.environ, "DISPLAY": self.display, "HOME": str(folder)}
        width, height = SIZE
        with (folder / "screen.log").open("wb") as log:
            self._server = subprocess.Popen(
                [
                    *("Xvfb", self.display, "-nolock", "-ac", "-nolisten", "tcp"),
                    *("-fbdir", str(folder), "-screen", "0", f"{width}x{height}x24"),
                ],
                stdout=log,
                stderr=log,
            )
            self._wait_for(lambda: self._run("xdotool", "getmouselocation"), "the X server")
            self._manager = subprocess.Popen(
                ["openbox", "--sm-disable"], env=self._own, stdout=log, stderr=log
            )

    def window(self, title: str = "Parley") -> str:
        """Wait for the window, give it the focus and return its id."""
        search = ("xdotool", "search", "--onlyvisible", "--name", title)
        found = self._wait_for(lambda: self._run(*search), f"a window named {title!r}")
        window = found.split()[-1]
        self._run("xdotool", "windowactivate", "--sync", window)
        return window

    def windows(self, title: str = "Parley") -> list[str]:
        return self._run("xdotool", "search", "--onlyvisible", "--name", title).split()

    def type(self, text: str) -> None:
        self._run("xdotool", "type", "--delay", "8", text)

    def press(self, *keys: str) -> None:
        self._run("xdotool", "key", *keys)

    def maximise(self, window: str) -> None:
        """As large as the screen, with room for its frame."""
        width, height = SIZE
        self._run("xdotool", "windowmove", window, "0", "0")
        self._run(
            "xdotool", "windowsize", "--sync", window, str(width - _FRAME), str(height - _TITLE)
        )

    def picture(self, path: Path | None = None) -> Picture:
        """The whole screen now, from the memory of the X server; also as a file."""
        data = self._buffer.read_bytes()
        fields = struct.unpack(">25I", data[:100])
        size, width, height, bits, row, colors = (fields[n] for n in (0, 4, 5, 11, 12, 19))
        if bits != 32:
            raise AssertionError(f"the screen has {bits} bits for a pixel")
        start = size + colors * 12
        pixels: list[int] = []
        for line in range(height):
            here = start + line * row
            whole = struct.unpack(f"<{width}I", data[here : here + width * 4])
            pixels += [value & 0xFFFFFF for value in whole]
        taken = Picture(width=width, height=height, pixels=pixels)
        if path is not None:
            taken.save(path)
        return taken

    def settled(self, path: Path | None = None) -> Picture:
        """The screen once it has stayed the same for a moment; a blinking cursor may go on."""
        last = self.picture()
        end = time.monotonic() + START_LIMIT
        while time.monotonic() < end:
            time.sleep(0.4)
            now = self.picture()
            if now.differs_from(last) < 0.0005:
                break
            last = now
        return self.picture(path)

    def close(self) -> None:
        for process in (self._manager, self._server):
            process.terminate()
        for process in (self._manager, self._server):
            process.wait(5)

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self._own, capture_output=True, text=True, check=False, timeout=START_LIMIT
        )
        return done.stdout.strip() if done.returncode == 0 else ""

    def _wait_for(self, look: object, what: str) -> str:
        end = time.monotonic() + START_LIMIT
        while time.monotonic() < end:
            if callable(look) and (found := look()):
                return str(found)
            time.sleep(0.05)
        raise AssertionError(f"{what} did not come within {START_LIMIT:.0f} s")
