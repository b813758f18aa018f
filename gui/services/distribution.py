"""Who publishes this copy of Parley, as the file written at its building says."""

from __future__ import annotations

import logging
import tomllib
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """Addresses, or "" where nobody has said."""

    homepage: str = ""
    updates: str = ""


def read_distribution(file: Path) -> Distribution:
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        log.warning("nobody is named as the publisher: %s", error)
        return Distribution()
    return Distribution(
        homepage=str(said.get("homepage", "")), updates=str(said.get("updates", ""))
    )
