"""Runs all checks on an installed Parley: `python -m smoke`, as `smoke.sh` calls it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from smoke.bench import Bench, Results
from smoke.checks import CHECKS, nothing_elsewhere
from smoke.place import Place
from smoke.screen import Screen
from tests.model_servers import ModelServer

_REPOSITORY = Path(__file__).resolve().parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(prog="smoke")
    parser.add_argument("--root", type=Path, help="the root Parley is installed in")
    parser.add_argument("--home", type=Path, required=True, help="the user's home, from outside")
    parser.add_argument("--evidence", type=Path, required=True)
    parser.add_argument("--results", type=Path, required=True)
    parser.add_argument("--only", action="append", default=[], help="checks to run, by name")
    parser.add_argument("program", nargs="+", help="how Parley is started")
    given = parser.parse_args()
    place = Place(
        root=given.root.resolve() if given.root else None,
        program=tuple(given.program),
        home=given.home.resolve(),
        # Qt would start a bus where there is none, and leave it running.
        environment={} if given.root else {"DBUS_SESSION_BUS_ADDRESS": "disabled:"},
    )
    results = Results(file=given.results)
    passed = True
    with ModelServer(models=("test-model",)) as server:
        screen = Screen(given.evidence / "screen")
        bench = Bench(
            place=place,
            screen=screen,
            server=server,
            evidence=given.evidence,
            repository=_REPOSITORY,
            resources=_REPOSITORY / "resources",
        )
        before = place.snapshot()
        try:
            checks = (*CHECKS, ("nothing elsewhere", nothing_elsewhere(before)))
            for name, check in checks:
                if not given.only or name in given.only:
                    passed &= results.run(name, check, bench)
        finally:
            bench.end_all()
            screen.close()
    return 0 if passed or not any(" FAILED " in line for line in results.lines) else 1


if __name__ == "__main__":
    sys.exit(main())
