"""Brings the catalogues of translations up to date: `python -m tests.quality.translations`."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard
from xml.etree import ElementTree

import PySide6

from tests.quality.source_tree import ROOT, dotted_name, sources

HOW_TO = "run `python -m tests.quality.translations`, translate what is unfinished, run it again."

_FOLDER = ROOT / "resources" / "locale"
_TOOLS = Path(PySide6.__file__).parent


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """One language; English has one too, for its plurals."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def __str__(self) -> str:
        return self.name


def catalogues() -> list[Catalogue]:
    return [Catalogue(path=_FOLDER / name) for name in ("parley_en.ts", "parley_zh_CN.ts")]


def update(catalogue: Path) -> None:
    """Add the words of the source to `catalogue`, and drop those that it no longer has."""
    options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en"]
    if catalogue.name == "parley_en.ts":
        options.append("-pluralonly")
    language = catalogue.stem.removeprefix("parley_")
    with tempfile.TemporaryDirectory() as folder:
        readable = _write_readable(Path(folder))
        _tool("lupdate", *options, *readable, "-target-language", language, "-ts", str(catalogue))


def _write_readable(folder: Path) -> list[str]:
    """Copy the source as lupdate reads it: it knows a plural only by a literal number."""
    written = []
    for number, source in enumerate(sources("gui")):
        place = folder / f"{number}.py"
        tree = ast.parse(source.text)
        plurals = [call for call in ast.walk(tree) if _is_plural(call)]
        for call in plurals:
            call.args[3] = ast.Constant(0)
        place.write_text(ast.unparse(tree) if plurals else source.text, encoding="utf-8")
        written.append(str(place))
    return written


def _is_plural(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether `node` is `translate(context, text, comment, number)`."""
    return (
        isinstance(node, ast.Call)
        and len(node.args) == 4
        and dotted_name(node.func).split(".")[-1] == "translate"
    )


def compile_catalogue(catalogue: Path) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        compiled = Path(folder) / "catalogue.qm"
        _tool("lrelease", "-silent", str(catalogue), "-qm", str(compiled))
        return compiled.read_bytes()


def problems(catalogue: Path) -> list[str]:
    """What is missing from `catalogue`, unfinished in it, or in it for nothing."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / catalogue.name
        shutil.copy(catalogue, fresh)
        update(fresh)
        wanted, present = _messages(fresh), _messages(catalogue)
    unfinished = [key for key, finished in wanted.items() if key in present and not finished]
    return [
        *(f"missing: {key}" for key in sorted(wanted.keys() - present.keys())),
        *(f"unfinished: {key}" for key in sorted(unfinished)),
        *(f"no longer in the source: {key}" for key in sorted(present.keys() - wanted.keys())),
    ]


def _messages(catalogue: Path) -> dict[str, bool]:
    """`context: source` of each message, and whether its translation is finished."""
    found: dict[str, bool] = {}
    for context in ElementTree.parse(catalogue).getroot().iter("context"):
        for message in context.iter("message"):
            key = f"{context.findtext('name')}: {message.findtext('source')}"
            comment = message.findtext("comment")
            translation = message.find("translation")
            found[f"{key} ({comment})" if comment else key] = (
                translation is not None and translation.get("type") is None and _filled(translation)
            )
    return found


def _filled(translation: ElementTree.Element) -> bool:
    """Whether there is a text in it, and in each of its plural forms."""
    texts = [form.text for form in translation.iter("numerusform")] or [translation.text]
    return all(text and text.strip() for text in texts)


def _tool(name: str, *arguments: str) -> None:
    program = _TOOLS / (f"{name}.exe" if sys.platform == "win32" else name)
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stdout}{done.stderr}")


def main() -> None:
    for catalogue in catalogues():
        update(catalogue.path)
        catalogue.path.with_suffix(".qm").write_bytes(compile_catalogue(catalogue.path))
        for problem in problems(catalogue.path):
            sys.stdout.write(f"{catalogue.name}: {problem}\n")


if __name__ == "__main__":
    main()
