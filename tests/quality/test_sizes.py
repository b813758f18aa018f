"""Files, functions and classes stay small enough to read."""

from __future__ import annotations

import ast

from tests.quality.source_tree import Finding, advise, sources

FILE_LINES = 400
FUNCTION_LINES = 60
CLASS_METHODS = 20

OURS = ("main.py", "gui", "bench", "packaging", "tests")


def test_files_are_short() -> None:
    found = [
        Finding(path=source.path, line=lines, what=f"{lines} lines")
        for source in sources(*OURS)
        if (lines := source.text.count("\n")) > FILE_LINES
    ]
    assert not found, advise(found, f"At most {FILE_LINES} lines: cut along a noun.")


def test_functions_are_short() -> None:
    found = [
        source.finding(node, f"{node.name} has {lines} lines")
        for source in sources(*OURS)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]
    assert not found, advise(found, f"At most {FUNCTION_LINES} lines, better 40.")


def test_classes_have_few_methods() -> None:
    found = [
        source.finding(node, f"{node.name} has {methods} methods")
        for source in sources("gui", "bench")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef) and (methods := _methods(node)) > CLASS_METHODS
    ]
    assert not found, advise(found, f"At most {CLASS_METHODS} methods: give a part its own class.")


def _methods(node: ast.ClassDef) -> int:
    return sum(isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef) for item in node.body)
