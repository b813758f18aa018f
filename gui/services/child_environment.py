"""The environment of a child process: the user's own, without what belongs to Parley."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

_ORIGINAL = "_ORIG"
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "LIBPATH", "DYLD_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH")
_OURS = ("QT_", "QML", "PYTHON", "PARLEY_", "_PYI", "_MEIPASS")
_OUR_START = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""The desktop's leave for our own window to take the focus."""

_KEYS = ("_API_KEY", "_AUTH_TOKEN")


def child_environment(
    added: Mapping[str, str] | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    bundle: str = getattr(sys, "_MEIPASS", ""),
) -> dict[str, str]:
    """What a child gets to see, and `added`, which counts more.

    A packaged Parley finds its libraries in `bundle` by variables that would break any other
    program; the user's own value, which it keeps beside them, comes back. Keys of model
    providers are nobody's business but Parley's: who needs one gets it in `added`.
    """
    clean = {name: value for name, value in environ.items() if _is_the_users(name)}
    for name in _LIBRARY_PATHS:
        original = clean.pop(name + _ORIGINAL, "")
        if bundle and bundle in clean.get(name, ""):
            clean[name] = original
    return {name: value for name, value in {**clean, **(added or {})}.items() if value}


def _is_the_users(name: str) -> bool:
    if name.startswith(_OURS) or name in _OUR_START:
        return False
    return not name.upper().endswith(_KEYS)
