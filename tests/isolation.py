"""Keeps tests away from the user's files, keys and screen."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_FOREIGN_PREFIXES = ("OPENAI_", "ANTHROPIC_", "OLLAMA_", "PARLEY_", "AUTOGEN_")
_FOREIGN_NAMES = ("DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "QT_STYLE_OVERRIDE")


def isolate_environment() -> Path:
    """Give this process a home of its own and no keys; to be called before Qt starts."""
    home = Path(tempfile.mkdtemp(prefix="parley-tests-"))
    for name in tuple(os.environ):
        if name.startswith(_FOREIGN_PREFIXES) or name in _FOREIGN_NAMES or _is_proxy(name):
            del os.environ[name]
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.update(
        HOME=str(home),
        USERPROFILE=str(home),
        XDG_CONFIG_HOME=str(home / "config"),
        XDG_DATA_HOME=str(home / "data"),
        XDG_CACHE_HOME=str(home / "cache"),
        XDG_STATE_HOME=str(home / "state"),
        XDG_RUNTIME_DIR=str(runtime),
        QT_QPA_PLATFORM="offscreen",
        PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring",
        LC_ALL="C.UTF-8",
    )
    return home


def _is_proxy(name: str) -> bool:
    return name.lower().endswith("_proxy")
