"""The beginning and the end of what a program prints, however much that is."""

from __future__ import annotations

HEAD = 20_000
TAIL = 20_000
"""Bytes."""


class KeptOutput:
    """Takes bytes as they come and holds `HEAD` and at most twice `TAIL` of them."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._tail = bytearray()
        self._size = 0

    def add(self, data: bytes) -> None:
        self._size += len(data)
        room = HEAD - len(self._head)
        self._head += data[:room]
        self._tail += data[room:][-TAIL:] if room < len(data) else b""
        if len(self._tail) > 2 * TAIL:
            del self._tail[:-TAIL]

    @property
    def text(self) -> str:
        """As UTF-8, other bytes replaced, with a line for what is left out."""
        tail = bytes(self._tail[-TAIL:])
        left_out = self._size - len(self._head) - len(tail)
        if not left_out:
            return (self._head + tail).decode("utf-8", "replace")
        gap = f"\n[… {left_out:,} bytes are left out here …]\n"
        return self._head.decode("utf-8", "replace") + gap + tail.decode("utf-8", "replace")
