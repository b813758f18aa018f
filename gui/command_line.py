"""The command line: what may be said when Parley is started."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from gui import __version__

LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandLine:
    """`log_level` is one of the numbers of `logging`."""

    data_dir: str | None
    log_level: int


def parse(arguments: Sequence[str] | None = None) -> CommandLine:
    """Read `arguments`, by default the process's; exits for --version, --help and mistakes."""
    parser = argparse.ArgumentParser(prog="parley", description="Talk to agents, on your own desk.")
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        help="keep chats, settings and logs in DIR (or set PARLEY_DATA_DIR)",
    )
    parser.add_argument("--log-level", choices=tuple(LEVELS), default="info")
    parser.add_argument("--version", action="version", version=f"Parley {__version__}")
    given = parser.parse_args(arguments)
    return CommandLine(data_dir=given.data_dir, log_level=LEVELS[given.log_level])
