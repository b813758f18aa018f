"""The project's own source files, parsed once, and findings that name file and line."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_NOT_OURS = ("__pycache__", "_resources", "build", "dist", "node_modules")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One place that breaks a rule."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True, kw_only=True)
class Source:
    """One Python file; `path` is relative to the project, with forward slashes."""

    path: str
    text: str
    tree: ast.Module

    def finding(self, node: ast.AST, what: str) -> Finding:
        return Finding(path=self.path, line=getattr(node, "lineno", 1), what=what)

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call, with the dotted name of what is called (`QMessageBox.question`)."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, dotted_name(node.func)


def sources(*folders: str) -> tuple[Source, ...]:
    """The Python files below `folders`; a folder may also be a file."""
    return tuple(_source(path) for folder in folders for path in _python_files(folder))


def files(*, suffixes: tuple[str, ...] = ()) -> Iterator[Path]:
    """All files of the project, caches and environments left out."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = [part for part in parts if part.startswith(".") and part != ".ci"]
        if hidden and parts[0] not in (".gitignore", ".gitattributes", ".editorconfig"):
            continue
        if any(part in _NOT_OURS for part in parts) or not path.is_file():
            continue
        if not suffixes or path.suffix in suffixes:
            yield path


def dotted_name(node: ast.expr) -> str:
    """`a.b.c` for names and attributes; a receiver that is no name becomes `?`."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return f"{dotted_name(node.value)}.{node.attr}"
        case _:
            return "?"


def advise(findings: Iterable[Finding], advice: str) -> str:
    """The message of a failed rule, or "" when there is nothing to say."""
    lines = [str(finding) for finding in findings]
    return "\n".join([advice, *lines]) if lines else ""


def _python_files(folder: str) -> list[Path]:
    place = ROOT / folder
    if place.is_file():
        return [place]
    return sorted(path for path in place.rglob("*.py") if "_resources" not in path.parts)


@cache
def _source(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(
        path=path.relative_to(ROOT).as_posix(), text=text, tree=ast.parse(text, str(path))
    )
