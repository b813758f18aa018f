"""The command line: what may be said when Parley is started."""

from __future__ import annotations

import argparse
import logging
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gui import __version__

LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""More than one letter: `C:` is a drive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandLine:
    """`log_level` is one of the numbers of `logging`; `open` are absolute paths and links."""

    data_dir: str | None
    log_level: int
    hidden: bool
    quick_ask: bool
    self_test: bool
    open: tuple[str, ...]


def parse(arguments: Sequence[str] | None = None) -> CommandLine:
    """Read `arguments`, by default the process's; exits for --version, --help and mistakes."""
    parser = argparse.ArgumentParser(prog="parley", description="Talk to agents, on your own desk.")
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        help="keep chats, settings and logs in DIR (or set PARLEY_DATA_DIR)",
    )
    parser.add_argument("--log-level", choices=tuple(LEVELS), default="info")
    parser.add_argument("--hidden", action="store_true", help="start in the tray, without a window")
    parser.add_argument(
        "--quick-ask", action="store_true", help="show the small window for a quick question"
    )
    parser.add_argument(
        "--self-test", action="store_true", help="check this installation, then exit"
    )
    parser.add_argument("--version", action="version", version=f"Parley {__version__}")
    parser.add_argument(
        "open",
        nargs="*",
        metavar="FILE-OR-LINK",
        help="a chat file (.parley) or a link (parley://...) to open",
    )
    given = parser.parse_args(arguments)
    return CommandLine(
        data_dir=given.data_dir,
        log_level=LEVELS[given.log_level],
        hidden=given.hidden,
        quick_ask=given.quick_ask,
        self_test=given.self_test,
        open=tuple(_whole(one) for one in given.open if one),
    )


def _whole(named: str) -> str:
    """A path made absolute, where it is one; desktops also name files by `file:` links."""
    if named[:5].lower() == "file:":
        return str(Path(_path_of(named)).absolute())
    if _SCHEME.match(named) and not _is_there(named):
        return named
    return str(Path(named).absolute())


def _is_there(named: str) -> bool:
    """False too for what cannot be a name: links are longer than the system lets one be."""
    try:
        return Path(named).exists()
    except OSError:
        return False


def _path_of(address: str) -> str:
    """The path in a `file:` link; what reads links is not needed by most starts."""
    from urllib.parse import unquote_to_bytes, urlsplit

    path = urlsplit(address).path
    if os.name == "nt":
        from urllib.request import url2pathname

        return url2pathname(path)
    return os.fsdecode(unquote_to_bytes(os.fsencode(path)))
