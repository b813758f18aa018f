"""Keeps Qt from starting a D-Bus of its own, which would outlive the program."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

ADDRESS = "DBUS_SESSION_BUS_ADDRESS"
NONE = "disabled:"
"""An address that libdbus knows no way to."""


def use_existing_bus_only(environ: MutableMapping[str, str] = os.environ) -> None:
    """Where no session bus is named or found, say so: libdbus would launch one under X11.

    To be called before the application is made.
    """
    if not sys.platform.startswith("linux") or environ.get(ADDRESS):
        return
    runtime = environ.get("XDG_RUNTIME_DIR")
    if not runtime or not Path(runtime, "bus").exists():
        environ[ADDRESS] = NONE
