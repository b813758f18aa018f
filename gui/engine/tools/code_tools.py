"""The tools that run code: Python and shell commands, in the chat's folder."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from gui.engine.tools.code_runner import CodeRunner
from gui.engine.tools.kit import BuiltInTool, tool_id_of
from gui.engine.tools.process_run import Outcome
from gui.model.gate import Effect, ToolFacts
from gui.model.tool_refusal import ToolRefusal

FAMILY = "code"


class CodeTools:
    """What ends with a code other than 0, or is late, counts as failed; its output is told."""

    def __init__(self, runner: CodeRunner) -> None:
        self._runner = runner

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
        limit = self._limit(seconds)
        return self._told(await self._runner.python(code, seconds=limit), limit)

    async def run_shell(
        self,
        command: Annotated[str, "one or more lines for the shell"],
        seconds: Annotated[int, "how long they may run, 0 for the usual time"] = 0,
    ) -> str:
        """Runs shell commands in the working folder; answers what they print.

        The shell is bash or sh, under Windows PowerShell. Nothing stays between two runs but
        files. What is still running when the commands end, is ended. There is no input.
        """
        limit = self._limit(seconds)
        return self._told(await self._runner.shell(command, seconds=limit), limit)

    def _limit(self, seconds: int) -> int:
        options = self._runner.options
        return min(seconds if seconds > 0 else options.run_seconds, options.longest_run)

    def _told(self, outcome: Outcome, limit: int) -> str:
        if outcome.late:
            most = self._runner.options.longest_run
            end = f"[It was ended after {limit} seconds; at most {most} can be asked for.]"
            raise ToolRefusal(f"{outcome.output}\n{end}".lstrip())
        if outcome.code != 0:
            raise ToolRefusal(f"{outcome.output}\n[It ended with code {outcome.code}.]".lstrip())
        return outcome.output or "[It printed nothing.]"

    def _tool(self, run: Callable[..., Awaitable[str]]) -> BuiltInTool:
        facts = ToolFacts(
            tool_id=tool_id_of(FAMILY, run.__name__),
            effect=Effect.RUN,
            place=str(self._runner.folder.root),
            isolated=self._runner.isolated,
        )
        return BuiltInTool(run=run, family=FAMILY, effect=Effect.RUN, look=lambda _: facts)
