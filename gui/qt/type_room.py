"""Room in PySide's table of types, so that it does not move while another thread looks into it.

PySide keeps what it knows of each Python class in one hash table. A class that is made in a
worker thread, as importing does, may make the table grow, while Qt asks on the window's thread,
without Python's lock, for the class of a widget: it then finds nothing, and the process crashes
(seen with PySide6 6.11.3, some one in fifty starts). A table that is large enough never grows.
"""

from __future__ import annotations

import ctypes
import logging
import sys
from pathlib import Path

import shiboken6

ROOM = 5_000
"""Classes: Parley and what it uses of Qt have fewer than half as many."""

_STEP = 16  # bytes; these are never the addresses of objects

log = logging.getLogger(__name__)


def make_room() -> bool:
    """Once, before any other thread makes classes; whether it could be done."""
    try:
        table = ctypes.PyDLL(str(_library()))
        enter, leave = table.PepType_SOTP, table.PepType_SOTP_delete
    except (OSError, AttributeError, StopIteration) as error:
        log.warning("no room was made for types: %s", error)
        return False
    places = [ctypes.c_void_p(number * _STEP) for number in range(1, ROOM)]
    for work in (enter, leave):
        work.restype = None
        for place in places:
            work(place)
    return True


def _library() -> Path:
    """The library that Python has loaded already."""
    name = {"win32": "shiboken6*.dll", "darwin": "libshiboken6*.dylib"}.get(
        sys.platform, "libshiboken6*.so*"
    )
    return next(Path(shiboken6.__file__).parent.glob(name))
