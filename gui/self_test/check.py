"""One check of the self-test and what it found, as a line of a table in plain English."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtWidgets import QApplication


class Outcome(StrEnum):
    OK = "ok"
    NOTE = "note"  # about the surroundings; nothing is wrong
    WARNING = "warning"  # works, with something missing
    FAILED = "FAILED"


class CheckError(Exception):
    """What was found is wrong; the text says what."""


class CheckWarning(Exception):  # noqa: N818 - no error: Parley works
    """Something is missing that Parley can do without; the text says what."""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a check works with: the application, and an empty folder of its own."""

    app: QApplication
    folder: Path


@dataclass(frozen=True, kw_only=True)
class Check:
    """`run` returns a detail; it raises CheckWarning, or anything else where it fails."""

    name: str
    run: Callable[[Ground], Awaitable[str]]
    limit: float = 5.0
    outcome: Outcome = Outcome.OK


@dataclass(frozen=True, kw_only=True)
class Finding:
    name: str
    outcome: Outcome
    detail: str
    seconds: float

    def line(self) -> str:
        detail = " ".join(self.detail.split())
        return f"{self.name:<14} {self.outcome:<8} {self.seconds:6.2f} s  {detail}"


def expect(condition: object, what: str) -> None:
    """Raise CheckError with `what` unless `condition` is true."""
    if not condition:
        raise CheckError(what)
