"""The library `mcp`, without the half of it that is there to write servers with."""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import os
import sys
import threading

_NAME = "mcp"
_MODULES = (
    "httpx",
    "mcp.types",
    "mcp.client.session",
    "mcp.client.sse",
    "mcp.client.streamable_http",
)
# Their lines hold what is sent and received.
_TALKATIVE = ("mcp", "client", "httpx", "httpcore", "httpx_sse")
_SHARED = f"{os.sep}{_NAME}{os.sep}shared{os.sep}"
_lock = threading.Lock()


async def import_mcp() -> None:
    """Import what a client needs, in a thread; at once where that has been done.

    `import mcp` alone runs a web server's worth of imports: 83 modules of its own and those of
    uvicorn, starlette, jsonschema and others. Naming the package without running its file
    leaves 22, a tenth of the time and 30 MB. Its names are then found in its modules only.
    """
    if all(module in sys.modules for module in _MODULES):
        return
    await asyncio.get_running_loop().run_in_executor(None, _import_all)


def _import_all() -> None:
    with _lock:
        if _NAME not in sys.modules:
            spec = importlib.util.find_spec(_NAME)
            if spec is None:
                raise ModuleNotFoundError(_NAME)
            sys.modules[_NAME] = importlib.util.module_from_spec(spec)
        for module in _MODULES:
            importlib.import_module(module)
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        logging.getLogger().addFilter(_is_of_somebody_else)


def _is_of_somebody_else(record: logging.LogRecord) -> bool:
    """Some of mcp writes to the root logger, and names the message that it could not read."""
    return _SHARED not in record.pathname
