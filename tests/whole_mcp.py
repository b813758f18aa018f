"""The library `mcp` with all its names, of which Parley imports half and AutoGen needs the rest."""

from __future__ import annotations

import importlib
import sys


def import_whole_mcp() -> None:
    """Also where an earlier test of this process has imported the half."""
    mcp = importlib.import_module("mcp")
    if not hasattr(mcp, "StdioServerParameters"):
        spec = sys.modules["mcp"].__spec__
        assert spec is not None
        assert spec.loader is not None
        spec.loader.exec_module(mcp)
