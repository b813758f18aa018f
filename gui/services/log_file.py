"""The log: a rotating file in English, without keys and without what was said."""

from __future__ import annotations

import asyncio
import logging
import sys
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from gui.model.redaction import redacted
from gui.services.private_files import make_private_folder, private_opener

NAME = "parley.log"
MAX_BYTES = 1_000_000
FILES_KEPT = 3
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

# These write requests, answers or whole conversations at their lower levels.
_CHATTY = (
    "httpx",
    "httpcore",
    "openai",
    "anthropic",
    "ollama",
    "keyring",
    "asyncio",
    "markdown_it",
    "autogen_core",
    "autogen_core.events",
    "autogen_core.trace",
    "autogen_agentchat",
    "autogen_agentchat.events",
    "autogen_agentchat.trace",
)


def open_log(folder: Path, *, level: int = logging.INFO) -> logging.Handler:
    """Send everything of `level` and above to the file; close the handler at the end.

    Raises OSError where the folder cannot be written.
    """
    make_private_folder(folder)
    handler = _PrivateFileHandler(
        folder / NAME, maxBytes=MAX_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(RedactingFormatter(_FORMAT))
    handler.addFilter(drop_cancellations)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    quieten_libraries()
    return handler


def close_log(handler: logging.Handler) -> None:
    logging.getLogger().removeHandler(handler)
    handler.close()


def clear_log(folder: Path) -> list[Path]:
    """Remove all files of the folder, the one in use too, which begins anew; returns what stays."""
    handlers = [one for one in logging.getLogger().handlers if isinstance(one, _PrivateFileHandler)]
    left = []
    for handler in handlers:
        handler.acquire()
    try:
        for handler in handlers:
            handler.let_go()
        for path in sorted(folder.rglob("*")):
            try:
                if not path.is_dir() or path.is_symlink():
                    path.unlink(missing_ok=True)
            except OSError:
                left.append(path)
    finally:
        for handler in handlers:
            handler.release()
    return left


def quieten_libraries() -> None:
    """Libraries are heard from WARNING up, whatever level the user asks for."""
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def drop_cancellations(record: logging.LogRecord) -> bool:
    """False for AutoGen's tracebacks of cancelled tasks: stopping is no error."""
    if not record.name.startswith("autogen"):
        return True
    error = record.exc_info[1] if record.exc_info else None
    return not (isinstance(error, asyncio.CancelledError) or "CancelledError" in str(record.msg))


class _PrivateFileHandler(RotatingFileHandler):
    def let_go(self) -> None:
        """Close the file; the next line opens it again."""
        if self.stream is not None:
            self.stream.close()
            self.stream = None

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding=self.encoding, opener=private_opener)

    def _take_error(self, record: logging.LogRecord) -> None:
        """A file that cannot be written is no news at every line, and nobody reads stderr."""
        if not isinstance(sys.exception(), OSError):
            super().handleError(record)

    handleError = _take_error  # noqa: N815 - the name of logging


class RedactingFormatter(logging.Formatter):
    """Redacts the finished line, so that arguments and tracebacks are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))
