"""Runs code in containers: whether Docker answers, and how it is told what to run."""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from gui.engine.children import StartChild
from gui.engine.tools.process_run import Order, Outcome, run_to_end
from gui.model.tool_refusal import ToolRefusal

INSIDE = "/work"
"""Where the chat's folder is in a container."""

_ANSWER_LIMIT = 2.0
_REMOVE_LIMIT = 5.0
_REMOVE_PAUSE = 0.2
_LABEL = "chat.parley.code"
_FORGOTTEN_AFTER = "5m"
_CANNOT_RUN = 125  # of `docker run` itself, not of what it runs
_BOUNDS = (
    *("--network", "none"),
    *("--cap-drop", "ALL"),
    *("--security-opt", "no-new-privileges"),
    *("--pids-limit", "256"),
    *("--memory", "1g"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Docker:
    """No network, no rights, and of the disk nothing but the chat's folder.

    Docker is asked by its command line; its Python package would be one more to carry along.
    """

    start: StartChild
    program: str
    socket: Path
    image: str

    async def run(self, order: Order) -> Outcome:
        """`order` names a folder. Raises ToolRefusal where Docker or the image is missing."""
        await self._expect_answer()
        await self._remove_forgotten()
        name = f"parley-{secrets.token_hex(6)}"
        ended = False
        try:
            outcome = await run_to_end(self.start, self._contained(order, name))
            ended = not outcome.late
        except OSError as error:
            ended = True
            raise ToolRefusal(f"Docker cannot be started: {error}.") from error
        finally:
            if not ended:
                await self._remove(name)
        if outcome.code == _CANNOT_RUN:
            raise ToolRefusal(
                f"Docker cannot run the image {self.image!r}, which the user can fetch with "
                f"'docker pull {self.image}': {outcome.output.strip()}"
            )
        return outcome

    async def answers(self) -> bool:
        """Whether a Docker engine is there, within two seconds."""
        if sys.platform != "win32" and self.socket.exists():
            return await self._pinged()
        outcome = await self._asked("version", "--format", "{{.Server.Version}}")
        return outcome is not None and outcome.code == 0 and not outcome.late

    async def _expect_answer(self) -> None:
        if not await self.answers():
            raise ToolRefusal(
                "Code is to run in Docker, as the user has set, but no Docker answers. The user "
                "can start it, or let code run without it."
            )

    async def _remove(self, name: str) -> None:
        """Whoever asked for it is gone, but Docker may only be about to make it."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_REMOVE_LIMIT):
                while True:
                    outcome = await self._asked("rm", "--force", name, seconds=_REMOVE_LIMIT)
                    if outcome is None or name in outcome.output.split():
                        return
                    await asyncio.sleep(_REMOVE_PAUSE)

    async def _remove_forgotten(self) -> None:
        """Those that were made later still, and never began."""
        filters = ("--filter", f"label={_LABEL}", "--filter", f"until={_FORGOTTEN_AFTER}")
        await self._asked("container", "prune", "--force", *filters)

    async def _pinged(self) -> bool:
        import httpx

        transport = httpx.AsyncHTTPTransport(uds=str(self.socket))
        try:
            async with httpx.AsyncClient(transport=transport, timeout=_ANSWER_LIMIT) as client:
                answer = await client.get("http://docker/_ping")
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK and answer.text.strip() == "OK"

    async def _asked(self, *words: str, seconds: float = _ANSWER_LIMIT) -> Outcome | None:
        order = Order(name="docker", command=(self.program, *words), seconds=seconds)
        try:
            return await run_to_end(self.start, order)
        except OSError:
            return None

    def _contained(self, order: Order, name: str) -> Order:
        source = str(order.folder).replace('"', '""')
        user = ("--user", f"{os.getuid()}:{os.getgid()}") if sys.platform != "win32" else ()
        command = (
            *(self.program, "run", "--rm", "--pull", "never", "--name", name),
            *("--label", _LABEL),
            *_BOUNDS,
            *user,
            *("--env", "HOME=/tmp", "--workdir", INSIDE),
            *("--mount", f'type=bind,"source={source}",target={INSIDE}'),
            self.image,
            *order.command,
        )
        return replace(order, command=merged(command), environment={})


def merged(command: tuple[str, ...]) -> tuple[str, ...]:
    """With what goes to standard error in the output; left alone under Windows."""
    if sys.platform == "win32":
        return command
    return ("/bin/sh", "-c", 'exec "$@" 2>&1', "sh", *command)
