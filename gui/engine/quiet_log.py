"""Keeps out of the log what is no error: an agent that was cancelled because the user stopped."""

from __future__ import annotations

import asyncio
import logging


class WithoutCancellations(logging.Filter):
    """AutoGen logs each cancelled handler as an error, with its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0] if record.exc_info else None
        return kind is None or not issubclass(kind, asyncio.CancelledError)


def drop_cancellations() -> None:
    logger = logging.getLogger("autogen_core")
    if not any(isinstance(found, WithoutCancellations) for found in logger.filters):
        logger.addFilter(WithoutCancellations())
