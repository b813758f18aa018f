"""Tells Windows which program this process is, so that taskbar and notifications know it."""

from __future__ import annotations

import sys


def name_process(application_id: str) -> None:
    """Before the first window. The same id must stand in the shortcut of the Start menu.

    Without it, a Parley started from its source counts as Python. The installer knows by the
    mutex of that name, which goes with the process, that Parley is running.
    """
    if sys.platform == "win32":
        import ctypes

        name = ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID
        name.argtypes = (ctypes.c_wchar_p,)
        name(application_id)
        mutex = ctypes.windll.kernel32.CreateMutexW
        mutex.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_wchar_p)
        mutex.restype = ctypes.c_void_p
        mutex(None, 0, application_id)
