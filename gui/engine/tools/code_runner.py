"""Runs code in the chat's folder: on this computer as the user, or in Docker."""

from __future__ import annotations

import secrets
import sys
from dataclasses import replace

from gui.engine.children import StartChild
from gui.engine.login_path import LoginPath
from gui.engine.tools.docker import Docker, merged
from gui.engine.tools.patience import patiently
from gui.engine.tools.process_run import Order, Outcome, run_to_end
from gui.engine.tools.surroundings import ToolOptions
from gui.engine.tools.work_folder import WorkFolder
from gui.model.tool_refusal import ToolRefusal

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


class CodeRunner:
    """Every method raises ToolRefusal where nothing could be run at all."""

    def __init__(self, folder: WorkFolder, start: StartChild, options: ToolOptions) -> None:
        self.folder = folder
        self.options = options
        self._start = start
        self._programs = LoginPath(start)

    @property
    def isolated(self) -> bool:
        """Where it is asked for, nothing runs without it."""
        return bool(self.options.docker_image)

    async def python(self, code: str, *, seconds: float) -> Outcome:
        """From a file, so that the program can be imported from, and errors show their lines."""
        name = f".parley-{secrets.token_hex(6)}.py"
        python = "python3" if self.isolated else await self._python()
        await patiently(
            lambda _: self.folder.write(name, code.encode("utf-8", "replace")),
            seconds=_DISK_LIMIT,
            what="writing the program",
        )
        try:
            if sys.platform == "win32" and not self.isolated:
                command = (python, "-u", "-X", "utf8", "-c", _WINDOWS_START, name)
            else:
                command = (python, "-u", "-X", "utf8", name)
            return await self._run("run python", command, seconds)
        finally:
            await patiently(lambda _: self._removed(name), seconds=_DISK_LIMIT, what="tidying up")

    async def shell(self, command: str, *, seconds: float) -> Outcome:
        """By bash or sh; under Windows by PowerShell."""
        if len(command) > _LONGEST_COMMAND:
            raise ToolRefusal("The commands are too long; write them to a file and run that.")
        words = await self._in_shell(command)
        await patiently(
            lambda _: self.folder.root.mkdir(parents=True, exist_ok=True),
            seconds=_DISK_LIMIT,
            what="making the folder",
        )
        return await self._run("run shell", words, seconds)

    async def _in_shell(self, command: str) -> tuple[str, ...]:
        if self.isolated:
            return ("sh", "-c", command)
        if sys.platform == "win32":
            flags = ("-NoProfile", "-NonInteractive", "-Command")
            return ("powershell", *flags, f"& {{\n{command}\n}} 2>&1")
        return (await self._programs.find("bash") or "/bin/sh", "-c", command)

    async def _run(self, name: str, command: tuple[str, ...], seconds: float) -> Outcome:
        place = self.folder.place(".")
        order = Order(name=name, command=command, folder=place, seconds=seconds)
        if self.isolated:
            docker = Docker(
                start=self._start,
                program=await self._programs.find(self.options.docker_program) or "docker",
                socket=self.options.docker_socket,
                image=self.options.docker_image,
            )
            return await docker.run(order)
        environment = {**_TALKING_TO_NOBODY, "PATH": await self._programs.get()}
        here = replace(order, command=merged(order.command), environment=environment)
        try:
            return await run_to_end(self._start, here)
        except OSError as error:
            raise ToolRefusal(f"{command[0]!r} cannot be started: {error}.") from error

    async def _python(self) -> str:
        """In a bundle, Parley's own executable is no Python."""
        found = self.options.python or await self._programs.find("python3", "python")
        if found is None:
            raise ToolRefusal(
                "There is no Python on this computer: neither python3 nor python is on the PATH "
                "of the user's shell. The user can install Python."
            )
        return found

    def _removed(self, name: str) -> None:
        """The program may have removed itself, or all there is."""
        if self.folder.read_if_there(name) is not None:
            self.folder.remove(name)
