"""Starts Parley from the source tree."""

import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)  # until there is a loop that takes it

from gui.app import main  # noqa: E402

raise SystemExit(main())
