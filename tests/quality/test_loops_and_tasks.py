"""No nested Qt loop, no second asyncio loop, no task without an owner."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.quality.source_tree import Finding, Source, advise, dotted_name, sources

NESTING_METHODS = {"exec", "exec_", "processEvents"}
NESTING_CLASSES = {"QEventLoop"}
NESTING_STATICS = {
    "QMessageBox": {"about", "aboutQt", "critical", "information", "question", "warning"},
    "QFileDialog": {
        "getExistingDirectory",
        "getExistingDirectoryUrl",
        "getOpenFileName",
        "getOpenFileNames",
        "getOpenFileUrl",
        "getOpenFileUrls",
        "getSaveFileName",
        "getSaveFileUrl",
    },
    "QInputDialog": {"getDouble", "getInt", "getItem", "getMultiLineText", "getText"},
    "QColorDialog": {"getColor"},
    "QFontDialog": {"getFont"},
    "QProgressDialog": {"setValue"},
}
SECOND_LOOPS = {"asyncio.run", "asyncio.Runner", "qasync.run", "qasync.asyncSlot", "asyncClose"}

# Files that may create tasks, each with the owner that ends them.
TASK_OWNERS = {
    "gui/qt/task_scope.py": "the scope cancels them when its widget goes",
    "gui/services/owned_tasks.py": "the session service awaits or cancels them in its clean-up",
    "gui/services/shutdown.py": "each stage is awaited within its limit",
    "gui/qt/runner.py": "the whole program, run to its end unless Qt ends the loop first",
    "gui/life.py": "the start, awaited or cancelled before clean-up begins",
    "gui/late_engine.py": "the one import of the engine, awaited by whoever needs it first",
    "gui/engine/frame_stream.py": "the stream that is read cancels its reader when it is closed",
    "gui/engine/conversation.py": "the run awaits or cancels it before its stream ends",
    "gui/engine/gated_calls.py": "whoever waits for a call cancels it; the run sweeps the rest",
    "gui/engine/scripted.py": "the scripted run cancels both before its stream ends",
    "gui/engine/client_pool.py": "the pool awaits the closing of its clients",
}


def test_no_nested_event_loop() -> None:
    found = [finding for source in sources("gui", "tests") for finding in _nested(source)]
    advice = (
        "A nested loop inside a task loses the steps of other tasks: use open(), popup() or "
        "gui.qt.dialogs, and await the answer."
    )
    assert not found, advise(found, advice)


def test_one_event_loop_and_no_blocking_sleep() -> None:
    found = [
        source.finding(call, f"{name}()")
        for source in sources("gui")
        for call, name in source.calls()
        if name in SECOND_LOOPS or name.endswith(".asyncClose") or _blocks(source, name)
    ]
    advice = "Only gui.app starts the loop, through its own bounded entry; nothing blocks it."
    assert not found, advise(found, advice)


def test_every_task_has_an_owner() -> None:
    found = [
        source.finding(call, f"{name}()")
        for source in sources("gui")
        if source.path not in TASK_OWNERS
        for call, name in source.calls()
        if name.split(".")[-1] in {"create_task", "ensure_future"}
        and name not in _task_groups(source)
    ]
    advice = "Start it through a TaskScope (widgets) or the owner of the session's tasks."
    assert not found, advise(found, advice)


def test_the_list_of_task_owners_is_up_to_date() -> None:
    creating = {
        source.path
        for source in sources("gui")
        for _, name in source.calls()
        if name.split(".")[-1] in {"create_task", "ensure_future"}
    }
    assert not set(TASK_OWNERS) - creating, "remove these files from TASK_OWNERS"


def test_coroutines_in_tests_never_wait_with_qtbot() -> None:
    found = [
        source.finding(node, dotted_name(node.func))
        for source in sources("tests")
        for function in ast.walk(source.tree)
        if isinstance(function, ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and dotted_name(node.func).split(".")[-1].startswith("wait")
        and "qtbot" in dotted_name(node.func)
    ]
    assert not found, advise(found, "Use `await until(condition)` of tests.waiting instead.")


def test_tests_wait_for_conditions_not_for_time() -> None:
    found = [
        source.finding(call, f"{name}()")
        for source in sources("tests")
        for call, name in source.calls()
        if name in {"qtbot.wait", "QTest.qWait", "QTest.qSleep"}
    ]
    assert not found, advise(found, "Wait for what must happen, with a limit.")


def _nested(source: Source) -> Iterator[Finding]:
    for call, name in source.calls():
        *receiver, method = name.split(".")
        owner = receiver[-1] if receiver else ""
        if (
            (receiver and method in NESTING_METHODS)
            or name in NESTING_CLASSES
            or method in NESTING_STATICS.get(owner, ())
        ):
            yield source.finding(call, f"{name}()")


def _blocks(source: Source, name: str) -> bool:
    on_the_loop = source.path.startswith(("gui/qt/", "gui/views/", "gui/app"))
    return name == "time.sleep" and on_the_loop


def _task_groups(source: Source) -> set[str]:
    """`group.create_task` for each `async with asyncio.TaskGroup() as group`."""
    return {
        f"{item.optional_vars.id}.create_task"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.AsyncWith)
        for item in node.items
        if isinstance(item.context_expr, ast.Call)
        and dotted_name(item.context_expr.func) == "asyncio.TaskGroup"
        and isinstance(item.optional_vars, ast.Name)
    }
