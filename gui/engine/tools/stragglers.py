"""Ends what has left the group of a run: whoever carries its mark in the environment."""

from __future__ import annotations

import contextlib

import psutil

RUN_MARK = "PARLEY_RUN"
_MOST_ROUNDS = 20  # who forks while it is looked for is found in the next one


def end_marked(mark: str) -> None:
    """Kill every process of the user's that a run with this mark has started."""
    for _ in range(_MOST_ROUNDS):
        found = [process for process in psutil.process_iter() if _is_marked(process, mark)]
        if not found:
            return
        for process in found:
            with contextlib.suppress(psutil.Error):
                process.kill()


def _is_marked(process: psutil.Process, mark: str) -> bool:
    try:
        return process.environ().get(RUN_MARK) == mark
    except (psutil.Error, OSError):
        return False
