"""Imports the engine in a background thread, without making the window wait."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import sys
import threading
import time

from gui.model.problem import EngineError, Problem, ProblemKind

log = logging.getLogger(__name__)

# In an order in which each adds a part of what the next one needs.
_MODULES = (
    "httpx",
    "httpx2",
    "httpcore2",
    "anyio._backends._asyncio",
    "truststore",
    "pydantic",
    "openai",
    "openai.types",
    "openai.resources.chat.completions.completions",
    "openai.resources.chat.chat",
    "openai.lib._chat_completion_resources",
    "openai.lib.streaming.chat",
    "openai.resources.models",
    "autogen_core",
    "autogen_core.models",
    "autogen_agentchat.agents",
    "autogen_ext.models.openai",
    "anthropic",
    "anthropic.resources.messages",
    "anthropic.resources.models",
    "autogen_ext.models.anthropic",
    "ollama",
    "autogen_ext.models.ollama",
    "gui.engine.merging_transport",
    "gui.engine.stream_shapes",
    "gui.engine.autogen_engine",
)
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


async def import_engine() -> None:
    """Import everything that a first message needs; raises EngineError where that fails.

    Call it once, early; nothing else may import AutoGen meanwhile, or it would wait for the
    import lock. The thread is a daemon: a program that closes does not wait for it.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def work() -> None:
        error: Exception | None = None
        try:
            _import_all()
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


def _import_all() -> None:
    started = time.monotonic()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    # A collection over the hundred thousands of new objects would stop every thread.
    gc.disable()
    pause = threading.Event()
    try:
        for module in _MODULES:
            importlib.import_module(module)
            pause.wait(_BREATH)
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
    finally:
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(interval)
    log.info("engine imported in %.2f s", time.monotonic() - started)
