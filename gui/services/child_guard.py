"""A tiny process that outlives Parley by a second, to end the children of one that was killed.

A Parley that is killed cannot tidy up. The kernel's own remedy (PR_SET_PDEATHSIG) belongs to the
thread that starts the child, does not reach what the child has started, needs code between fork
and exec, and is Linux only. A shell that reads from a pipe needs none of that: the pipe ends
when Parley does, however that happens.
"""

from __future__ import annotations

import asyncio
import logging
import sys

from gui.services.child_environment import child_environment

_log = logging.getLogger(__name__)

_SHELL = "/bin/sh"
_END_LIMIT = 0.5  # seconds for the shell to end once its input is closed

# "+ 123" and "- 123" come in as groups of processes begin and end; what is left at the end of
# the input is ended. The shell ignores what a terminal or a desktop sends to everyone.
_SCRIPT = """
trap '' HUP INT TERM
living=
while read -r sign group; do
    kept=
    for one in $living; do
        [ "$one" = "$group" ] || kept="$kept $one"
    done
    living=$kept
    [ "$sign" = + ] && living="$living $group"
done
[ -n "$living" ] || exit 0
for group in $living; do kill -s TERM -- "-$group" 2> /dev/null; done
sleep 1
for group in $living; do kill -s KILL -- "-$group" 2> /dev/null; done
"""


class ChildGuard:
    """Started with the first child. Not on Windows, where a job object would do the same."""

    def __init__(self) -> None:
        self._shell: asyncio.subprocess.Process | None = None
        self._starting = asyncio.Lock()

    async def start(self) -> None:
        """Without a shell there is no guard, and a warning in the log."""
        async with self._starting:
            if self._shell is not None or sys.platform == "win32":
                return
            try:
                self._shell = await asyncio.create_subprocess_exec(
                    _SHELL,
                    "-c",
                    _SCRIPT,
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=asyncio.subprocess.DEVNULL,
                    env=child_environment(),
                    cwd="/",
                    start_new_session=True,
                )
            except OSError as error:
                _log.warning("children have no guard: %s", error)

    def watch(self, group: int) -> None:
        self._tell(f"+ {group}\n")

    def forget(self, group: int) -> None:
        self._tell(f"- {group}\n")

    async def close(self) -> None:
        """End the shell, which ends what it still watches; bounded."""
        shell, self._shell = self._shell, None
        if shell is None or shell.stdin is None:
            return
        shell.stdin.close()
        try:
            async with asyncio.timeout(_END_LIMIT):
                await shell.wait()
        except TimeoutError:
            _log.warning("the guard of the children is left behind")

    def _tell(self, line: str) -> None:
        if self._shell is not None and self._shell.stdin is not None:
            self._shell.stdin.write(line.encode())
