"""Imports point down, and what must run without Qt or AutoGen does."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.quality.source_tree import ROOT, advise, sources

# A value does no I/O and reads no clock; these would let it.
NOT_FOR_VALUES = {
    "asyncio",
    "io",
    "logging",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib",
}
PURE = {"urllib.parse"}  # takes texts apart and asks nobody

_IMPORT_ALL = """
import importlib, importlib.abc, pkgutil, sys

packages, missing, left_out = (set(argument.split(",")) for argument in sys.argv[1:4])

class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in missing:
            raise ModuleNotFoundError(f"{name} is made unimportable here", name=name)

sys.meta_path.insert(0, Missing())
for package in sorted(packages):
    module = importlib.import_module(package)
    for info in pkgutil.walk_packages(getattr(module, "__path__", []), package + "."):
        if not any((info.name + ".").startswith(out + ".") for out in left_out):
            importlib.import_module(info.name)
"""


def test_the_layers_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_values_use_the_standard_library_only() -> None:
    allowed = (set(sys.stdlib_module_names) - NOT_FOR_VALUES) | {"gui"}
    found = [
        source.finding(node, f"imports {name}")
        for source in sources("gui/model")
        for node in ast.walk(source.tree)
        for name in _imported(node)
        if name.partition(".")[0] not in allowed and name not in PURE
    ]
    assert not found, advise(found, "gui.model holds values: no I/O, no clock, no libraries.")


def test_values_work_and_engine_run_without_qt() -> None:
    _import_all(
        packages="gui.model,gui.services,gui.engine",
        missing="PySide6,shiboken6,qasync",
        left_out="-",
    )


def test_all_but_the_engine_run_without_autogen() -> None:
    _import_all(
        packages="gui",
        missing="autogen_core,autogen_agentchat,autogen_ext",
        left_out="gui.engine,gui.__main__",
    )


def _import_all(*, packages: str, missing: str, left_out: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL, packages, missing, left_out],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import():
            return [alias.name for alias in node.names]
        case ast.ImportFrom():
            return [node.module or ""]
        case _:
            return []
