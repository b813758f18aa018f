"""Starts Parley from the source tree."""

from gui.app import main

raise SystemExit(main())
