"""Measures everything that has a number and prints it beside its floor.

    python -m bench [--only WORD] [--write]

`--write` also puts the table into bench/RESULTS.md.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import MEASUREMENTS, Figure
from bench.imports import IMPORTS
from bench.mcp_pool import MCP_POOL
from bench.packaged import PACKAGED
from bench.replies import REPLIES
from bench.searching import SEARCHING
from bench.sidebar import SIDEBAR
from bench.stage import ROOT, Stage
from bench.teams import TEAMS
from bench.windows import WINDOWS
from tests.e2e.desk import Desk

ALL = {
    **MEASUREMENTS,
    **REPLIES,
    **TEAMS,
    **WINDOWS,
    **SIDEBAR,
    **SEARCHING,
    **MCP_POOL,
    **IMPORTS,
    **PACKAGED,
}

HEAD = ("what", "measured", "floor in the same run", "must reach", "reached")

NOTES = """\
Bare AutoGen reads Anthropic's stream with one argument less than it would pass, `temperature`:
the `anthropic` that Parley has refuses it."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="measurements whose name contains this")
    parser.add_argument("--write", action="store_true", help="update bench/RESULTS.md")
    options = parser.parse_args()
    desk = Desk()
    figures: list[Figure] = []
    try:
        with tempfile.TemporaryDirectory() as home:
            stage = Stage(desk, Path(home))
            for name, measure in ALL.items():
                if options.only in name:
                    new = measure(stage)
                    figures += new
                    print(*map(_row, new), sep="\n", flush=True)
    finally:
        desk.close()
    table = "\n".join((_line(HEAD), _line(("---",) * len(HEAD)), *map(_row, figures)))
    print(f"\n{table}")
    if options.write:
        _write(table)
    return 0 if all(figure.reached for figure in figures) else 1


def _row(figure: Figure) -> str:
    reached = "yes" if figure.reached else "**no**"
    return _line((figure.what, figure.measured, figure.floor, figure.goal, reached))


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def _write(table: str) -> None:
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    text = (
        "# Results\n\n"
        f"`python -m bench --write` on {datetime.now(tz=UTC):%Y-%m-%d}: {machine}, under Xvfb.\n"
        "Machines differ and are noisy: read the ratios, not the seconds.\n\n"
        f"{table}\n\n{NOTES}\n"
    )
    (ROOT / "bench" / "RESULTS.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
