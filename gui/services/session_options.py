"""What the session service may be told: live settings, and limits that tests shorten."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gui.model.endpoint import Endpoint
from gui.model.gate import Policy
from gui.services.chat_find import Seen
from gui.services.file_reading import FileReading

STOP_GRACE = 2.0  # seconds from a graceful stop to a hard one
JOURNAL_DELAY = 0.2  # seconds; with the write itself the file stays within 250 ms
SWEEP_INTERVAL = 60.0  # seconds between two looks for idle sessions
CARE_INTERVAL = 3600.0  # seconds between two looks after the file, each with a copy if it changed
STATE_LIMIT = 5.0  # seconds for an agent to hand over its memory
CLOSE_LIMIT = 3.0  # seconds for a conversation to close
SUMMARY_LIMIT = 300.0  # seconds for a model to sum up a piece of a chat
TITLE_LIMIT = 20.0  # seconds for a model to think of a title


def _yes() -> bool:
    return True


def _half_an_hour() -> int:
    return 30


def _nothing() -> str:
    return ""


def _ask_for_writes() -> Policy:
    return Policy.ASK_FOR_WRITES


def _source(markdown: str, matters: Callable[[str], bool]) -> tuple[str, ...]:
    del matters
    return (markdown,)


@dataclass(frozen=True, kw_only=True)
class SessionOptions:
    """The functions are asked anew each time, so that a changed setting counts at once.

    `work` is the folder in which each chat has one of its own for its tools, None for none.
    `opened` is where copies of files are put for other programs, None for nowhere.
    `default_policy` is about tools that the user has said nothing of.
    `retention_days` is how long untouched chats are kept, 0 for ever.
    `monotonic` is the clock of idleness, in seconds. `seen` says what a reader sees of
    Markdown, to look for words in it; called on a thread of the store. `reading` is what
    models can be told of files.
    """

    model_titles: Callable[[], bool] = _yes
    idle_minutes: Callable[[], int] = _half_an_hour
    instructions: Callable[[], str] = _nothing
    default_policy: Callable[[], Policy] = _ask_for_writes
    retention_days: Callable[[], int] = int
    endpoints: Callable[[], Sequence[Endpoint]] = tuple
    work: Path | None = None
    opened: Path | None = None
    monotonic: Callable[[], float] = time.monotonic
    seen: Seen = _source
    reading: FileReading = field(default_factory=FileReading)
    stop_grace: float = STOP_GRACE
    journal_delay: float = JOURNAL_DELAY
    sweep_interval: float = SWEEP_INTERVAL
    care_interval: float = CARE_INTERVAL
    state_limit: float = STATE_LIMIT
    close_limit: float = CLOSE_LIMIT
    title_limit: float = TITLE_LIMIT
    summary_limit: float = SUMMARY_LIMIT
