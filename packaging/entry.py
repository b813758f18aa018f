"""Starts Parley from its bundle, with the environment that its user had."""

import os
import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)  # until there is a loop that takes it

# The bundle's own libraries were found by now; what Parley starts must not find them.
_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if _before is not None:
    os.environ["LD_LIBRARY_PATH"] = _before
# With these, a second Parley further down would take itself for a part of this one.
for _name in [name for name in os.environ if name.startswith("_PYI_")]:
    del os.environ[_name]

from PySide6.QtCore import QCoreApplication  # noqa: E402

# Plugins of the system's Qt do not fit the bundle's, but those of what Parley starts do.
_plugins = os.environ.pop("QT_PLUGIN_PATH", None)
QCoreApplication.libraryPaths()  # read once, and kept
if _plugins is not None:
    os.environ["QT_PLUGIN_PATH"] = _plugins

from gui.app import main  # noqa: E402

raise SystemExit(main())
