"""Starts Parley as `python -m gui`."""

import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)  # until there is a loop that takes it

from gui.app import main  # noqa: E402

raise SystemExit(main())
