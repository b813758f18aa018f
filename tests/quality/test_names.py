"""Modules are named after the noun they hold and say in one sentence what they are for."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import PurePosixPath

from PySide6 import QtCore, QtGui, QtNetwork, QtSvg, QtWidgets

from tests.quality.source_tree import Finding, advise, sources

EMPTY_NAMES = {"base", "common", "handler", "helper", "manager", "misc", "util"}

# The edges at which any error is caught: where it becomes a problem that is shown, a notice,
# or a crash report, and where it is carried to the one who awaits.
BROAD_EXCEPT = ("gui/engine/", "gui/qt/task_scope.py", "gui/qt/runner.py", "gui/app.py")
CARRIED_ON = {
    "gui/services/daemon_executor.py": "the error travels to whoever awaits the future",
}


def test_no_empty_module_names() -> None:
    found = [
        Finding(path=source.path, line=1, what="says nothing about what is in it")
        for source in sources("gui", "bench", "packaging", "tests")
        if EMPTY_NAMES & {word.removesuffix("s") for word in _words(source.path)}
    ]
    assert not found, advise(found, "Name a module after the one noun it holds.")


def test_each_module_says_what_it_is_for() -> None:
    found = []
    for source in sources("main.py", "gui", "bench", "packaging", "tests"):
        first = (ast.get_docstring(source.tree) or "").partition("\n")[0].strip()
        if not first.endswith((".", "?", "!", "`.")) or len(first.split()) < 3:
            found.append(Finding(path=source.path, line=1, what=f"first line: {first!r}"))
    assert not found, advise(found, "The first line of a module is one sentence with a full stop.")


def test_only_overrides_of_qt_are_camel_case() -> None:
    found = [
        source.finding(node, f"def {node.name}")
        for source in sources("gui")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name != node.name.lower()
        and node.name != "QT_TRANSLATE_NOOP"
        and not _is_of_qt(node.name)
    ]
    assert not found, advise(found, "snake_case, unless it overrides a method of Qt.")


def test_only_the_edges_catch_everything() -> None:
    found = [
        Finding(path=source.path, line=number, what=line.strip())
        for source in sources("gui")
        if not source.path.startswith(BROAD_EXCEPT) and source.path not in CARRIED_ON
        for number, line in enumerate(source.text.splitlines(), start=1)
        if "BLE001" in line
    ]
    assert not found, advise(found, "Catch what you can name; the rest travels to an edge.")


def test_tests_use_no_mocks_and_skip_nothing() -> None:
    found = [
        source.finding(node, ast.unparse(node)[:80])
        for source in sources("tests")
        for node in ast.walk(source.tree)
        if _is_mock_or_skip(node)
    ]
    assert not found, advise(found, "Write a small fake; make the test run everywhere.")


def _words(path: str) -> set[str]:
    return {word for part in PurePosixPath(path).with_suffix("").parts for word in part.split("_")}


@cache
def _is_of_qt(name: str) -> bool:
    return any(hasattr(kind, name) for kind in _classes_of_qt())


@cache
def _classes_of_qt() -> list[type]:
    """PySide6 makes its classes when they are asked for, so each one is asked for by name."""
    modules = (QtCore, QtGui, QtNetwork, QtSvg, QtWidgets)
    things = [getattr(module, name) for module in modules for name in dir(module)]
    return [thing for thing in things if isinstance(thing, type)]


def _is_mock_or_skip(node: ast.AST) -> bool:
    match node:
        case ast.Import():
            return any(alias.name.startswith(("unittest.mock", "mock")) for alias in node.names)
        case ast.ImportFrom():
            return node.module in {"unittest", "unittest.mock", "mock"}
        case ast.Attribute():
            return ast.unparse(node) in {
                "pytest.skip",
                "pytest.xfail",
                "pytest.importorskip",
                "pytest.mark.skip",
                "pytest.mark.skipif",
                "pytest.mark.xfail",
            }
        case _:
            return False
