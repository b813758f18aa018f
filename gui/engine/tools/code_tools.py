"""The tools that run code: Python and shell commands, in the chat's folder."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated

from gui.engine.children import StartChild
from gui.engine.tools.docker import Docker, merged
from gui.engine.tools.kit import BuiltInTool, tool_id_of
from gui.engine.tools.login_shell import LoginShell
from gui.engine.tools.patience import patiently
from gui.engine.tools.process_run import Order, Outcome, run_to_end
from gui.engine.tools.surroundings import ToolOptions
from gui.engine.tools.work_folder import WorkFolder
from gui.model.gate import Effect, ToolFacts
from gui.model.tool_refusal import ToolRefusal

FAMILY = "code"

_LONGEST_COMMAND = 100_000  # characters; Linux takes 128 KB in one argument
_DISK_LIMIT = 30.0
_TALKING_TO_NOBODY = {
    "TERM": "dumb",
    "PAGER": "cat",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
}
_WINDOWS_START = (
    "import os, runpy, sys; os.dup2(1, 2); del sys.argv[0]; "
    "runpy.run_path(sys.argv[0], run_name='__main__')"
)


class CodeTools:
    """Runs on this computer as the user, or in Docker where the options say so."""

    def __init__(self, folder: WorkFolder, start: StartChild, options: ToolOptions) -> None:
        self._folder = folder
        self._start = start
        self._options = options
        self._shell = LoginShell(start)

    def python(self) -> BuiltInTool:
        return self._tool(self.run_python)

    def shell(self) -> BuiltInTool:
        return self._tool(self.run_shell)

    async def run_python(
        self,
        code: Annotated[str, "a whole Python program; what it prints is the result"],
        seconds: Annotated[int, "how long it may run, 0 for the usual time"] = 0,
    ) -> str:
        """Runs a Python program in the working folder; answers what it prints.

        Nothing stays in memory between two runs; files stay. It has no input to read from.
        """
        name = f".parley-{secrets.token_hex(6)}.py"
        docker = self._options.docker_image
        python = "python3" if docker else await self._python()
        await patiently(
            lambda _: self._folder.write(name, code.encode("utf-8", "replace")),
            seconds=_DISK_LIMIT,
            what="writing the program",
        )
        try:
            if sys.platform == "win32" and not docker:
                command = (python, "-u", "-X", "utf8", "-c", _WINDOWS_START, name)
            else:
                command = (python, "-u", "-X", "utf8", name)
            return await self._run("run python", command, seconds)
        finally:
            await patiently(lambda _: self._removed(name), seconds=_DISK_LIMIT, what="tidying up")

    async def run_shell(
        self,
        command: Annotated[str, "one or more lines for the shell"],
        seconds: Annotated[int, "how long they may run, 0 for the usual time"] = 0,
    ) -> str:
        """Runs shell commands in the working folder; answers what they print.

        The shell is bash or sh, under Windows PowerShell. Nothing stays between two runs but
        files. What is still running when the commands end, is ended. There is no input.
        """
        if len(command) > _LONGEST_COMMAND:
            raise ToolRefusal("The commands are too long; write them to a file and run that.")
        words = await self._in_shell(command)
        await patiently(
            lambda _: self._folder.root.mkdir(parents=True, exist_ok=True),
            seconds=_DISK_LIMIT,
            what="making the folder",
        )
        return await self._run("run shell", words, seconds)

    async def _in_shell(self, command: str) -> tuple[str, ...]:
        if self._options.docker_image:
            return ("sh", "-c", command)
        if sys.platform == "win32":
            flags = ("-NoProfile", "-NonInteractive", "-Command")
            return ("powershell", *flags, f"& {{\n{command}\n}} 2>&1")
        return (await self._shell.find("bash") or "/bin/sh", "-c", command)

    async def _run(self, name: str, command: tuple[str, ...], seconds: int) -> str:
        limit = min(seconds if seconds > 0 else self._options.run_seconds, self._longest)
        order = Order(name=name, command=command, folder=self._folder.place("."), seconds=limit)
        outcome = await self._outcome(order)
        if outcome.late:
            raise ToolRefusal(
                f"{outcome.output}\n[It was ended after {limit} seconds; at most "
                f"{self._longest} can be asked for.]".lstrip()
            )
        if outcome.code != 0:
            raise ToolRefusal(f"{outcome.output}\n[It ended with code {outcome.code}.]".lstrip())
        return outcome.output or "[It printed nothing.]"

    async def _outcome(self, order: Order) -> Outcome:
        if self._options.docker_image:
            docker = Docker(
                start=self._start,
                program=await self._shell.find(self._options.docker_program) or "docker",
                socket=self._options.docker_socket,
                image=self._options.docker_image,
            )
            return await docker.run(order)
        environment = {**_TALKING_TO_NOBODY, "PATH": await self._shell.path()}
        here = replace(order, command=merged(order.command), environment=environment)
        try:
            return await run_to_end(self._start, here)
        except OSError as error:
            raise ToolRefusal(f"{order.command[0]!r} cannot be started: {error}.") from error

    async def _python(self) -> str:
        """In a bundle, Parley's own executable is no Python."""
        found = self._options.python or await self._shell.find("python3", "python")
        if found is None:
            raise ToolRefusal(
                "There is no Python on this computer: neither python3 nor python is on the PATH "
                "of the user's shell. The user can install Python."
            )
        return found

    def _removed(self, name: str) -> None:
        """The program may have removed itself, or all there is."""
        if self._folder.read_if_there(name) is not None:
            self._folder.remove(name)

    @property
    def _longest(self) -> int:
        return self._options.longest_run

    def _tool(self, run: Callable[..., Awaitable[str]]) -> BuiltInTool:
        facts = ToolFacts(
            tool_id=tool_id_of(FAMILY, run.__name__),
            effect=Effect.RUN,
            place=str(self._folder.root),
            isolated=bool(self._options.docker_image),
        )
        return BuiltInTool(run=run, family=FAMILY, effect=Effect.RUN, look=lambda _: facts)
