"""Holds the garbage collector off while much is built on another thread: its pauses are felt."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_held_off() -> Iterator[None]:
    """What is built meanwhile is left out of later collections, and goes when nobody needs it.

    For data without circles. Where somebody else holds the collector off, it stays off.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()
