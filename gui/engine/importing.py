"""Imports the engine in a background thread, without making the window wait."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import sys
import threading
import time
from collections.abc import Iterable, Sequence

from gui.model.endpoint import Protocol
from gui.model.problem import EngineError, Problem, ProblemKind

log = logging.getLogger(__name__)

# In an order in which each adds a part of what the next one needs.
_MODULES = (
    "httpx2",
    "httpcore2",
    "anyio._backends._asyncio",
    "truststore",
    "pydantic",
    "autogen_core",
    "autogen_core.models",
    "autogen_agentchat.agents",
    "autogen_agentchat.teams",
    "autogen_agentchat.tools",
    "gui.engine.merging_transport",
    "gui.engine.stream_shapes",
    "gui.engine.autogen_engine",
    "gui.engine.mcp.pool",
)
# A provider's library is as large as all the rest of the engine, and few people use all three.
_LIBRARIES = {
    Protocol.OPENAI: (
        "openai",
        "openai.types",
        "openai.resources.chat.completions.completions",
        "openai.resources.chat.chat",
        "openai.lib._chat_completion_resources",
        "openai.lib.streaming.chat",
        "openai.resources.models",
        "autogen_ext.models.openai",
    ),
    Protocol.ANTHROPIC: (
        "anthropic",
        "anthropic.resources.messages",
        "anthropic.resources.models",
        "autogen_ext.models.anthropic",
    ),
    Protocol.OLLAMA: (
        "httpx",
        "ollama",
        "autogen_ext.models.ollama",
        "gui.engine.ollama_transport",
    ),
    Protocol.GUIDE: (),
}
# How long a thread may keep the interpreter while another one waits for it.
_SWITCH = 0.0005  # seconds; the default is ten times that
_BREATH = 0.002  # seconds between two modules, in which everyone else may run

# They write messages of a chat into the log, at levels that a user may well turn on.
_TALKATIVE = (
    "autogen_core",
    "autogen_core.events",
    "autogen_core.trace",
    "autogen_agentchat",
    "autogen_agentchat.events",
    "autogen_agentchat.trace",
    "openai",
    "anthropic",
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
)


async def import_engine(protocols: Iterable[Protocol] = ()) -> None:
    """Import what every chat needs, and the libraries of `protocols`, which are used first.

    Call it once, early; nothing else may import AutoGen meanwhile, or it would wait for the
    import lock. Raises EngineError where it fails.
    """
    libraries = (module for protocol in protocols for module in _LIBRARIES[protocol])
    await _import_in_thread((*libraries, *_MODULES))


async def import_library(protocol: Protocol) -> None:
    """Import what is needed to speak `protocol`; at once where that has been done."""
    if not all(module in sys.modules for module in _LIBRARIES[protocol]):
        await _import_in_thread(_LIBRARIES[protocol])


async def _import_in_thread(modules: Sequence[str]) -> None:
    """The thread is a daemon: a program that closes does not wait for it."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def work() -> None:
        error: Exception | None = None
        try:
            _import_all(modules)
        except Exception as failure:  # noqa: BLE001 - the edge: whatever an import may raise
            error = failure
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, done, error)

    threading.Thread(target=work, name="import engine", daemon=True).start()
    try:
        await done
    except Exception as error:
        log.exception("the engine cannot be imported")
        problem = Problem(
            kind=ProblemKind.ENGINE_UNAVAILABLE, detail=f"{type(error).__name__}: {error}"
        )
        raise EngineError(problem) from error


def _settle(done: asyncio.Future[None], error: Exception | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)


def _import_all(modules: Sequence[str]) -> None:
    started = time.monotonic()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    # A collection over the hundred thousands of new objects would stop every thread.
    gc.disable()
    pause = threading.Event()
    try:
        for module in modules:
            importlib.import_module(module)
            pause.wait(_BREATH)
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
    finally:
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(interval)
    log.info("imported %s in %.2f s", modules[-1], time.monotonic() - started)
