"""A child process that Parley owns: a group of its own, two pipes, and an end within bounds."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from asyncio.subprocess import SubprocessStreamProtocol
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gui.model.redaction import redacted
from gui.services.child_environment import child_environment
from gui.services.error_log import ErrorLog
from gui.services.owned_tasks import OwnedTasks

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter, SubprocessTransport

_log = logging.getLogger(__name__)

LONGEST_LINE = 16 * 1024 * 1024
"""Bytes that may wait unread, and of one line: a picture in a line of JSON is long."""

CLOSED_LIMIT = 0.5  # seconds to end by itself once its input is closed
ASKED_LIMIT = 1.0  # seconds after SIGTERM
KILLED_LIMIT = 0.5  # seconds after SIGKILL, which only a process inside the kernel outlives
PIPES_LIMIT = 0.2  # seconds to read what is left, should a stranger hold the pipes open
KEPT_LIMIT = 0.2  # seconds to write its last words to the log, should the disk be slow
END_LIMIT = CLOSED_LIMIT + ASKED_LIMIT + KILLED_LIMIT + PIPES_LIMIT + KEPT_LIMIT
_LOOK = 0.01  # seconds between two looks at a group that is ending
_CHUNK = 64 * 1024
_REMEMBERED = 8 * 1024  # bytes of its errors
_OUTPUT, _ERRORS = 1, 2

_NEW_GROUP_NO_WINDOW = 0x00000200 | 0x08000000  # CREATE_NEW_PROCESS_GROUP | CREATE_NO_WINDOW


@dataclass(frozen=True, kw_only=True)
class ChildPlan:
    """What is started. `name` is for the log; `environment` is added to a clean one."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None


class ChildProcess:
    """`input` and `output` are the child's; what it writes to stderr goes to `errors`.

    It ends once, by itself or by `end`; then whatever it has started ends with it, and
    `gone` is set. Its group is a session of its own: a Ctrl+C in the terminal is not for it.
    On Windows only the process itself is ended; its own children would need a job object.
    """

    def __init__(self, plan: ChildPlan, transport: SubprocessTransport, ends: _Ends) -> None:
        if ends.stdin is None or ends.stdout is None or ends.stderr is None:
            raise ValueError("a child has three pipes")
        self.name = plan.name
        self.pid = transport.get_pid()
        self.input: StreamWriter = ends.stdin
        self.output: StreamReader = ends.stdout
        self.gone = asyncio.Event()
        self._errors: StreamReader = ends.stderr
        self._last_errors = b""
        self._transport = transport
        self._ends = ends
        self._tasks = OwnedTasks()

    @classmethod
    async def start(cls, plan: ChildPlan, errors: ErrorLog) -> ChildProcess:
        """Raises OSError when there is no such program or folder, or it may not be run."""
        loop = asyncio.get_running_loop()
        transport, ends = await loop.subprocess_exec(
            lambda: _Ends(limit=LONGEST_LINE, loop=loop),
            *plan.command,
            env=child_environment(plan.environment),
            cwd=plan.folder,
            start_new_session=True,
            creationflags=_NEW_GROUP_NO_WINDOW if sys.platform == "win32" else 0,
        )
        child = cls(plan, transport, ends)
        kept = child._tasks.start(f"errors of {plan.name}", child._keep_errors(errors))
        child._tasks.begin(f"end of {plan.name}", child._live(kept))
        return child

    @property
    def code(self) -> int | None:
        """How it ended: negative for a signal; None while it runs."""
        return self._transport.get_returncode()

    @property
    def last_errors(self) -> str:
        """The end of what it has written to its standard error, without what looks like keys."""
        return redacted(self._last_errors.decode(errors="replace"))

    async def end(self) -> None:
        """Close its input, then ask, then kill; returns within `END_LIMIT` seconds, gone or not."""
        self._ends.over.set()
        await self.gone.wait()

    async def _live(self, kept: asyncio.Task[None]) -> None:
        """See it to its end, from wherever that comes, and its errors to their file."""
        try:
            await self._ends.over.wait()
            self.input.close()
            if self.code is None:
                await self._is_gone(within=CLOSED_LIMIT)
            if not self._is_empty():
                await self._stop()
            # Its last words may still be in the pipes, which end with the last who holds them.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PIPES_LIMIT):
                    await self._ends.closed.wait()
            self._transport.close()
            await asyncio.wait({kept}, timeout=KEPT_LIMIT)
        finally:
            if not self._is_empty():
                self._send_kill()
            self._transport.close()
            _log.info("%s (%d) ended with %s", self.name, self.pid, self.code)
            self.gone.set()

    async def _stop(self) -> None:
        """For the child itself, and for what it has left behind."""
        self._send_terminate()
        if await self._is_gone(within=ASKED_LIMIT):
            return
        self._send_kill()
        if not await self._is_gone(within=KILLED_LIMIT):
            _log.warning("%s (%d) cannot be ended", self.name, self.pid)

    async def _is_gone(self, *, within: float) -> bool:
        end = asyncio.get_running_loop().time() + within
        while not self._is_empty():
            if asyncio.get_running_loop().time() > end:
                return False
            await asyncio.sleep(_LOOK)
        return True

    def _is_empty(self) -> bool:
        """Whether the group is; its number stays taken while anyone is in it."""
        if sys.platform == "win32" or self.code is None:
            return self.code is not None
        try:
            os.killpg(self.pid, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return False

    def _send_terminate(self) -> None:
        if sys.platform == "win32":
            with contextlib.suppress(ProcessLookupError):
                self._transport.terminate()
        else:
            self._send(signal.SIGTERM)

    def _send_kill(self) -> None:
        if sys.platform == "win32":
            with contextlib.suppress(ProcessLookupError):
                self._transport.kill()
        else:
            self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, number)

    async def _keep_errors(self, errors: ErrorLog) -> None:
        loop = asyncio.get_running_loop()
        while data := await self._errors.read(_CHUNK):
            self._last_errors = (self._last_errors + data)[-_REMEMBERED:]
            try:
                await loop.run_in_executor(None, errors.add, data)
            except OSError as error:
                _log.warning("the errors of %s are not kept: %s", self.name, error)


class _Ends(SubprocessStreamProtocol):
    """The ends of the child's pipes; `over` when it has ended, `closed` when all is read.

    `Process.wait` waits for the pipes too in some versions of Python, and these stay open for
    as long as anything that the child has started holds them.
    """

    def __init__(self, *, limit: int, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(limit=limit, loop=loop)
        self.over = asyncio.Event()
        self.closed = asyncio.Event()
        self._open = {_OUTPUT, _ERRORS}

    def process_exited(self) -> None:
        self.over.set()
        super().process_exited()

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        super().pipe_connection_lost(fd, exc)
        self._open.discard(fd)
        if not self._open:
            self.closed.set()
