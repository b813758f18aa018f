"""Writes who publishes a copy of Parley: its home page, and where it asks for newer versions.

    PARLEY_HOMEPAGE=https://… PARLEY_UPDATES=https://… python packaging/distribution.py FILE

FILE is the `distribution.toml` among the resources of what is built. The address of updates
answers with `{"version", "url"}`, or as GitHub's `releases/latest` does.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

NAME = "distribution.toml"
Entry = tuple[str, str, str]
VARIABLES = {"homepage": "PARLEY_HOMEPAGE", "updates": "PARLEY_UPDATES"}


def content(environ: Mapping[str, str]) -> str:
    """The file's text; raises ValueError for an address that Parley would not ask."""
    lines = []
    for name, variable in VARIABLES.items():
        address = environ.get(variable, "").strip()
        if address and not address.startswith("https://"):
            raise ValueError(f"{variable} must begin with https://")
        lines.append(f"{name} = {json.dumps(address)}\n")  # TOML's strings are JSON's
    return "".join(lines)


def named(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """A bundle's `entries`, with a file made in `folder` in place of the empty one."""
    file = folder / NAME
    file.write_text(content(os.environ), encoding="utf-8")
    return [
        (place, str(file) if PurePath(place).name == NAME else source, kind)
        for place, source, kind in entries
    ]


def main(arguments: list[str]) -> int:
    """0, or 2 where the file is missing or an address is not usable."""
    if len(arguments) != 1:
        sys.stderr.write((__doc__ or "").partition("\n\n")[2])
        return 2
    try:
        Path(arguments[0]).write_text(content(os.environ), encoding="utf-8")
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
