"""Imports modules in a worker thread, so that the window goes on while it happens."""

from __future__ import annotations

import asyncio
import importlib


async def import_late(*names: str) -> None:
    """Import the modules `names`, in this order; an ImportError reaches the caller."""
    await asyncio.get_running_loop().run_in_executor(None, _import_all, names)


def _import_all(names: tuple[str, ...]) -> None:
    for name in names:
        importlib.import_module(name)
