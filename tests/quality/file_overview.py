"""Writes the file overview of ARCHITECTURE.md: `python -m tests.quality.file_overview --write`."""

from __future__ import annotations

import ast
import sys
from pathlib import PurePosixPath

from tests.quality.source_tree import ROOT, Source, sources

BEGIN = "<!-- file overview: begin (written by `python -m tests.quality.file_overview --write`) -->"
END = "<!-- file overview: end -->"
DOCUMENT = ROOT / "ARCHITECTURE.md"


def overview() -> str:
    """Each package with its sentence, and under it each module with its own."""
    lines: list[str] = []
    for source in sorted(sources("main.py", "gui", "bench"), key=_order):
        path = PurePosixPath(source.path)
        if path.name == "__init__.py":
            lines += ["", f"**`{path.parent}/`** {_sentence(source)}", ""]
        else:
            lines.append(f"- `{path}`: {_sentence(source)}")
    return "\n".join(lines).strip()


def documented() -> str:
    """The overview that ARCHITECTURE.md holds now."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return text.partition(BEGIN)[2].partition(END)[0].strip()


def write() -> None:
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{overview()}\n\n{END}{after}", encoding="utf-8")


def _order(source: Source) -> tuple[int, str, bool, str]:
    path = PurePosixPath(source.path)
    top = ["main.py", "gui", "bench"].index(path.parts[0])
    return top, str(path.parent), path.name != "__init__.py", path.name


def _sentence(source: Source) -> str:
    return (ast.get_docstring(source.tree) or "").partition("\n")[0].strip()


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    else:
        sys.stdout.write(overview() + "\n")
