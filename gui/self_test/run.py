"""Runs all checks one after the other, each within its limit, and prints a line for each."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gui import __version__
from gui.qt.runner import run
from gui.self_test.agents import check_teams, check_tools
from gui.self_test.check import Check, CheckWarning, Finding, Ground, Outcome
from gui.self_test.files import check_files, check_modules
from gui.self_test.looks import (
    check_fonts,
    check_formulas,
    check_icons,
    check_languages,
    check_markdown,
    check_themes,
)
from gui.self_test.surroundings import (
    check_desktop,
    check_full_text_search,
    check_local_socket,
    check_system,
    check_tray,
    check_versions,
)
from gui.self_test.workings import (
    check_certificates,
    check_child,
    check_engine,
    check_guide,
    check_keys,
    check_store,
)
from gui.services.daemon_executor import DaemonExecutor
from gui.services.log_file import close_log, open_log
from gui.services.owned_tasks import OwnedTasks

CHECKS = (
    Check(name="versions", run=check_versions),
    Check(name="system", run=check_system, outcome=Outcome.NOTE),
    Check(name="files", run=check_files),
    Check(name="themes", run=check_themes),
    Check(name="icons", run=check_icons),
    Check(name="languages", run=check_languages),
    Check(name="fonts", run=check_fonts),
    Check(name="markdown", run=check_markdown),
    Check(name="formulas", run=check_formulas),
    Check(name="sqlite", run=check_full_text_search),
    Check(name="store", run=check_store),
    Check(name="keys", run=check_keys, limit=10.0),
    Check(name="certificates", run=check_certificates),
    Check(name="engine", run=check_engine, limit=15.0),
    Check(name="guide", run=check_guide),
    Check(name="tools", run=check_tools, limit=10.0),
    Check(name="teams", run=check_teams, limit=15.0),
    Check(name="modules", run=check_modules, limit=10.0),
    Check(name="local socket", run=check_local_socket),
    Check(name="child process", run=check_child),
    Check(name="tray", run=check_tray, outcome=Outcome.NOTE),
    Check(name="desktop", run=check_desktop, outcome=Outcome.NOTE),
)

WHOLE_LIMIT = 60.0
"""Seconds after which the process ends by itself, with its stacks printed: something hangs."""

_REPORT = "parley-self-test.txt"
_LOG_TAIL = 4000  # characters of the log beneath a failure
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def self_test(
    data_dir: str | None,
    make_application: Callable[[], QApplication],
    *,
    checks: Sequence[Check] = CHECKS,
) -> int:
    """Print the table; 0 when nothing failed. Writes only below `data_dir`, or a temporary folder.

    What it writes is removed again; chats and settings are not touched.
    """
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in _DISPLAYS):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if sys.stderr is not None:
        faulthandler.dump_traceback_later(WHOLE_LIMIT, exit=True)
    try:
        folder = _new_folder(data_dir)
        report = _Report(Path(data_dir or tempfile.gettempdir()) / _REPORT)
    except OSError as error:
        print(f"the folder cannot be used: {error}", file=sys.stderr)  # noqa: T201 - no report
        return 1
    try:
        return _checked(checks, folder, report, make_application)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        faulthandler.cancel_dump_traceback_later()


def _new_folder(data_dir: str | None) -> Path:
    if data_dir is not None:
        Path(data_dir).mkdir(parents=True, exist_ok=True, mode=0o700)
    return Path(tempfile.mkdtemp(prefix="parley-self-test-", dir=data_dir))


def _checked(
    checks: Sequence[Check],
    folder: Path,
    report: _Report,
    make_application: Callable[[], QApplication],
) -> int:
    report.say(f"Parley {__version__}: self-test")
    executor = DaemonExecutor(workers=4, name="worker")
    log = open_log(folder / "logs", level=logging.WARNING)
    try:
        ground = Ground(app=make_application(), folder=folder)
        code = run(
            ground.app, lambda _loop, _errors: _run_all(checks, ground, report), executor=executor
        )
    finally:
        close_log(log)
        executor.join(1.0)
    if code:
        report.say(_log_of(folder))
    return code


async def _run_all(checks: Sequence[Check], ground: Ground, report: _Report) -> int:
    started = time.monotonic()
    tasks = OwnedTasks()
    findings = []
    for check in checks:
        findings.append(await _finding(check, ground, tasks))
        report.say(findings[-1].line())
    failed = [finding.name for finding in findings if finding.outcome is Outcome.FAILED]
    seconds = time.monotonic() - started
    report.say(f"{len(findings) - len(failed)} passed, {len(failed)} failed in {seconds:.1f} s")
    return 1 if failed else 0


async def _finding(check: Check, ground: Ground, tasks: OwnedTasks) -> Finding:
    """Whatever a check raises is its finding: the task holds it, so nothing is caught here."""
    started = time.monotonic()
    task = tasks.start(check.name, _detail(check, ground))
    await asyncio.wait({task}, timeout=check.limit)
    error: BaseException | None = None
    if not task.done():
        task.cancel()
        error = TimeoutError(f"not done after {check.limit:.0f} s")
    else:
        error = task.exception()
    seconds = time.monotonic() - started
    if error is not None:
        outcome, detail = Outcome.FAILED, f"{type(error).__name__}: {error}"
    else:
        outcome, detail = task.result()
    return Finding(name=check.name, outcome=outcome, detail=detail, seconds=seconds)


async def _detail(check: Check, ground: Ground) -> tuple[Outcome, str]:
    try:
        return check.outcome, await check.run(ground)
    except CheckWarning as warning:
        return Outcome.WARNING, str(warning)


def _log_of(folder: Path) -> str:
    with suppress(OSError):
        return (folder / "logs" / "parley.log").read_text(encoding="utf-8")[-_LOG_TAIL:]
    return ""


class _Report:
    """Lines for standard output; a Windows program without a console has none, and uses a file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        if sys.stdout is None:
            file.write_text("", encoding="utf-8")

    def say(self, text: str) -> None:
        if sys.stdout is None:
            with self._file.open("a", encoding="utf-8") as report:
                report.write(f"{text}\n")
            return
        plain = text.encode(sys.stdout.encoding or "ascii", "backslashreplace")
        sys.stdout.write(plain.decode(sys.stdout.encoding or "ascii") + "\n")
        sys.stdout.flush()
